package render

import (
	"daybook/generator/compose"
	"daybook/generator/layout"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/view"
)

// MaxMail is the most bytes that a mail may have. Gmail cuts at 102 KB of HTML,
// and with the end of a letter goes the link by which readers leave.
const MaxMail = 100_000

// mail makes a letter with as many of its reports as fit, and lends it to put.
// However heavy a site's own layout is, what does not fit is told as left to the
// edition.
func (m *Maker) mail(f plan.File, v view.Mail, put func([]byte) error) error {
	var body []byte // of the longest letter that fits
	fits, all := -1, compose.Reports(v)
	for n, not := all, all+1; not-fits > 1; n = (fits + not) / 2 {
		err := m.Layouts.Write(f.Layout, f.Lang, compose.Shorten(v, n), func(made []byte) error {
			if len(made) > MaxMail {
				not = n
				return nil
			}
			fits, body = n, append(body[:0], made...)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if fits < 0 {
		at := source.Place{Path: "layouts/" + layout.Kind{Name: f.Layout}.File()}
		p := problem.New("layout-failed", at, "the mail is larger than %d KB, and mail programs would cut it, even without a single report", MaxMail/1000)
		return &layout.Error{Problem: p.Hinted("make what stands around the reports lighter: fewer styles, no pictures as data")}
	}
	return put(body)
}
