package picture

import (
	"html"
	"math"
	"strconv"
	"strings"
)

// sheet is a drawing on the way. Its methods take places in units from the top
// left of a left-to-right drawing; a right-to-left sheet mirrors them, and turns
// what "start" means for text.
type sheet struct {
	b     strings.Builder
	width float64 // a whole number
	rtl   bool
	down  bool // time runs down, lanes are columns
}

// tenths is the grain of the drawing, so that a mirrored place is exact.
func tenths(v float64) int { return int(math.Round(v * 10)) }

func decimal(tenths int) string {
	s := strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
	return s
}

func number(v float64) string { return decimal(tenths(v)) }

func (s *sheet) x(v float64) string {
	if s.rtl {
		return decimal(tenths(s.width) - tenths(v))
	}
	return number(v)
}

// xy gives the place that is so far along the axis and across the lanes.
func (s *sheet) xy(along, across float64) (x, y float64) {
	if s.down {
		return across, along
	}
	return along, across
}

// element writes a start tag; attributes are pairs of name and value.
func (s *sheet) element(name string, end string, attributes ...string) {
	s.b.WriteByte('<')
	s.b.WriteString(name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] == "" {
			continue
		}
		s.b.WriteByte(' ')
		s.b.WriteString(attributes[i])
		s.b.WriteString(`="`)
		s.b.WriteString(html.EscapeString(attributes[i+1]))
		s.b.WriteByte('"')
	}
	s.b.WriteString(end)
}

func (s *sheet) open(name string, attributes ...string) { s.element(name, ">", attributes...) }
func (s *sheet) shape(name string, attributes ...string) {
	s.element(name, "/>", attributes...)
}
func (s *sheet) close(name string) { s.b.WriteString("</" + name + ">") }

func (s *sheet) words(name, text string, attributes ...string) {
	s.open(name, attributes...)
	s.b.WriteString(html.EscapeString(text))
	s.close(name)
}

func (s *sheet) line(class string, x1, y1, x2, y2 float64) {
	s.shape("line", "class", class, "x1", s.x(x1), "y1", number(y1), "x2", s.x(x2), "y2", number(y2), "stroke", "currentColor")
}

func (s *sheet) circle(class string, x, y, r float64, attributes ...string) {
	s.shape("circle", append([]string{"class", class, "cx", s.x(x), "cy", number(y), "r", number(r)}, attributes...)...)
}

func (s *sheet) rect(class string, x, y, width, height, round float64, attributes ...string) {
	left := tenths(x)
	if s.rtl {
		left = tenths(s.width) - tenths(x) - tenths(width)
	}
	corner := ""
	if round > 0 {
		corner = number(round)
	}
	s.shape("rect", append([]string{"class", class, "x", decimal(left), "y", number(y),
		"width", number(width), "height", number(height), "rx", corner}, attributes...)...)
}

// path draws straight lines through points, x and y in turn.
func (s *sheet) path(class string, points ...float64) {
	var d strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		d.WriteByte("ML"[min(i, 1)])
		d.WriteString(s.x(points[i]) + " " + number(points[i+1]))
	}
	s.shape("path", "class", class, "d", d.String(), "fill", "none", "stroke", "currentColor")
}

// strokeLength is how long the stroke of an event is, across its lane.
const strokeLength = 9

// strokes draws a short stroke across the axis at each of the places along it,
// as one path on whole units.
func (s *sheet) strokes(class string, places []float64, across float64) {
	if len(places) == 0 {
		return
	}
	var d strings.Builder
	for _, at := range places {
		x, y := s.xy(math.Round(at), math.Round(across))
		d.WriteString("M" + s.x(x) + " " + number(y))
		switch {
		case !s.down:
			d.WriteString("v" + number(strokeLength))
		case s.rtl:
			d.WriteString("h-" + number(strokeLength))
		default:
			d.WriteString("h" + number(strokeLength))
		}
	}
	s.shape("path", "class", class, "d", d.String(), "stroke", "currentColor")
}

// text writes one line with its baseline at y.
func (s *sheet) text(class string, x, y float64, anchor, text string) {
	if text == "" {
		return
	}
	if anchor == "start" {
		anchor = ""
	}
	s.words("text", text, "class", class, "x", s.x(x), "y", number(y), "text-anchor", anchor)
}

// lines writes lines of text, the first with its baseline at y.
func (s *sheet) lines(class string, x, y float64, anchor string, lines []string) {
	for i, line := range lines {
		s.text(class, x, y+float64(i)*lineHeight, anchor, line)
	}
}
