package feed

import (
	"encoding/json"
	"fmt"

	"daybook/generator/view"
)

type manifest struct {
	Name    string         `json:"name"`
	Short   string         `json:"short_name"`
	Lang    string         `json:"lang"`
	Dir     string         `json:"dir"`
	ID      string         `json:"id"`
	Start   string         `json:"start_url"`
	Scope   string         `json:"scope"`
	Display string         `json:"display"`
	Theme   string         `json:"theme_color,omitempty"`
	Ground  string         `json:"background_color"`
	Icons   []manifestIcon `json:"icons"`
}

type manifestIcon struct {
	Src     string `json:"src"`
	Type    string `json:"type"`
	Sizes   string `json:"sizes"`
	Purpose string `json:"purpose"`
}

// Manifest writes a web application manifest (W3C, Web Application Manifest).
func Manifest(v view.Manifest) ([]byte, error) {
	m := manifest{
		Name: plain(v.Name), Short: plain(v.Short), Lang: v.Lang, Dir: v.Dir, ID: v.Start, Start: v.Start, Scope: v.Start,
		Display: "minimal-ui", Theme: v.Theme, Ground: v.Ground,
	}
	for _, i := range v.Icons {
		for _, purpose := range []string{"any", "maskable"} {
			m.Icons = append(m.Icons, manifestIcon{Src: i.Href, Type: "image/png", Sizes: fmt.Sprintf("%dx%[1]d", i.Size), Purpose: purpose})
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}
