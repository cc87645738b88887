package fields

import "regexp"

// Pattern is what the text of a value looks like, in the part of regular
// expressions that ECMA-262 and RE2 share, so that JSON Schema and Go read it
// alike.
type Pattern struct {
	Must string // or empty
	Not  string // or empty
	Most int    // letters at most; 0 for any number
}

// The parts of dates. A year is one of 0001 to 9999; 29 February stands in
// leap years alone.
const (
	year  = `(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])`
	leap  = `(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)`
	day   = `(?:` + year + `-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|` + leap + `-02-29)`
	hours = `(?:[01][0-9]|2[0-3]):[0-5][0-9]`
	// month is also a season, or one that is not known, with days not known.
	month = year + `-(?:(?:0[1-9]|1[0-2]|XX)(?:-XX)?|2[1-4])`
	vague = `(?:[1-9][0-9]|0[1-9])XX|(?:[1-9][0-9]{2}|0[1-9][0-9]|00[1-9])X`
	// zoned is Z or an offset from -12:00 to +14:00 as EDTF has them.
	zoned = `(?:Z|\+(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|\+14(?::00)?|-(?:0[1-9]|1[01])(?::[0-5][0-9])?|-00:(?:0[1-9]|[1-5][0-9])|-12(?::00)?)`
	point = `(?:` + day + `(?:T` + hours + `(?::[0-5][0-9])?` + zoned + `?)?|` + month + `|` + year + `|` + vague + `)[?~%]?`
	// offset is one of RFC 3339, or of those who leave its colon out.
	offset = `(?: ?[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9]|Z)`
)

// letters are those of a slug: small ones, or of a script that has no others.
const letters = `\p{Ll}\p{Lo}\p{Lm}\p{Nd}`

// control characters stand in no line and no address.
const control = `\x00-\x1f\x7f-\x9f`

// breaks end a line.
const breaks = "\\n\\r\u0085\u2028\u2029"

// patterns are those of the types whose values are text. Space around a value
// does not count.
var patterns = map[Type]Pattern{
	Line:     {Must: `^\s*[^` + breaks + `]*\s*$`},
	Name:     {Must: `^\s*[^` + breaks + `]*\s*$`},
	Date:     {Must: `^\s*(?:unknown|` + point + `|` + point + `/(?:` + point + `|\.\.)?|(?:\.\.)?/` + point + `)\s*$`},
	Moment:   {Must: `^\s*` + day + `(?:[T ]` + hours + `(?::[0-5][0-9](?:\.[0-9]{1,9})?)?` + offset + `?)?\s*$`},
	Zone:     {Must: `^\s*[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*\s*$`, Not: `^\s*Local\s*$`},
	Language: {Must: `^\s*(?:[A-Za-z]{2,3}|[ixIX]-[A-Za-z0-9]{1,8})(?:[-_][A-Za-z0-9]{1,8})*\s*$`},
	Address: {
		Must: `^\s*(?:[Hh][Tt][Tt][Pp][Ss]?://[^` + control + `]+|(?:mailto|tel|article|topic|event|person|organisation|place|page):[^` + control + `]*|[^:/?#` + control + `]*(?:[/?#][^` + control + `]*)?)\s*$`,
		Not:  `^\s*(?://|www\.)`,
	},
	Path:    {Must: `^\s*[^:*?#\\` + control + `]*\s*$`, Not: `^\s*//`},
	Picture: {Must: `^\s*[^:/?#` + control + `]*(?:/[^` + control + `]*)?\s*$`, Not: `^\s*(?://|www\.)`},
	Slug: {
		Must: `^\s*[` + letters + `][` + letters + `\p{M}]*(?:-[` + letters + `][` + letters + `\p{M}]*)*\s*$`,
		Not:  `^\s*(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s*$`,
		Most: 120,
	},
	Colour:  {Must: `^\s*#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\s*$`},
	Focal:   {Must: `^\s*(?:100|[1-9]?[0-9])%(?:\s*,\s*|\s+)(?:100|[1-9]?[0-9])%\s*$`},
	Degrees: {Must: `^\s*[+-]?(?:90(?:\.0*)?|[0-8]?[0-9](?:\.[0-9]*)?)\s*[,; ]\s*[+-]?(?:180(?:\.0*)?|(?:1[0-7][0-9]|[0-9]?[0-9])(?:\.[0-9]*)?)\s*$`},
}

// Pattern gives what the text of a value of this type looks like. What no
// pattern can say is left to package load: whether a time zone or a language
// is known, an interval ends after it begins, and a slug is in Unicode form
// NFC.
func (t Type) Pattern() Pattern { return patterns[t] }

var degrees = regexp.MustCompile(patterns[Degrees].Must)

// IsDegrees reports whether a text is a latitude from -90 to 90 and a
// longitude from -180 to 180.
func IsDegrees(text string) bool { return degrees.MatchString(text) }

var colour = regexp.MustCompile(patterns[Colour].Must)

// IsColour reports whether a text is a colour of CSS in hexadecimal digits.
func IsColour(text string) bool { return colour.MatchString(text) }
