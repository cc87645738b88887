package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"daybook/generator/build"
	"daybook/generator/export"
	"daybook/generator/feed"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/route"
	"daybook/generator/view"
)

func exportCommand() command {
	return command{
		name:    "export",
		summary: "events and articles for other programs",
		usage:   "FORMAT [flags]",
		detail: `FORMAT is json, csv, ics or timelinejs for the events of the site or of one topic,
as they lie beside each timeline, or ninjs for articles and events as news objects
of IPTC ninjs 3.1: one on each line, or with --out each in a file of its own.
What the public does not see is left out.`,
		examples: []string{
			"daybook export csv --topic pakistan-iran-relations > events.csv",
			"daybook export ninjs                       # one object a line",
			"daybook export ninjs --out wire            # wire/articles/….json, wire/events/….json",
		},
		setup: setupExport,
	}
}

// eventForms are the forms in which events alone are exported.
var eventForms = map[string]func(view.Events) ([]byte, error){"csv": export.CSV, "ics": export.ICS, "json": export.JSON, "timelinejs": export.TimelineJS}

func exportForms() []string { return []string{"csv", "ics", "json", "ninjs", "timelinejs"} }

func setupExport(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	site.defineAddress(flags)
	topic := flags.String("topic", "", "only this topic: its `ID`")
	lang := flags.String("lang", "", "the `LANG` of the site to export; default: the first")
	out := flags.String("out", "", "write files into this `DIR`, made where there is none")
	return func(ctx context.Context, args []string) error {
		if len(args) != 1 {
			return usageError{"export takes one format", "it knows " + strings.Join(exportForms(), ", ")}
		}
		if !slices.Contains(exportForms(), args[0]) {
			e := usageError{fmt.Sprintf("export knows no format %q", args[0]), "it knows " + strings.Join(exportForms(), ", ")}
			if near := problem.Nearest(args[0], exportForms()); near != "" {
				e.hint = fmt.Sprintf("did you mean %q?", near)
			}
			return e
		}
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		settled, err := t.settle(ctx, session, site.site, false)
		if err != nil {
			return err
		}
		desk, err := deskIn(settled, *lang)
		if err != nil {
			return err
		}
		told, err := tellingOf(desk, *topic)
		if err != nil {
			return err
		}
		if args[0] == "ninjs" {
			return t.exportNinjs(settled, desk, told, *out)
		}
		text, err := eventForms[args[0]](told.events)
		if err != nil {
			return err
		}
		if *out == "" {
			_, err = t.out.Write(text)
			return err
		}
		ending := map[string]string{"timelinejs": "timeline.json"}[args[0]]
		if ending == "" {
			ending = "events." + args[0]
		}
		return t.writeExport(filepath.Join(*out, ending), text)
	}
}

// deskIn finds the desk of a language.
func deskIn(site *build.Site, lang string) (plan.Desk, error) {
	var langs []string
	for _, d := range site.Desks {
		if lang == "" || d.Archive.Site.Lang == lang {
			return d, nil
		}
		langs = append(langs, d.Archive.Site.Lang)
	}
	return plan.Desk{}, usageError{fmt.Sprintf("the site has no language %q", lang), "it has " + strings.Join(langs, ", ")}
}

// telling is what is exported.
type telling struct {
	articles []*news.Article
	events   view.Events
}

func tellingOf(desk plan.Desk, topic string) (telling, error) {
	a := desk.Archive
	if topic == "" {
		return telling{a.Articles, desk.Composer.EventsView(a.Site.Title, a.Site.Description, route.Timeline, a.Events)}, nil
	}
	found := a.Topic(topic)
	if found == nil {
		var ids []string
		for _, x := range a.Topics {
			ids = append(ids, x.ID)
		}
		e := usageError{fmt.Sprintf("there is no topic %q", topic), "topics are the files of content/topics/"}
		if near := problem.Nearest(topic, ids); near != "" {
			e.hint = fmt.Sprintf("did you mean %q?", near)
		}
		return telling{}, e
	}
	return telling{found.Articles, desk.Composer.EventsView(found.Title, found.Summary, desk.Routes.TopicTimeline(found), found.Events)}, nil
}

// exportNinjs writes articles and events, newest articles first.
func (t *terminal) exportNinjs(site *build.Site, desk plan.Desk, told telling, out string) error {
	lines := bufio.NewWriter(t.out)
	put := func(folder, name string, text []byte) error {
		if out == "" {
			_, err := lines.Write(text)
			return err
		}
		return t.writeExport(filepath.Join(out, folder, name+".json"), text)
	}
	for _, a := range told.articles {
		d := site.Dispatch(desk, a)
		page, err := url.Parse(d.Href)
		if err != nil {
			return err
		}
		text, err := export.Ninjs(d, feed.Portable(string(d.Body.HTML), page))
		if err != nil {
			return err
		}
		if err := put("articles", news.Slug(a.Identity()), text); err != nil {
			return err
		}
	}
	for _, item := range told.events.Items {
		text, err := export.NinjsEvent(item)
		if err != nil {
			return err
		}
		if err := put("events", item.ID, text); err != nil {
			return err
		}
	}
	return lines.Flush()
}

// writeExport writes a file and says its name.
func (t *terminal) writeExport(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	_, err := io.WriteString(t.out, name+"\n")
	return err
}
