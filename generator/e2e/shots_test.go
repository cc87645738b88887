package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestShots writes pictures of a page of each sort into the folder that
// DAYBOOK_SHOTS names, for people to look at:
//
//	DAYBOOK_SHOTS=/tmp/shots go test -run Shots ./generator/e2e
func TestShots(t *testing.T) {
	folder := os.Getenv("DAYBOOK_SHOTS")
	if folder == "" {
		t.Skip("DAYBOOK_SHOTS names no folder for pictures of the pages")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b, server := newTab(t), host(t, story)
	for _, p := range story.samples() {
		b.open(at(server, p.path))
		name := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(p.path, "index.html"), "/"), "/", "-")
		for _, width := range []int64{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				b.size(width)
				b.scheme(scheme)
				picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				file := fmt.Sprintf("%s-%s-%d-%s.png", p.layout, name, width, scheme)
				if err := os.WriteFile(filepath.Join(folder, file), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
