package layout_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"daybook/generator/layout"
	"daybook/layouts"
)

func TestStandings(t *testing.T) {
	const name = "partials/foot.html"
	now := []byte("<footer>{{.}}</footer>\n")
	before := layout.Copy(name, []byte("<footer>old</footer>\n"))
	for _, c := range []struct {
		says string
		own  []byte
		want layout.Standing
	}{
		{"a copy", layout.Copy(name, now), layout.Standing{Copied: true}},
		{"a copy with the line ends of Windows", bytes.ReplaceAll(layout.Copy(name, now), []byte("\n"), []byte("\r\n")), layout.Standing{Copied: true}},
		{"a changed copy", append(layout.Copy(name, now), "more"...), layout.Standing{Copied: true, Changed: true}},
		{"a copy of an older one", before, layout.Standing{Copied: true, Behind: true}},
		{"a changed copy of an older one", append(bytes.Clone(before), "more"...), layout.Standing{Copied: true, Behind: true, Changed: true}},
		{"merged", layout.Merged(name, append(bytes.Clone(before), "more"...), now), layout.Standing{Copied: true, Changed: true}},
		{"one that was never copied", []byte("<footer>ours</footer>"), layout.Standing{Changed: true}},
		{"the same without a mark", now, layout.Standing{}},
	} {
		found, err := layout.Standings(fstest.MapFS{name: {Data: now}}, fstest.MapFS{name: {Data: c.own}})
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", c.says, found, err)
		}
		c.want.Name, c.want.Standard, c.want.Own = name, true, true
		if found[0] != c.want {
			t.Errorf("%s: got %+v, want %+v", c.says, found[0], c.want)
		}
	}
}

// TestACopyOfEverythingIsTheStandard holds a site that has copied every file
// against one that has none: the same layouts, no problem.
func TestACopyOfEverythingIsTheStandard(t *testing.T) {
	standings, err := layout.Standings(layouts.Files, nil)
	if err != nil || len(standings) < 50 {
		t.Fatalf("%d standard files, %v", len(standings), err)
	}
	own := fstest.MapFS{}
	for _, s := range standings {
		text, err := layout.Standard(layouts.Files, s.Name)
		if err != nil {
			t.Fatal(err)
		}
		own[s.Name] = &fstest.MapFile{Data: layout.Copy(s.Name, text)}
		if bytes.Equal(own[s.Name].Data, text) {
			t.Errorf("%s: a copy bears no mark", s.Name)
		}
	}
	_, problems, err := layout.Load(layouts.Files, own)
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	again, err := layout.Standings(layouts.Files, own)
	if err != nil || len(again) != len(standings) {
		t.Fatalf("%d of %d files, %v", len(again), len(standings), err)
	}
	for _, s := range again {
		if !s.Standard || !s.Own || !s.Copied || s.Behind || s.Changed {
			t.Errorf("%+v", s)
		}
	}
}
