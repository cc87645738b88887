package load_test

import (
	"os"
	"testing"

	"daybook/generator/load"
)

// BenchmarkLoad reads the site in the folder that DAYBOOK_SITE names, cold.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv("DAYBOOK_SITE")
	if dir == "" {
		b.Skip("set DAYBOOK_SITE to the folder of a site")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for b.Loop() {
		var l load.Loader
		c, err := l.Load(b.Context(), root)
		if err != nil || c.Read == 0 {
			b.Fatal(err)
		}
	}
}
