package cli

import (
	"strings"
	"testing"
)

// TestCodeIsSquareAndHasItsCorners reads the drawing back: a pattern of seven
// blocks stands in three corners (ISO/IEC 18004, 6.3.3).
func TestCodeIsSquareAndHasItsCorners(t *testing.T) {
	drawing := strings.NewReplacer("\x1b[30;107m", "", "\x1b[0m", "").Replace(pictured("http://192.168.1.20:8484/"))
	var rows []string
	for line := range strings.Lines(drawing) {
		line = strings.TrimSuffix(line, "\n")
		rows = append(rows,
			strings.NewReplacer("█", "#", "▀", "#", "▄", ".", " ", ".").Replace(line),
			strings.NewReplacer("█", "#", "▀", ".", "▄", "#", " ", ".").Replace(line))
	}
	size := len(rows[0])
	if len(rows) < size || len(rows) > size+1 {
		t.Fatalf("%d rows of %d", len(rows), size)
	}
	for _, corner := range [][2]int{{2, 2}, {2, size - 9}, {size - 9, 2}} {
		if got := rows[corner[0]][corner[1] : corner[1]+7]; got != "#######" {
			t.Errorf("at %v stands %s", corner, got)
		}
		if got := rows[corner[0]+1][corner[1] : corner[1]+7]; got != "#.....#" {
			t.Errorf("below %v stands %s", corner, got)
		}
	}
	if pictured(strings.Repeat("x", 5000)) != "" {
		t.Error("what is too long is drawn")
	}
}
