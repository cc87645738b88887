package check

import (
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var cyclicRelation = rule{name: "cyclic-relation", run: checkCyclicRelation}

func checkCyclicRelation(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, kind := range []string{"follows", "caused_by", "part_of"} {
		state := map[*news.Event]uint8{}
		for _, e := range d.Archive.Events {
			if circle := circleFrom(e, kind, state); circle != nil {
				problems = append(problems, d.circle(circle, kind))
			}
		}
	}
	return problems
}

// States of an event on the walk along its relations.
const (
	onTheWay uint8 = iota + 1
	walked
)

// step is an event on the walk and the relation that is looked at next.
type step struct {
	event *news.Event
	next  int
}

// circleFrom walks from an event along the relations of one kind and gives the
// first circle it meets. Events are walked once for all starts. The walk keeps
// its own stack: chains of events may be long.
func circleFrom(start *news.Event, kind string, state map[*news.Event]uint8) []*news.Event {
	if state[start] != 0 {
		return nil
	}
	var circle []*news.Event
	way := []step{{event: start}}
	state[start] = onTheWay
	for len(way) > 0 {
		top := &way[len(way)-1]
		if top.next == len(top.event.Relations) {
			state[top.event] = walked
			way = way[:len(way)-1]
			continue
		}
		r := top.event.Relations[top.next]
		top.next++
		switch {
		case r.Kind != kind:
		case state[r.Event] == 0:
			state[r.Event] = onTheWay
			way = append(way, step{event: r.Event})
		case state[r.Event] == onTheWay && circle == nil:
			from := slices.IndexFunc(way, func(s step) bool { return s.event == r.Event })
			for _, s := range way[from:] {
				circle = append(circle, s.event)
			}
		}
	}
	return circle
}

// circle words a circle at the relation that closes it.
func (d *desk) circle(events []*news.Event, kind string) problem.Problem {
	last, first := events[len(events)-1], events[0]
	ids := make([]string, 0, 4)
	for _, e := range events[:min(len(events), 3)] {
		ids = append(ids, e.ID)
	}
	if len(events) > 3 {
		ids = append(ids, "…")
	}
	at := d.at(last)
	if ref, told := d.relation(last, kind, first); told {
		at = ref.Place
	}
	p := found(at, "%s leads in a circle: %s, %s", kind, strings.Join(ids, ", "), first.ID)
	for i, e := range events[:min(len(events)-1, 5)] {
		if ref, told := d.relation(e, kind, events[i+1]); told {
			p = p.Noted(ref.Place, "%s %s %s", e.ID, strings.ReplaceAll(kind, "_", " "), events[i+1].ID)
		}
	}
	return p.Hinted("take one of them out, such as  %s: [%s]  here", kind, first.ID)
}

// relation finds where a relation between two events is written.
func (d *desk) relation(from *news.Event, kind string, to *news.Event) (news.Ref, bool) {
	for _, t := range d.tellings(from) {
		for _, r := range t.copy.Relations {
			if r.Kind == kind && d.Archive.Event(r.To.Text) == to {
				return r.To, true
			}
		}
	}
	return news.Ref{}, false
}
