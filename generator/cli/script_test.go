package cli_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"daybook/generator/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"daybook": func() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) },
	})
}

// TestScripts runs testdata/script: the command as its users see it. Beside
// the commands of testscript a script has:
//
//	newsroom           write a small clean site here, with its public/ built
//	change             put the files of then/ into the site
//	untouched          public/ is what it was after newsroom or remember: every byte, every time
//	remember           take public/ as it is now for untouched
//	bytes FILE QUOTED  write a file from a quoted Go string
//	fill FILE SIZE     write a file of SIZE bytes of Markdown
//	fifo FILE          make a FIFO
func TestScripts(t *testing.T) {
	type key struct{}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Values[key{}] = map[string]string{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"newsroom": func(ts *testscript.TestScript, _ bool, _ []string) {
				for name, text := range newsroom {
					write(ts, ts.MkAbs(name), []byte(text))
				}
				ts.Check(ts.Exec("daybook", "build", "--as-of", "2024-02-01"))
				maps.Copy(ts.Value(key{}).(map[string]string), lying(ts))
			},
			"change": func(ts *testscript.TestScript, _ bool, _ []string) {
				ts.Check(os.CopyFS(ts.MkAbs("."), os.DirFS(ts.MkAbs("then"))))
			},
			"remember": func(ts *testscript.TestScript, _ bool, _ []string) {
				known := ts.Value(key{}).(map[string]string)
				clear(known)
				maps.Copy(known, lying(ts))
			},
			"untouched": func(ts *testscript.TestScript, neg bool, _ []string) {
				known := ts.Value(key{}).(map[string]string)
				if len(known) == 0 {
					ts.Fatalf("there was no public/ to leave untouched")
				}
				if same := maps.Equal(known, lying(ts)); same == neg {
					ts.Fatalf("public/ is untouched: %t", same)
				}
			},
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
				text, err := strconv.Unquote(args[1])
				ts.Check(err)
				write(ts, ts.MkAbs(args[0]), []byte(text))
			},
			"fill": func(ts *testscript.TestScript, _ bool, args []string) {
				size, err := strconv.Atoi(args[1])
				ts.Check(err)
				text := []byte("---\ntitle: Long\npublished: 2024-01-20\n---\n")
				write(ts, ts.MkAbs(args[0]), append(text, bytes.Repeat([]byte("word "), size/5)...))
			},
			"code": func(ts *testscript.TestScript, _ bool, args []string) {
				var exit *exec.ExitError
				if err := ts.Exec(args[1], args[2:]...); !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
					ts.Fatalf("want exit code %s: %v", args[0], err)
				}
			},
			"swap": func(ts *testscript.TestScript, _ bool, args []string) { // other bytes, as many, and the time set back
				name := ts.MkAbs(args[0])
				info, err := os.Stat(name)
				ts.Check(err)
				text, err := os.ReadFile(name)
				ts.Check(err)
				write(ts, name, bytes.ToUpper(text))
				ts.Check(os.Chtimes(name, info.ModTime(), info.ModTime()))
			},
			"fifo": func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(makeFIFO(ts.MkAbs(args[0]))) },
		},
	})
}

func write(ts *testscript.TestScript, name string, text []byte) {
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, text, 0o644))
}

// lying tells what lies in public/: names, bytes and times.
func lying(ts *testscript.TestScript) map[string]string {
	root := os.DirFS(ts.MkAbs("public"))
	found := map[string]string{}
	ts.Check(fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		text, err := fs.ReadFile(root, name)
		found[name] = info.ModTime().Format(time.RFC3339Nano) + "\n" + string(text)
		return err
	}))
	return found
}

// newsroom is a small clean site.
var newsroom = map[string]string{
	"content/site.yaml":                             "title: The Day\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\n",
	"content/topics/border.md":                      "---\ntitle: Border\n---\n",
	"content/articles/2024/01/16-strike.md":         strings.ReplaceAll(good, "NAME", "Strike"),
	"content/articles/2024/01/19-thaw.md":           strings.ReplaceAll(good, "NAME", "Thaw"),
	"content/organisations/foreign-ministry.md":     "---\ntitle: Foreign Ministry\n---\n",
	"content/articles/2024/01/unpublished-draft.md": "---\ntitle: Hidden\nstandfirst: Not yet known.\ndraft: true\ntopics: [border]\n---\nHidden words.\n",
}

const good = `---
title: NAME
standfirst: What is known of the NAME.
published: 2024-01-19T18:30:00+05:00
topics: [border]
organisations: [foreign-ministry]
events:
  - {id: strike, date: 2024-01-16, headline: Strike on the border, sources: [{name: Statement, url: "https://source.example/"}]}
---
Words on the NAME.
`
