package layout_test

import (
	"fmt"
	"html/template"
	"reflect"

	"daybook/generator/layout"
	"daybook/generator/view"
)

// The samples are the pages of one small site, as a plan would hand them over:
// real lengths, long names, a right-to-left report among left-to-right ones.

func day(d string, words, short, weekday string) view.Stamp {
	return view.Stamp{Machine: d, Words: words, Short: short, Weekday: weekday}
}

var (
	d16   = day("2024-01-16", "16 January 2024", "16 Jan", "Tuesday")
	d17   = day("2024-01-17", "17 January 2024", "17 Jan", "Wednesday")
	d18   = day("2024-01-18", "18 January 2024", "18 Jan", "Thursday")
	d19   = day("2024-01-19", "19 January 2024", "19 Jan", "Friday")
	month = day("2024-02", "February 2024", "Feb 2024", "")
	at19  = day("2024-01-19T19:45:00+05:00", "19 January 2024, 19:45", "19 Jan, 19:45", "Friday")
	at20  = day("2024-01-20T08:10:00+05:00", "20 January 2024, 08:10", "20 Jan, 08:10", "Saturday")

	iran      = view.Link{Text: "Iran", Href: "/places/iran/"}
	pakistan  = view.Link{Text: "Pakistan", Href: "/places/pakistan/"}
	panjgur   = view.Link{Text: "Panjgur", Href: "/places/panjgur/"}
	sistan    = view.Link{Text: "Sistan-Baluchestan", Href: "/places/sistan-baluchestan/"}
	jilani    = view.Link{Text: "Jalil Abbas Jilani", Href: "/people/jalil-abbas-jilani/"}
	amir      = view.Link{Text: "Hossein Amir-Abdollahian", Href: "/people/hossein-amir-abdollahian/"}
	office    = view.Link{Text: "Foreign Office of Pakistan", Href: "/organisations/pakistan-foreign-office/"}
	ministry  = view.Link{Text: "Foreign Ministry of Iran", Href: "/organisations/iran-foreign-ministry/"}
	relations = view.Link{Text: "Pakistan–Iran relations", Href: "/topics/pakistan-iran-relations/"}
	terror    = view.Link{Text: "Counterterrorism", Href: "/topics/counterterrorism/"}

	statement = view.Source{Name: "Statement on the telephone conversation", Publisher: "Foreign Office of Pakistan", Href: "https://foreign-office.example/2024/01/19/telephone", Archive: "https://archive.example/2024/telephone", Type: "statement", Published: d19, Accessed: at19}
	wire      = view.Source{Name: "Iranian attack on Panjgur", Publisher: "Example Wire", Href: "https://wire.example/2024/01/16/panjgur", Type: "report", Published: d16}
	paper     = view.Source{Name: "Note handed to the chargé d’affaires", Publisher: "Foreign Ministry of Iran", Type: "document", Published: d18}
)

const timelineHref = "/topics/pakistan-iran-relations/timeline/"

var report19 = view.Report{Headline: "Foreign ministers of Pakistan and Iran agree to de-escalate", Href: "/2024/01/19/agree/", Lang: "en", Dir: "ltr", Published: at19}
var reportUr = view.Report{Headline: "پاکستان اور ایران کشیدگی کم کرنے پر متفق", Href: "/ur/2024/01/19/kashidgi/", Lang: "ur", Dir: "rtl", Published: d19, Telling: "Places the town in the district of Kech."}

func entries() []view.Entry {
	return []view.Entry{
		{ID: "panjgur-strike", Headline: "Iran strikes Panjgur in Pakistan", Href: "/events/panjgur-strike/", Date: d16,
			Text:  "Iran attacks the border town of Panjgur with missiles. It says that bases of the militant group Jaish al-Adl are there.",
			Place: panjgur, Actors: []view.Link{iran}, Topics: []view.Link{relations, terror}, Status: "confirmed", Importance: 10, Key: true,
			Claims:  []view.Claim{{By: iran, Says: "The attack was aimed at bases of Jaish al-Adl.", Stance: "asserts", Source: wire}},
			Reports: []view.Report{{Headline: "Iran strikes Panjgur, a Pakistani border town", Href: "/2024/01/16/iran-strikes-panjgur/", Lang: "en", Dir: "ltr", Published: d16}, report19, reportUr},
			Sources: []view.Source{wire},
			Differences: []view.Difference{{What: "place", Versions: []view.Version{
				{Says: "Panjgur", Reports: []view.Report{report19}}, {Says: "the district of Kech", Reports: []view.Report{reportUr}}}}}},
		{ID: "ambassador-recalled", Headline: "Pakistan recalls its ambassador and cuts ties with Iran", Href: "/events/ambassador-recalled/", Date: d17,
			Text:  "In protest at the strike Pakistan ends its diplomatic ties with Iran and calls its ambassador home from Tehran.",
			Place: view.Link{Text: "Tehran", Href: "/places/tehran/"}, Actors: []view.Link{pakistan, office}, Status: "reported", Importance: 8, Key: true,
			Reports: []view.Report{report19}, Sources: []view.Source{statement}},
		{ID: "sistan-baluchestan-strike", Headline: "Pakistan strikes seven locations in Iran’s Sistan-Baluchestan province", Href: "/events/sistan-baluchestan-strike/", Date: d18,
			Text:  "Pakistan says that it hit hideouts of two separatist groups, in an operation that it calls Marg Bar Sarmachar.",
			Place: sistan, Actors: []view.Link{pakistan}, Status: "disputed", Importance: 10, Key: true,
			Claims: []view.Claim{
				{By: pakistan, Says: "The strikes hit hideouts of the Balochistan Liberation Army and the Balochistan Liberation Front.", Stance: "asserts", Source: statement},
				{By: ministry, Says: "Those hit were villagers, and they were not Iranian.", Stance: "denies", Source: paper}},
			Reports: []view.Report{report19}, Sources: []view.Source{statement, paper},
			Relations: []view.Relation{{Kind: "follows", Event: view.Link{Text: "Iran strikes Panjgur in Pakistan", Href: "/events/panjgur-strike/"}, Date: d16}}},
		{ID: "de-escalation-agreed", Headline: "Pakistan and Iran agree to de-escalate", Href: "/events/de-escalation-agreed/", Date: d19,
			Text:   "Three days after the first strike the two neighbours agree to lower the tension. The agreement is known from Pakistan’s Foreign Office.",
			Actors: []view.Link{pakistan, iran, jilani, amir}, Status: "reported", Importance: 10, Key: true, Reports: []view.Report{report19}, Sources: []view.Source{statement}},
	}
}

func planned() []view.Entry {
	return []view.Entry{{ID: "ambassadors-return", Headline: "The ambassadors are to return to their posts", Href: "/events/ambassadors-return/", Date: month, State: "planned", Status: "reported", Actors: []view.Link{pakistan, iran}, Reports: []view.Report{report19}}}
}

func cards() []view.Card {
	return []view.Card{
		{Headline: "Foreign ministers of Pakistan and Iran agree to de-escalate", Href: "/2024/01/19/agree/", Standfirst: "One day after Pakistan’s strikes, the two foreign ministers talk by telephone and agree to lower the tension and to work together against terrorism.", Kicker: relations, Genre: "report", Published: at19, Byline: "Daybook staff"},
		{Headline: "Two accounts of whom the strikes hit", Href: "/2024/01/19/two-accounts/", Standfirst: "Pakistan names two armed groups, Iran speaks of foreign villagers. What each side says, and what neither does.", Kicker: relations, Genre: "analysis", Published: d19, Byline: "Daybook staff", Corrected: true},
		{Headline: "Kakar and Jilani cut their trips abroad short", Href: "/2024/01/19/trips/", Standfirst: "The caretaker prime minister leaves Davos, the foreign minister Kampala.", Kicker: relations, Genre: "report", Published: d19, Byline: "Daybook staff"},
		{Headline: "پاکستان اور ایران کشیدگی کم کرنے پر متفق", Href: "/ur/2024/01/19/kashidgi/", Lang: "ur", Dir: "rtl", Standfirst: "دونوں وزرائے خارجہ نے ٹیلی فون پر بات کی اور انسداد دہشت گردی میں تعاون پر اتفاق کیا۔", Kicker: view.Link{Text: "پاک ایران تعلقات", Href: "/ur/topics/pakistan-iran-relations/"}, Genre: "report", Published: d19},
		{Headline: "Pakistan strikes Sistan-Baluchestan", Href: "/2024/01/18/pakistan-strikes/", Standfirst: "Seven locations are hit in an operation with a name.", Kicker: terror, Genre: "report", Published: d18, Byline: "Daybook staff", Withheld: "embargoed until 20 January, 06:00"},
		{Headline: "Iran strikes Panjgur, a Pakistani border town", Href: "/2024/01/16/iran-strikes-panjgur/", Kicker: relations, Genre: "report", Published: d16, Byline: "Daybook staff"},
	}
}

func chapters() []view.Chapter {
	all := cards()
	return []view.Chapter{
		{Topic: relations, Timeline: timelineHref, Stands: "Both have agreed to de-escalate.", StandsAt: d19, Events: entries(), Left: 2,
			Articles: []view.Numbered{{Number: 1, Card: all[0]}, {Number: 2, Card: all[1]}, {Number: 3, Card: all[3]}}},
		{Topic: terror, Articles: []view.Numbered{{Number: 4, Card: all[4]}}},
		{Articles: []view.Numbered{{Number: 5, Card: all[2]}, {Number: 6, Card: all[5]}}},
	}
}

func mail() view.Mail {
	to := func(l view.Link) view.MailLink {
		return view.MailLink{Text: l.Text, Href: "https://daybook.example" + l.Href}
	}
	m := view.Mail{
		Site: view.MailSite{Title: "The Daybook", Tagline: "What happened, in what order, and who says so", Home: "https://daybook.example/", Accent: "#8f1d2c", Publisher: "The Daybook", Corrected: "https://daybook.example/corrections/"},
		Span: "week", Heading: "Week 3, 15–21 January 2024", Lang: "en", Dir: "ltr", Preheader: "Foreign ministers of Pakistan and Iran agree to de-escalate · Two accounts",
		Intro: "Good morning. This is the week as we have it.", Href: "https://daybook.example/2024/w03/", Total: 9, Left: 3, LeftEvents: 2,
		Stands: []view.MailStanding{{Topic: to(relations), Stands: "Both have agreed to de-escalate.", At: d19}},
		Postal: "The Daybook, 1 Example Street, Islamabad", Unsubscribe: "https://daybook.example/leave", Leave: `<a class="quiet" style="color:inherit" href="https://daybook.example/leave">Unsubscribe</a>`,
	}
	for _, e := range append(entries(), planned()...) {
		m.Events = append(m.Events, view.MailEvent{Link: to(view.Link{Text: e.Headline, Href: e.Href}), Date: e.Date, Status: e.Status, State: e.State})
	}
	m.Next, m.Events = m.Events[4:], m.Events[:4]
	for _, ch := range chapters() {
		chapter := view.MailChapter{Stands: ch.Stands, StandsAt: ch.StandsAt, Events: m.Events}
		if ch.Topic.Text != "" {
			chapter.Topic = to(ch.Topic)
		}
		for _, x := range ch.Articles {
			item := view.MailItem{Number: x.Number, Link: to(view.Link{Text: x.Card.Headline, Href: x.Card.Href}), Standfirst: x.Card.Standfirst, Kicker: x.Card.Kicker.Text, Genre: x.Card.Genre, Published: x.Card.Published, Byline: x.Card.Byline, Corrected: x.Card.Corrected, Withheld: x.Card.Withheld}
			item.Link.Lang, item.Link.Dir = x.Card.Lang, x.Card.Dir
			chapter.Items = append(chapter.Items, item)
		}
		m.Chapters = append(m.Chapters, chapter)
	}
	m.Corrections = []view.MailCorrection{{Report: m.Chapters[0].Items[0].Link, Correction: view.Correction{Date: at20, Was: "Panjgour", Now: "Panjgur", Note: "An earlier version misspelt the name of the town."}}}
	return m
}

func body(html string) view.Body { return view.Body{HTML: template.HTML(html), Hash: "x"} }

const prose = `<p><a href="/places/pakistan/">Pakistan</a> and <a href="/places/iran/">Iran</a> mean to end their exchange of blows. <time datetime="2024-01-19" title="19 January 2024">On Friday</time> their foreign ministers, <a href="/people/jalil-abbas-jilani/">Jalil Abbas Jilani</a> for Pakistan and <a href="/people/hossein-amir-abdollahian/">Hossein Amir-Abdollahian</a> for Iran, spoke by telephone and agreed to calm the situation. The news comes from a spokesperson of <a href="/organisations/pakistan-foreign-office/">Pakistan’s Foreign Office</a>.</p>
<p>They also settled on <a href="/events/de-escalation-agreed/">closer coordination against terrorism</a> and on other shared concerns, to be carried on at working level.</p>
<h2 id="friendly-words-and-a-condition">Friendly words, and a condition</h2>
<p>Jilani spoke of “close brotherly relations” and of a wish to cooperate in trust. The Foreign Office adds what he wants that cooperation to rest on:</p>
<blockquote><p>… respect for territorial integrity and sovereignty must underpin this cooperation.</p><p>— <a href="/people/jalil-abbas-jilani/">Jalil Abbas Jilani</a>, foreign minister of Pakistan, 19 January 2024</p></blockquote>
<p>A separate statement, issued before this one, had already declared Pakistan ready to cooperate with its neighbour on every issue and asked for closer work on security.</p>
<h2 id="what-is-known">What is known</h2>
<ul><li><strong>Who:</strong> the two foreign ministers.</li><li><strong>What:</strong> an agreement to lower the tension, see the <a href="https://foreign-office.example/2024/01/19/telephone">statement</a>.</li></ul>
<h2 id="how-it-came-to-this">How it came to this</h2>
<p>Four days lie behind the call. Iran struck Panjgur on Tuesday. Pakistan recalled its ambassador and cut ties on Wednesday. On Thursday it struck seven locations in Sistan-Baluchestan, and Iran summoned the chargé d’affaires.</p>
<table><thead><tr><th scope="col">Day</th><th scope="col">Who acted</th></tr></thead><tbody><tr><td>16 January</td><td>Iran</td></tr><tr><td>18 January</td><td>Pakistan</td></tr></tbody></table>`

func frame(kind, title, href string) view.Frame {
	menu := []view.Link{{Text: "Topics", Href: "/topics/"}, {Text: "Timeline", Href: "/timeline/"}, {Text: "Corrections", Href: "/corrections/"}, {Text: "About", Href: "/about/"}}
	for i := range menu {
		menu[i].Current = menu[i].Href == href
	}
	f := view.Frame{
		Kind: kind, Title: title, Lang: "en", Dir: "ltr", Href: href, Canonical: "https://daybook.example" + href,
		Description: "What happened between Pakistan and Iran in January 2024, in order and with its sources.",
		Feeds:       []view.FeedLink{{Title: "The Daybook", Href: "/feeds/atom.xml", Type: "application/atom+xml"}},
		Site: view.Site{
			Title: "The Daybook", Tagline: "What happened, in what order, and who says so", Home: "/",
			Publisher: view.Link{Text: "The Daybook", Href: "/about/"}, Icon: "/assets/favicon.svg", Menu: menu,
			Footer:   []view.Link{{Text: "About", Href: "/about/"}, {Text: "Contact", Href: "/contact/"}},
			Follow:   []view.Link{{Text: "Facebook", Href: "https://www.facebook.com/daybook.example"}, {Text: "Mastodon", Href: "https://social.example/@daybook"}},
			Policies: []view.Link{{Text: "Ethics", Href: "/ethics/"}, {Text: "Ownership", Href: "/about/"}},
			Search:   "/search/", Topics: "/topics/", Timeline: "/timeline/", Feeds: "/feeds/", Corrected: "/corrections/",
			Styles: []view.Style{{Href: "/assets/style.css", Name: "style"}, {Href: "/assets/archive.css", Name: "archive"}, {Href: "/assets/picture.css", Name: "picture"}}, Scripts: []view.Script{{Href: "/assets/search.js", Name: "search"}},
		},
	}
	if kind != "front" {
		f.Trail = []view.Link{{Text: "Front page", Href: "/"}, {Text: "Topics", Href: "/topics/"}}
	}
	return f
}

// samples are a page of every kind with much to show.
func samples() map[string]any {
	events, group := entries(), view.Group{Heading: "January 2024", ID: "2024-01", Entries: entries()}
	later := view.Group{Heading: "March 2024", ID: "2024-03", Gap: "Six weeks without a report", Entries: planned()}
	later.Entries[0].ID, later.Entries[0].State = "border-reopened", ""
	correction := view.Correction{Date: at20, Was: "Panjgour", Now: "Panjgur", Note: "An earlier version misspelt the name of the town."}
	quote := view.Quote{Text: "Respect for territorial integrity and sovereignty must underpin this cooperation.", By: jilani, Role: "foreign minister of Pakistan", Date: d19, Article: view.Link{Text: report19.Headline, Href: report19.Href}}
	items := []view.IndexItem{
		{Link: relations, Note: "In January 2024 Iran and Pakistan struck each other’s territory, broke off relations and agreed to de-escalate.", Articles: 9, Events: 14, Newest: d19},
		{Link: terror, Note: "What states of the region do against armed groups, alone and together.", Articles: 1, Events: 3, Newest: d19}}
	years := []view.Link{{Text: "2023", Href: "/2023/"}, {Text: "2024", Href: "/2024/", Current: true}}
	ads := []view.AdSlot{{Name: "top", Label: "Advertisement", Width: 728, Height: 90}, {Name: "side", Label: "Advertisement", Width: 300, Height: 250}}
	headings := []view.Heading{{Level: 2, Text: "Friendly words, and a condition", ID: "friendly-words-and-a-condition"}, {Level: 2, Text: "What is known", ID: "what-is-known"}, {Level: 2, Text: "How it came to this", ID: "how-it-came-to-this"}}
	named := frame("article", report19.Headline, "/2024/01/19/agree/")
	named.Ads = ads
	preview := frame("page", "About", "/about/")
	preview.Withheld = "This page is a draft."
	return map[string]any{
		"front": view.Front{Frame: frame("front", "The Daybook", "/"), Lead: cards()[:3], Latest: cards()[2:], Days: []view.Link{{Text: "19 January", Href: "/2024/01/19/"}, {Text: "18 January", Href: "/2024/01/18/"}},
			Topics: []view.Running{{Topic: relations, Summary: "Iran and Pakistan struck each other’s territory, broke off relations and, on the fourth day, agreed to de-escalate.", Timeline: timelineHref, Newest: events}, {Topic: terror, Newest: events[:2]}}},
		"article": view.Article{Frame: named, Headline: report19.Headline, Standfirst: cards()[0].Standfirst, Byline: []view.Link{{Text: "Daybook staff"}}, Translators: []view.Link{{Text: "A translator"}}, Syndicated: view.Link{Text: "Example Wire", Href: "https://wire.example/a"}, Verified: view.Verified{On: d19, By: "The desk"}, Dateline: "Islamabad, 19 January 2024", Published: at19, Updated: at20, Minutes: 4,
			Genre: "report", Category: view.Link{Text: "World", Href: "/world/"}, Notices: []string{"Translated from Urdu."}, Body: body(prose), Headings: headings, Corrections: []view.Correction{correction},
			Story: []view.Story{{Topic: relations, Timeline: timelineHref, Entries: events}}, Events: events[2:], Sources: []view.Source{statement, wire, paper},
			Topics: []view.Link{relations, terror}, People: []view.Link{jilani, amir}, Places: []view.Link{pakistan, iran}, Groups: []view.Link{office, ministry}, More: cards()[1:5], MoreOf: relations,
			Edition: view.Link{Text: "19 January 2024", Href: "/2024/01/19/"}, Tags: []view.Link{{Text: "ceasefire", Href: "/tags/ceasefire/"}, {Text: "drones"}}, Share: []view.Link{{Text: "E-mail", Href: "mailto:?subject=x"}, {Text: "Facebook", Href: "https://www.facebook.com/sharer"}}},
		"topic": view.Topic{Frame: frame("topic", relations.Text, relations.Href), Name: relations.Text, Summary: "In January 2024 Iran and Pakistan struck each other’s territory, broke off relations and, on the fourth day, agreed to de-escalate.",
			Stands: "Pakistan and Iran have agreed to de-escalate and to coordinate more closely against terrorism; the return of their ambassadors has been discussed, with no date given.", StandsAt: d19, Body: body(prose),
			Timeline: timelineHref, KeyEvents: events, Newest: []view.Entry{events[3], events[2]}, Next: planned(), Events: 14, Articles: cards(), Pager: pager(), People: []view.Link{jilani, amir}, Groups: []view.Link{office, ministry}, Places: []view.Link{panjgur, sistan},
			Quotes: []view.Quote{quote}, Parts: []view.Link{{Text: "The strikes of January 2024", Href: "/topics/strikes/"}}, SeeAlso: []view.Link{terror}},
		"index": view.Index{Frame: frame("index", "Topics", "/topics/"), Heading: "Topics", Intro: "The stories that we follow.", Items: items},
		"shelf": view.Shelf{Frame: frame("shelf", "World", "/categories/world/"), Sort: "category", Heading: "World", Total: 45, Articles: cards(), Pager: pager()},
		"timeline": view.Timeline{Frame: frame("timeline", "Timeline: "+relations.Text, timelineHref), Of: relations, Intro: "Events of all reports, each once.", Groups: []view.Group{group, later}, Undated: undated(), Next: planned(),
			Total: 14, First: d16, Last: d19, Order: []view.Link{{Text: "Oldest first", Href: timelineHref, Current: true}, {Text: "Newest first", Href: timelineHref + "newest/"}}, Part: "2024", Overview: true, Parts: []view.Choice{{Link: years[0], Value: "2024", Count: 12}}, Pager: pager(),
			Filters:   []view.Filter{{Name: "actor", Choices: []view.Choice{{Link: view.Link{Text: "Everyone", Current: true}, Count: 14}, {Link: iran, Value: "iran", Count: 8}, {Link: pakistan, Value: "pakistan", Count: 9}, {Link: amir, Value: "amir", Count: 1}}}},
			Downloads: []view.FeedLink{{Title: "events.json", Href: "events.json", Type: "application/json"}, {Title: "events.csv", Href: "events.csv", Type: "text/csv"}}},
		"event": view.Event{Frame: frame("event", events[2].Headline, events[2].Href), Entry: events[2], Body: body("<p>The accounts of the two capitals differ on whom the strikes hit.</p>"),
			Before: view.Link{Text: events[1].Headline, Href: events[1].Href}, After: view.Link{Text: events[3].Headline, Href: events[3].Href}},
		"email": mail(), "email.txt": mail(),
		"edition": view.Edition{Frame: frame("edition", "19 January 2024", "/2024/01/19/"), Span: "week", Heading: "Week 3, 15–21 January 2024", Total: 6, Chapters: chapters(), Parts: items, Rest: items[:1], Next: planned(), Weeks: []view.Link{{Text: "Week 3", Href: "/2024/w03/"}},
			Stands: []view.Standing{{Topic: relations, Stands: "Both have agreed to de-escalate.", At: d19, Timeline: timelineHref}}, Corrections: []view.LedgerItem{{Article: cards()[0], Correction: correction}},
			Previous: view.Link{Text: "18 January 2024", Href: "/2024/01/18/"}, Following: view.Link{Text: "20 January 2024", Href: "/2024/01/20/"}},
		"name": view.Name{Frame: frame("name", jilani.Text, jilani.Href), Sort: "person", Name: jilani.Text, AlsoName: []string{"جلیل عباس جیلانی"}, Roles: []string{"Foreign minister of Pakistan"}, Country: pakistan, Within: []view.Link{pakistan}, Parts: []view.Link{panjgur}, Wrote: cards()[:1], Body: body("<p>He was foreign minister in the caretaker government.</p>"),
			Entries: []view.Group{{Heading: "January 2024", ID: "2024-01", Entries: events[3:]}}, Events: 3, Timeline: jilani.Href + "timeline/", Articles: cards()[:2], Quotes: []view.Quote{quote}, Claims: []view.ClaimOf{{Event: view.Link{Text: events[2].Headline, Href: events[2].Href}, Date: d18, Claim: events[2].Claims[1]}}},
		"corrections": view.Corrections{Frame: frame("corrections", "Corrections", "/corrections/"), Items: []view.LedgerItem{{Article: cards()[5], Correction: correction}, {Article: cards()[3], Correction: correction}}},
		"feeds": view.Feeds{Frame: frame("feeds", "Feeds", "/feeds/"), Outline: "/feeds/all.opml", Groups: []view.FeedGroup{
			{Heading: "The Daybook", Lines: []view.FeedLine{{Of: view.Link{Text: "The Daybook", Href: "/"}, Forms: []view.FeedLink{{Title: "The Daybook", Href: "/atom.xml", Type: "application/atom+xml"}, {Title: "The Daybook", Href: "/feed.json", Type: "application/feed+json"}}}}},
			{Heading: "Topics", Lines: []view.FeedLine{{Of: relations, Forms: []view.FeedLink{{Title: relations.Text, Href: relations.Href + "atom.xml", Type: "application/atom+xml"}}}}},
			{Heading: "People", All: view.Link{Text: "People", Href: "/people/"}},
		}},
		"search": view.Search{Frame: frame("search", "Search", "/search/"), Index: "/search/index.json", Topics: items, Years: years, Choices: view.SearchChoices{
			Topics: []view.SearchChoice{{ID: "relations", Text: "Relations"}, {ID: "تعلقات", Text: "تعلقات", Lang: "ur"}}, Who: []string{"Jalil Abbas Jilani"}, Where: []string{"Panjgur"},
		}},
		"page": view.Plain{Frame: preview, Heading: "About", Body: body(prose)},
		"tombstone": view.Tombstone{
			Frame: frame("tombstone", "Withdrawn report", "/2024/01/19/withdrawn/"), Heading: "Withdrawn report", Killed: true,
			Since: d19, Reason: "It did not meet our standards.", Policy: view.Link{Text: "Corrections policy", Href: "/corrections-policy/"}, Ledger: "/corrections/",
		},
		"offline": view.Offline{Frame: frame("offline", "No network", "/offline.html")},
		"404":     view.NotFound{Frame: frame("404", "Not found", "/404.html"), Topics: []view.Link{relations, terror}},
	}
}

func pager() view.Pager {
	return view.Pager{Page: 2, Of: 3, Newer: "/topics/x/", Older: "/topics/x/3/", Pages: []view.Link{{Text: "1", Href: "/topics/x/"}, {Text: "2", Href: "/topics/x/2/", Current: true}, {Text: "3", Href: "/topics/x/3/"}}}
}

func undated() []view.Entry {
	e := planned()
	e[0].ID, e[0].Headline, e[0].State, e[0].Date = "press-release", "Iran’s foreign ministry affirms good relations", "", view.Stamp{Words: "Day not stated"}
	return e
}

// filled is a page of the kind with every field set, so that every branch of
// its layout runs.
func filled(k layout.Kind) any {
	v := reflect.New(k.View).Elem()
	n := 0
	fill(v, &n)
	if kind := v.FieldByName("Kind"); kind.IsValid() {
		kind.SetString(k.Name)
	}
	return v.Interface()
}

func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("x%d", *n))
	case reflect.Int:
		v.SetInt(int64(3))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	}
}

// empty is a page of the kind with nothing on it but what every page has.
func empty(k layout.Kind) any {
	v := reflect.New(k.View).Elem()
	if !v.FieldByName("Frame").IsValid() {
		return view.Mail{Site: view.MailSite{Title: "Site"}, Span: "day", Heading: "Nothing", Lang: "en", Dir: "ltr"}
	}
	v.FieldByName("Frame").Set(reflect.ValueOf(view.Frame{Kind: k.Name, Title: "Nothing", Lang: "en", Dir: "ltr", Site: view.Site{Title: "Site", Home: "/"}}))
	if heading := v.FieldByName("Heading"); heading.IsValid() {
		heading.SetString("Nothing")
	}
	for _, name := range []string{"Headline", "Name"} {
		if field := v.FieldByName(name); field.IsValid() && field.Kind() == reflect.String {
			field.SetString("Nothing")
		}
	}
	if k.Name == "event" {
		v.FieldByName("Entry").FieldByName("Headline").SetString("Nothing")
	}
	return v.Interface()
}
