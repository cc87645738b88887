package layout

import "testing"

func TestPutFillsPlaces(t *testing.T) {
	for _, c := range []struct {
		text   string
		values []string
		want   string
	}{
		{"{1} of {2}", []string{"a", "b"}, "a of b"},
		{"{2}, {1}, {2}", []string{"a", "b"}, "b, a, b"},
		{"{1}{1}", []string{"{2}", "b"}, "{2}{2}"},
		{"{3} {x} { {", []string{"a"}, "{3} {x} { {"},
		{"{1", []string{"a"}, "{1"},
		{"none", []string{"a"}, "none"},
		{"{1}", nil, "{1}"},
	} {
		if got := put(c.text, c.values); got != c.want {
			t.Errorf("put(%q, %q) = %q, want %q", c.text, c.values, got, c.want)
		}
	}
}
