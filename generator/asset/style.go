package asset

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// rewrite gives a style sheet in which every address of another asset is that
// of its fingerprinted file, relative to the style sheet's own.
func (w *workshop) rewrite(name string, file *source.File) []byte {
	var out bytes.Buffer
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(file.Text)))
	offset, importing := 0, false
	for {
		token, text := lexer.Next()
		if token == css.ErrorToken {
			return out.Bytes()
		}
		address, isAddress := "", false
		switch {
		case token == css.URLToken:
			address, isAddress = unquote(text[len("url("):len(text)-1]), true
		case token == css.StringToken && importing:
			address, isAddress = unquote(text), true
		}
		switch token {
		case css.AtKeywordToken:
			importing = strings.EqualFold(string(text), "@import")
		case css.WhitespaceToken, css.CommentToken:
		default:
			importing = false
		}
		offset += len(text)
		if isAddress {
			if made, found := w.address(name, file.Place(offset-len(text)), address); found {
				text = []byte(`url("` + made + `")`)
			}
		}
		out.Write(text)
	}
}

// unquote takes off white space and quotes.
func unquote(text []byte) string {
	return strings.Trim(strings.TrimSpace(string(text)), `"'`)
}

// address gives what an address in the style sheet name becomes, if it is that
// of an asset.
func (w *workshop) address(name string, at source.Place, address string) (string, bool) {
	target, err := url.Parse(address)
	if err != nil {
		w.problems = append(w.problems, problem.New("asset-link", at, "%q is not an address", address))
		return "", false
	}
	switch {
	case target.Scheme == "data", target.Path == "":
		return "", false
	case target.Scheme != "" || target.Host != "":
		w.problems = append(w.problems, problem.New("asset-link", at, "a style sheet must not load %q from elsewhere", address).
			Hinted("put the file into layouts/assets: a reader's visit is nobody else's business"))
		return "", false
	case strings.HasPrefix(target.Path, "/"):
		w.problems = append(w.problems, problem.New("asset-link", at, "%q does not say which asset it is", address).
			Hinted("write it relative to the style sheet"))
		return "", false
	}
	meant := path.Join(path.Dir(name), target.Path)
	if _, known := w.texts[meant]; !known {
		p := problem.New("asset-link", at, "there is no asset %q", meant)
		if near := problem.Nearest(meant, w.names); near != "" {
			p = p.Hinted("did you mean %q?", near)
		}
		w.problems = append(w.problems, p)
		return "", false
	}
	if i := slices.Index(w.within, meant); i >= 0 {
		w.problems = append(w.problems, problem.New("asset-link", at, "style sheets import each other in a circle: %s",
			strings.Join(append(slices.Clone(w.within[i:]), meant), " → ")))
		return "", false
	}
	target.Path = relative(path.Dir(name), strings.TrimPrefix(w.make(meant).Path, folder+"/"))
	return target.String(), true
}

// relative gives the way from a folder to a file, both below the same folder.
func relative(from, to string) string {
	if from == "." {
		return to
	}
	steps := strings.Split(from, "/")
	parts := strings.Split(to, "/")
	for len(steps) > 0 && len(parts) > 1 && steps[0] == parts[0] {
		steps, parts = steps[1:], parts[1:]
	}
	return strings.Repeat("../", len(steps)) + strings.Join(parts, "/")
}
