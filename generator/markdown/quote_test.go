package markdown_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"daybook/generator/markdown"
	"daybook/generator/source"
)

// body reads a body on its own.
func body(text string) markdown.Result {
	file := source.NewFile("content/articles/a.md", []byte(text))
	return markdown.NewReader().Read(file, source.Span{End: len(text)}, markdown.Options{Lang: "en", Zone: time.UTC})
}

func TestQuotationsWithoutSpeakerAreNoted(t *testing.T) {
	for text, want := range map[string]string{
		"> Words.":                             "1:1",
		"Before.\n\n> Words.\n> More.":         "3:1",
		"> Words.\n>\n> — Jalil, minister":     "3:3 Jalil, minister",
		"> Words.\n> -- Jalil":                 "2:3 Jalil",
		"> Words.\n>\n> — [J](person:j)":       "",
		"> Words.\n>\n> — [J](https://x.test)": "",
		"> Words.\n>\n> — <https://x.test>":    "",
		"> [!NOTE]\n> Words.":                  "",
		"> > Words.":                           "",
		"- > Words.":                           "",
		"```\n> Words.\n```":                   "",
		">":                                    "",
	} {
		var got []string
		for _, u := range body(text).Body.Unspoken {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%d:%d %s", u.Place.Line, u.Place.Column, u.Line)))
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestLinksToElsewhereAreNoted(t *testing.T) {
	got := ""
	for _, r := range body("[a](https://x.test/a) and <HTTP://y.test> [m](mailto:a@x.test) <b@x.test>\n\n[c][c]\n\n[c]: http://z.test/?q=1\n").Body.Outward {
		got += fmt.Sprintf("%d:%d %s; ", r.Place.Line, r.Place.Column, r.Text)
	}
	if want := "1:1 https://x.test/a; 1:27 HTTP://y.test; 3:1 http://z.test/?q=1; "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPicturesWithoutAltAreNoted(t *testing.T) {
	for text, want := range map[string]bool{"![](/media/a.png)": true, "![ ](/media/a.png)": true, "![A town](/media/a.png)": false, "![`a`](/media/a.png)": false} {
		if got := body(text).Body.Holes[0].Bare; got != want {
			t.Errorf("%q: bare is %v", text, got)
		}
	}
}
