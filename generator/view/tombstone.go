package view

// Tombstone is what answers at the address of a report that was withdrawn or
// has expired (layout tombstone.html). It holds no word of the report.
type Tombstone struct {
	Frame
	Heading string
	Killed  bool   // withdrawn; else it has expired
	Since   Stamp  // zero where that is not said
	Reason  string // of a withdrawal, for readers; may be empty
	Policy  Link   // how the paper corrects and withdraws; empty where no page says so
	Ledger  string // href of the ledger of corrections
}
