package picture

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"daybook/generator/when"
	"pgregory.net/rapid"
)

// node is an element of a drawing.
type node struct {
	name       string
	attributes map[string]string
	parent     *node
	text       string
}

// nodes reads markup as XML, so that it fails on what is not well formed.
func nodes(t rapid.TB, markup string) []*node {
	t.Helper()
	var all []*node
	var open *node
	decoder := xml.NewDecoder(strings.NewReader(markup))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attributes: map[string]string{}, parent: open}
			for _, a := range token.Attr {
				if _, twice := n.attributes[a.Name.Local]; twice {
					t.Fatalf("<%s> has %s twice", n.name, a.Name.Local)
				}
				n.attributes[a.Name.Local] = a.Value
			}
			all, open = append(all, n), n
		case xml.EndElement:
			open = open.parent
		case xml.CharData:
			if open != nil {
				open.text += string(token)
			}
		}
	}
}

func (n *node) class(name string) bool {
	return strings.Contains(" "+n.attributes["class"]+" ", " "+name+" ")
}

// drawn is the drawing that n belongs to: "tl-wide" or "tl-narrow".
func (n *node) drawn() string {
	for ; n != nil; n = n.parent {
		if n.name == "svg" {
			return strings.Fields(n.attributes["class"])[1]
		}
	}
	return ""
}

func (n *node) number(t rapid.TB, name string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(n.attributes[name], 64)
	if err != nil {
		t.Fatalf("<%s %s=%q>: %v", n.name, name, n.attributes[name], err)
	}
	return v
}

func mark(t rapid.TB, id, date string, lanes ...string) Mark {
	t.Helper()
	d, err := when.Parse(date, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return Mark{ID: id, Label: "Event " + id, Date: d, Lanes: lanes, Importance: 5}
}

func chart(marks ...Mark) Chart {
	return Chart{
		ID: "p", Lang: "en", Dir: "ltr", Title: "Title", Description: "Description.", Others: "Others",
		Lanes: []Lane{{"iran", "Iran"}, {"pakistan", "Pakistan"}}, Marks: marks, House: time.UTC,
		Words: Words{Uncertain: "uncertain", Approximate: "approximate", Period: "day not known", Planned: "planned", Disputed: "disputed", Denied: "denied", Retracted: "retracted", Several: "events"},
	}
}

// varied is a chart with every look.
func varied(t rapid.TB) Chart {
	var marks []Mark
	for i, date := range []string{"2024-01-16", "2024-01-17?", "2024-01-18T04:00Z", "2024-01~", "2024-01-18/2024-01-25", "2024-01-20/..", "../2024-01-10", "2024-01-19/", "2024-02-03%", "2024-02-XX", "2024-02-10"} {
		m := mark(t, fmt.Sprint("e", i), date, []string{"iran", "pakistan", "un"}[i%3])
		m.Status = []string{"reported", "disputed", "denied", "retracted", "confirmed"}[i%5]
		m.Planned = i == 10
		if i%4 == 0 {
			m.Lanes = append(m.Lanes, "pakistan", "iran")
		}
		marks = append(marks, m)
	}
	c := chart(marks...)
	c.Until = time.Date(2024, 2, 5, 0, 0, 0, 0, time.UTC)
	return c
}

func TestFewerThanTwoMarksAreNoDrawing(t *testing.T) {
	undated := Mark{ID: "u", Label: "Undated"}
	far := mark(t, "f", "Y12345")
	for name, c := range map[string]Chart{
		"none":                              chart(),
		"one":                               chart(mark(t, "a", "2024")),
		"one and one that cannot be placed": chart(mark(t, "a", "2024"), undated, far),
	} {
		if got := Draw(c); got != "" {
			t.Errorf("%s: drew %q", name, got)
		}
	}
}

func TestMarkupKeepsTheHouseLaws(t *testing.T) {
	all := nodes(t, string(Draw(varied(t))))
	ids := map[string]bool{}
	for _, n := range all {
		if _, styled := n.attributes["style"]; styled || n.name == "style" || n.name == "script" {
			t.Errorf("<%s> has a style or script, which the Content-Security-Policy forbids", n.name)
		}
		if id := n.attributes["id"]; id != "" {
			if ids[id] {
				t.Errorf("id %q occurs twice", id)
			}
			ids[id] = true
		}
		for _, reference := range []string{"aria-labelledby", "aria-describedby"} {
			if id := n.attributes[reference]; id != "" && !strings.Contains(string(Draw(varied(t))), `id="`+id+`"`) {
				t.Errorf("%s leads to no id %q", reference, id)
			}
		}
	}
	if len(ids) != 5 {
		t.Errorf("got ids %v, want the figure, two titles, two descriptions", ids)
	}
}

func TestEveryMarkCanBeReached(t *testing.T) {
	for _, c := range []Chart{varied(t), many(500)} {
		events, names := c.events()
		for _, draw := range []func(*Chart, []event, []string) (*drawing, float64){wide, narrow} {
			d, _ := draw(&c, events, names)
			hrefs := map[string]bool{}
			for _, n := range nodes(t, "<svg>"+d.b.String()+"</svg>") {
				if n.name == "a" && n.attributes["tabindex"] == "" {
					hrefs[n.attributes["href"]] = true
				}
			}
			reached := make([]bool, len(events))
			for _, s := range d.spots() {
				if first := events[s.members[0]].href; !hrefs[first] {
					t.Errorf("no link leads to %s", first)
				}
				for _, i := range s.members {
					reached[i] = true
				}
			}
			for i := range events {
				if !reached[i] {
					t.Errorf("%s is not drawn", events[i].href)
				}
			}
		}
	}
}

func TestOneEventOnTwoLanesIsOneLinkAndOneTie(t *testing.T) {
	c := chart(mark(t, "both", "2024-01-16", "pakistan", "iran", "iran"), mark(t, "one", "2024-02-16", "iran"))
	links, ties := 0, 0
	for _, n := range nodes(t, string(Draw(c))) {
		if n.drawn() != "tl-wide" {
			continue
		}
		if n.name == "a" && n.attributes["href"] == "#both" && n.attributes["tabindex"] == "" {
			links++
		}
		if n.class("tl-tie") {
			ties++
		}
	}
	if links != 1 || ties != 1 {
		t.Errorf("got %d links and %d ties, want one of each", links, ties)
	}
}

func TestDatesKeepTheirPrecision(t *testing.T) {
	c := chart(mark(t, "month", "2024-01", "iran"), mark(t, "range", "2024-03-02/2024-04-20", "iran"), mark(t, "day", "2024-06-30", "iran"))
	bars, dots := map[string]bool{}, 0
	for _, n := range nodes(t, string(Draw(c))) {
		if n.drawn() != "tl-wide" || n.parent.attributes["href"] == "" {
			continue
		}
		if n.class("tl-bar") {
			bars[n.parent.attributes["href"]] = n.class("tl-period")
			if width := n.number(t, "width"); width < 60 {
				t.Errorf("%s is only %v wide", n.parent.attributes["href"], width)
			}
		}
		if n.class("tl-dot") {
			dots++
		}
	}
	if period, drawn := bars["#month"]; !drawn || !period {
		t.Error("a month is not drawn as a stretch of unknown day")
	}
	if period, drawn := bars["#range"]; !drawn || period {
		t.Error("a range is not drawn as a firm bar")
	}
	if dots != 1 {
		t.Errorf("got %d dots, want one, the day", dots)
	}
}

func TestLongEmptyStretchIsBroken(t *testing.T) {
	broken := func(dates ...string) bool {
		var marks []Mark
		for i, date := range dates {
			marks = append(marks, mark(t, fmt.Sprint(i), date, "iran"))
		}
		return strings.Contains(string(Draw(chart(marks...))), "tl-break")
	}
	if !broken("1142", "1990", "2001", "2011", "2021", "2024") {
		t.Error("848 empty years of 882 are not broken")
	}
	if broken("2024-01-01", "2024-01-03", "2024-01-10") {
		t.Error("an axis is broken that has room for all")
	}
	if broken("1142", "2024") {
		t.Error("two marks alone are broken apart")
	}
}

func TestTicksFitTheSpan(t *testing.T) {
	for _, test := range []struct {
		lang, from, until string
		want              []string
	}{
		{"en", "2024-01-18T04:10Z", "2024-01-18T09:50Z", []string{"05:00", "18 January 2024"}},
		{"en", "2024-01-16", "2024-01-19", []string{"16 Jan", "17 Jan", "2024"}},
		{"en", "2023-11", "2024-03", []string{"November", "January", "2024"}},
		{"en", "1947", "2024", []string{"1950", "2020"}},
		{"fa", "1947", "2024", []string{"۱۹۵۰"}},
	} {
		out := string(Draw(Chart{Lang: test.lang, House: time.UTC, Marks: []Mark{mark(t, "a", test.from), mark(t, "b", test.until)}}))
		for _, want := range test.want {
			if !strings.Contains(out, ">"+want+"<") {
				t.Errorf("%s, %s to %s: no tick says %q", test.lang, test.from, test.until, want)
			}
		}
	}
}

func TestRightToLeftMirrors(t *testing.T) {
	c := varied(t)
	left := nodes(t, string(Draw(c)))
	c.Dir = "rtl"
	right := nodes(t, string(Draw(c)))
	if len(left) != len(right) {
		t.Fatalf("%d elements left to right, %d right to left", len(left), len(right))
	}
	seen := 0
	for i := range left {
		l, r := left[i], right[i]
		width := map[string]float64{"tl-wide": wideWidth, "tl-narrow": narrowWidth}[l.drawn()]
		for _, name := range []string{"x", "x1", "x2", "cx"} {
			if l.attributes[name] == "" {
				continue
			}
			seen++
			want := width - l.number(t, name)
			if l.name == "rect" {
				want -= l.number(t, "width")
			}
			if got := r.number(t, name); tenths(got) != tenths(want) {
				t.Errorf("<%s class=%q %s=%s> is at %v, want %v", l.name, l.attributes["class"], name, l.attributes[name], got, want)
			}
		}
		for _, name := range []string{"y", "y1", "y2", "cy", "height", "width", "text-anchor", "href"} {
			if l.attributes[name] != r.attributes[name] {
				t.Errorf("<%s> %s: %q and %q", l.name, name, l.attributes[name], r.attributes[name])
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d places compared", seen)
	}
}

func TestSameChartSameBytes(t *testing.T) {
	c := varied(t)
	first := Draw(c)
	c.Marks[0], c.Marks[5], c.Marks[9] = c.Marks[9], c.Marks[0], c.Marks[5]
	if second := Draw(c); second != first {
		t.Error("the order in which marks of different dates are given changes the drawing")
	}
}

func TestLongAndHostileTextIsInert(t *testing.T) {
	long := strings.Repeat("Überaus lange Überschrift ", 12)
	hostile := "<script>alert(1)</script>]]>\" onload='x' & \u202eevil\u202c\x00\x1b\ufffe"
	a, b := mark(t, "a", "2024-01-01", "iran"), mark(t, "b", "2024-01-31", "iran")
	a.Label, b.Label = long, hostile
	b.Href = "javascript:alert(1)"
	c := chart(a, b)
	c.ID = `x" onload="y`
	c.Title, c.Lanes[0].Name = hostile, hostile
	out := string(Draw(c))
	whole := false
	for _, n := range nodes(t, out) {
		for name := range n.attributes {
			if strings.HasPrefix(name, "on") {
				t.Errorf("attribute %s got in", name)
			}
		}
		if n.name == "text" && widthOf(n.text) > wideWidth {
			t.Errorf("text of %d runes is not cut", len([]rune(n.text)))
		}
		whole = whole || n.name == "title" && strings.Contains(n.text, strings.TrimSpace(long))
	}
	for _, bad := range []string{"<script", "javascript:", "\u202e", "\x00", "\x1b", "\ufffe"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q got in", bad)
		}
	}
	if !whole {
		t.Error("no title has the long label whole")
	}
}

// many makes n marks over some years on four lanes, of all precisions.
func many(n int) Chart {
	c := chart()
	c.Lanes = append(c.Lanes, Lane{"un", "United Nations"}, Lane{"china", "China"})
	start := time.Date(2004, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		d := when.DayOf(start.AddDate(0, 0, i*7919%7300))
		year, month, _ := d.Civil()
		switch {
		case i%31 == 0:
			d = when.Month(year, int(month))
		case i%37 == 0:
			if r, err := when.Between(d, when.DayOf(start.AddDate(0, 0, i*7919%7300+400))); err == nil {
				d = r
			}
		}
		m := Mark{ID: fmt.Sprint("event-", i), Label: fmt.Sprintf("A headline of the usual length, with number %d", i), Date: d, Lanes: []string{c.Lanes[i%4].ID}, Importance: i % 10}
		if i%5 == 0 {
			m.Lanes = append(m.Lanes, c.Lanes[(i+1)%4].ID, "none")
		}
		c.Marks = append(c.Marks, m)
	}
	return c
}

func TestSizeIsBounded(t *testing.T) {
	for _, n := range []int{2000, 20000} {
		if size := len(Draw(many(n))); size > 80_000 {
			t.Errorf("%d marks make %d bytes", n, size)
		} else {
			t.Logf("%d marks: %d bytes", n, size)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, n := range []int{12, 2000, 20000} {
		c := many(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				Draw(c)
			}
		})
	}
}

// charts are random: all forms of dates, from an hour to a thousand years.
var charts = rapid.Custom(func(t *rapid.T) Chart {
	c := chart()
	for i := range rapid.IntRange(0, 5).Draw(t, "more lanes") {
		c.Lanes = append(c.Lanes, Lane{fmt.Sprint("lane", i), rapid.StringN(0, 30, -1).Draw(t, "name")})
	}
	first := rapid.Int64Range(-26_000_000_000, 4_000_000_000).Draw(t, "first")
	span := int64(math.Pow(10, rapid.Float64Range(1, 10.4).Draw(t, "span")))
	for i := range rapid.IntRange(2, 60).Draw(t, "marks") {
		at := time.Unix(first+rapid.Int64Range(0, span).Draw(t, "at"), 0).UTC()
		text := at.Format(rapid.SampledFrom([]string{"2006-01-02T15:04Z", "2006-01-02", "2006-01-02", "2006-01", "2006", "2006-01-02/..", "../2006-01-02", "2006-01-02?", "2006-01~", "2006-01-02/9000"}).Draw(t, "form"))
		d, err := when.Parse(text, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		m := Mark{ID: strconv.Itoa(i), Label: rapid.SampledFrom([]string{"Short", "A headline of the usual length", "", "ایران کے اربیل پر میزائل حملے", strings.Repeat("long ", 80)}).Draw(t, "label"), Date: d, Importance: rapid.IntRange(1, 10).Draw(t, "importance")}
		for range rapid.IntRange(0, 3).Draw(t, "actors") {
			m.Lanes = append(m.Lanes, rapid.SampledFrom(c.Lanes).Draw(t, "actor").ID)
		}
		c.Marks = append(c.Marks, m)
	}
	if rapid.Bool().Draw(t, "until") {
		c.Until = time.Unix(first+span/2, 0)
	}
	return c
})

type box struct{ left, top, right, bottom float64 }

func (a box) meets(b box) bool {
	const tolerance = 1
	return a.left < b.right-tolerance && b.left < a.right-tolerance && a.top < b.bottom-tolerance && b.top < a.bottom-tolerance
}

// boxOf is what a text covers by the drawing's own estimate.
func boxOf(t rapid.TB, n *node) box {
	x, y, w := n.number(t, "x"), n.number(t, "y"), widthOf(n.text)
	b := box{x, y - 11, x + w, y + 3}
	switch n.attributes["text-anchor"] {
	case "end":
		b.left, b.right = x-w, x
	case "middle":
		b.left, b.right = x-w/2, x+w/2
	}
	return b
}

var path = regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`)

// TestDrawingLaws holds for every chart: marks are inside the drawing, targets
// are 24 pixels and do not cover each other, no words cover other words, and
// the order of the axis is the order of the dates.
func TestDrawingLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := charts.Draw(rt, "chart")
		events, names := c.events()
		for _, draw := range []func(*Chart, []event, []string) (*drawing, float64){wide, narrow} {
			d, height := draw(&c, events, names)
			checkOrder(rt, d)
			checkPlaces(rt, d, height)
			checkTargets(rt, d)
		}
		nodes(t, string(Draw(c)))
	})
}

func checkOrder(t *rapid.T, d *drawing) {
	for i := 1; i < len(d.events); i++ {
		a, b := &d.events[i-1], &d.events[i]
		if d.axis.at(a.from) > d.axis.at(b.from) {
			t.Fatalf("%s begins after %s on the axis", a.date, b.date)
		}
		if !a.openStart && !b.openStart && when.Compare(a.date, b.date, d.chart.house()) > 0 {
			t.Fatalf("%s stands before %s", a.date, b.date)
		}
	}
	for i, at := range d.places {
		if e := &d.events[i]; at < d.axis.at(e.from)-0.01 || at > d.axis.at(e.until)+0.01 {
			t.Fatalf("%s is at %v, outside of %v to %v", e.date, at, d.axis.at(e.from), d.axis.at(e.until))
		}
	}
}

func checkPlaces(t *rapid.T, d *drawing, height float64) {
	var words []box
	var said []string
	for _, n := range nodes(t, "<svg>"+d.b.String()+"</svg>") {
		inside := func(x, y float64) {
			if x < -0.1 || x > d.width+0.1 || y < -0.1 || y > height+0.1 {
				t.Fatalf("<%s class=%q> is at %v, %v, outside of %v by %v", n.name, n.attributes["class"], x, y, d.width, height)
			}
		}
		switch n.name {
		case "circle":
			r := n.number(t, "r")
			inside(n.number(t, "cx")-r, n.number(t, "cy")-r)
			inside(n.number(t, "cx")+r, n.number(t, "cy")+r)
		case "rect":
			inside(n.number(t, "x"), n.number(t, "y"))
			inside(n.number(t, "x")+n.number(t, "width"), n.number(t, "y")+n.number(t, "height"))
		case "line":
			inside(n.number(t, "x1"), n.number(t, "y1"))
			inside(n.number(t, "x2"), n.number(t, "y2"))
		case "path":
			for _, m := range path.FindAllStringSubmatch(n.attributes["d"], -1) {
				x, _ := strconv.ParseFloat(m[1], 64)
				y, _ := strconv.ParseFloat(m[2], 64)
				inside(x, y)
			}
		case "text":
			b := boxOf(t, n)
			inside(b.left, b.top)
			inside(b.right, b.bottom)
			for i, other := range words {
				if b.meets(other) {
					t.Fatalf("%q covers %q", n.text, said[i])
				}
			}
			words, said = append(words, b), append(said, n.text)
		}
	}
}

func checkTargets(t *rapid.T, d *drawing) {
	var targets []box
	for _, n := range nodes(t, "<svg>"+d.b.String()+"</svg>") {
		if !n.class("tl-hit") {
			continue
		}
		x, y, w, h := n.number(t, "x"), n.number(t, "y"), n.number(t, "width"), n.number(t, "height")
		if scale := 320.0 / 360; w*scale < 24 || h*scale < 24 {
			t.Fatalf("a target is %v by %v units", w, h)
		}
		b := box{x, y, x + w, y + h}
		for _, other := range targets {
			if b.meets(other) {
				t.Fatalf("targets %v and %v cover each other", b, other)
			}
		}
		targets = append(targets, b)
	}
}

func FuzzDraw(f *testing.F) {
	f.Add("p", "Title", "Iran", "A <b> label ]]>", "/events/x", "2024-01-16", "ur")
	f.Add("", "\u202e", "\x00", "&amp;\xff\xfe", "javascript:x", "2024-01-16/..", "fa")
	f.Fuzz(func(t *testing.T, id, title, name, label, href, date, lang string) {
		d, err := when.Parse(date, time.UTC)
		if err != nil {
			d = when.Year(2020)
		}
		c := chart(Mark{ID: id, Label: label, Href: href, Date: d, Lanes: []string{"iran"}}, mark(t, "b", "2024-01-18", "iran"), mark(t, "c", "1999", "x"))
		c.ID, c.Title, c.Lanes[0].Name, c.Lang, c.Others = id, title, name, lang, label
		for _, n := range nodes(t, string(Draw(c))) {
			switch n.name {
			case "figure", "svg", "title", "desc", "g", "a", "rect", "circle", "line", "path", "text":
			default:
				t.Errorf("element %s got in", n.name)
			}
			if href := strings.ToLower(strings.TrimSpace(n.attributes["href"])); strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "data:") {
				t.Errorf("href %q got in", href)
			}
		}
	})
}

func TestStyleSheetKnowsEveryClass(t *testing.T) {
	sheet, err := os.ReadFile("../../layouts/assets/picture.css")
	if err != nil {
		t.Fatal(err)
	}
	unstyled := map[string]bool{"tl-ground": true, "tl-hit": true, "tl-gap": true, "tl-key": true}
	for _, n := range nodes(t, string(Draw(varied(t)))) {
		for _, class := range strings.Fields(n.attributes["class"]) {
			if !strings.HasPrefix(class, "tl-") {
				t.Errorf("class %q is not of the timeline's", class)
			}
			if !unstyled[class] && !regexp.MustCompile(`\.`+class+`\b`).Match(sheet) {
				t.Errorf("picture.css does not know %q", class)
			}
		}
	}
}
