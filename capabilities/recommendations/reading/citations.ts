import type {
  Citation,
  CitationKind,
  CitedRelation,
  Note,
  Paragraph,
  Report,
  Span,
} from '../recommendations.entity.ts'
import { subAt } from './crossreferences.ts'
import { sourceSpan } from './passages.ts'

/** What a text cites, before it is known where the text stands. */
export interface FoundCitation {
  kind: CitationKind
  target: string
  of: string | null
  relation: CitedRelation
  at: Span
}

type Reader = (found: RegExpExecArray, text: string) => Omit<FoundCitation, 'at'> | null

const PART = '(?:\\d{1,2}(?: \\([a-z]\\))?|\\([a-z]\\))'
const PARAGRAPHS = `(?:, (?:sub)?paragraphs? ${PART}(?:(?:, | and |-)${PART}){0,4})`
const INSTRUMENT =
  "(?:,)? of the ((?:[A-Z][\\w’']*(?:,)? |in |against |on |of |and |to |for |the |the Crime of ){0,14}?(?:Convention|Protocol|Covenant|Statute|Charter)(?: (?:against|on|for)(?: [A-Z][\\w’']*| of| and| the){1,6})?)"

/** Each with the letters without which it finds nothing: looking for those first is many times cheaper. */
const READERS: readonly (readonly [needs: string, pattern: RegExp, read: Reader])[] = [
  [
    'rticle',
    new RegExp(
      `\\b[Aa]rticles? (\\d{1,3}(?:(?:, | and | to |-)\\d{1,3}){0,5}(?: \\([a-z]\\))?)((?:${PARAGRAPHS}){0,3})(?:${INSTRUMENT})?`,
      'g',
    ),
    found => ({
      kind: 'treaty article',
      target: `${found[1]}${found[2] ?? ''}`,
      of: found[3] ?? null,
      relation: 'cites',
    }),
  ],
  [
    'Treaty Series',
    /\bTreaty Series, vol\. (\w{1,8}), No\. (\w{1,8})/g,
    found => ({
      kind: 'treaty series',
      target: `vol. ${found[1]}, No. ${found[2]}`,
      of: null,
      relation: 'cites',
    }),
  ],
  [
    'decision',
    /\b(?:(Conference|General Assembly|Economic and Social Council|Commission) )?decisions? (\d{1,3}\/\d{1,3}(?: [A-Z]\b)?(?:, paras?\. [^,;.]{1,30}?(?=,|;|\.|$))?)/g,
    found => ({ kind: 'decision', target: found[2]!, of: found[1] ?? null, relation: 'cites' }),
  ],
  [
    'esolution',
    /\b(?:(Conference|General Assembly|Economic and Social Council|Security Council|Commission) )?[Rr]esolutions? (\d{1,4}\/\d{1,4}(?: [A-Z]\b)?)/g,
    found => ({ kind: 'resolution', target: found[2]!, of: found[1] ?? null, relation: 'cites' }),
  ],
  [
    '/',
    /(?<![\w/])(?:[A-Z]{1,6})(?:\/[A-Z0-9][A-Za-z0-9.()-]{0,20}){2,8}/g,
    found => ({ kind: 'document', target: found[0].replace(/[.)]+$/, ''), of: null, relation: 'cites' }),
  ],
  [
    'Sales No.',
    /\bSales No\. ([A-Z]\.\d{2}\.[IVX]+\.\d{1,3})/g,
    found => ({ kind: 'publication', target: `Sales No. ${found[1]}`, of: null, relation: 'cites' }),
  ],
  [
    'contained in paragraph',
    /\brecommendations? contained in paragraphs? (\d{1,3}(?:(?:, | and |-)\d{1,3}){0,5})(?: \([a-z]\))? of ((?:the|its) report[^,;().]{0,160})/g,
    (found, text) => ({
      kind: 'earlier recommendation',
      target: found[1]!,
      of: found[2]!.trim(),
      relation: relationOf(text.slice(Math.max(0, found.index - 240), found.index)),
    }),
  ],
  [
    'ee ',
    /\b[Ss]ee (?:also )?(paragraphs? \d{1,3}(?: (?:and|to) \d{1,3})?) (?:above|below)/g,
    found => ({ kind: 'present report', target: found[1]!, of: null, relation: 'cites' }),
  ],
  [
    'present report',
    /\bcontained in (chapters? [IVX]+(?:(?:-|, | and )[IVX]+)?) of the present report/g,
    found => ({ kind: 'present report', target: found[1]!, of: null, relation: 'cites' }),
  ],
]

/** The verb before a citation says how the new recommendation stands to the earlier one. */
function relationOf(before: string): CitedRelation {
  if (/\b[Ff]urther to (?:the )?$/.test(before)) return 'builds on'
  if (/\breaffirm/.test(before)) return 'reaffirms'
  return 'recalls'
}

/** Finds treaty articles, decisions, documents, publications and earlier recommendations in one text. */
export function findCitations(text: string): FoundCitation[] {
  const citations: FoundCitation[] = []
  for (const [needs, pattern, read] of READERS) {
    if (!text.includes(needs)) continue
    for (const found of text.matchAll(pattern)) {
      const citation = read(found, text)
      if (citation)
        citations.push({ ...citation, at: { start: found.index, end: found.index + found[0].length } })
    }
  }
  return citations.sort((one, other) => one.at.start - other.at.start)
}

/** The citations of a whole report: in paragraphs, and in the notes that its paragraphs carry. */
export function readCitations(paragraphs: readonly Paragraph[], notes: readonly Note[]): Citation[] {
  const citations: Citation[] = []
  const cited = new Set<number>()
  for (const paragraph of paragraphs) {
    const place = { para: paragraph.number, paraKind: paragraph.kind }
    for (const found of findCitations(paragraph.text)) {
      citations.push({
        ...place,
        ...described(found),
        literal: paragraph.text.slice(found.at.start, found.at.end),
        sub: subAt(paragraph, found.at.start),
        note: null,
        source: sourceSpan(paragraph.runs, found.at),
      })
    }
    for (const use of paragraph.notes) {
      if (use.note === null || cited.has(use.note)) continue
      cited.add(use.note)
      const at = { ...place, sub: subAt(paragraph, use.at) }
      const onRecommendation = paragraph.role === 'recommendation'
      for (const one of fromNote(notes[use.note]!, at, onRecommendation)) citations.push(one)
    }
  }
  notes.forEach((note, index) => {
    if (cited.has(index)) return
    for (const one of fromNote(note, { para: null, paraKind: null, sub: null }, false)) citations.push(one)
  })
  return citations
}

function described({ kind, target, of, relation }: FoundCitation) {
  return { kind, target, of, relation }
}

type Place = Pick<Citation, 'para' | 'paraKind' | 'sub'>

/** A note that sends a recommendation to a later paragraph of the same report records a reservation. */
function fromNote(note: Note, place: Place, onRecommendation: boolean): Citation[] {
  const text = note.resolved ?? note.text
  return findCitations(text).map(found => ({
    ...place,
    ...described(found),
    relation: onRecommendation && found.kind === 'present report' ? 'reservation' : found.relation,
    literal: text.slice(found.at.start, found.at.end),
    note: note.label,
    source: note.source,
  }))
}

/** The citations of one paragraph, its notes included. */
export function citationsOf(report: Report, paragraph: Paragraph): Citation[] {
  return report.citations.filter(
    citation => citation.para === paragraph.number && citation.paraKind === paragraph.kind,
  )
}
