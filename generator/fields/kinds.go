package fields

import (
	"slices"

	"daybook/generator/when"
)

// Kinds are all kinds of content file.
func Kinds() []Kind {
	return []Kind{Article, Topic, Event, Person, Organisation, Place, Page}
}

// KindIn gives the kind of the files in a folder of content/.
func KindIn(folder string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Folder == folder {
			return k, true
		}
	}
	return Kind{}, false
}

func list(item Type) *Field { return &Field{Type: item} }

func names(kinds ...string) *Field { return &Field{Type: Name, Kinds: kinds} }

func group(fields []Field, short string) *Field {
	return &Field{Type: Group, Fields: fields, Short: short}
}

// part is a group that stands in several places under one name.
func part(name string, fields []Field, short string) *Field {
	return &Field{Type: Group, Part: name, Fields: fields, Short: short}
}

func with(kind []Field) []Field {
	return append(append(append([]Field{}, common...), kind...), foreign...)
}

var common = []Field{
	{Name: "title", Type: Line, Usual: true, Doc: "The headline, or the name of the thing.", Example: "Pakistan and Iran step back"},
	{Name: "id", Type: Slug, Usual: true, Doc: "Identity in feeds and references. It never changes.", Example: "2024-de-escalation"},
	{Name: "slug", Type: Slug, Doc: "Last part of the address. Default: the file's name without a leading date.", Example: "de-escalation"},
	{Name: "aliases", Also: []string{"redirect_from"}, Type: List, Item: list(Path), Doc: "Old addresses that lead here.", Example: "[/old/address/]"},
	{Name: "lang", Also: []string{"language"}, Type: Language, Doc: "Language (BCP 47), where it is not the site's.", Example: "ur"},
	{Name: "translations", Type: Table, Key: list(Language), Item: list(Address), Doc: "The same piece in other languages: for each its file's slug or id, or its address.", Example: "{ur: pakistan-aur-iran}"},
	{Name: "draft", Type: Truth, Doc: "Not public while true.", Example: "true"},
	{Name: "checks", Type: Group, Part: "exceptions", Fields: exceptions(), Doc: "Rules that this file is excepted from, each with the reason."},
	{Name: "extra", Type: Free, Doc: "Free keys of your own."},
}

// foreign are the fields that files of other generators have in every kind.
// What they say is either said here by other means, or is no business of a
// newsroom: those of type Free are read and left alone.
var foreign = []Field{
	{Name: "permalink", Also: []string{"url"}, Type: Line, From: "Hugo, Jekyll", Doc: "An old address that leads here, like one of `aliases`; a pattern such as /:title/ is left alone.", Example: "/old/address/"},
	left("layout", "Hugo, Jekyll"), left("type", "Hugo"), left("weight", "Hugo"), left("linkTitle", "Hugo"),
	left("menu", "Hugo"), left("menus", "Hugo"), left("params", "Hugo"), left("cascade", "Hugo"), left("outputs", "Hugo"),
	left("resources", "Hugo"), left("build", "Hugo"), left("_build", "Hugo"), left("headless", "Hugo"), left("markup", "Hugo"),
	left("isCJKLanguage", "Hugo"), left("translationKey", "Hugo"), left("sitemap", "Hugo, Jekyll"), left("images", "Hugo"),
	left("cover", "Hugo"), left("excerpt_separator", "Jekyll"), left("header", "Jekyll"), left("classes", "Jekyll"),
	left("sidebar", "Jekyll"), left("toc", "Hugo, Jekyll"), left("math", "Hugo, Jekyll"), left("mathjax", "Jekyll"),
	left("comments", "Hugo, Jekyll"), left("pin", "Jekyll"), left("share", "Jekyll"), left("related", "Jekyll"),
}

func left(name, from string) Field {
	return Field{Name: name, Type: Free, From: from, Doc: "Left alone."}
}

var sourceFields = []Field{
	{Name: "name", Type: Line, Required: true, Doc: "What it is called.", Example: "Statement of the Foreign Office"},
	{Name: "url", Type: Address, Doc: "Where it can be read."},
	{Name: "publisher", Type: Line, Doc: "Who published it."},
	{Name: "published", Type: Date, Doc: "When."},
	{Name: "accessed", Type: Date, Doc: "When you read it."},
	{Name: "archive", Type: Address, Doc: "A kept copy."},
	{Name: "type", Type: Line, Doc: "document, report, statement, social, …"},
	{Name: "tier", Type: Whole, Min: 1, Max: 9, Doc: "How close to the matter; 1 is closest."},
}

var claimFields = []Field{
	{Name: "by", Type: Name, Kinds: []string{"person", "organisation", "place"}, Required: true, Doc: "Who says so.", Example: "iran-foreign-ministry"},
	{Name: "says", Type: Text, Required: true, Doc: "What they say, in your words."},
	{Name: "stance", Type: Choice, Choices: []string{"asserts", "confirms", "denies", "disputes"}, Doc: "How it stands to the event. Default: asserts."},
	{Name: "source", Type: Group, Part: "source", Fields: sourceFields, Short: "name", Doc: "Where they say it."},
}

var imageFields = []Field{
	{Name: "src", Also: []string{"path"}, Type: Picture, Required: true, Doc: "File in media/.", Example: "/media/panjgur.jpg"},
	{Name: "alt", Type: Line, Doc: "What the picture shows, for those who cannot see it."},
	{Name: "decorative", Type: Truth, Doc: "It shows nothing that somebody who cannot see it would miss, and so has no alt."},
	{Name: "caption", Type: Text, Doc: "Line below the picture."},
	{Name: "credit", Type: Line, Doc: "Who made it."},
	{Name: "focal", Type: Focal, Doc: "What stays in sight where the picture is cropped: how far from the left and from above. Default: the middle.", Example: "30% 60%"},
	{Name: "width", Type: Whole, Min: 1, Max: 100000, Doc: "In pixels; for drawings that do not say. All others are measured."},
	{Name: "height", Type: Whole, Min: 1, Max: 100000, Doc: "In pixels, with it."},
}

// Beside is the file beside a picture, media/NAME.yaml for media/NAME: what it
// says serves wherever the picture is used.
var Beside = Kind{Name: "picture", Doc: "What is said of a picture wherever it is used.", Fields: slices.DeleteFunc(slices.Clone(imageFields), func(f Field) bool {
	return f.Name == "src" || f.Name == "width" || f.Name == "height"
})}

var relationFields = []Field{
	{Name: "follows", Type: List, Item: list(Slug), Doc: "Events that this one came after."},
	{Name: "caused_by", Type: List, Item: list(Slug), Doc: "Events that brought this one about."},
	{Name: "part_of", Type: List, Item: list(Slug), Doc: "Larger events that this one belongs to."},
	{Name: "see_also", Type: List, Item: list(Slug), Doc: "Events worth reading beside it."},
}

// eventFields are the fields of an event wherever it is written; common fields
// such as title are not among them.
var eventFields = append([]Field{
	{Name: "date", Type: Date, Usual: true, Doc: "When it happened, as precisely as is known; or unknown.", Example: "2024-01-16"},
	{Name: "ends", Type: Date, Doc: "When it ended."},
	{Name: "headline", Also: []string{"title"}, Type: Line, Usual: true, Doc: "One line, present tense.", Example: "Iran strikes Panjgur"},
	{Name: "text", Also: []string{"description"}, Type: Text, Usual: true, Doc: "One or two sentences."},
	{Name: "topics", Type: List, Usual: true, Item: names("topic"), Doc: "Default: the article's."},
	{Name: "actors", Type: List, Usual: true, Item: names("person", "organisation", "place"), Doc: "Who acted."},
	{Name: "place", Type: Name, Usual: true, Kinds: []string{"place"}, Doc: "Where."},
	{Name: "venue", Type: Line, Doc: "The building or spot."},
	{Name: "coordinates", Type: Degrees, Doc: "Latitude, longitude in degrees.", Example: "26.97, 64.09"},
	{Name: "status", Type: Choice, Choices: []string{"reported", "confirmed", "disputed", "denied", "retracted"}, Doc: "How sure it is. Default: from its reports and claims."},
	{Name: "state", Type: Choice, Choices: []string{"planned", "cancelled", "postponed", "held"}, Doc: "For what is to come."},
	{Name: "claims", Type: List, Usual: true, Item: part("claim", claimFields, ""), Doc: "Who says what of it."},
	{Name: "sources", Type: List, Usual: true, Item: part("source", sourceFields, "name"), Doc: "Where it was learnt."},
	{Name: "importance", Type: Whole, Usual: true, Min: 1, Max: 10, Doc: "10 is greatest. Default: 5."},
	{Name: "order", Type: Whole, Min: -1000000, Max: 1000000, Doc: "Place among events of the same date."},
	{Name: "same_as", Type: Slug, Doc: "Another id that means the same event."},
	{Name: "image", Type: Group, Part: "picture", Fields: imageFields, Short: "src", Doc: "A picture."},
	{Name: "verified", Type: Group, Part: "verified", Fields: verifiedFields, Short: "on", Doc: "Who checked it, and when."},
}, relationFields...)

var verifiedFields = []Field{
	{Name: "on", Type: Date, Doc: "When it was checked."},
	{Name: "by", Type: Line, Doc: "Who checked it."},
}

var reportedEvent = append([]Field{
	{Name: "id", Type: Slug, Doc: "The same id in several reports is the same event.", Example: "panjgur-strike"},
}, eventFields...)

// Article is a report.
var Article = Kind{Name: "article", Folder: "articles", Doc: "A report.", Fields: with([]Field{
	{Name: "standfirst", Also: []string{"description", "subtitle"}, Type: Text, Usual: true, Doc: "One or two sentences under the headline."},
	{Name: "summary", Also: []string{"excerpt"}, Type: Text, Doc: "For lists, feeds and search engines. Default: the standfirst."},
	{Name: "authors", Also: []string{"author", "byline"}, Type: List, Usual: true, Item: list(Line), Doc: "Who wrote it."},
	{Name: "translators", Type: List, Item: list(Line), Doc: "Who translated it."},
	{Name: "dateline", Type: Group, Usual: true, Short: "place", Doc: "Place and day of filing.", Fields: []Field{
		{Name: "place", Type: Line, Doc: "Where it was filed.", Example: "Islamabad"},
		{Name: "time_zone", Type: Zone, Doc: "Zone of its times.", Example: "Asia/Karachi"},
		{Name: "date", Type: Moment, Doc: "The day that words such as \"on Tuesday\" count from. Default: published.", Example: "2024-01-19"},
	}},
	{Name: "published", Also: []string{"date"}, Type: Moment, Negates: "draft", Usual: true, Doc: "When it was published. Default: the day that the file's name begins with, as 2024-01-19-name.md does.", Example: "2024-01-19T18:30:00+05:00"},
	{Name: "publishDate", Also: []string{"publishdate", "pubdate"}, Type: Moment, From: "Hugo", Doc: "`published`; and where `date` stands too and is earlier, `embargo`."},
	{Name: "updated", Also: []string{"lastmod", "last_modified_at", "modified"}, Type: Moment, Doc: "When it was last changed for readers."},
	{Name: "embargo", Type: Moment, Doc: "Not public before."},
	{Name: "expires", Also: []string{"expiryDate", "expirydate", "unpublishdate"}, Type: Moment, Doc: "Not public from then on."},
	{Name: "status", Type: Choice, Usual: true, Choices: []string{"draft", "in-review", "ready", "published", "killed"}, Doc: "Where it is on the desk. Default: published."},
	{Name: "topics", Type: List, Item: names("topic"), Usual: true, Doc: "Running stories that it belongs to; the first is the main one."},
	{Name: "people", Type: List, Item: names("person"), Usual: true, Doc: "Who is in it."},
	{Name: "organisations", Type: List, Item: names("organisation"), Usual: true, Doc: "Which bodies are in it."},
	{Name: "places", Type: List, Item: names("place"), Usual: true, Doc: "Where it plays."},
	{Name: "category", Also: []string{"categories"}, Type: List, Usual: true, Item: list(Line), Doc: "Part of the paper; of several, the first counts and the others are tags.", Example: "World"},
	{Name: "tags", Also: []string{"keywords", "series"}, Type: List, Item: list(Line), Doc: "Free keywords."},
	{Name: "lead", Type: Whole, Min: -1000000, Max: 1000000, Doc: "Weight on the front page; the greatest leads."},
	{Name: "image", Type: Group, Usual: true, Part: "picture", Fields: imageFields, Short: "src", Doc: "The picture."},
	{Name: "sources", Type: List, Usual: true, Item: part("source", sourceFields, "name"), Doc: "Where it was learnt."},
	{Name: "events", Type: List, Usual: true, Item: part("event", reportedEvent, "headline"), Doc: "What happened, for timelines."},
	{Name: "corrections", Type: List, Doc: "What was wrong and is now right.", Item: group([]Field{
		{Name: "date", Type: Moment, Required: true, Doc: "When it was corrected."},
		{Name: "was", Type: Text, Doc: "What it said."},
		{Name: "now", Type: Text, Doc: "What it says."},
		{Name: "note", Type: Text, Doc: "What readers should know."},
	}, "")},
	{Name: "genre", Type: Choice, Choices: []string{"report", "analysis", "background", "opinion"}, Doc: "Default: report."},
	{Name: "canonical", Type: Address, Doc: "Where it was first published, when not here."},
	{Name: "syndicated_from", Type: Group, Short: "name", Doc: "Whose piece it is.", Fields: []Field{
		{Name: "name", Type: Line, Doc: "Who."},
		{Name: "url", Type: Address, Doc: "Where."},
	}},
	{Name: "verified", Type: Group, Part: "verified", Fields: verifiedFields, Short: "on", Doc: "Who checked it, and when."},
	{Name: "killed", Type: Group, Short: "reason", Doc: "Withdrawn, as status: killed says too: since when, and what its tombstone tells readers.", Fields: []Field{
		{Name: "on", Type: Moment, Doc: "Since when. A piece that was killed before it was public leaves no tombstone.", Example: "2024-01-21"},
		{Name: "reason", Type: Text, Doc: "Why, for readers. It names nothing of what was withdrawn. Default: the notice.", Example: "It did not meet our standards."},
	}},
	{Name: "archived", Type: Truth, Doc: "Kept for the record and updated no more; the piece says so.", Example: "true"},
	{Name: "no_history", Type: Truth, Doc: "Keeps to yourselves what changed in the piece, and when, where site.yaml tells it (history).", Example: "true"},
	{Name: "redirect_to", Type: Address, Doc: "Where its address leads once it has expired or been killed."},
	{Name: "notice", Type: Text, Doc: "A line above the piece."},
})}

// Topic is a running story.
var Topic = Kind{Name: "topic", Folder: "topics", Doc: "A running story.", Fields: with([]Field{
	{Name: "also_known_as", Type: List, Usual: true, Item: list(Line), Doc: "Other names and spellings."},
	inLanguages,
	{Name: "summary", Also: []string{"description"}, Type: Text, Usual: true, Doc: "What it is about, in a sentence or two."},
	{Name: "status", Type: Text, Usual: true, Doc: "Where things stand, in a sentence."},
	{Name: "as_of", Type: Date, Usual: true, Doc: "The day of that sentence."},
	{Name: "parent", Type: Name, Usual: true, Kinds: []string{"topic"}, Doc: "The topic that this one is part of."},
	{Name: "lanes", Type: List, Usual: true, Item: names("person", "organisation", "place"), Doc: "Actors that the picture draws as lanes."},
	{Name: "key_events", Type: List, Usual: true, Item: list(Slug), Doc: "Ids of the events that tell the story in short."},
	{Name: "see_also", Type: List, Item: names("topic"), Doc: "Neighbouring topics."},
	{Name: "image", Type: Group, Usual: true, Part: "picture", Fields: imageFields, Short: "src", Doc: "A picture."},
})}

// Event is an event with a file of its own.
var Event = Kind{Name: "event", Folder: "events", Doc: "An event with a file of its own.", Fields: with(replaced(eventFields, Field{
	Name: "headline", Type: Line, Doc: "One line, present tense. Default: the title.", Example: "Iran strikes Panjgur",
}))}

var roleField = Field{Name: "role", Also: []string{"roles"}, Type: List, Usual: true, Doc: "Offices held.", Item: group([]Field{
	{Name: "title", Type: Line, Required: true, Doc: "The office.", Example: "Foreign minister"},
	{Name: "of", Type: Line, Doc: "Of which body or country."},
	{Name: "from", Type: Date, Doc: "Since."},
	{Name: "to", Type: Date, Doc: "Until."},
}, "title")}

var nameFields = []Field{
	{Name: "name", Type: Line, Usual: true, Doc: "The name. The same as title."},
	{Name: "also_known_as", Type: List, Usual: true, Item: list(Line), Doc: "Other names and spellings."},
	inLanguages,
	{Name: "summary", Also: []string{"description"}, Type: Text, Usual: true, Doc: "Who or what, in a sentence."},
	{Name: "country", Type: Name, Usual: true, Kinds: []string{"place"}, Doc: "Of which country."},
	{Name: "image", Type: Group, Usual: true, Part: "picture", Fields: imageFields, Short: "src", Doc: "A picture."},
}

// Person is someone.
var Person = Kind{Name: "person", Folder: "people", Doc: "Someone in the news.", Fields: with(append(append([]Field{}, nameFields...), roleField))}

// Organisation is a body: a ministry, a party, an armed group.
var Organisation = Kind{Name: "organisation", Folder: "organisations", Doc: "A body in the news.", Fields: with(append(append([]Field{}, nameFields...), roleField,
	Field{Name: "within", Type: Name, Usual: true, Kinds: []string{"organisation"}, Doc: "The body that it is part of."},
))}

// Place is somewhere: a town, a province, a country.
var Place = Kind{Name: "place", Folder: "places", Doc: "A place in the news.", Fields: with(append(append([]Field{}, nameFields...),
	Field{Name: "within", Type: Name, Usual: true, Kinds: []string{"place"}, Doc: "The place that it lies in."},
	Field{Name: "coordinates", Type: Degrees, Usual: true, Doc: "Latitude, longitude in degrees.", Example: "26.97, 64.09"},
))}

// Page is a standing page, such as "About".
var Page = Kind{Name: "page", Folder: "pages", Doc: "A standing page.", Fields: with([]Field{
	{Name: "summary", Also: []string{"description"}, Type: Text, Usual: true, Doc: "For search engines."},
	{Name: "updated", Also: []string{"lastmod", "last_modified_at"}, Type: Moment, Doc: "When it was last changed."},
	{Name: "date", Also: []string{"published", "publishDate"}, Type: Moment, Negates: "draft", From: "Hugo, Jekyll", Doc: "`updated`, where that is not given."},
})}

var linkFields = []Field{
	{Name: "label", Also: []string{"name", "title"}, Type: Line, Required: true, Doc: "The words."},
	{Name: "to", Also: []string{"url", "href"}, Type: Address, Required: true, Doc: "Where they lead."},
}

// inLanguages is what a thing is called in the other languages of the site.
var inLanguages = Field{Name: "names", Type: Table, Key: list(Language), Item: list(Line), Doc: "What it is called in the other languages of the site.", Example: "{ur: پنجگور}"}

// languageFields are what site.yaml says of one of its languages.
var languageFields = []Field{
	{Name: "lang", Also: []string{"language"}, Type: Language, Required: true, Doc: "The language (BCP 47).", Example: "ur"},
	{Name: "prefix", Type: Slug, Doc: "The first part of its addresses. Default: the language, in small letters.", Example: "urdu"},
	{Name: "direction", Type: Choice, Choices: []string{"ltr", "rtl"}, Doc: "Default: that of the language."},
	calendarField,
	{Name: "title", Type: Line, Doc: "The name of the paper in it."},
	{Name: "tagline", Type: Line, Doc: "A line below it."},
	{Name: "description", Type: Text, Doc: "For search engines. Default: the tagline."},
	{Name: "menu", Type: List, Item: part("link", linkFields, ""), Doc: "Links at the top. Default: topics, timeline, corrections."},
	{Name: "footer_menu", Type: List, Item: part("link", linkFields, ""), Doc: "Links at the foot."},
	{Name: "follow", Type: List, Item: part("link", linkFields, ""), Doc: "The paper elsewhere."},
	{Name: "policies", Type: Group, Doc: "Pages that say how the paper works.", Fields: policyFields},
	{Name: "alert", Type: Group, Short: "text", Doc: "A word to its readers, above every page.", Fields: alertFields},
}

var policyFields = []Field{
	{Name: "corrections", Type: Address, Doc: "Corrections."},
	{Name: "ethics", Type: Address, Doc: "Ethics."},
	{Name: "ownership", Type: Address, Doc: "Ownership."},
}

var alertFields = []Field{
	{Name: "text", Type: Line, Required: true, Doc: "The words.", Example: "We are moving to a new address."},
	{Name: "link", Type: Address, Doc: "Where they lead."},
	{Name: "until", Type: Moment, Doc: "When it goes. Default: it stays."},
}

// calendarField names the calendars of a language of the site.
var calendarField = Field{Name: "calendars", Type: List, Item: &Field{Type: Choice, Choices: when.Calendars()}, Doc: "Calendars in which dates are told beside the Gregorian one: that of Iran, that of Umm al-Qura. Default: none.", Example: "[solar-hijri]"}

// Site is content/site.yaml.
var Site = Kind{Name: "site", Doc: "The site as a whole.", Fields: []Field{
	{Name: "title", Type: Line, Required: true, Doc: "The name of the paper."},
	{Name: "tagline", Type: Line, Doc: "A line below it."},
	{Name: "description", Type: Text, Doc: "For search engines. Default: the tagline."},
	{Name: "base_url", Also: []string{"baseURL", "baseurl"}, Type: Address, Doc: "Where the site is published, with https://.", Example: "https://news.example/"},
	{Name: "language", Also: []string{"lang", "languageCode"}, Type: Language, Doc: "Language (BCP 47). Default: en.", Example: "ur"},
	{Name: "direction", Type: Choice, Choices: []string{"ltr", "rtl"}, Doc: "Default: that of the language."},
	{Name: "languages", Type: List, Item: group(languageFields, "lang"), Doc: "The languages in which the site is made beside `language`, each below a prefix of its own. What one does not say is as in the whole.", Example: "[{lang: ur, title: روزنامچہ}]"},
	calendarField,
	{Name: "time_zone", Type: Zone, Doc: "The house's zone. Default: UTC.", Example: "Asia/Karachi"},
	{Name: "accent", Type: Colour, Doc: "One colour, as #rrggbb.", Example: `"#8f1d2c"`},
	{Name: "publisher", Type: Group, Short: "name", Doc: "Who is answerable.", Fields: []Field{
		{Name: "name", Type: Line, Doc: "Who."},
		{Name: "url", Type: Address, Doc: "Where."},
		{Name: "logo", Type: Picture, Doc: "A picture in media/.", Example: "/media/logo.svg"},
	}},
	{Name: "logo", Type: Picture, Doc: "A picture in media/.", Example: "/media/logo.svg"},
	{Name: "menu", Type: List, Item: part("link", linkFields, ""), Doc: "Links at the top."},
	{Name: "footer_menu", Type: List, Item: part("link", linkFields, ""), Doc: "Links at the foot."},
	{Name: "follow", Type: List, Item: part("link", linkFields, ""), Doc: "The paper elsewhere."},
	{Name: "ads", Type: Group, Doc: "Places for advertising.", Fields: []Field{
		{Name: "enabled", Type: Truth, Doc: "Default: false."},
		{Name: "slots", Type: List, Doc: "The places.", Item: group([]Field{
			{Name: "name", Type: Slug, Required: true, Doc: "Which."},
			{Name: "label", Type: Line, Doc: "The word shown above it. Default: Advertisement."},
			{Name: "width", Type: Whole, Min: 1, Max: 10000, Doc: "In CSS pixels."},
			{Name: "height", Type: Whole, Min: 1, Max: 10000, Doc: "In CSS pixels."},
		}, "name")},
	}},
	{Name: "policies", Type: Group, Doc: "Pages that say how the paper works.", Fields: policyFields},
	{Name: "desk", Type: Group, Doc: "How readers reach the desk from each article and event; what is not given is not offered. In addresses {path} stands for the file below the site's folder, {url} for the page's address, {title} for its headline.", Fields: []Field{
		{Name: "mail", Type: Line, Doc: "Where letters about mistakes and dead links go.", Example: "corrections@news.example"},
		{Name: "issues", Type: Line, Doc: "Where an issue is opened. Its title and text are filled in as GitHub, GitLab and Forgejo (Codeberg) take them, or where {title} and {body} stand.", Example: "https://github.com/ORG/REPO/issues/new"},
		{Name: "history", Type: Line, Doc: "Where the history of a file is seen. It must hold {path}.", Example: `"https://github.com/ORG/REPO/commits/main/{path}"`},
		{Name: "edit", Type: Line, Doc: "Where a change of a file is proposed. It must hold {path}.", Example: `"https://github.com/ORG/REPO/edit/main/{path}"`},
	}},
	{Name: "embeds", Type: List, Item: &Field{Type: Line, Example: "youtube.com"}, Doc: "Hosts whose players may be shown, once a reader asks for them. Default: none; links to them are links.", Example: "[youtube.com, vimeo.com]"},
	{Name: "cms", Type: Group, Doc: "A desk in the browser, at /admin/, where content is edited in forms and stored in git.", Fields: []Field{
		{Name: "app", Type: Choice, Choices: []string{"decap", "sveltia"}, Doc: "Which program: Decap CMS or Sveltia CMS. Default: decap."},
		{Name: "backend", Type: Choice, Choices: []string{"git-gateway", "github", "gitlab", "gitea"}, Doc: "Through which service files are stored. Default: git-gateway, which Netlify has."},
		{Name: "repo", Type: Line, Doc: "The repository; every backend but git-gateway asks for it.", Example: "ORG/REPO"},
		{Name: "branch", Type: Line, Doc: "The branch that is published. Default: main."},
		{Name: "auth", Type: Line, Doc: "The server that signs editors in, where the backend has none of its own.", Example: "https://auth.news.example"},
		{Name: "review", Type: Truth, Doc: "Changes wait on a branch of their own until somebody approves them. Default: true."},
	}},
	{Name: "offline", Type: Truth, Doc: "Keep the reports that a reader opened last in their browser, to be read without a network. Default: false."},
	{Name: "history", Type: Choice, Choices: []string{"off", "updated", "changes"}, Doc: "What readers are told of changes to a report after its publication, as git knows them: nothing, when the last one was (where updated does not say it), or also each changed sentence. Default: off."},
	{Name: "search", Type: Truth, Doc: "Default: true."},
	{Name: "names", Type: Group, Doc: "People, organisations and places without a file.", Fields: []Field{
		{Name: "page_from", Type: Whole, Min: 1, Max: 1000000, Doc: "Uses that make a page. Default: 2."},
	}},
	{Name: "tags", Type: Group, Doc: "Tags of articles.", Fields: []Field{
		{Name: "min_count", Type: Whole, Min: 1, Max: 1000000, Doc: "Uses that make a page. Default: 2."},
		{Name: "renamed", Type: Table, Key: list(Line), Item: list(Line), Doc: "Tags that were given up for others: their addresses lead there, and articles may still carry them.", Example: "{air raids: airstrikes}"},
	}},
	{Name: "permalinks", Type: Group, Doc: "Patterns of addresses.", Fields: []Field{
		{Name: "article", Type: Line, Doc: "Default: /:year/:month/:day/:slug/", Example: "/:year/:month/:slug/"},
		{Name: "topic_timeline", Type: Line, Doc: "The timeline of a topic. Default: /topics/:slug/timeline/", Example: "/topics/:slug/timeline.html"},
		{Name: "day", Type: Line, Doc: "The edition of a day. Default: /:year/:month/:day/", Example: "/days/:year-:month-:day/"},
		{Name: "days", Type: Line, Doc: "A list of all days that have an edition. Default: there is none.", Example: "/days/"},
		{Name: "timeline_month", Type: Line, Doc: "A month of the timeline of everything. Default: /timeline/:year/:month/", Example: "/timeline/:year-:month/"},
	}},
	{Name: "without", Type: List, Item: &Field{Type: Choice, Choices: []string{
		"events", "people", "organisations", "places", "days", "weeks", "months", "years", "filters", "newest-first", "data", "emails", "cards",
	}}, Doc: "Pages that the paper does without, so that a build makes fewer: those of single events, of people, organisations and places, editions, narrower timelines, timelines with the newest first, timelines as data, editions as mails; and the pictures that other sites show beside a link. What led there becomes plain words.", Example: "[weeks, filters]"},
	{Name: "timelines", Type: Group, Doc: "How timelines are cut into pages.", Fields: []Field{
		{Name: "topics", Type: Choice, Choices: []string{"cut", "whole"}, Doc: "A topic's: cut into years when it is long, or one page however long. Default: cut."},
		{Name: "everything", Type: Choice, Choices: []string{"cut", "by-month"}, Doc: "That of everything: cut into years when it is long, or a page for each month. Default: cut."},
	}},
	{Name: "front", Type: Group, Doc: "How much the front page lists.", Fields: []Field{
		{Name: "articles", Type: Whole, Min: 1, Max: 100, Doc: "The newest articles, the lead among them. Default: 13."},
		{Name: "days", Type: Whole, Min: 1, Max: 100, Doc: "The last days. Default: 7."},
	}},
	{Name: "feeds", Type: Group, Doc: "The forms in which feeds are made, and what their files are called (default: Atom alone); what has a feed, and how much of a report is in it.", Fields: []Field{
		{Name: "atom", Type: Line, Doc: "Atom (RFC 4287).", Example: "atom.xml"},
		{Name: "rss", Type: Line, Doc: "RSS 2.0.", Example: "rss.xml"},
		{Name: "json", Type: Line, Doc: "JSON Feed 1.1.", Example: "feed.json"},
		{Name: "text", Type: Choice, Choices: []string{"summary", "full"}, Doc: "What an entry holds: the summary, or the whole text with its pictures as well. Default: summary."},
		{Name: "for", Type: List, Item: &Field{Type: Choice, Choices: []string{
			"topics", "timelines", "categories", "tags", "people", "organisations", "places", "corrections",
		}}, Doc: "What has a feed of its own beside the whole site, which always has one in each language; timelines are that of everything and those of topics. An empty list leaves the site's alone. Default: all but tags.", Example: "[topics, corrections]"},
	}},
	{Name: "alert", Type: Group, Short: "text", Doc: "A word to all readers, above every page.", Fields: alertFields},
	{Name: "editions", Type: Group, Doc: "The editions of days and weeks as mails.", Fields: []Field{
		{Name: "intro", Type: Text, Doc: "Words before the reports.", Example: "Good morning. This is what happened yesterday."},
		{Name: "items", Type: Whole, Min: 1, Max: 1000, Doc: "Reports at most in a mail; what does not fit is left to the edition on the site. Default: 50."},
		{Name: "address", Type: Line, Doc: "A postal address at the foot, which the law of many countries asks for.", Example: "The Daybook, 1 Example Street, Islamabad"},
		{Name: "unsubscribe", Type: Line, Doc: "Where readers leave: an address, or the tag for which your mail service puts one in.", Example: `"{{unsubscribe}}"`},
	}},
	{Name: "notices", Type: Group, Doc: "What old reports say above their text.", Fields: []Field{
		{Name: "old_after", Type: Whole, Min: 1, Max: 1000, Doc: "Years after which a report says how old it is. Default: never.", Example: "2"},
		{Name: "archived_after", Type: Whole, Min: 1, Max: 1000, Doc: "Years after which a report says that it is archived. Default: never.", Example: "10"},
	}},
	{Name: "dated_files", Type: Truth, Doc: "The number that a file's name begins with, below folders for year and month, is the day and no part of the address: 19-strike.md. Default: true."},
	{Name: "raw_html", Type: Truth, Doc: "Let HTML in Markdown through. Default: false."},
	{Name: "checks", Type: Group, Part: "strictness", Fields: strictness(), Doc: "How strictly content is checked."},
	{Name: "extra", Type: Free, Doc: "Free keys of your own."},
}}

// replaced gives fields with the one of the same name put in its stead.
func replaced(fields []Field, by Field) []Field {
	out := append([]Field{}, fields...)
	for i := range out {
		if out[i].Name == by.Name {
			out[i] = by
		}
	}
	return out
}
