// Reads feeds with feedsmith: a list of {file, text} on standard input becomes,
// in its order, what each says of its entries, or the addresses of an OPML list.
import { readFileSync } from 'node:fs'
import { parseFeed, parseOpml } from 'feedsmith'

const forms = {
  atom: (feed) => [feed.title?.value, feed.entries, (e) => ({
    id: e.id, link: e.links?.find((l) => l.rel === 'alternate')?.href, title: e.title?.value, published: e.published, updated: e.updated, html: e.content?.value,
  })],
  rss: (feed) => [feed.title, feed.items, (e) => ({
    id: e.guid?.value, link: e.link, title: e.title, published: e.pubDate, updated: e.atom?.updated ?? e.pubDate, html: e.content?.encoded,
  })],
  json: (feed) => [feed.title, feed.items, (e) => ({
    id: e.id, link: e.url, title: e.title, published: e.date_published, updated: e.date_modified, html: e.content_html,
  })],
}

const instant = (text) => new Date(text).toISOString().replace('.000Z', 'Z')
const outlines = (list = []) => list.flatMap((o) => [...(o.xmlUrl ? [{ link: o.xmlUrl, title: o.text }] : []), ...outlines(o.outlines)])

const read = ({ file, text }) => {
  if (file.endsWith('.opml')) {
    return { form: 'opml', entries: outlines(parseOpml(text).body.outlines) }
  }
  const { format, feed } = parseFeed(text)
  const [title, entries = [], of] = forms[format](feed)
  return { form: format, title, entries: entries.map(of).map((e) => ({ ...e, published: instant(e.published), updated: instant(e.updated) })) }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)))
