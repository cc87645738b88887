package when

import "time"

// otherSpelling gives the EDTF forms of a common other spelling of a date: none
// if the text is not one, two if it can be read as two dates.
func otherSpelling(text string, zone *time.Location) []string { return nil }
