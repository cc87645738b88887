package build

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"daybook/generator/fields"
	"daybook/generator/history"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Piece is a content file as the desk sees it.
type Piece struct {
	Path    string
	Kind    string // as fields names it
	Title   string
	Authors []string    // as the header names them
	State   news.Reason // why the public does not see it; the zero Reason when it does
	By      string      // who changed it last, as git knows; empty when that is not known
	At      time.Time   // when; zero when that is not known
	Open    bool        // changed and not committed
}

// BranchWork is what another branch does to content.
type BranchWork struct {
	history.Branch
	Pieces []Piece // of its files, as they stand there
}

// Status is who has what in which state.
type Status struct {
	Pieces   []Piece // by path
	Branches []BranchWork
	Unread   int // files that cannot be read
	// Tree and Shallow are what git says; Tree is nil where NoGit says why.
	Tree    *history.Tree
	Shallow bool
	NoGit   error
}

// Status reads content, and asks git who changed it and what stands on other
// branches; without git the rest is told all the same. Mistakes in content are
// no problem here.
func (s *Session) Status(ctx context.Context) (*Status, error) {
	content, err := s.loader.Load(ctx, s.root)
	if err != nil {
		return nil, err
	}
	if content.Read > 0 {
		s.save()
	}
	for _, p := range content.Problems {
		if p.Rule == load.RuleNoContent {
			return nil, problemError{p}
		}
	}
	found := &Status{Unread: content.Unread}
	past, err := history.Read(ctx, s.options.Site, load.Folder)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		found.NoGit = err
	default:
		found.Shallow = past.Shallow
		if found.Tree, err = past.Look(ctx); err != nil {
			return nil, err
		}
	}
	open := map[string]bool{}
	if found.Tree != nil {
		for _, name := range found.Tree.Uncommitted {
			open[name] = true
		}
	}
	for _, made := range everything(content.Copies) {
		p, is := pieceOf(made, s.options.Cut.AsOf)
		if !is {
			continue
		}
		p.Open = open[p.Path]
		if past != nil {
			for _, c := range past.Changes(p.Path) {
				if !c.At.IsZero() {
					p.By, p.At = c.By, c.At
					break
				}
			}
		}
		found.Pieces = append(found.Pieces, p)
	}
	slices.SortFunc(found.Pieces, func(a, b Piece) int { return strings.Compare(a.Path, b.Path) })
	if found.Tree == nil {
		return found, nil
	}
	for _, b := range found.Tree.Branches {
		work, err := s.onBranch(ctx, past, b, content.Copies.Site)
		if err != nil {
			return nil, err
		}
		found.Branches = append(found.Branches, work)
	}
	return found, nil
}

// problemError is a problem that leaves a command nothing to do.
type problemError struct{ problem.Problem }

func (e problemError) Error() string { return e.Sentence + "; " + e.Hint }

// onBranch reads the files of a branch.
func (s *Session) onBranch(ctx context.Context, past *history.History, b history.Branch, site news.Site) (BranchWork, error) {
	work := BranchWork{Branch: b}
	texts, err := past.Texts(ctx, b.Files)
	if err != nil && !errors.Is(err, history.ErrPartial) {
		return work, err
	}
	for _, v := range b.Files {
		kind, known := fields.KindIn(top(v.Path))
		text, here := texts[v]
		if !known || !here || !strings.HasSuffix(v.Path, ".md") {
			continue
		}
		if p, is := pieceOf(load.Header(source.NewFile(v.Path, text), kind, site), s.options.Cut.AsOf); is {
			work.Pieces = append(work.Pieces, p)
		}
	}
	return work, nil
}

// pieceOf gives a copy as the desk sees it; false for what has no file of its
// own.
func pieceOf(made any, asOf time.Time) (Piece, bool) {
	var c *news.Copy
	var p Piece
	switch x := made.(type) {
	case *news.ArticleCopy:
		if x == nil {
			return p, false
		}
		c, p.Kind, p.State = &x.Copy, fields.Article.Name, x.Withholds(asOf)
		for _, author := range x.Authors {
			p.Authors = append(p.Authors, author.Text)
		}
	case *news.TopicCopy:
		c, p.Kind = &x.Copy, fields.Topic.Name
	case *news.EventCopy:
		if x.Own == nil {
			return p, false
		}
		c, p.Kind = x.Own, fields.Event.Name
	case *news.NameCopy:
		c, p.Kind = &x.Copy, x.Kind.String()
	case *news.PageCopy:
		c, p.Kind = &x.Copy, fields.Page.Name
	default:
		return p, false
	}
	p.Path, p.Title = c.Place.Path, c.Title
	if c.Draft && p.State.Word == "" {
		p.State.Word = "draft"
	}
	return p, true
}
