package plan

import (
	"fmt"
	"strings"

	"daybook/generator/compose"
	"daybook/generator/route"
	"daybook/generator/search"
	"daybook/generator/view"
)

// search adds the index that the search page reads: the list of its parts,
// their shards, and the blocks of what is shown.
func (p *planner) search() {
	found := p.Composer.Found()
	for i := range found.Parts {
		part := &found.Parts[i]
		for n := range part.Files() {
			p.indexFile(fmt.Sprintf("%s/%d.json", part.Folder, n), "search-shard", nil, func(bodies compose.Bodies) any {
				return p.Index.Shard(part, n, bodies != nil)
			}).Prose = true
		}
	}
	p.indexFile("index.json", "search-index", nil, func(compose.Bodies) any {
		index := view.SearchIndex{Pieces: len(found.Pieces)}
		for _, piece := range found.Pieces {
			if piece.Article != nil {
				index.Last = piece.Day
			}
		}
		for i := range found.Parts {
			part := &found.Parts[i]
			index.Parts = append(index.Parts, view.SearchPart{
				Folder: part.Folder, First: part.First, Until: part.Until, Shards: part.Shards, Articles: part.Articles, Slots: part.Slots, Sum: p.Index.Sum(part),
			})
		}
		return index
	}).Prose = true
	p.blocks(found.Pieces)
}

// blocks adds what is shown of pieces: of a report alone, of events together.
func (p *planner) blocks(pieces []compose.Piece) {
	for len(pieces) > 0 {
		first, n := pieces[0], 1
		for first.Event != nil && n < min(len(pieces), search.EventsInBlock) && pieces[n].Event != nil && pieces[n].Day == first.Day {
			n++
		}
		shown := pieces[:n]
		var sources []string
		for _, piece := range shown {
			switch e := piece.Event; {
			case piece.Article != nil:
				sources = append(sources, piece.Article.Place.Path)
			case e.Own != nil && e.Own.Own != nil:
				sources = append(sources, e.Own.Own.Place.Path)
			}
		}
		p.indexFile(search.BlockPath(first.Day, first.Slot, first.Event != nil), "search-block", sources, func(bodies compose.Bodies) any {
			block := view.SearchBlock{Items: make([]view.SearchItem, len(shown))}
			for i, piece := range shown {
				block.Items[i] = p.Composer.SearchItem(piece, bodies)
			}
			return block
		})
		pieces = pieces[n:]
	}
}

// indexFile adds a file of the search index.
func (p *planner) indexFile(name, kind string, sources []string, make func(compose.Bodies) any) *File {
	return p.file(strings.TrimPrefix(route.Search, "/")+name, kind, sources, make)
}
