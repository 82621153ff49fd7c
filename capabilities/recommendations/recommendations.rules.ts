import type {
  Atom,
  CrossReference,
  DerivedReference,
  Meeting,
  Paragraph,
  ParagraphKind,
  Report,
  ReportDocument,
  Span,
} from './recommendations.entity.ts'

/** A report as the registry keeps it: all but the parts, which stand in its literal text. */
export type RegisteredReport = Omit<Report, 'parts'>

/**
 * The first part of every address of a report's recommendations: the first day of the meeting, or the day of the
 * document with its kind. Never made from a symbol, since many reports print none.
 * @param textHash names a report that prints no date
 */
export function slugOf(document: ReportDocument, textHash: string): string {
  if (document.kind === 'meeting report' && document.meeting) return document.meeting.from
  if (document.kind === 'draft report' && document.meeting) return `${document.meeting.from}-draft`
  const date = document.date ?? document.meeting?.from
  const kind = {
    'meeting report': 'report',
    'draft report': 'draft',
    "chair's report": 'chair',
    'background paper': 'background',
    report: 'report',
  }[document.kind]
  return date ? `${date}-${kind}` : `${kind}-${textHash.slice(0, 8)}`
}

/** The slug, or the first free one after it: '2010-01-27', '2010-01-27-2', … */
export function freeSlug(wanted: string, isTaken: (slug: string) => boolean): string {
  let slug = wanted
  for (let n = 2; isTaken(slug); n++) slug = `${wanted}-${n}`
  return slug
}

/** The second part of the address of each paragraph: '13', 'R9', and '13-2' where a number is printed twice. */
export function addressesOf(paragraphs: readonly Paragraph[]): string[] {
  const seen = new Map<string, number>()
  return paragraphs.map(paragraph => {
    const address = `${paragraph.kind === 'Recommendation' ? 'R' : ''}${paragraph.number}`
    const times = (seen.get(address) ?? 0) + 1
    seen.set(address, times)
    return times === 1 ? address : `${address}-${times}`
  })
}

/** What a citation needs to know of a document. */
export type CitedDocument = Pick<ReportDocument, 'symbol' | 'title' | 'date'>

/**
 * How a recommendation is cited: "CTOC/COP/WG.4/2010/6, para. 13 (a)". A document that prints no symbol is cited by
 * its title and date; a symbol is never supplied from elsewhere.
 */
export function citationOf(
  document: CitedDocument,
  kind: ParagraphKind,
  number: number,
  sub?: string | null,
): string {
  const place = `${kind === 'Recommendation' ? 'Recommendation' : 'para.'} ${number}${sub ? ` (${sub})` : ''}`
  return `${documentLabel(document)}, ${place}`
}

/** The symbol, or the title with its date. */
export function documentLabel({ symbol, title, date }: CitedDocument): string {
  if (symbol) return symbol
  return [title ?? 'Document without a printed title', date ? dayAsPrinted(date) : '']
    .filter(Boolean)
    .join(', ')
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A day as the United Nations prints it in English: "17 February 2010". */
function dayAsPrinted(date: string): string {
  const [year, month, day] = date.split('-')
  return [day ? Number(day) : '', month ? months[Number(month) - 1] : '', year].filter(Boolean).join(' ')
}

const within = (inner: Span, outer: Span) => inner.start >= outer.start && inner.end <= outer.end

/** Position of the paragraph that an atom was drawn from; a number alone may be printed twice. */
export function paragraphOfAtom(paragraphs: readonly Paragraph[], atom: Atom): number {
  const named = (p: Paragraph) => p.number === atom.para && p.kind === atom.kind
  const exact = paragraphs.findIndex(p => named(p) && within(atom.source, p.source))
  return exact >= 0 ? exact : paragraphs.findIndex(named)
}

/** Positions of the paragraphs that a cross-reference leads from and to; null where the report has no such one. */
export function endsOf(
  paragraphs: readonly Paragraph[],
  reference: CrossReference | DerivedReference,
): { from: number | null; to: number | null } {
  const find = (number: number, near?: Span) => {
    const exact = near ? paragraphs.findIndex(p => p.number === number && within(near, p.source)) : -1
    const index = exact >= 0 ? exact : paragraphs.findIndex(p => p.number === number)
    return index < 0 ? null : index
  }
  const source = 'source' in reference ? reference.source : undefined
  return { from: find(reference.fromPara, source), to: find(reference.toPara) }
}

/** Parts the two halves of a pair of addressee and obligation, as the registry keeps it. */
export const asksSeparator = '\u001f'

/** Who is asked how strongly, by the position of the paragraph: each pair once, in the order of print. */
export function asksOf(report: RegisteredReport): Map<number, string[]> {
  const asks = new Map<number, string[]>()
  for (const atom of report.atoms) {
    const ordinal = paragraphOfAtom(report.paragraphs, atom)
    const pair = `${atom.addressee}${asksSeparator}${atom.deontic}`
    const known = asks.get(ordinal)
    if (!known) asks.set(ordinal, [pair])
    else if (!known.includes(pair)) known.push(pair)
  }
  return asks
}

/** The nearest headings of a paragraph, without its chapter. */
export const headingOf = (paragraph: Paragraph): string =>
  paragraph.topics
    .filter(topic => topic.level !== 'chapter')
    .map(topic => topic.title)
    .join(' · ')

/**
 * The beginning of a text with a sign where something was left out: whole words of it, or letters where no blank stands
 * near the end, as in Chinese.
 * @param max letters at most, without the sign
 */
export function beginningOf(text: string, max: number): string {
  if (text.length <= max) return text
  const end = text.slice(0, max + 1).search(/\s+\S*$/)
  const letters = text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
  return `${end > max / 2 ? text.slice(0, end) : letters} …`
}

/** A report as a citation may name it. */
export interface CitableReport {
  id: string
  slug: string
  symbol: string | null
  title: string | null
  kind: ReportDocument['kind']
  meeting: Meeting | null
}

/**
 * The report that words like "the report on the 2009 meeting of the Working Group" mean, when only one can be meant:
 * of that year, else of the very days that are named, and of the citing report's own body before others.
 * @param words as printed
 * @param citingId id of the report that prints them
 */
export function citedReport<R extends CitableReport>(
  words: string,
  reports: readonly R[],
  citingId: string,
): R | undefined {
  const years = new Set((words.match(/\b(?:19|20)\d\d\b/g) ?? []).map(Number))
  const ofYear = reports.filter(r => r.kind === 'meeting report' && r.meeting && years.has(r.meeting.year))
  const named = ofYear.filter(r => words.includes(r.meeting!.literal))
  const body = bodyOf(reports.find(r => r.id === citingId))
  const ofBody = ofYear.filter(r => body !== undefined && bodyOf(r) === body)
  return [ofYear, named, ofBody].find(group => group.length === 1)?.[0]
}

/** The body that a report's title names: "Working Group on Trafficking in Persons". */
const bodyOf = (report: CitableReport | undefined): string | undefined =>
  /\b(?:Working Group|Committee|Conference|Commission|Group of Experts)\b[^,.]*?(?= held\b|$)/.exec(
    report?.title ?? '',
  )?.[0]
