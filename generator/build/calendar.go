package build

import (
	"context"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
)

// Calendar reads the content and gives what changes in it without anyone's
// editing; see news.Calendar. The problems are those of the files alone.
func (s *Session) Calendar(ctx context.Context, after, until time.Time) ([]news.Change, []problem.Problem, error) {
	content, err := s.loader.Load(ctx, s.root)
	if err != nil {
		return nil, nil, err
	}
	return news.Calendar(content.Copies, after, until), problem.Sorted(content.Problems), nil
}
