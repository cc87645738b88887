package plan_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"daybook/generator/compose"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/route"
	"daybook/generator/view"
)

// Every page names a picture that there is, and every card is named by a page. A
// site without cards has none and names none, but for pictures in headers.
func TestEveryPageHasACard(t *testing.T) {
	for seed := range uint64(6) {
		copies := archive(t, rand.New(rand.NewPCG(seed, 5)), 60)
		copies.Site.Without = news.Without{Cards: seed%3 == 2, Events: seed%2 == 1, Weeks: seed%2 == 1}
		copies.Articles[0].Image = news.Image{Src: "/media/a.jpg", Alt: "A street"}
		copies.Articles[1].Image = news.Image{Src: "/media/a.svg", Alt: "A drawing"}
		files := illustrated(t, copies)
		cards, named := map[string]bool{}, map[string]bool{}
		for _, f := range files {
			if f.Kind == "card" {
				cards[f.Address] = true
				if c := f.View(nil).(view.SocialCard); c.Headline == "" || c.Lang == "" || c.Dir == "" {
					t.Errorf("seed %d: %s has nothing to draw: %+v", seed, f.Address, c)
				}
			}
		}
		pictured := 0
		for _, f := range files {
			frame := reflect.ValueOf(f.View(nil)).FieldByName("Frame")
			if !frame.IsValid() {
				continue
			}
			card := frame.Interface().(view.Frame).Card
			address, ours := strings.CutPrefix(card.Src, "https://example.org")
			switch {
			case card.Src == "https://example.org/media/a.jpg":
				pictured++
			case copies.Site.Without.Cards && card.Src == "":
			case !ours || !cards[address] || card.Alt == "" || card.Width == 0:
				t.Errorf("seed %d: %s names the card %+v", seed, f.Address, card)
			}
			named[address] = true
		}
		if pictured != 1 || copies.Site.Without.Cards != (len(cards) == 0) {
			t.Errorf("seed %d: %d pages show the picture of their header, and there are %d cards", seed, pictured, len(cards))
		}
		for address := range cards {
			if !named[address] {
				t.Errorf("seed %d: no page names %s", seed, address)
			}
		}
	}
}

// illustrated plans a site whose media are two pictures.
func illustrated(t *testing.T, copies news.Copies) []plan.File {
	t.Helper()
	a, problems := news.Gather(copies, news.Cut{AsOf: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	routes, more := route.Settle(a, []string{"media/a.jpg", "media/a.svg"})
	if len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}
	say := func(_, key string, values ...any) string { return fmt.Sprint(append([]any{key}, values...)...) }
	return plan.Make(plan.Input{Index: noTexts, Desks: []plan.Desk{{Archive: a, Routes: routes, Composer: compose.New(a, routes, say, compose.Fixed{})}}})
}

// A strip of time holds marks in order, of what has happened and can be dated.
func TestStripOfTimeIsInOrder(t *testing.T) {
	strips := 0
	for seed := range uint64(6) {
		_, _, files := planned(t, archive(t, rand.New(rand.NewPCG(seed, 6)), 200))
		for _, f := range files {
			v, ok := f.View(nil).(view.SocialCard)
			if !ok || len(v.Marks) == 0 {
				continue
			}
			strips++
			if v.Marks[0].At != 0 || v.Marks[len(v.Marks)-1].At != 1000 || v.From == "" || v.Until == "" {
				t.Errorf("seed %d: %s begins or ends elsewhere: %+v", seed, f.Address, v)
			}
			for i := 1; i < len(v.Marks); i++ {
				if v.Marks[i].At <= v.Marks[i-1].At {
					t.Errorf("seed %d: %s: marks %d and %d are out of order", seed, f.Address, i-1, i)
				}
			}
		}
	}
	if strips < 6 {
		t.Errorf("only %d cards have a strip", strips)
	}
}
