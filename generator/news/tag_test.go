package news_test

import (
	"testing"

	"daybook/generator/news"
)

func TestRenamedTagsAreFollowedToTheEnd(t *testing.T) {
	site := news.Site{RenamedTags: []news.RenamedTag{{Was: "Air raids", Now: "air-strikes"}, {Was: "air strikes", Now: "Strikes"}, {Was: "x", Now: "y"}, {Was: "y", Now: "x"}}}
	for word, want := range map[string]string{"air-raids": "Strikes", "Air Strikes": "Strikes", "strikes": "strikes", "other": "other"} {
		if got := site.Tag(word); got != want {
			t.Errorf("%q stands for %q, want %q", word, got, want)
		}
	}
	if got := site.Tag("x"); got != "x" && got != "y" {
		t.Errorf("a circle leads to %q", got)
	}
}
