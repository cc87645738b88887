package load

import (
	"bytes"

	"daybook/generator/cache"
	"daybook/generator/news"
)

// Most edits change the prose of one report, and nothing that any other page
// shows of it. Such an edit is quiet: the archive is the same but for what
// quieted takes out, which the report's own page alone shows. Then every other
// page is as it was, and need not be composed to know it.

// mostEdited is how many files are compared.
const mostEdited = 64

// compare sets Was and Edited of the content, where all that changed since the
// last run was quiet.
func (l *Loader) compare(f *found, results []kept) {
	if len(l.stamps) != len(f.files) || l.Store == nil || f.content.Copies.Site.RawHTML {
		return
	}
	old := make([]cache.Key, len(f.files))
	var edited []string
	for i, file := range f.files {
		known, found := l.stamps[file.path]
		if !found {
			return
		}
		copy(old[i][:], known.Key)
		if old[i] == results[i].hash {
			continue
		}
		if len(edited) == mostEdited || !l.quiet(old[i], results[i].made) {
			return
		}
		edited = append(edited, file.path)
	}
	f.content.Was, f.content.Edited = f.sum(func(i int) cache.Key { return old[i] }), edited
}

// quiet reports whether a report differs from what was read under another key
// by a quiet edit alone.
func (l *Loader) quiet(old cache.Key, now made) bool {
	var was made
	head, found := l.Store.Head(old)
	if !found || now.Article == nil || cache.Read(head, &was) != nil || was.Article == nil {
		return false
	}
	was, now = quieted(was), quieted(now)
	return bytes.Equal(cache.Append(nil, &was), cache.Append(nil, &now))
}

// quieted takes out of a report what only its own page shows, and what only the
// editorial rules look at.
func quieted(m made) made {
	article := *m.Article
	b := &article.Body
	b.Hash, b.Words, b.Outward, b.Unspoken, b.Traces = "", 0, nil, nil, news.Traces{}
	m.Article = &article
	return m
}
