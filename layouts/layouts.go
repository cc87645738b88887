// Package layouts holds Daybook's standard layouts, style sheets, scripts and
// words, so that a site without layouts of its own, and `daybook init`, have
// them. A site's file of the same name wins over the one here.
package layouts

import "embed"

// Files is this folder: *.html, *.txt, partials/*.html, assets/*, strings/*.yaml.
//
//go:embed *.html *.txt partials assets strings
var Files embed.FS
