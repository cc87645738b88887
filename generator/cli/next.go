package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
)

// errNothingDue says that nothing has changed by itself, and the exit code is 4.
var errNothingDue = errors.New("nothing is due")

func nextCommand() command {
	return command{
		name:    "next",
		summary: "tell what changes next without anyone editing, and when",
		usage:   "[flags]",
		detail: `Scheduled pieces come out, embargoes end, pieces expire or grow old, planned events
fall due, the alert goes. None of it shows before the next build: --since tells a
timer whether one is due. With --since the exit code is 0 when something came due
after that time and not after --as-of, and 4 when nothing did; 1, 2 and 3 mean what
they mean for every command.`,
		examples: []string{
			"daybook next                                # what is to come, soonest first",
			"daybook next --json                         # for a program",
			"daybook next --since 2024-01-19T18:00+05:00 && daybook build   # build if it is due",
			"# in a crontab, every five minutes; .built holds the time of the last build:",
			`*/5 * * * *  cd /srv/paper && date -u +\%FT\%TZ >.now && daybook next --since "$(cat .built)" && daybook build && mv .now .built`,
		},
		setup: setupNext,
	}
}

// changesShown is how many changes to come are shown to a person.
const changesShown = 20

func setupNext(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	since := flags.String("since", "", "tell what came due after this `TIME`, and exit with 4 when nothing did")
	asJSON := flags.Bool("json", false, "one JSON document")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("next", args); err != nil {
			return err
		}
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		cut, err := site.cut()
		if err != nil {
			return err
		}
		a := agenda{AsOf: cut.AsOf, Since: cut.AsOf, zone: site.house()}
		if *since != "" {
			if a.Since, err = site.instant("since", *since); err != nil {
				return err
			}
			a.asked = true
		}
		due, problems, err := session.Calendar(ctx, a.Since, a.AsOf)
		if err != nil {
			return err
		}
		if problem.Stops(problems) {
			if err := t.tell(t.err, site.site, problems, false); err != nil {
				return err
			}
			return errProblems
		}
		next, _, err := session.Calendar(ctx, a.AsOf, time.Time{})
		if err != nil {
			return err
		}
		a.Due, a.Next = a.entries(due), a.entries(next)
		if *asJSON {
			err = t.agendaJSON(a)
		} else {
			t.agenda(a)
		}
		if err == nil && a.asked && len(a.Due) == 0 {
			return errNothingDue
		}
		return err
	}
}

// agenda is what is due and what is to come.
type agenda struct {
	AsOf  time.Time `json:"as_of"`
	Since time.Time `json:"since,omitzero"`
	Due   []entry   `json:"due"`
	Next  []entry   `json:"next"`

	zone  *time.Location
	asked bool // whether something is due
}

type entry struct {
	At    time.Time `json:"at"`
	What  string    `json:"what"`
	Kind  string    `json:"kind"`
	Title string    `json:"title"`
	ID    string    `json:"id,omitempty"`
	File  string    `json:"file,omitempty"`
}

func (a agenda) entries(changes []news.Change) []entry {
	list := make([]entry, len(changes))
	for i, c := range changes {
		list[i] = entry{At: c.At.In(a.zone), What: c.What, Kind: "site", Title: c.Title}
		if c.Copy != nil {
			list[i].Kind, list[i].ID, list[i].File = c.Copy.Kind.String(), c.Copy.ID, c.Copy.Place.Path
		}
	}
	return list
}

func (t *terminal) agendaJSON(a agenda) error {
	a.AsOf, a.Since = a.AsOf.In(a.zone), a.Since.In(a.zone)
	if !a.asked {
		a.Since = time.Time{}
	}
	encoder := json.NewEncoder(t.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(a)
}

func (t *terminal) agenda(a agenda) {
	if a.asked {
		if len(a.Due) == 0 {
			fmt.Fprintf(t.out, "nothing came due since %s\n", minute(a.Since.In(a.zone)))
		} else {
			fmt.Fprintf(t.out, "due since %s:\n", minute(a.Since.In(a.zone)))
			t.entries(a.Due)
		}
	}
	if len(a.Next) == 0 {
		fmt.Fprintf(t.out, "nothing changes by itself after %s\n", minute(a.AsOf.In(a.zone)))
		return
	}
	if a.asked {
		fmt.Fprintln(t.out, "next:")
	}
	t.entries(a.Next)
}

func (t *terminal) entries(list []entry) {
	for _, e := range list[:min(len(list), changesShown)] {
		where := e.File
		if where == "" {
			where = "content/site.yaml"
		}
		fmt.Fprintf(t.out, "%s  %-16s %s (%s)\n", minute(e.At), changeWords[e.What], e.Title, where)
	}
	if more := len(list) - changesShown; more > 0 {
		fmt.Fprintf(t.out, "and %s more; --json lists all\n", problem.Grouped(more))
	}
}

// minute writes an instant as people set appointments, to the second only where
// it is not on the minute.
func minute(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("2006-01-02 15:04:05 -07:00")
	}
	return t.Format("2006-01-02 15:04 -07:00")
}

var changeWords = map[string]string{
	news.ChangePublished: "is published", news.ChangeEmbargo: "embargo ends", news.ChangeExpired: "expires",
	news.ChangeTombstone: "leaves tombstone", news.ChangeEvent: "event is due", news.ChangeOld: "is a year older", news.ChangeAlert: "alert ends",
}
