package news

import "time"

// RolesAt gives the offices that a person or a body held on some day of a
// moment, in the order of the file. An office without a beginning or an end has
// always been held, or is held still.
func (n *Name) RolesAt(at time.Time, house *time.Location) []Role {
	if n.Copy == nil || at.IsZero() {
		return nil
	}
	var held []Role
	for _, r := range n.Copy.Roles {
		if !r.From.IsZero() {
			if from, _, open := r.From.Bounds(house); !open.Start && at.Before(from) {
				continue
			}
		}
		if !r.To.IsZero() {
			if _, until, open := r.To.Bounds(house); !open.End && !at.Before(until) {
				continue
			}
		}
		held = append(held, r)
	}
	return held
}
