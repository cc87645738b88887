package dates

import (
	"strings"
	"time"
)

var monthNames = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdayNames = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
}

var weekdayPlurals = map[string]time.Weekday{
	"sundays": 0, "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6,
}

// unitNames are the units by their singular.
var unitNames = map[string]unit{
	"second": secondUnit, "minute": minuteUnit, "hour": hourUnit, "day": dayUnit, "night": nightUnit,
	"weekend": weekendUnit, "week": weekUnit, "fortnight": fortnightUnit, "month": monthUnit, "quarter": quarterUnit,
	"year": yearUnit, "decade": decadeUnit, "century": centuryUnit, "millennium": millenniumUnit,
	"min": minuteUnit, "hr": hourUnit, "wk": weekUnit, "yr": yearUnit,
}

var unitPlurals = map[string]unit{
	"seconds": secondUnit, "minutes": minuteUnit, "hours": hourUnit, "days": dayUnit, "nights": nightUnit,
	"weekends": weekendUnit, "weeks": weekUnit, "fortnights": fortnightUnit, "months": monthUnit, "quarters": quarterUnit,
	"years": yearUnit, "decades": decadeUnit, "centuries": centuryUnit, "millennia": millenniumUnit,
	"mins": minuteUnit, "hrs": hourUnit, "wks": weekUnit, "yrs": yearUnit, "secs": secondUnit,
}

// seasonNames give the month in which each season begins.
var seasonNames = map[string]time.Month{
	"spring": time.March, "springtime": time.March, "summer": time.June, "summertime": time.June,
	"autumn": time.September, "fall": time.September, "winter": time.December, "wintertime": time.December,
}

var seasonPlurals = map[string]time.Month{
	"springs": time.March, "summers": time.June, "autumns": time.September, "winters": time.December,
}

var smallNumbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19,
}

var tens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

// namedDecades are the decades that stand without a century.
var namedDecades = map[string]int{
	"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}

// dayParts are the parts of a day; noon and midnight are clock times.
var dayParts = map[string]bool{
	"morning": true, "afternoon": true, "evening": true, "night": true, "dawn": true, "dusk": true, "lunchtime": true,
	"daybreak": true, "sunrise": true, "sunset": true, "nightfall": true, "midday": true, "midmorning": true,
	"midafternoon": true, "nighttime": true, "sundown": true, "sunup": true, "teatime": true,
}

// setWords are the adjectives and adverbs of recurrence, with their periods.
var setWords = map[string]string{
	"daily": "P1D", "nightly": "P1D", "hourly": "PT1H", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
	"monthly": "P1M", "bimonthly": "P2M", "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
	"biannual": "P6M", "semiannual": "P6M", "biennial": "P2Y",
}

// zones are the offsets of the time zones that newspapers name, in minutes. "ET" and its kind follow
// the season; zoneByName says in which zone.
var zones = map[string]int{
	"gmt": 0, "utc": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "sast": 120,
	"eat": 180, "pkt": 300, "ist": 330, "npt": 345, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
	"nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
	"pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "brt": -180,
}

var zoneByName = map[string]struct{ standard, summer int }{
	"et": {-300, -240}, "ct": {-360, -300}, "mt": {-420, -360}, "pt": {-480, -420},
	"eastern": {-300, -240}, "central": {-360, -300}, "mountain": {-420, -360}, "pacific": {-480, -420},
}

// holiday is a feast of the year. Its dates are given by the rules, likeliest first; more than one is
// ambiguous, and none is a feast that a Gregorian rule cannot give.
type holiday struct {
	name  string
	rules []holidayRule
}

// holidayRule gives a feast's day: a date of a month; or the nth weekday of a month (n < 0 from its
// end); or a number of days after Western Easter. who is whose feast it is, and zone the zones in
// which that reading comes first.
type holidayRule struct {
	month   time.Month
	day     int
	nth     int
	weekday time.Weekday
	easter  int
	moves   bool
	who     string
	zone    string
}

func fixed(m time.Month, d int) []holidayRule { return []holidayRule{{month: m, day: d}} }
func nth(n int, w time.Weekday, m time.Month, who string) []holidayRule {
	return []holidayRule{{month: m, nth: n, weekday: w, moves: true, who: who}}
}
func easter(n int) []holidayRule {
	return []holidayRule{{easter: n, moves: true, who: "Western churches"}}
}

// holidays are looked up by their first word; a longer name stands before a shorter.
var holidays = []holiday{
	{"new year ' s eve", fixed(12, 31)}, {"new year ' s day", fixed(1, 1)}, {"new years eve", fixed(12, 31)}, {"new years day", fixed(1, 1)},
	{"new year ' s", fixed(1, 1)}, {"christmas day", fixed(12, 25)}, {"christmas eve", fixed(12, 24)}, {"christmas", fixed(12, 25)},
	{"boxing day", fixed(12, 26)}, {"epiphany", fixed(1, 6)}, {"valentine ' s day", fixed(2, 14)}, {"may day", fixed(5, 1)},
	{"st . patrick ' s day", fixed(3, 17)}, {"st patrick ' s day", fixed(3, 17)}, {"april fool ' s day", fixed(4, 1)}, {"april fools ' day", fixed(4, 1)},
	{"earth day", fixed(4, 22)}, {"bastille day", fixed(7, 14)}, {"anzac day", fixed(4, 25)}, {"australia day", fixed(1, 26)}, {"canada day", fixed(7, 1)},
	{"juneteenth", fixed(6, 19)}, {"bonfire night", fixed(11, 5)}, {"halloween", fixed(10, 31)}, {"all saints ' day", fixed(11, 1)},
	{"veterans day", fixed(11, 11)}, {"armistice day", fixed(11, 11)}, {"remembrance day", fixed(11, 11)}, {"flag day", fixed(6, 14)},
	{"international women ' s day", fixed(3, 8)}, {"world aids day", fixed(12, 1)}, {"groundhog day", fixed(2, 2)}, {"victory day", []holidayRule{
		{month: 5, day: 9, who: "Russia"}, {month: 12, day: 16, who: "Bangladesh", zone: "Asia/Dhaka"}}},
	{"the fourth of july", fixed(7, 4)}, {"republic day", []holidayRule{
		{month: 1, day: 26, who: "India", zone: "Asia/Kolkata Asia/Calcutta"}, {month: 3, day: 23, who: "Pakistan", zone: "Asia/Karachi"},
		{month: 10, day: 29, who: "Turkey", zone: "Europe/Istanbul"}}},
	{"independence day", []holidayRule{
		{month: 7, day: 4, who: "the United States", zone: "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage"},
		{month: 8, day: 14, who: "Pakistan", zone: "Asia/Karachi"}, {month: 8, day: 15, who: "India", zone: "Asia/Kolkata Asia/Calcutta"},
		{month: 3, day: 6, who: "Ghana", zone: "Africa/Accra"}, {month: 10, day: 1, who: "Nigeria", zone: "Africa/Lagos"},
		{month: 8, day: 24, who: "Ukraine", zone: "Europe/Kiev Europe/Kyiv"}, {month: 9, day: 7, who: "Brazil", zone: "America/Sao_Paulo"}}},
	{"thanksgiving day", nth(4, time.Thursday, 11, "the United States")}, {"thanksgiving", nth(4, time.Thursday, 11, "the United States")},
	{"labor day", nth(1, time.Monday, 9, "the United States")}, {"memorial day", nth(-1, time.Monday, 5, "the United States")},
	{"martin luther king jr . day", nth(3, time.Monday, 1, "the United States")}, {"martin luther king day", nth(3, time.Monday, 1, "the United States")},
	{"presidents ' day", nth(3, time.Monday, 2, "the United States")}, {"presidents day", nth(3, time.Monday, 2, "the United States")},
	{"columbus day", nth(2, time.Monday, 10, "the United States")}, {"mother ' s day", nth(2, time.Sunday, 5, "the United States")},
	{"father ' s day", nth(3, time.Sunday, 6, "the United States and Britain")},
	{"easter sunday", easter(0)}, {"easter monday", easter(1)}, {"easter day", easter(0)}, {"good friday", easter(-2)}, {"palm sunday", easter(-7)},
	{"ash wednesday", easter(-46)}, {"shrove tuesday", easter(-47)}, {"ascension day", easter(39)}, {"whit monday", easter(50)}, {"easter", easter(0)},
	{"ramadan", nil}, {"eid al - fitr", nil}, {"eid al - adha", nil}, {"eid", nil}, {"ashura", nil}, {"passover", nil}, {"yom kippur", nil},
	{"rosh hashanah", nil}, {"hanukkah", nil}, {"diwali", nil}, {"lunar new year", nil}, {"chinese new year", nil}, {"nowruz", nil},
}

var abbreviations = set("mr mrs ms dr prof rev gen lt col maj capt sgt adm gov sen rep st jr sr inc corp co ltd bros vs no " +
	"jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun " +
	"ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo")

// The words that tell a verb's tense. Words in -ed are past unless they are among notPast.
var (
	futureWords = set("will shall due scheduled slated expected expects expecting expect plans planning intends intend " +
		"may might should must can could would upcoming forthcoming tomorrow")
	pastWords = set("said was were had did has have been told met held went came saw made took gave won lost began left found led fell rose grew " +
		"ran sold bought sent spent built brought kept felt put hit cut shot fought drew drove flew wrote spoke stood sat lay " +
		"threw knew thought caught taught broke chose struck sank swore sworn shut beat became got paid dealt meant read quit burst " +
		"slid sought shook woke rode dug fed fled hung bent burnt learnt dreamt wore withdrew underwent overthrew born done gone seen taken given " +
		"slept crept wept leapt strode clung flung stung swung shone bit ate drank blew chosen forgot lent sprang stuck trod woven driven ridden risen shaken written " +
		"spoken stolen beaten eaten fallen forgiven frozen grown hidden thrown torn worn drawn " +
		"swept rang sang arose awoke bore dove froze hid lit spread split stole swam tore wound ago yesterday says kills killed died")
	scheduleWords = set("begins opens starts meets ends resumes returns votes closes arrives expires retires decides takes heads leaves kicks goes comes turns " +
		"gets holds hosts faces plays runs falls rules begin open start end resume return vote close meet go come takes turn are is")
	notPast = set("need indeed speed exceed proceed succeed united hundred sacred naked red bed feed seed shed wed led fed bred " +
		"breed creed deed greed heed weed bleed freed kindred infrared")
	clauseWords = set("who which that when while after before because but although though where whose as if unless and or than")
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
