package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"daybook/generator/dates"
	"daybook/generator/load"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/revise"
	"daybook/generator/source"
)

func datesCommand() command {
	return command{
		name:    "dates",
		summary: "find words such as “on Tuesday” in English prose, and say which day they mean",
		usage:   "[flags] FILE… (or - for standard input)",
		detail: `Days are counted from the dateline of the article, or from --date. What is not sure
is listed with all its readings and never written. With --write the sure ones become
links, [On Tuesday](date:2024-01-16), which readers see with the full date.`,
		examples: []string{
			"daybook dates content/articles/2024/01/19-a-headline.md",
			"daybook dates --write content/articles/2024/01/*.md",
			"daybook dates --json --date 2024-01-19 --zone Asia/Karachi report.txt",
		},
		setup: setupDates,
	}
}

// reading is what the flags of `dates` say.
type reading struct {
	*terminal
	siteDir string
	frame   dates.Frame // of --date and --zone
	given   bool        // --date was given
	asJSON  bool
	write   bool
	reader  *markdown.Reader
}

func setupDates(t *terminal, flags *flag.FlagSet) runner {
	site := flags.String("site", ".", "the `DIR` that holds content/; default: here")
	date := flags.String("date", "", "the `DAY` that words such as “on Tuesday” count from, such as 2024-01-19; default: the article's dateline")
	zone := flags.String("zone", "", "the time `ZONE` of times of day, such as Asia/Karachi; default: the dateline's")
	asJSON := flags.Bool("json", false, "one JSON object a file")
	write := flags.Bool("write", false, "put links into the files, for what is sure")
	return func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return usageError{"dates takes the files to read", "such as  daybook dates content/articles/2024/01/19-a-headline.md"}
		}
		r := &reading{terminal: t, siteDir: *site, asJSON: *asJSON, write: *write, reader: markdown.NewReader()}
		if err := r.setFrame(*date, *zone); err != nil {
			return err
		}
		for _, name := range args {
			if err := r.file(name); err != nil {
				return err
			}
		}
		return nil
	}
}

func (r *reading) setFrame(date, zone string) error {
	if zone != "" {
		loaded, err := time.LoadLocation(zone)
		if err != nil {
			return usageError{fmt.Sprintf("no time zone is called %q", zone), "use a name such as Asia/Karachi, Europe/Paris or UTC"}
		}
		r.frame.Zone = loaded
	}
	if date != "" {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return usageError{fmt.Sprintf("--date takes a day, and this is %q", date), "such as  --date 2024-01-19"}
		}
		r.given = true
		r.frame.Date = dates.Day{Year: day.Year(), Month: day.Month(), Day: day.Day()}
	}
	return nil
}

func (r *reading) file(name string) error {
	if name == "-" && r.write {
		return usageError{"--write cannot write into standard input", "name a file"}
	}
	text, err := readInput(name)
	if err != nil {
		return err
	}
	if !utf8.Valid(text) {
		return fmt.Errorf("%s is not UTF-8; save it as UTF-8", name)
	}
	frame, prose, err := r.prose(name, text)
	if err != nil {
		return err
	}
	expressions := dates.FindIn(string(text), prose, frame)
	switch {
	case r.write:
		return r.writeLinks(name, string(text), expressions)
	case r.asJSON:
		encoder := json.NewEncoder(r.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(dates.NewReport(name, string(text), expressions))
	}
	r.list(name, string(text), expressions)
	return nil
}

func readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(name)
}

// prose tells which parts of a file are sentences, and from which day and in
// which zone they speak. A Markdown file with a header is read as an article;
// anything else is prose throughout.
func (r *reading) prose(name string, text []byte) (dates.Frame, []dates.Span, error) {
	frame := r.frame
	if ending := strings.ToLower(filepath.Ext(name)); ending != ".md" && ending != ".markdown" {
		if !r.given {
			return frame, nil, usageError{fmt.Sprintf("%s has no dateline", name), "say from which day it speaks:  --date 2024-01-19"}
		}
		return frame, []dates.Span{{Start: 0, End: len(text)}}, nil
	}
	site, err := r.site()
	if err != nil {
		return frame, nil, err
	}
	f := source.NewFile(name, text)
	article, body, _ := load.Article(f, site)
	if !r.given {
		year, month, day := article.Dateline.Day.Civil()
		if article.Dateline.Day.IsZero() {
			return frame, nil, usageError{fmt.Sprintf("%s has neither a dateline nor a day of publication", name), "give it one, or say  --date 2024-01-19"}
		}
		frame.Date = dates.Day{Year: year, Month: month, Day: day}
	}
	if frame.Zone == nil {
		frame.Zone = article.Dateline.Zone
	}
	var spans []dates.Span
	for _, s := range r.reader.Prose(f, body) {
		spans = append(spans, dates.Span(s))
	}
	return frame, spans, nil
}

// site reads site.yaml for the house's zone, where there is one.
func (r *reading) site() (news.Site, error) {
	root, err := os.OpenRoot(r.siteDir)
	if err != nil {
		return news.Site{}, err
	}
	defer root.Close()
	site, _ := load.Site(root)
	return site, nil
}

// list shows expressions to a person: a line each, and a line for each further
// reading of what is not sure.
func (r *reading) list(name, text string, expressions []dates.Expression) {
	unsure := 0
	for _, e := range dates.NewReport(name, text, expressions).Expressions {
		mark := "sure"
		if !e.Sure {
			mark = "not sure"
			unsure++
		}
		value := e.Value
		if value == "" {
			value = "no value"
		}
		fmt.Fprintf(r.out, "%s:%d:%d: “%s” is %s (%s, %s)\n", name, e.Line, e.Column, e.Text, value, e.Kind, mark)
		for i, reading := range e.Readings {
			if !e.Sure || i == 0 {
				fmt.Fprintf(r.out, "    %s: %s\n", reading.Value, reading.Why)
			}
		}
	}
	fmt.Fprintf(r.err, "%s: %d found, %d not sure\n", name, len(expressions), unsure)
}

// writeLinks puts links into a file, whole or not at all.
func (r *reading) writeLinks(name, text string, expressions []dates.Expression) error {
	linked := dates.Write(text, expressions)
	count := strings.Count(linked, "](date:") - strings.Count(text, "](date:")
	fmt.Fprintf(r.out, "%s: %d linked\n", name, count)
	if linked == text {
		return nil
	}
	return exchange(name, []byte(text), []byte(linked))
}

// exchange changes a file that read before, by rename: nobody reads half of
// it, and a failure leaves the old one.
func exchange(name string, before, after []byte) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	desk := revise.NewDesk(root)
	desk.Change(filepath.Base(name), before, after)
	return desk.Write()
}

// replaceFile exchanges the text of a file whatever it is now.
func replaceFile(name string, text []byte) error {
	before, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return exchange(name, before, text)
}
