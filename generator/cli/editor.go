package cli

import (
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// editors are the addresses by which editors open a place in a file.
var editors = map[string]string{
	"vscode":   "vscode://file{file}:{line}:{column}",
	"vscodium": "vscodium://file{file}:{line}:{column}",
	"cursor":   "cursor://file{file}:{line}:{column}",
	"zed":      "zed://file{file}:{line}:{column}",
	"idea":     "idea://open?file={file}&line={line}&column={column}",
}

// editLink gives what makes the address that opens a place in an editor; nil
// where none was named.
func editLink(editor, site string) (func(source.Place) string, error) {
	if editor == "" {
		return nil, nil
	}
	pattern, known := editors[editor]
	if !known {
		pattern = editor
	}
	if scheme, _, found := strings.Cut(pattern, "://"); !found || scheme == "" || !strings.Contains(pattern, "{file}") {
		names := make([]string, 0, len(editors))
		for name := range editors {
			names = append(names, name)
		}
		slices.Sort(names)
		e := usageError{fmt.Sprintf("--editor knows no %q", editor), "it knows " + strings.Join(names, ", ") + ", and any address with {file}"}
		if near := problem.Nearest(editor, names); near != "" {
			e.hint = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, e
	}
	folder, err := filepath.Abs(site)
	if err != nil {
		return nil, err
	}
	return func(at source.Place) string {
		file := filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(at.Path)))
		if !strings.HasPrefix(file, "/") {
			file = "/" + file // a drive of Windows
		}
		escaped := (&url.URL{Path: file}).EscapedPath()
		return strings.NewReplacer("{file}", escaped, "{line}", strconv.Itoa(max(1, at.Line)), "{column}", strconv.Itoa(max(1, at.Column))).Replace(pattern)
	}, nil
}

// deskOf gives the address of the desk, given that of the site.
func deskOf(site string) string {
	u, err := url.Parse(site)
	if err != nil {
		return site
	}
	u.Path = "/_daybook/"
	return u.String()
}

// openInBrowser asks the system to show an address.
func openInBrowser(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}
