package markdown_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

var karachi = time.FixedZone("Asia/Karachi", 5*60*60)

func read(body string) markdown.Result {
	return readAs(body, markdown.Options{Lang: "en", Zone: karachi})
}

func readAs(body string, o markdown.Options) markdown.Result {
	f := source.NewFile("content/articles/2024/01/19-a.md", []byte(body))
	return markdown.NewReader().Read(f, source.Span{Start: 0, End: len(body)}, o)
}

// filled gives the HTML with every hole led to "/N/", N being its number.
func filled(r markdown.Result) string {
	return (markdown.Fill(r.HTML, func(i int) markdown.Link {
		if i < 0 || i >= len(r.Body.Holes) {
			return markdown.Link{Href: "no-such-hole"}
		}
		return markdown.Link{Href: fmt.Sprintf("/%d/", i)}
	}, func(i int, alone bool) string {
		if i < 0 || i >= len(r.Body.Holes) || !r.Body.Holes[i].Image {
			return "no-such-picture"
		}
		return fmt.Sprintf("<img src=\"/%d/\" alone=%t>", i, alone)
	}, func(i int) markdown.Embed {
		return markdown.Embed{Href: fmt.Sprintf("/%d/%s", i, r.Body.Embeds[i].Address), Src: "/src", Shape: "wide", Note: "<note>"}
	}))
}

func said(problems []problem.Problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%d:%d %s", p.Place.Line, p.Place.Column, p.Rule))
	}
	return strings.Join(lines, ", ")
}

func TestBodyBecomesHTML(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"paragraph":           {"a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n"},
		"smart punctuation":   {`"a" -- b --- c... don't`, "<p>&ldquo;a&rdquo; &ndash; b &mdash; c&hellip; don&rsquo;t</p>\n"},
		"first level":         {"# A\n## A\n# B", "<h2 id=\"h-a\">A</h2>\n<h2 id=\"h-a-2\">A</h2>\n<h2 id=\"h-b\">B</h2>\n"},
		"headings in Urdu":    {"## تہران میں مذاکرات\n## تہران میں مذاکرات", "<h2 id=\"h-تہران-میں-مذاکرات\">تہران میں مذاکرات</h2>\n<h2 id=\"h-تہران-میں-مذاکرات-2\">تہران میں مذاکرات</h2>\n"},
		"headings that meet":  {"## A\n## A 2\n## A\n## A", "<h2 id=\"h-a\">A</h2>\n<h2 id=\"h-a-2\">A 2</h2>\n<h2 id=\"h-a-3\">A</h2>\n<h2 id=\"h-a-4\">A</h2>\n"},
		"wordless headings":   {"## ***\n## !\n", "<h2 id=\"h-1\">***</h2>\n<h2 id=\"h-2\">!</h2>\n"},
		"headings keep marks": {"## A {#x style=\"color:red\"}", "<h2 id=\"h-a-x-style-color-red\">A {#x style=&ldquo;color:red&rdquo;}</h2>\n"},
		"table": {"| a | b\n|:-:|--:\n| 1 | 2\n| 3", "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"a, b\">\n<table>\n<thead>\n<tr>\n<th class=\"align-center\">a</th>\n<th class=\"align-right\">b</th>\n</tr>\n</thead>\n<tbody>\n" +
			"<tr>\n<td class=\"align-center\">1</td>\n<td class=\"align-right\">2</td>\n</tr>\n<tr>\n<td class=\"align-center\">3</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
		"definitions":          {"a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"},
		"link outward":         {`[a](https://x.example/?a=1&amp;b=%20ü "T & "t"")`, "<p>[a](https://x.example/?a=1&amp;b=%20ü &ldquo;T &amp; &ldquo;t&rdquo;&rdquo;)</p>\n"},
		"link outward, title":  {`[a](https://x.example/?a=1&amp;b=%20ü 'T & "t"')`, "<p><a href=\"https://x.example/?a=1&amp;b=%20%C3%BC\" title=\"T &amp; &#34;t&#34;\">a</a></p>\n"},
		"entities stay single": {"[a](https://x.example/?a=1&amp;copy=2)", "<p><a href=\"https://x.example/?a=1&amp;copy=2\">a</a></p>\n"},
		"embed":                {"[A *film*](https://vimeo.com/1)", "<figure class=\"embed embed-wide\" data-src=\"/src\"><p class=\"embed-room\"><a href=\"/0/https://vimeo.com/1\">A <em>film</em></a></p>\n<figcaption>&lt;note&gt;</figcaption></figure>\n"},
		"embed without words":  {"<https://vimeo.com/1>", "<figure class=\"embed embed-wide\" data-src=\"/src\"><p class=\"embed-room\"><a href=\"/0/https://vimeo.com/1\">https://vimeo.com/1</a></p>\n<figcaption>&lt;note&gt;</figcaption></figure>\n"},
		"embed of a file":      {"[A film](/media/a.mp4)", "<figure class=\"embed embed-wide\" data-src=\"/src\"><p class=\"embed-room\"><a href=\"/0/\">A film</a></p>\n<figcaption>&lt;note&gt;</figcaption></figure>\n"},
		"no embed in a line":   {"a [film](https://vimeo.com/1)", "<p>a <a href=\"https://vimeo.com/1\">film</a></p>\n"},
		"no embed in a list":   {"- [film](https://vimeo.com/1)", "<ul>\n<li><a href=\"https://vimeo.com/1\">film</a></li>\n</ul>\n"},
		"no embed of a page":   {"[page](https://vimeo.com/about)", "<p><a href=\"https://vimeo.com/about\">page</a></p>\n"},
		"autolinks":            {"<https://x.example/> <a@b.example>", "<p><a href=\"https://x.example/\">https://x.example/</a> <a href=\"mailto:a@b.example\">a@b.example</a></p>\n"},
		"reference":            {"[a][b] [b]\n\n[b]: /topics/ 'T'", "<p><a href=\"/0/\">a</a> <a href=\"/1/\">b</a></p>\n"},
		"name":                 {"[he](person:jalil)", "<p><a href=\"/0/\">he</a></p>\n"},
		"picture":              {"a ![b](/media/a.jpg)", "<p>a <img src=\"/0/\" alone=false></p>\n"},
		"picture by itself":    {"a\n\n![b](/media/a.jpg)\n\nc", "<p>a</p>\n<img src=\"/0/\" alone=true>\n<p>c</p>\n"},
		"two pictures":         {"![a](/media/a.jpg) ![b](/media/b.jpg)", "<p><img src=\"/0/\" alone=false> <img src=\"/1/\" alone=false></p>\n"},
		"picture in a list":    {"- ![a](/media/a.jpg)", "<ul>\n<li><img src=\"/0/\" alone=false></li>\n</ul>\n"},
		"linked picture":       {"[![a](/media/a.jpg)](/b/)", "<p><a href=\"/0/\"><img src=\"/1/\" alone=false></a></p>\n"},
		"date":                 {"[On Tuesday](date:2024-01-16)", "<p><time class=\"date\" datetime=\"2024-01-16\" title=\"Tuesday 16 January 2024\">On Tuesday<span class=\"unseen\"> (Tuesday 16 January 2024)</span></time></p>\n"},
		"autolink in a link":   {"[a <https://x.example/>](/topics/)", "<p><a href=\"/0/\">a https://x.example/</a></p>\n"},
		"quotation, no dash":   {"> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"},
		"quotation, only dash": {"> — a", "<blockquote>\n<p>— a</p>\n</blockquote>\n"},
		"quotation":            {"> a\n> — [N](person:n), role", "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption><a href=\"/0/\">N</a>, role</figcaption>\n</figure>\n"},
		"quotation, no link":   {"> a\n>\n> --- Somebody", "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>Somebody</figcaption>\n</figure>\n"},
		"quotation, entity":    {"> a\n> &mdash; S & T", "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>S &amp; T</figcaption>\n</figure>\n"},
		"HTML as text":         {"<b onclick=x>a</b>\n\n<div style=x>\n*b*\n</div>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n<p>&lt;div style=x&gt;\n*b*\n&lt;/div&gt;</p>\n"},
		"comments as text":     {"a <!-- b --> c\n\n<!-- d\n\ne -->", "<p>a &lt;!-- b --&gt; c</p>\n<p>&lt;!-- d\n\ne --&gt;</p>\n"},
		"CDATA as text":        {"<![CDATA[\n<b>\n]]>", "<p>&lt;![CDATA[\n&lt;b&gt;\n]]&gt;</p>\n"},
		"script as text":       {"<script>\n\nalert(1)\n\n</script>", "<p>&lt;script&gt;\n\nalert(1)\n\n&lt;/script&gt;</p>\n"},
		"NUL":                  {"a\x000ob\x00", "<p>a 0ob</p>\n"},
		"NUL by number":        {"a&#0;0ob `&#0;` [&#x0;](/topics/)", "<p>a\uFFFD0ob <code>&amp;#0;</code> <a href=\"/0/\">\uFFFD</a></p>\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := filled(read(c.body)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestHTMLStaysWhereItIsAllowed(t *testing.T) {
	r := readAs("<b>a</b>\n\n<div>\n<!-- x -->\n</div>\n", markdown.Options{RawHTML: true, Lang: "en", Zone: karachi})
	if got := string(r.HTML); got != "<p><b>a</b></p>\n<div>\n<!-- x -->\n</div>\n" || len(r.Problems) > 0 {
		t.Errorf("got %q, %v", got, r.Problems)
	}
}

// TestUnsafeLinksAreDropped holds that no spelling of a scheme that a browser
// would run, and no other host for a picture, comes through.
func TestUnsafeLinksAreDropped(t *testing.T) {
	for _, target := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "java&#x73;cript:x", "javascript&colon;x", "&#106;avascript:x",
		"<\tjavascript:x>", "<\x01javascript:x>", "<java\tscript:x>", "java&Tab;script:x", "java&NewLine;script:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "\\javascript:x", "j\\avascript:x",
		"blob:x", "view-source:x", "ftp://x",
	} {
		for _, form := range []string{"a\n\n[b](%s)", "a\n\n[b][c]\n\n[c]: %s"} {
			body := fmt.Sprintf(form, target)
			r := read(body)
			html := filled(r)
			if strings.Contains(html, "<a") && !strings.Contains(html, `href="/0/"`) {
				t.Errorf("%q gives %s", body, html)
			}
			if strings.Contains(html, "<a") == (said(r.Problems) == "3:1 unsafe-link") {
				t.Errorf("%q gives %s and %v", body, html, r.Problems)
			}
		}
	}
	for _, target := range []string{"https://evil.example/x.png", "//evil.example/x.png", "data:image/png;base64,x", "http&#58;//evil.example"} {
		r := read("![b](" + target + ")")
		if html := filled(r); strings.Contains(html, "<img") || said(r.Problems) != "1:1 unsafe-link" {
			t.Errorf("%q gives %s and %v", target, html, said(r.Problems))
		}
	}
	for _, link := range []string{"<javascript:alert(1)>", "<data:x>", "<DATE:2024-01-16>"} {
		if html := filled(read(link)); strings.Contains(html, "<a") {
			t.Errorf("%q gives %s", link, html)
		}
	}
}

func TestMistakesAreToldWhereTheyAre(t *testing.T) {
	for name, c := range map[string]struct{ body, want, hint string }{
		"scheme":              {"تہران [x](htps://a)", "1:7 unsafe-link", "https:"},
		"unknown scheme":      {"[x](weather:a)", "1:1 unsafe-link", "person:…"},
		"after a long line":   {strings.Repeat("ا", 5000) + " [x](foo:a) [y](foo:b)", "1:5002 unsafe-link, 1:5013 unsafe-link", ""},
		"wrong date":          {"a\n\n- [x](date:2024-13-01)", "3:3 wrong-date", ""},
		"far date":            {"[x](date:0000)", "1:1 wrong-date", "year"},
		"event without id":    {"[Iran strikes](event:2024-01-16)", "1:1 wrong-event", "event:2024-01-16#iran-strikes"},
		"event of wrong id":   {"[x](event:2024-01-16#Panjgur%20Strike)", "1:1 wrong-event", "event:2024-01-16#panjgur-strike"},
		"event of empty id":   {"[Iran strikes](event:2024-01-16#)", "1:1 wrong-event", "#iran-strikes"},
		"event, wrong date":   {"[x](event:16-01-2024#a)", "1:1 wrong-date", ""},
		"title in body":       {"a\n\n# b", "3:1 second-title", "##"},
		"HTML inline":         {"a <b>c</b>", "1:3 raw-html, 1:7 raw-html", "backticks"},
		"HTML block":          {"> <div>", "1:3 raw-html", "backticks"},
		"footnote in a link":  {"[a[^1]](/topics/)\n\n[^1]: b", "1:1 unsafe-link", "behind the link"},
		"wordless date":       {"a <date:2024-01-16>", "1:3 unsafe-link", "[the words](date:2024-01-16)"},
		"quotations too deep": {"a\n\n" + strings.Repeat(">", 10_000) + " b", "3:1 nested-too-deep", "flatter"},
		"lists too deep":      {strings.Repeat("- ", 10_000) + "b", "1:1 nested-too-deep", "flatter"},
		"numbers too deep":    {strings.Repeat("1. ", 10_000) + "b", "1:1 nested-too-deep", "flatter"},
		"emphasis too deep":   {"a\n\n" + strings.Repeat("*a _b ", 5_000) + strings.Repeat("c_ d* ", 5_000), "3:1 nested-too-deep", "flatter"},
		"empty table":         {strings.Repeat("|a", 2000) + "\n" + strings.Repeat("|-", 2000) + strings.Repeat("\n|", 2000), "1:1 empty-table", "as many cells"},
		"endless notes":       {"a\n\n" + strings.Repeat("[^a]", 50_000), "3:1 tangled-links", "several"},
		"tangled links":       {"a\n\n" + strings.Repeat("[a](b", 50_000), "3:1 tangled-links", "[words](address)"},
		"tangled titles":      {"a\n\n" + strings.Repeat("[a](b 'c\n", 50_000), "3:1 tangled-links", "[words](address)"},
		"endless links":       {strings.Repeat("[a] ", 1000) + "\n\n[a]: https://x.example/" + strings.Repeat("x", 10_000), "1:45 endless-links", "shorten"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(c.body)
			if got := said(r.Problems); got != c.want {
				t.Fatalf("got %s, want %s", got, c.want)
			}
			if p := r.Problems[0]; p.Hint == "" || !strings.Contains(p.Hint, c.hint) {
				t.Errorf("hint %q, want %q", p.Hint, c.hint)
			}
		})
	}
}

func TestRulesAreNoDepth(t *testing.T) {
	for _, body := range []string{strings.Repeat("- ", 500) + "\n", strings.Repeat("-", 5000), strings.Repeat("* ", 500) + "\r\n", strings.Repeat("1", 1000), strings.Repeat(" ", 5000) + "a"} {
		if r := read(body); len(r.Problems) > 0 {
			t.Errorf("%.20q: %v", body, r.Problems)
		}
	}
}

func TestHoles(t *testing.T) {
	for target, want := range map[string]string{
		"/2024/01/19/a/#h":               "0 /2024/01/19/a/ h",
		"18-b.md":                        "0 content/articles/2024/01/18-b.md ",
		"../../../topics/a%20b.md#H%20I": "0 content/topics/a b.md H I",
		"./18-b.md?x=%2F":                "0 content/articles/2024/01/18-b.md?x=%2F ",
		"#%D8%A7":                        "0  ا",
		"#":                              "0  ",
		"//evil.example/":                "0 //evil.example/ ",
		"/%FF":                           "0 /%FF ",
		"person:jalil%20abbas":           "person jalil abbas ",
		"ARTICLE:a#b":                    "article a b",
		"topic:ایران":                    "topic ایران ",
		"event:a":                        "event a ",
	} {
		r := read("[x](<" + target + ">)")
		if len(r.Body.Holes) != 1 {
			t.Fatalf("%s gives %d holes, %v", target, len(r.Body.Holes), r.Problems)
		}
		h := r.Body.Holes[0]
		kind := "0"
		if h.Kind != 0 {
			kind = h.Kind.String()
		}
		if got := fmt.Sprintf("%s %s %s", kind, h.Target, h.Fragment); got != want {
			t.Errorf("%s: got %q, want %q", target, got, want)
		}
	}
}

func TestEventsInProse(t *testing.T) {
	for body, want := range map[string]string{
		`[Iran strikes](event:2024-01-16#strike "Iran strikes Panjgur")`: `strike 2024-01-16 "Iran strikes Panjgur" false`,
		`[Iran *strikes*](event:2024-01-16#strike)`:                      `strike 2024-01-16 "Iran strikes" false`,
		`[x](event:2024-01-16?#a)`:                                       `a 2024-01-16? "x" false`,
		`[x](event:2024-01~#a)`:                                          `a 2024-01~ "x" false`,
		`[x](event:2024-01%#a)`:                                          `a 2024-01% "x" false`,
		`[x](event:2024-01-16/2024-01-19#a)`:                             `a 2024-01-16/2024-01-19 "x" false`,
		`[x](event:2024-01-16T04:00+05:00#a)`:                            `a 2024-01-16T04:00+05:00 "x" false`,
		`[x](event:a)`:                                                   `a  "" true`,
		`[x](event:#a)`:                                                  `a  "" true`,
		`[x](event:حملہ)`:                                                `حملہ  "" true`,
	} {
		r := read(body)
		if len(r.Events) != 1 || len(r.Problems) > 0 {
			t.Errorf("%s: %v, %v", body, r.Events, r.Problems)
			continue
		}
		e := r.Events[0]
		if got := fmt.Sprintf("%s %s %q %v", e.ID, e.Date, e.Headline, e.Mention); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"with role and date": {"> Words.\n> — [Jilani](person:jalil), foreign minister, 2024-01-19", `"Words." person jalil "foreign minister" 2024-01-19`},
		"role before":        {"> Words.\n> — foreign minister [Jilani](person:jalil)", `"Words." person jalil "foreign minister" `},
		"date as a link":     {"> Words.\n> — [Jilani](person:jalil), minister, on [Friday](date:2024-01-19)", `"Words." person jalil "minister, on" 2024-01-19`},
		"date alone":         {"> Words.\n> -- [J](person:j), 2024-01", `"Words." person j "" 2024-01`},
		"three hyphens":      {"> Words.\n> --- [J](person:j)", `"Words." person j "" `},
		"a paragraph apart":  {"> One.\n>\n> Two.\n>\n> — [J](person:j)", `"One. Two." person j "" `},
		"hard break":         {"> Words.\\\n> — [J](person:j)", `"Words." person j "" `},
		"an organisation":    {"> Words.\n> — [FO](organisation:foreign-office), spokesperson", `"Words." organisation foreign-office "spokesperson" `},
		"in Urdu":            {"> ہم امن چاہتے ہیں۔\n> — [جیلانی](person:جلیل)، وزیر خارجہ، 2024-01-19", `"ہم امن چاہتے ہیں۔" person جلیل "وزیر خارجہ" 2024-01-19`},
		"several commas":     {"> Words.\n> — [J](person:j), minister, of Pakistan", `"Words." person j "minister, of Pakistan" `},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(c.body)
			if len(r.Body.Quotes) != 1 {
				t.Fatalf("%d quotes, %v", len(r.Body.Quotes), r.Problems)
			}
			q := r.Body.Quotes[0]
			if got := fmt.Sprintf("%q %s %s %q %s", q.Text, q.Kind, q.By.Text, q.Role, q.Date); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if q.By.Place.Line == 0 || q.By.Place.Column < 3 {
				t.Errorf("place %v", q.By.Place)
			}
		})
	}
	for name, body := range map[string]string{
		"no speaker": "> Words.\n> Somebody", "a topic": "> Words.\n> — [x](topic:x)", "no words": "> — [J](person:j)", "no link": "> Words.\n> — Jilani",
	} {
		if r := read(body); len(r.Body.Quotes) > 0 {
			t.Errorf("%s: %v", name, r.Body.Quotes)
		}
	}
	r := read("> Outer.\n>\n> > Inner.\n> > — [B](person:b)\n>\n> — [A](person:a)")
	if len(r.Body.Quotes) != 2 || r.Body.Quotes[0].By.Text != "a" || r.Body.Quotes[1].Text != "Inner." {
		t.Errorf("nested: %v", r.Body.Quotes)
	}
}

func TestWordsOpeningAndHeadings(t *testing.T) {
	r := read("## A *b*\n\nIt's “one” – don't\nstop.\n\n> quoted\n\nمیں نے کہا")
	if r.Body.Words != 10 || r.Body.Opening != "It’s “one” – don’t stop." || r.Body.Headings[0].Text != "A b" {
		t.Errorf("%d words, opening %q, headings %v", r.Body.Words, r.Body.Opening, r.Body.Headings)
	}
}

func TestFootnotesHaveTheirOwnIds(t *testing.T) {
	html := filled(read("a[^x] b[^x] c[^y]\n\n[^x]: one\n[^y]: two\n"))
	seen := map[string]bool{}
	for _, part := range strings.Split(html, ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		if seen[id] {
			t.Errorf("id %q stands twice in %s", id, html)
		}
		seen[id] = true
	}
	if len(seen) < 5 {
		t.Errorf("ids %v", seen)
	}
}

// TestPicturesAreTold reads what the brackets and the title of a picture say.
func TestPicturesAreTold(t *testing.T) {
	r := read("[x](/y/) ![a *b* \"c\"](/media/a.jpg \"d & e\") ![](../b.png)\n")
	want := []news.Image{
		{Src: "/media/a.jpg", Alt: "a b “c”", Caption: "d & e", Place: source.Place{Path: "content/articles/2024/01/19-a.md", Line: 1, Column: 10}},
		{Src: "content/articles/2024/b.png", Place: source.Place{Path: "content/articles/2024/01/19-a.md", Line: 1, Column: 45}},
	}
	if !reflect.DeepEqual(r.Body.Images, want) {
		t.Errorf("the pictures are %+v, want %+v", r.Body.Images, want)
	}
}
