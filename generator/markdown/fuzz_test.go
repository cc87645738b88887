package markdown_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"daybook/generator/markdown"
	"daybook/generator/source"
)

// void are the elements that have no end (HTML, 13.1.2).
var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// allowed are the schemes that an address may begin with once it is decoded.
var allowed = []string{"http:", "https:", "mailto:", "tel:", "/", "#"}

// wellFormed holds the laws of the HTML of a body without HTML of its own:
// elements are closed in the order in which they were opened, no element is
// one that a browser runs, no attribute runs or styles anything, every address
// begins as it may, no link lies in a link, and every id stands once.
func wellFormed(body string) error {
	var open []string
	ids := map[string]bool{}
	tokens := html.NewTokenizer(strings.NewReader(body))
	for {
		kind := tokens.Next()
		token := tokens.Token()
		switch kind {
		case html.ErrorToken:
			if tokens.Err() != io.EOF {
				return tokens.Err()
			}
			if len(open) > 0 {
				return fmt.Errorf("%v are never closed", open)
			}
			return nil
		case html.CommentToken, html.DoctypeToken:
			return fmt.Errorf("a comment or doctype: %s", token)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return fmt.Errorf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.StartTagToken:
			switch token.Data {
			case "script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "meta", "link":
				return fmt.Errorf("an element %s", token)
			case "a":
				for _, outer := range open {
					if outer == "a" {
						return fmt.Errorf("a link in a link: %s", token)
					}
				}
			}
			for _, a := range token.Attr {
				if err := attribute(token, a, ids); err != nil {
					return err
				}
			}
			if !void[token.Data] {
				open = append(open, token.Data)
			}
		}
	}
}

func attribute(token html.Token, a html.Attribute, ids map[string]bool) error {
	switch {
	case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc":
		return fmt.Errorf("an attribute that runs or styles: %s", token)
	case a.Key == "id":
		if ids[a.Val] {
			return fmt.Errorf("the id %q stands twice", a.Val)
		}
		ids[a.Val] = true
	case a.Key == "href" || a.Key == "src":
		for _, start := range allowed {
			if len(a.Val) >= len(start) && strings.EqualFold(a.Val[:len(start)], start) {
				return nil
			}
		}
		return fmt.Errorf("an address that may not be: %s", token)
	}
	return nil
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"[a](javascript:x) ![b](data:x) <vbscript:x> [c](/a \"t\\\" onclick=x\")", "> a\n>\n> — [N](person:n), role, 2024\n> > b\n> > -- c", "| a | b |\n|:--|--:|\n| [a](b) `|` |\n\nx\n: y\n\n~~z~~",
		"a[^1] b[^1] [c[^2]](/d)\n\n[^1]: [e](f.md#g)\n[^2]: > q\n    > — x\n", "# ا\n## ا\n***\n1. a\n   - b\n\n     c\n```x onclick=y\n<b>\n```\n", "<script>\n\n</script>\n<!-- <b> --> <a href=javascript:x onclick=y style=z>\n<![CDATA[ ]]> <?x?> <!X>",
		"[x][y] ![z][y] [y]\n\n[y]: <java&#115;cript:x> 'a'\n", "[a](event:2024-01~#b \"c\") [d](date:2024-01-16T04:00+05:00) [e](event:#f) [g](topic:%D8)", "\x000o\x001c &#0; [\x00](\x00)", "a <x@y.example> [<https://a.example>](b) [![c](d)](e)",
		"\"it's\" -- --- ... <<a>> 'b'", "&lt;script&gt; \\<b> \\&amp; &colon;", strings.Repeat("> - ", 120) + "x", strings.Repeat("*_", 300) + "x" + strings.Repeat("_*", 300), "|a|\n|-|" + strings.Repeat("\n|", 50),
	} {
		f.Add(seed)
	}
	reader := markdown.NewReader()
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) || len(body) > 20_000 {
			t.Skip("files that are not UTF-8 are refused before")
		}
		file := source.NewFile("content/articles/a.md", []byte(body))
		options := markdown.Options{Lang: "en", Zone: karachi}
		r := reader.Read(file, source.Span{Start: 0, End: len(body)}, options)
		if again := reader.Read(file, source.Span{Start: 0, End: len(body)}, options); !reflect.DeepEqual(r, again) {
			t.Fatal("two readings differ")
		}
		for _, p := range r.Problems {
			if p.Place.Line < 1 || p.Place.Line > file.Place(len(body)).Line || p.Place.Column > utf8.RuneCountInString(file.Line(p.Place.Line))+2 || p.Hint == "" {
				t.Fatalf("%+v", p)
			}
		}
		for _, full := range []bool{true, false} {
			out := (markdown.Fill(r.HTML, func(i int) markdown.Link {
				if i < 0 || i >= len(r.Body.Holes) {
					t.Fatalf("there is no hole %d", i)
				}
				if !full && !r.Body.Holes[i].Image {
					return markdown.Link{Title: `"<x>`}
				}
				return markdown.Link{Href: `/"<&>`, Title: `">`, Class: "x"}
			}, func(i int, _ bool) string {
				if i < 0 || i >= len(r.Body.Holes) || !r.Body.Holes[i].Image {
					t.Fatalf("there is no picture %d", i)
				}
				return ""
			}, func(i int) markdown.Embed {
				e := r.Body.Embeds[i]
				if e.Address == "" && r.Body.Holes[e.Hole].Kind != 0 {
					t.Fatalf("embed %d is of no file", i)
				}
				if !full {
					return markdown.Embed{}
				}
				return markdown.Embed{Href: `/"<&>`, Src: `">`, Shape: []string{"video", "wide"}[i%2], Note: `"<&>`, Poster: `"`, Captions: `"`}
			}))
			if err := wellFormed(out); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if strings.ContainsRune(out, 0) {
				t.Fatal("a hole is left")
			}
		}
		raw := reader.Read(file, source.Span{Start: 0, End: len(body)}, markdown.Options{RawHTML: true, Lang: "en", Zone: karachi})
		markdown.Fill(raw.HTML, func(i int) markdown.Link {
			if i < 0 || i >= len(raw.Body.Holes) {
				t.Fatalf("with HTML let through there is no hole %d", i)
			}
			return markdown.Link{}
		}, func(int, bool) string { return "" }, func(i int) markdown.Embed { _ = raw.Body.Embeds[i]; return markdown.Embed{} })
	})
}

// hostile are pieces that make a careless parser take time with the square of
// their number.
var hostile = map[string]string{
	"brackets": "[", "pictures": "![", "closing brackets": "]", "links": "[a](b", "angle links": "[a](<b", "emphasis": "*a ", "mixed emphasis": "*a_b ", "strikes": "~~a ", "ticks": "`a``", "tags": "<a ", "open tags": "<a b='", "comments": "a <!-- ", "instructions": "a <? ", "declarations": "a <!A ",
	"sections": "a <![CDATA[ ", "entities": "&#x", "autolinks": "<a:", "quotation marks": `"'`, "headings": "# a\n", "numbered headings": "## a 2\n", "quotations": "> a\n\n", "quotations that grow": "> a\n> — b\n\n", "rules": "- - -\n", "lists": "- a\n", "numbers": "1. a\n", "footnotes": "[^a] ",
	"definitions of links": "[a]: b\n", "definitions": "a\n: b\n", "tables": "|a|\n|-|\n|b|\n\n", "pipes": "|", "fences": "```\na\n```\n", "links to names": "[a](person:b) ", "dates": "[a](date:2024-01-16) ", "mistakes": "[a](x:b) ", "Urdu": "تہران ", "HTML": "<b>a</b> ", "backslashes": "\\a\\", "blank lines": "\n", "tabs": "\t", "trailing space": "a  \n", "titles": "[a](b 'c\n", "titles in parentheses": "[a](b (c ", "titles of definitions": "[a]: b 'c\n", "definitions with gaps": "[a]: b\n\n", "links in words": "[a](b)", "nested links": "[a](b) [", "marks": "> - ",
}

// TestNothingIsQuadratic is a guard against hanging, not a measurement; for
// that there is BenchmarkRead.
func TestNothingIsQuadratic(t *testing.T) {
	for name, piece := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read(strings.Repeat(piece, 96<<10/len(piece)))
		})
	}
	t.Run("many footnotes", func(t *testing.T) {
		t.Parallel()
		var b strings.Builder
		for i := range 6000 {
			fmt.Fprintf(&b, "a[^%d]\n\n[^%d]: b\n\n", i, i)
		}
		read(b.String())
	})
}

// BenchmarkRead reads bodies of 100 KB and 1 MB; the time of the second over
// that of the first is at most 12.
func BenchmarkRead(b *testing.B) {
	shapes := map[string]string{"prose": "On *Tuesday* [Iran struck](event:2024-01-16#strike) targets in [Panjgur](place:panjgur), the ministry [said](https://x.example/).\n\n"}
	for name, piece := range hostile {
		shapes[name] = piece
	}
	for name, piece := range shapes {
		for _, size := range []int{100 << 10, 1 << 20} {
			b.Run(fmt.Sprintf("%s/%dKB", strings.ReplaceAll(name, " ", "-"), size>>10), func(b *testing.B) {
				body := strings.Repeat(piece, size/len(piece))
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					read(body)
				}
			})
		}
	}
}
