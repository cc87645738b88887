package view

// Dispatch is an article as the systems of other newsrooms read it, for package
// export. Addresses in it are absolute, and times are in RFC 3339.
type Dispatch struct {
	ID                            string // the same for ever: that of feeds
	Href                          string
	Lang                          string
	Headline, Standfirst, Summary string
	Body                          Body
	Words                         int // of the body
	Published, Changed, Expires   string
	Byline, Located               string
	Genre, Category               string
	Tags                          []string
	Topics                        []EventName
	People, Organisations, Places []EventName
	Events                        []EventName // with the id as Kind
	Sources                       []EventSource
	Corrections                   []Correction
	Publisher                     EventName
	Policies                      []Link // how the paper works
	Picture                       Picture
}
