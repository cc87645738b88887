package view

// SocialCard is what the card of a page is drawn from: the picture that other
// sites show beside a link to it. It holds plain text; a part that is empty is
// left out of the drawing.
type SocialCard struct {
	Site     string // the site's title
	Tagline  string // the site's, drawn with its title where the headline cannot be drawn
	Accent   string // #rgb or #rrggbb, or empty for the usual
	Lang     string // BCP 47
	Dir      string // "ltr" or "rtl"
	Kicker   string // what the page is or belongs to, such as the topic
	Headline string
	Text     string // a sentence or two below the headline, where there is room
	Date     string // in the words of Lang
	Marks    []SocialMark
	From     string // what the first and the last of Marks are dated
	Until    string
}

// SocialMark is an event on the strip of time on a card.
type SocialMark struct {
	At  int // thousandths of the strip, from its beginning
	Key bool
}

// SiteIcon is what an icon of the site is drawn from, for tabs and home screens.
type SiteIcon struct {
	Letter string // the first of the site's title
	Accent string // #rgb or #rrggbb, or empty for the usual
	Lang   string // BCP 47
	Dir    string // "ltr" or "rtl"
	Size   int    // pixels to a side, even and at most 512
}

// Manifest is what a browser shows of the site on a home screen (W3C Web
// Application Manifest). Hrefs are root-relative.
type Manifest struct {
	Name, Short string
	Lang, Dir   string
	Start       string // href of the front page, which is also what the app spans
	Theme       string // CSS colours
	Ground      string
	Icons       []ManifestIcon
}

// ManifestIcon is an icon in one size.
type ManifestIcon struct {
	Href string
	Size int // pixels to a side
}
