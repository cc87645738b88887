package feed

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"daybook/generator/view"
)

var page = &url.URL{Scheme: "https", Host: "news.example", Path: "/paper/2024/one/"}

// TestPortable tells what a body loses and keeps on its way into a feed.
func TestPortable(t *testing.T) {
	for name, c := range map[string]struct{ in, out string }{
		"prose":           {`<p class="x" id="h-y">a <em>b</em> &amp; c</p>`, `<p>a <em>b</em> &amp; c</p>`},
		"root-relative":   {`<a href="/paper/a/">x</a>`, `<a href="https://news.example/paper/a/">x</a>`},
		"relative":        {`<a href="../two/?a=1&amp;b=2">x</a>`, `<a href="https://news.example/paper/2024/two/?a=1&amp;b=2">x</a>`},
		"fragment":        {`<sup><a href="#fn:1">1</a></sup>`, `<sup><a href="https://news.example/paper/2024/one/#fn:1">1</a></sup>`},
		"other letters":   {`<a href="/ا ب/">x</a>`, `<a href="https://news.example/%D8%A7%20%D8%A8/">x</a>`},
		"without scheme":  {`<img src="//cdn.example/a.png" alt="A">`, `<img src="https://cdn.example/a.png" alt="A"/>`},
		"mail":            {`<a href="mailto:a@b.example">x</a>`, `<a href="mailto:a@b.example">x</a>`},
		"script address":  {`<a href=" JaVa&#115;cript:run()">x</a>`, `<a>x</a>`},
		"data":            {`<img src="data:text/html,x" alt="A">b`, `b`},
		"script":          {`a<script>run("</p>")</script>b`, `ab`},
		"frame":           {`a<iframe src="https://x.example/"></iframe>b`, `ab`},
		"form":            {`<form action="/x"><label>A <input name="b"></label></form>`, `A `},
		"handlers":        {`<p onclick="run()" style="color:red">a</p>`, `<p>a</p>`},
		"unclosed":        {`<div><b>a`, `<div><b>a</b></div>`},
		"crossed":         {`<b><i>a</b>b</i>`, `<b><i>a</i></b><i>b</i>`},
		"unknown":         {`<custom-thing>a</custom-thing>`, `a`},
		"vector":          {`<svg><a href="/x"><text>a</text></a></svg>b`, `b`},
		"comment":         {`a<!-- b -->c`, `ac`},
		"srcset":          {`<img src="/a.png" srcset="/a.png 320w,/b,c.png 640w, /d.png">`, `<img src="https://news.example/a.png" srcset="https://news.example/a.png 320w, https://news.example/b,c.png 640w, https://news.example/d.png"/>`},
		"picture":         {`<picture><source srcset="/a.webp 320w" type="image/webp" sizes="10px"><img src="/a.png" alt=""></picture>`, `<picture><source srcset="https://news.example/a.webp 320w" type="image/webp" sizes="10px"/><img src="https://news.example/a.png" alt=""/></picture>`},
		"film":            {`<video controls preload="none" src="/a.mp4" poster="/a.jpg" autoplay></video>`, `<video controls="" src="https://news.example/a.mp4" poster="https://news.example/a.jpg"></video>`},
		"player":          {`<figure data-src="https://p.example/1"><p><a href="https://v.example/1">Film</a></p></figure>`, `<figure><p><a href="https://v.example/1">Film</a></p></figure>`},
		"text of control": {"<p>a\x01b\u202ec</p>", "<p>ab\u202ec</p>\u202c"},
		"nothing":         {"", ""},
	} {
		if got := Portable(c.in, page); got != strings.TrimSpace(c.out) {
			t.Errorf("%s: %q becomes %q, want %q", name, c.in, got, c.out)
		}
	}
}

// TestPortableIsSafeWhateverTheMarkup draws markup from pieces that break things
// and holds that what comes out is whole, runs nothing, leads nowhere relative, and
// stays the same when it goes through again.
func TestPortableIsSafeWhateverTheMarkup(t *testing.T) {
	pieces := []string{
		"<img src=/x onerror=run()>", "<a href='javascript:run()' onclick=run()>", "<a href=../y>", "</a>", "<p style=x class=y id=z>", "<video poster=p src=v>", "<script>run()</script>",
		"<p>", "</p>", "<div", ">", "<b>", "</b>", "<script>", "</script>", "<style>", "</style>", "<iframe src=/x>", "<svg>", "</svg>", "<math><mi>",
		"<table>", "<tr>", "<td>", "</table>", "<a href='", "'>", "<img src=", "\"", " onerror=run() ", "javascript:run()", "/x", "#y", "//h/", "http:z", "data:,x", "<!--", "-->",
		"<![CDATA[", "]]>", "&", "&lt;script&gt;", "<noscript>", "</noscript>", "<template>", "<plaintext>", "<title>", "<textarea>", "</textarea>", "<select>", "<option>",
		"<form action=/x>", "<button formaction=/x>", "<base href=/z/>", "<meta http-equiv=refresh content=0>", "<source srcset='/a 1x, b 2x'>", "<blockquote cite=/q>", "<pre>\n", "text ", "\x00", "\u202e", "😀",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), "")
		got := Portable(text, page)
		nodes, err := html.ParseFragment(strings.NewReader(got), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
		if err != nil {
			t.Fatal(err)
		}
		for _, root := range nodes {
			for n := range root.Descendants() {
				judge(t, got, n)
			}
			judge(t, got, root)
		}
		if again := Portable(got, page); again != got {
			t.Fatalf("%q becomes %q and then %q", text, got, again)
		}
	})
}

// judge holds a node of a body against what a feed may carry.
func judge(t *rapid.T, text string, n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	if slices.Contains([]string{"script", "style", "iframe", "object", "embed", "form", "input", "base", "meta", "link", "svg", "math", "template"}, n.Data) {
		t.Fatalf("%q holds a %s", text, n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "id" || a.Key == "class":
			t.Fatalf("%q holds %s", text, a.Key)
		case a.Key == "href" || a.Key == "src" || a.Key == "cite" || a.Key == "poster":
			if to, err := url.Parse(a.Val); err != nil || to.Scheme != "https" && to.Scheme != "http" || to.Host == "" {
				t.Fatalf("%q leads to %q", text, a.Val)
			}
		}
	}
}

// TestContentHasPictureAndCorrections: around the text stand what the page shows
// before and after it, whatever the text leaves open.
func TestContentHasPictureAndCorrections(t *testing.T) {
	item := view.FeedItem{
		Href: page.String(), Body: view.Body{HTML: "<p>Text <b>open"}, Corrections: []string{"A & B </p><script>", "Again"},
		Picture: view.Picture{Src: "/media/a.jpg", Alt: `A "street"`, Width: 1200, Height: 800, Credit: "A. <b>"},
	}
	want := `<figure><img src="https://news.example/media/a.jpg" alt="A &#34;street&#34;" width="1200" height="800"/><figcaption>A. &lt;b&gt;</figcaption></figure>
<p>Text <b>open</b></p>
<p>A &amp; B &lt;/p&gt;&lt;script&gt;</p>
<p>Again</p>`
	if got := content(item); got != want {
		t.Errorf("the content is\n%s\nwant\n%s", got, want)
	}
	item.Body.HTML = ""
	if got := content(item); got != "" {
		t.Errorf("without a text the content is %q", got)
	}
}
