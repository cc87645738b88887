// Package cms makes what a git-based CMS needs to edit a site in the browser:
// its configuration, a page that opens it, and a script through which it reads
// and writes content files. Decap CMS and Sveltia CMS read the same of each.
//
// In: the fields of package fields, and what a site says of itself. Out: bytes,
// the same for the same input. The package does no I/O.
//
// The forms are made from the fields, with their hints and patterns. The script
// changes, in a file that was there, only the lines of what was changed in its
// form; [format.js] says how.
package cms

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"go.yaml.in/yaml/v4"

	"daybook/generator/fields"
	"daybook/generator/news"
)

// The CMS programs that can be asked for; field cms.app of site.yaml names them.
const (
	Decap   = "decap"
	Sveltia = "sveltia"
)

// Site is what a CMS has to know of a site.
type Site struct {
	Title     string
	URL       string // where it is published; may be empty
	Lang      string
	Languages []string // beside Lang
	App       string   // Decap or Sveltia
	Backend   string
	Repo      string // "org/name", for a backend that asks for one
	Branch    string
	Auth      string // the server that signs people in; may be empty
	Review    bool   // changes wait on a branch of their own until they are approved
	// Articles are the paths of the files of articles below content/articles/,
	// from which it is seen how the house lays them in folders.
	Articles []string
}

// Of gives what a CMS has to know of the site that an archive is of.
func Of(a *news.Archive) Site {
	n := a.Site.CMS
	s := Site{
		Title: a.Site.Title, URL: a.Site.BaseURL, Lang: a.Site.Lang,
		App: cmp.Or(n.App, Decap), Backend: cmp.Or(n.Backend, "git-gateway"), Repo: n.Repo, Branch: cmp.Or(n.Branch, "main"), Auth: n.Auth, Review: n.Review,
	}
	for _, l := range a.Site.Languages {
		s.Languages = append(s.Languages, l.Lang)
	}
	for _, x := range a.Articles {
		s.Articles = append(s.Articles, strings.TrimPrefix(x.Place.Path, "content/articles/"))
	}
	return s
}

// File is one file of the CMS.
type File struct {
	Name string
	Body []byte
}

// Files makes the page, the configuration and the script, to lie in one folder.
func Files(s Site) []File {
	return []File{{"config.yml", Config(s)}, {"format.js", script(s)}, {"index.html", page(s)}}
}

//go:embed format.js
var format []byte

func script(s Site) []byte {
	shapes := map[string][]shape{}
	for _, kind := range fields.Kinds() {
		shapes[kind.Name] = s.shapes(kind.Fields)
	}
	encoded, err := json.Marshal(shapes)
	if err != nil {
		panic(fmt.Sprintf("fields are always JSON: %v", err))
	}
	return bytes.Replace(format, []byte("const FIELDS = {};"), append(append([]byte("const FIELDS = "), encoded...), ';'), 1)
}

// shape is what the script knows of a field.
type shape struct {
	Name   string   `json:"name,omitempty"`
	Also   []string `json:"also,omitempty"`
	Type   string   `json:"type"`
	Short  string   `json:"short,omitempty"`
	Fields []shape  `json:"fields,omitempty"`
	Item   *shape   `json:"item,omitempty"`
}

func (s Site) shapes(list []fields.Field) []shape {
	var out []shape
	for _, f := range list {
		if s.asked(f) {
			out = append(out, s.shape(f))
		}
	}
	return out
}

func (s Site) shape(f fields.Field) shape {
	v := shape{Name: f.Name, Also: f.Also, Type: "text", Short: f.Short}
	switch f.Type {
	case fields.List:
		item := s.shape(*f.Item)
		v.Type, v.Item = "list", &item
	case fields.Group:
		v.Type, v.Fields = "group", s.shapes(f.Fields)
	case fields.Table:
		v.Type = "group"
		for _, lang := range append([]string{s.Lang}, s.Languages...) {
			v.Fields = append(v.Fields, shape{Name: lang, Type: "text"})
		}
	case fields.Truth:
		v.Type = "truth"
	case fields.Whole:
		v.Type = "whole"
	}
	return v
}

// asked reports whether a form asks for a field. What it does not ask for stays
// in the file as it is.
func (s Site) asked(f fields.Field) bool {
	switch {
	case f.From != "", f.Type == fields.Free, f.Part == "exceptions":
		return false
	case f.Type == fields.Table:
		return f.Key.Type == fields.Language && len(s.Languages) > 0
	case f.Name == "lang":
		return len(s.Languages) > 0
	}
	return true
}

// program is where a CMS program is to be had, and its checksum (W3C
// Subresource Integrity).
type program struct{ address, sum string }

var (
	programs = map[string]program{
		Decap:   {"https://unpkg.com/decap-cms@3.16.3/dist/decap-cms.js", "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p"},
		Sveltia: {"https://unpkg.com/@sveltia/cms@0.221.1/dist/sveltia-cms.js", "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6"},
	}
	reader = program{"https://unpkg.com/js-yaml@5.5.0/dist/browser/js-yaml.umd.min.js", "sha384-Q/tEKvm6A6ApUDMhhBKif9TeE92KrNq3Iiu8Etmi2RzhK0l5qurzMtaCuJb4xZVM"}
)

var pageTemplate = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
{{range .Scripts}}<script src="{{.Address}}"{{with .Sum}} integrity="{{.}}" crossorigin="anonymous"{{end}}></script>
{{end}}</head>
<body>
<noscript>The desk needs JavaScript. Content can be edited in git without it.</noscript>
</body>
</html>
`))

func page(s Site) []byte {
	type source struct{ Address, Sum string }
	var b bytes.Buffer
	app := programs[s.App]
	err := pageTemplate.Execute(&b, struct {
		Title   string
		Scripts []source
	}{s.Title, []source{{reader.address, reader.sum}, {"format.js", ""}, {app.address, app.sum}}})
	if err != nil {
		panic(fmt.Sprintf("the page is always made: %v", err))
	}
	return b.Bytes()
}

// Config makes the configuration, config.yml.
func Config(s Site) []byte {
	c := config{
		Backend: backend{Name: s.Backend, Repo: s.Repo, Branch: s.Branch, BaseURL: s.Auth},
		Local:   true, Media: "content/media", Public: "/media", URL: s.URL,
		Slug:   slugs{Encoding: "unicode", Clean: false},
		Search: false,
	}
	if s.Review {
		c.Mode = "editorial_workflow"
	}
	folders, elsewhere := s.folders()
	for _, kind := range fields.Kinds() {
		collection := s.collection(kind)
		if kind.Name == fields.Article.Name {
			collection.Path = folders
		}
		c.Collections = append(c.Collections, collection)
	}
	var b bytes.Buffer
	b.WriteString("# Made by Daybook from the fields of content files: daybook cms.\n")
	if elsewhere > 0 {
		fmt.Fprintf(&b, "# %d articles lie in folders of another depth than most, where a CMS does not look.\n", elsewhere)
	}
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(c); err != nil {
		panic(fmt.Sprintf("a configuration is always YAML: %v", err))
	}
	return b.Bytes()
}

// folders gives the pattern of a new article's path, as most articles lie, and
// how many lie in folders of another depth.
func (s Site) folders() (pattern string, elsewhere int) {
	patterns := []string{
		"{{slug}}",
		"{{fields.published | date('YYYY')}}/{{slug}}",
		"{{fields.published | date('YYYY')}}/{{fields.published | date('MM')}}/{{fields.published | date('DD')}}-{{slug}}",
		"{{fields.published | date('YYYY')}}/{{fields.published | date('MM')}}/{{fields.published | date('DD')}}/{{slug}}",
	}
	counts := make([]int, len(patterns))
	for _, file := range s.Articles {
		if depth := strings.Count(file, "/"); depth < len(counts) {
			counts[depth]++
		}
	}
	usual := 2
	for depth, n := range counts {
		if n > counts[usual] {
			usual = depth
		}
	}
	return patterns[usual], len(s.Articles) - counts[usual]
}
