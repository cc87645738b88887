package jsonld

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// TestNoTextLeavesTheScript puts any text into a page's script element, and has
// a browser's parser and one of JSON read it back.
func TestNoTextLeavesTheScript(t *testing.T) {
	part := rapid.SampledFrom([]string{"</script>", "</SCRIPT >", "<!--", "<script>", "-->", "]]>", "&lt;", `"`, `\`, "\u2028", "\u2029", "\x00", "\x1b", "\u202e", "😀", "\ufeff", "a"})
	rapid.Check(t, func(t *rapid.T) {
		headline := strings.Join(rapid.SliceOf(part).Draw(t, "parts"), "")
		page := `<html><head><script type="application/ld+json">` + string(Graph(NewsArticle{Type: "NewsArticle", Headline: headline})) + `</script></head><body><p>after</p></body></html>`
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var scripts []string
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == "script" {
				scripts = append(scripts, n.FirstChild.Data)
			}
		}
		if len(scripts) != 1 {
			t.Fatalf("the page has %d scripts", len(scripts))
		}
		var read struct {
			Graph []NewsArticle `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(scripts[0]), &read); err != nil {
			t.Fatal(err)
		}
		if got := read.Graph[0].Headline; got != headline {
			t.Fatalf("%q became %q", headline, got)
		}
		if strings.ContainsAny(scripts[0], "<>&\u2028\u2029") {
			t.Fatalf("the script has signs that mean something in a page: %s", scripts[0])
		}
	})
}

// TestWhatIsNotKnownIsLeftOut holds that no empty text stands for something.
func TestWhatIsNotKnownIsLeftOut(t *testing.T) {
	text := string(Graph(Event{Type: "Event", ID: "a", URL: "a", Name: "b"}))
	if want := `{"@context":"https://schema.org","@graph":[{"@type":"Event","@id":"a","url":"a","name":"b"}]}`; text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
