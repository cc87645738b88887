package layout_test

import (
	"bytes"
	"compress/gzip"
	"path"
	"testing"

	"daybook/generator/asset"
	"daybook/layouts"
)

// scriptBudget is how many bytes all scripts of pages together may have,
// minified and compressed; the service worker, which no page waits for and few
// sites have, has its own.
const (
	scriptBudget = 8 << 10
	workerBudget = 1 << 9
)

func TestScriptsAreSmall(t *testing.T) {
	assets, problems, err := asset.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	total, scripts := 0, 0
	for _, a := range assets {
		if path.Ext(a.Name) != ".js" {
			continue
		}
		var small bytes.Buffer
		w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(a.Body); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%-12s %5d bytes, %5d compressed", a.Name, len(a.Body), small.Len())
		if a.Name == "worker.js" {
			if small.Len() > workerBudget {
				t.Errorf("the worker has %d bytes compressed; %d are allowed", small.Len(), workerBudget)
			}
			continue
		}
		total += small.Len()
		scripts++
	}
	if t.Logf("%-12s %12s %5d compressed", "all", "", total); total > scriptBudget {
		t.Errorf("the scripts have %d bytes compressed; %d are allowed", total, scriptBudget)
	}
	if scripts < 5 {
		t.Errorf("only %d scripts were found", scripts)
	}
}
