package when

import (
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/fa"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/ur"
)

// language is how dates are said in one language. Names of months and days come
// from CLDR; the patterns are CLDR's long forms, except that English and French
// weekdays take no comma, as newspapers print them. In a pattern {d}, {m}, {y}
// are day, month and year, {z} is a second year, {w} the weekday, {t} the time,
// and {x} the words of a whole date.
type language struct {
	tag    string
	names  locales.Translator
	digits string // the digits of CLDR's default numbering system, if not 0–9

	day, dayMonth, month string
	weekday              string
	timed, instant       string // a time of an event, and of a publication
	firstDay             string // the first of a month, where that is special

	century, decade, beforeChrist string
	seasons                       [4]string // from spring to winter
	someDay, someMonth            string

	about, possibly          string
	since, until             string
	startUnknown, endUnknown string
	near, far                string // joins numbers or names; joins whole dates
	doubt                    string // the question mark

	// articles stand before days, decades and seasons that follow another word.
	dayArticle, decadeArticle string
	seasonArticles            [4]string
	contractions              *strings.Replacer

	calendars [Islamic + 1]calendarWords
}

var languages = [...]language{
	{
		tag: "en", names: en.New(),
		day: "{d} {m} {y}", dayMonth: "{d} {m}", month: "{m} {y}", weekday: "{w} {x}",
		timed: "{t}, {x}", instant: "{x}, {t}",
		century: "{y}–{z}", decade: "the {y}s", beforeChrist: "{y} BC",
		seasons: [4]string{"spring {y}", "summer {y}", "autumn {y}", "winter {y}"},
		someDay: "a day in {x}", someMonth: "a month in {x}",
		about: "about {x}", possibly: "possibly {x}", since: "since {x}", until: "until {x}",
		startUnknown: "until {x}, start unknown", endUnknown: "from {x}, end unknown",
		near: "–", far: " – ", doubt: "?",
		calendars: [...]calendarWords{
			SolarHijri: {[12]string{"Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"}, "{x} AP"},
			Islamic:    {[12]string{"Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II", "Rajab", "Shaʻban", "Ramadan", "Shawwal", "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah"}, "{x} AH"},
		},
	},
	{
		tag: "ur", names: ur.New(),
		day: "{d} {m}، {y}", dayMonth: "{d} {m}", month: "{m} {y}", weekday: "{w}، {x}",
		timed: "{t}، {x}", instant: "{x}، {t}",
		century: "{y}–{z}", decade: "{y} کی دہائی", beforeChrist: "{y} قبل مسیح",
		seasons: [4]string{"موسم بہار {y}", "موسم گرما {y}", "موسم خزاں {y}", "موسم سرما {y}"},
		someDay: "{x} کا کوئی دن", someMonth: "{x} کا کوئی مہینہ",
		about: "تقریباً {x}", possibly: "ممکنہ طور پر {x}", since: "{x} سے", until: "{x} تک",
		startUnknown: "{x} تک، آغاز نامعلوم", endUnknown: "{x} سے، اختتام نامعلوم",
		near: "–", far: " – ", doubt: "؟",
		calendars: [...]calendarWords{
			SolarHijri: {[12]string{"فروردین", "اردیبہشت", "خرداد", "تیر", "مرداد", "شہریور", "مہر", "آبان", "آذر", "دی", "بہمن", "اسفند"}, "{x} ہجری شمسی"},
			Islamic:    {[12]string{"محرم", "صفر", "ربیع الاول", "ربیع الثانی", "جمادی الاول", "جمادی الثانی", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعدۃ", "ذوالحجۃ"}, "{x} ہجری"},
		},
	},
	{
		tag: "fa", names: fa.New(), digits: "۰۱۲۳۴۵۶۷۸۹",
		day: "{d} {m} {y}", dayMonth: "{d} {m}", month: "{m} {y}", weekday: "{w} {x}",
		timed: "{t}، {x}", instant: "{x}، {t}",
		century: "{y} تا {z}", decade: "دههٔ {y}", beforeChrist: "{y} پیش از میلاد",
		seasons: [4]string{"بهار {y}", "تابستان {y}", "پاییز {y}", "زمستان {y}"},
		someDay: "روزی در {x}", someMonth: "ماهی در {x}",
		about: "حدود {x}", possibly: "احتمالاً {x}", since: "از {x}", until: "تا {x}",
		startUnknown: "تا {x}، آغاز نامعلوم", endUnknown: "از {x}، پایان نامعلوم",
		near: " تا ", far: " تا ", doubt: "؟",
		calendars: [...]calendarWords{
			SolarHijri: {[12]string{"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"}, "{x}"},
			Islamic:    {[12]string{"محرم", "صفر", "ربیع\u200cالاول", "ربیع\u200cالثانی", "جمادی\u200cالاول", "جمادی\u200cالثانی", "رجب", "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه"}, "{x} ه\u200d.ق."},
		},
	},
	{
		tag: "ar", names: ar.New(), digits: "٠١٢٣٤٥٦٧٨٩",
		day: "{d} {m} {y}", dayMonth: "{d} {m}", month: "{m} {y}", weekday: "{w}، {x}",
		timed: "{t}، {x}", instant: "{x}، {t}",
		century: "{y}–{z}", decade: "{y}–{z}", beforeChrist: "{y} قبل الميلاد",
		seasons: [4]string{"ربيع {y}", "صيف {y}", "خريف {y}", "شتاء {y}"},
		someDay: "يوم ما في {x}", someMonth: "شهر ما في {x}",
		about: "نحو {x}", possibly: "ربما {x}", since: "منذ {x}", until: "حتى {x}",
		startUnknown: "حتى {x}، البداية غير معروفة", endUnknown: "من {x}، النهاية غير معروفة",
		near: "–", far: " – ", doubt: "؟",
		calendars: [...]calendarWords{
			SolarHijri: {[12]string{"فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند"}, "{x} ه\u200d.ش"},
			Islamic:    {[12]string{"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"}, "{x} هـ"},
		},
	},
	{
		tag: "fr", names: fr.New(),
		day: "{d} {m} {y}", dayMonth: "{d} {m}", month: "{m} {y}", weekday: "{w} {x}",
		timed: "{x} à {t}", instant: "{x} à {t}", firstDay: "1er",
		century: "{y}–{z}", decade: "années {y}", beforeChrist: "{y} av. J.-C.",
		seasons: [4]string{"printemps {y}", "été {y}", "automne {y}", "hiver {y}"},
		someDay: "un jour en {x}", someMonth: "un mois en {x}",
		about: "vers {x}", possibly: "peut-être {x}", since: "depuis {x}", until: "jusqu’à {x}",
		startUnknown: "jusqu’à {x}, début inconnu", endUnknown: "à partir de {x}, fin inconnue",
		near: "–", far: " – ", doubt: "\u202f?",
		dayArticle: "le ", decadeArticle: "les ", seasonArticles: [4]string{"le ", "l’", "l’", "l’"},
		contractions: strings.NewReplacer("à le ", "au ", "à les ", "aux ", "de le ", "du ", "de les ", "des ",
			"de avril", "d’avril", "de août", "d’août", "de octobre", "d’octobre"),
		calendars: [...]calendarWords{
			SolarHijri: {[12]string{"farvardin", "ordibehešt", "khordâd", "tir", "mordâd", "šahrivar", "mehr", "âbân", "âzar", "dey", "bahman", "esfand"}, "{x} A. P."},
			Islamic:    {[12]string{"mouharram", "safar", "rabia al awal", "rabia ath-thani", "joumada al oula", "joumada ath-thania", "rajab", "chaabane", "ramadan", "chawwal", "dhou al qi`da", "dhou al-hijja"}, "{x} AH"},
		},
	},
}

// Languages gives the tags of the languages that dates can be said in. A
// regional tag such as en-GB or fa-IR is its base language, and any other
// language is English.
func Languages() []string {
	tags := make([]string, len(languages))
	for i := range languages {
		tags[i] = languages[i].tag
	}
	return tags
}

func languageOf(tag string) *language {
	if end := strings.IndexAny(tag, "-_"); end >= 0 {
		tag = tag[:end]
	}
	for i := range languages {
		if strings.EqualFold(languages[i].tag, tag) {
			return &languages[i]
		}
	}
	return &languages[0]
}

// MonthName gives the name of a month as it stands on its own; it is empty for
// what is no month.
func MonthName(language string, month time.Month) string {
	if month < time.January || month > time.December {
		return ""
	}
	return alone(languageOf(language).names.MonthWide(month))
}

// alone takes off the ezafe with which CLDR's Persian names of months link to
// the year after them.
func alone(month string) string { return strings.TrimSuffix(month, "\u0654") }

// WeekdayName gives the name of a day of the week; it is empty for what is none.
func WeekdayName(language string, day time.Weekday) string {
	if day < time.Sunday || day > time.Saturday {
		return ""
	}
	return languageOf(language).names.WeekdayWide(day)
}

// number writes n in the language's digits, with zeros up to a width.
func (l *language) number(n, width int) string {
	ascii := appendPadded(nil, n, width)
	if l.digits == "" {
		return string(ascii)
	}
	digits := []rune(l.digits)
	said := make([]rune, len(ascii))
	for i, digit := range ascii {
		said[i] = digits[digit-'0']
	}
	return string(said)
}

// year writes a year of the astronomical count.
func (l *language) year(year int) string {
	if year > 0 {
		return l.number(year, 1)
	}
	return fill(l.beforeChrist, "{y}", l.number(1-year, 1))
}

// after gives the words of p as they follow another word: with an article in a
// language that wants one.
func (l *language) after(p point, words string) string {
	switch {
	case p.marks != 0:
		return words
	case p.precision >= DayPrecision:
		return l.dayArticle + words
	case p.precision == DecadePrecision:
		return l.decadeArticle + words
	case p.precision == SeasonPrecision:
		return l.seasonArticles[p.month-21] + words
	}
	return words
}

// contract joins prepositions and articles.
func (l *language) contract(words string) string {
	if l.contractions == nil {
		return words
	}
	return l.contractions.Replace(words)
}

// fill puts words into the holes of a pattern, such as "{x}"; they are given in
// pairs of hole and words.
func fill(pattern string, pairs ...string) string {
	const hole = len("{x}")
	var b strings.Builder
	for {
		i := strings.IndexByte(pattern, '{')
		if i < 0 || len(pattern) < i+hole {
			b.WriteString(pattern)
			return b.String()
		}
		b.WriteString(pattern[:i])
		words := pattern[i : i+hole]
		for at := 0; at < len(pairs); at += 2 {
			if pairs[at] == words {
				words = pairs[at+1]
				break
			}
		}
		b.WriteString(words)
		pattern = pattern[i+hole:]
	}
}
