package dates

import (
	"fmt"
	"strings"
)

// amount is how many units an expression counts. tenths holds the first decimal ("two and a half" is
// 2 and 5); open is set when the number is not told ("several"); reversed marks the other direction.
type amount struct {
	n, tenths int
	open      bool
	reversed  bool
}

// negative is the same amount counted the other way.
func (a amount) negative() amount { return amount{-a.n, -a.tenths, a.open, !a.reversed} }

// cardinal reads a number in words or digits.
func (s *scanner) cardinal(i int) (n, end int) {
	t := s.at(i)
	if t.kind == number {
		if s.is(i-1, "$", "£", "€", "#") || (s.at(i).glued && s.is(i-1, ".", "/", ":")) || t.n < 0 {
			return 0, 0
		}
		return t.n, i + 1
	}
	if t.kind != word {
		return 0, 0
	}
	if v, ok := tens[t.low]; ok {
		if ones, ok := smallNumbers[s.at(s.hyphen(i+1)).low]; ok && ones < 10 {
			return v + ones, s.hyphen(i+1) + 1
		}
		return s.hundreds(v, i+1)
	}
	if v, ok := smallNumbers[t.low]; ok {
		return s.hundreds(v, i+1)
	}
	if lengthRelations[s.at(i-1).low] {
		if n, end := s.hundreds(1, i); end > i {
			return n, end
		}
	}
	return 0, 0
}

// hundreds reads the "hundred" or "thousand" after a small number.
func (s *scanner) hundreds(v, i int) (n, end int) {
	switch {
	case s.is(i, "hundred"):
		return v * 100, i + 1
	case s.is(i, "thousand"):
		return v * 1000, i + 1
	}
	return v, i
}

// amounts are told by a phrase; a longer one stands before a shorter.
var amounts = []struct {
	phrase string
	amount amount
}{
	{"a couple of", amount{n: 2}}, {"a couple", amount{n: 2}}, {"a dozen", amount{n: 12}}, {"a hundred", amount{n: 100}}, {"a thousand", amount{n: 1000}},
	{"a half", amount{tenths: 5}}, {"a few", amount{open: true}}, {"a number of", amount{open: true}}, {"a good many", amount{open: true}},
	{"half a dozen", amount{n: 6}}, {"half a", amount{tenths: 5}}, {"half an", amount{tenths: 5}}, {"half", amount{tenths: 5}}, {"one half", amount{tenths: 5}},
	{"dozens of", amount{open: true}}, {"hundreds of", amount{open: true}}, {"thousands of", amount{open: true}},
	{"several", amount{open: true}}, {"many", amount{open: true}}, {"few", amount{open: true}}, {"couple", amount{n: 2}},
}

var amountStarts = set("a half one dozens hundreds thousands several many few couple")

// quantity reads how many of a unit that follows are meant, up to the hyphen or blank before the unit.
func (s *scanner) quantity(i int) (amount, int) {
	if t := s.at(i); t.kind == word && amountStarts[t.low] {
		for k := range amounts {
			if end, ok := s.phrase(i, amounts[k].phrase); ok {
				return amounts[k].amount, end
			}
		}
	}
	if s.is(i, "another") {
		if n, end := s.cardinal(i + 1); end > 0 {
			return amount{n: n}, end
		}
	}
	if s.is(i, "a", "an", "another") {
		return amount{n: 1}, i + 1
	}
	n, end := s.cardinal(i)
	if end == 0 {
		return amount{}, 0
	}
	a := amount{n: n}
	if one := s.at(end); one.low == "1" && one.kind == number && s.is(end+1, "/") && s.is(end+2, "2") && s.at(end+1).glued && s.at(end+2).glued && s.at(i).kind == number {
		a.tenths, end = 5, end+3
		return a, end
	}
	if s.is(end, ".") && s.at(end+1).kind == number && s.at(end).glued && s.at(end+1).glued && len(s.at(end+1).low) == 1 {
		a.tenths, end = s.at(end+1).n, end+2
	} else if s.is(end, "½") {
		a.tenths, end = 5, end+1
	} else if after, ok := s.half(end); ok {
		a.tenths, end = 5, after
	} else if s.is(end, "-") && s.is(end+1, "to", "or") && s.is(end+2, "-") {
		if m, after := s.cardinal(end + 3); after > 0 && m > n && s.is(after, "-") && s.unitEnd(after+1) > 0 {
			return amount{open: true}, after
		}
	} else if s.is(end, "or", "to", "-") {
		if m, after := s.cardinal(end + 1); after > 0 && m > n && m < n*10 && s.unitEnd(s.hyphen(after)) > 0 {
			return amount{open: true}, after
		}
	}
	return a, end
}

// half reads "and a half" with blanks or hyphens.
func (s *scanner) half(i int) (int, bool) {
	i = s.hyphen(i)
	if !s.is(i, "and") {
		return 0, false
	}
	i = s.hyphen(i + 1)
	if s.is(i, "a", "one") {
		if i = s.hyphen(i + 1); s.is(i, "half") {
			return i + 1, true
		}
	}
	return 0, false
}

// unitAt reads a unit in the singular or plural.
func (s *scanner) unitAt(i int) (u unit, plural bool, end int) {
	t := s.at(i)
	if t.kind != word {
		return noUnit, false, 0
	}
	if u, ok := unitNames[t.low]; ok {
		return u, false, i + 1
	}
	if u, ok := unitPlurals[t.low]; ok {
		return u, true, i + 1
	}
	return noUnit, false, 0
}

func (s *scanner) unitEnd(i int) int {
	_, _, end := s.unitAt(i)
	return end
}

// ordinal reads an ordinal in words or digits.
func (s *scanner) ordinal(i int) (n, end int) {
	t := s.at(i)
	if t.kind == number && s.is(i+1, "st", "nd", "rd", "th") && s.at(i+1).glued && t.n > 0 {
		return t.n, i + 2
	}
	if n, ok := ordinals[t.low]; ok && t.kind == word {
		return n, i + 1
	}
	if v, ok := tens[t.low]; ok && t.kind == word {
		if n, ok := ordinals[s.at(s.hyphen(i+1)).low]; ok && n < 10 {
			return v + n, s.hyphen(i+1) + 1
		}
	}
	return 0, 0
}

// iso writes an amount of a unit as an ISO 8601 duration.
func (a amount) iso(u unit) string {
	n := a.n
	letter, prefix := "Y", "P"
	fraction := ""
	switch u {
	case secondUnit:
		prefix, letter = "PT", "S"
	case minuteUnit:
		prefix, letter, fraction = "PT", "M", "30S"
	case hourUnit:
		prefix, letter, fraction = "PT", "H", "30M"
	case dayUnit, nightUnit:
		letter, fraction = "D", "T12H"
	case weekendUnit:
		letter, n = "D", 2*n
	case weekUnit:
		letter = "W"
	case fortnightUnit:
		letter, n = "W", 2*n
	case monthUnit:
		letter = "M"
	case quarterUnit:
		letter, n = "M", 3*n
	case yearUnit:
		fraction = "6M"
	case decadeUnit:
		n, a.tenths = 10*n+a.tenths, 0
	case centuryUnit:
		n, a.tenths = 100*n+10*a.tenths, 0
	case millenniumUnit:
		n, a.tenths = 1000*n+100*a.tenths, 0
	}
	switch {
	case a.open:
		return prefix + "X" + letter
	case a.tenths == 5 && fraction != "":
		whole := ""
		if n > 0 {
			whole = fmt.Sprint(n, letter)
		}
		if n == 0 && strings.HasPrefix(fraction, "T") || n == 0 && prefix == "PT" {
			return "PT" + strings.TrimPrefix(fraction, "T")
		}
		return prefix + strings.ReplaceAll(whole, " ", "") + fraction
	case a.tenths > 0:
		return fmt.Sprintf("%s%d.%d%s", prefix, n, a.tenths, letter)
	}
	return fmt.Sprintf("%s%d%s", prefix, n, letter)
}
