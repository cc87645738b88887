package news

import "time"

// Identity is what feeds know a thing by: the id in its header, else its slug.
func (c *Copy) Identity() string { return c.ID }

// Identity is what feeds know an article by: the id in its header. Without one
// it is its slug with the day of publication before it, for a weekly column has
// one slug many times; it changes with them.
func (c *ArticleCopy) Identity() string {
	if c.HasID || c.Published.IsZero() {
		return c.ID
	}
	return c.Published.Time.Format(time.DateOnly) + "-" + c.Slug
}
