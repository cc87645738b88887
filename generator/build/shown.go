package build

import (
	"bytes"
	"encoding/json"
	"time"

	"daybook/generator/cache"
	"daybook/generator/publish"
)

// Shown is what an output folder shows, as the build said that made it: what it
// let out, and from when on and before when that holds. Until is zero when
// nothing changes by the clock.
type Shown struct {
	Drafts bool      `json:"drafts"`
	Future bool      `json:"future"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until,omitzero"`
}

// ShownIn tells what the folder of a run shows; it is not known when no build
// of this kind of program made it.
func ShownIn(run *publish.Run) (shown Shown, known bool) {
	head, _, found := bytes.Cut(run.Last(), []byte("\n"))
	known = found && json.Unmarshal(head, &shown) == nil
	return shown, known
}

// word is what a build leaves with publish.Run.Made: a line that every version
// of Daybook can read, then the verdict, which only this program can.
func word(shown Shown, v verdict) []byte {
	head, err := json.Marshal(shown)
	if err != nil {
		return nil // a year of five digits; the next build is made in full
	}
	return cache.Append(append(head, '\n'), &v)
}

// lastVerdict reads the verdict in the word of the last build.
func lastVerdict(run *publish.Run) (v verdict, known bool) {
	_, rest, found := bytes.Cut(run.Last(), []byte("\n"))
	known = found && cache.Read(rest, &v) == nil
	return v, known
}
