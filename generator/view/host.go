package view

// Headers are what a host answers with beside the bytes of files.
type Headers struct{ Rules []HeaderRule }

// HeaderRule is the headers of the files at some addresses.
type HeaderRule struct {
	Path   string   // on the host; * stands for anything
	Drop   []string // names of headers of rules before, which this one takes the place of
	Values []Header
}

// Header is one of them (RFC 9110, section 6.3).
type Header struct{ Name, Value string }
