import { element, escapeText } from '../akoma-ntoso/xml-text.ts'

/** A recommendation as a feed tells it. */
export interface FeedEntry {
  report: string
  address: string
  citation: string
  text: string
  /** Language of the text. */
  language: string
  document: string
  /** Keys of its topics. */
  concepts: string[]
  enteredAtMs: number
}

export interface Feed {
  /** Never changes: 'urn:uuid:…'. */
  id: string
  title: string
  /** Language of the title and of the names of topics. */
  language: string
  /** Scheme, host and port of this node. */
  origin: string
  /** Path and query at which the reader finds the same list. */
  listPath: string
  /** Where the feed itself is. */
  selfPath: string
  /** The beginning, for a feed without entries. */
  openedAtMs: number
  entries: readonly FeedEntry[]
  nameOf: (concept: string) => string
}

const instant = (ms: number) => new Date(ms).toISOString()
const text = (name: string, words: string, attributes = {}) => element(name, attributes, escapeText(words))

/** A list of recommendations as an Atom feed. @see RFC 4287 */
export function atomFeed(feed: Feed): string {
  const { id, title, language, origin, listPath, selfPath, openedAtMs, entries } = feed
  const updated = Math.max(openedAtMs, ...entries.map(entry => entry.enteredAtMs))
  const head = [
    text('id', id),
    text('title', title),
    text('updated', instant(updated)),
    element('author', {}, text('name', 'Palermo')),
    element('link', { rel: 'self', type: 'application/atom+xml', href: `${origin}${selfPath}` }),
    element('link', { rel: 'alternate', type: 'text/html', href: `${origin}${listPath}` }),
  ]
  const body = [...head, ...entries.map(entry => atomEntry(entry, feed))].join('')
  return `<?xml version="1.0" encoding="utf-8"?>\n${element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language }, body)}`
}

function atomEntry(entry: FeedEntry, { origin, nameOf, language }: Feed): string {
  const address = `${origin}/recommendations/${entry.report}/${entry.address}`
  return element(
    'entry',
    {},
    [
      text('id', address),
      text('title', entry.citation),
      text('updated', instant(entry.enteredAtMs)),
      text('published', instant(entry.enteredAtMs)),
      element('author', {}, text('name', entry.document || 'Palermo')),
      element('link', { rel: 'alternate', type: 'text/html', href: address }),
      ...entry.concepts.map(concept =>
        element('category', { term: concept, label: nameOf(concept), 'xml:lang': language }),
      ),
      text('content', entry.text, { type: 'text', 'xml:lang': entry.language }),
    ].join(''),
  )
}
