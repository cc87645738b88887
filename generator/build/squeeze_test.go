package build_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/layouts"
)

// TestTwinsAreTheFiles unpacks every compressed file, and holds what is left
// after an edit against a build from nothing.
func TestTwinsAreTheFiles(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"content/site.yaml":          "title: Day\nbase_url: https://news.example/\n",
		"content/articles/2024/a.md": "---\ntitle: A\npublished: 2024-01-16\n---\nWords.\n",
		"content/articles/2024/b.md": "---\ntitle: B\npublished: 2024-01-17\n---\nWords.\n",
	}
	session := func() *build.Session {
		s, err := build.NewSession(build.Options{Site: dir, Cut: news.Cut{AsOf: noon}, Standard: layouts.Files, Compress: build.Codings(), Cache: dir + "/cache"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	written(t, dir, files, nil)
	published(t, session(), dir+"/public")
	files["content/articles/2024/a.md"] = strings.Replace(files["content/articles/2024/a.md"], "Words.", "Other words.", 1)
	delete(files, "content/articles/2024/b.md")
	written(t, dir, files, nil)
	edited := published(t, session(), dir+"/public")
	if fresh := published(t, session(), dir+"/fresh"); len(differences(edited.files, fresh.files)) > 0 {
		t.Errorf("after an edit it differs from a build from nothing: %v", differences(edited.files, fresh.files))
	}
	twins := 0
	for name, text := range edited.files {
		var plain io.Reader
		of, isGzip := strings.CutSuffix(name, ".gz")
		if isGzip {
			zip, err := gzip.NewReader(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			plain = zip
		} else if of, isGzip = strings.CutSuffix(name, ".br"); isGzip {
			plain = brotli.NewReader(bytes.NewReader([]byte(text)))
		} else {
			continue
		}
		twins++
		if got, err := io.ReadAll(plain); err != nil || string(got) != edited.files[of] {
			t.Errorf("%s is not %s: %v", name, of, err)
		}
	}
	if twins < 20 {
		t.Errorf("only %d files are compressed", twins)
	}
}
