import type { Citation, Report } from '../../recommendations.entity.ts'
import { type CitableReport, citedReport, paragraphOfAtom } from '../../recommendations.rules.ts'
import type { Comparable } from '../relations.entity.ts'

/** A report with the name by which the caller knows it. */
export interface NamedReport {
  name: string
  report: Omit<Report, 'parts'>
}

/** The key under which `comparablesOf` files a paragraph. */
export const keyOf = (report: string, ordinal: number): string => `${report} ${ordinal}`

/** The recommendations of reports, ready to be indexed; citations of one another are resolved. */
export function comparablesOf(reports: readonly NamedReport[]): Comparable[] {
  const citable = reports.map(
    ({ name, report: { document } }): CitableReport => ({
      id: name,
      slug: name,
      symbol: document.symbol,
      title: document.title,
      kind: document.kind,
      meeting: document.meeting,
    }),
  )
  const byName = new Map(reports.map(({ name, report }) => [name, report]))
  return reports.flatMap(({ name, report }) => {
    const addressees = addresseesOf(report)
    return report.paragraphs.flatMap((paragraph, ordinal): Comparable[] => {
      if (paragraph.role !== 'recommendation') return []
      const { number, kind, text, topics } = paragraph
      const citations = report.citations.filter(c => c.para === number && c.paraKind === kind)
      return [
        {
          key: keyOf(name, ordinal),
          report: name,
          meeting: (paragraph.meeting ?? report.document.meeting)?.from ?? null,
          number,
          kind,
          text,
          items: letteredItems(paragraph.items),
          headings: topics.filter(topic => topic.level !== 'chapter').map(topic => topic.title),
          addressees: addressees.get(ordinal) ?? [],
          cites: citations.flatMap(citation => {
            if (citation.kind !== 'earlier recommendation') return []
            const cited = citedReport(citation.of ?? '', citable, name)
            const at = cited ? ordinalOf(byName.get(cited.id)!, Number(citation.target)) : -1
            const { relation, literal, sub } = citation
            return at < 0 ? [] : [{ key: keyOf(cited!.id, at), relation, literal, sub }]
          }),
          instruments: instrumentsOf(citations),
        },
      ]
    })
  })
}

/** Sub-items that a citation can name. */
export const letteredItems = (
  items: readonly { letter: string | null; start: number; end: number }[],
): Comparable['items'] =>
  items.flatMap(({ letter, start, end }) => (letter === null ? [] : [{ letter, start, end }]))

const citedKinds: readonly Citation['kind'][] = [
  'treaty article',
  'decision',
  'resolution',
  'document',
  'publication',
]

/** Treaty articles, decisions and documents, in one form for the same thing: "article 6 of the Protocol". */
export function instrumentsOf(
  citations: readonly Pick<Citation, 'kind' | 'target' | 'of' | 'relation'>[],
): string[] {
  const named = citations
    .filter(({ kind }) => citedKinds.includes(kind))
    .map(({ kind, target, of }) =>
      kind === 'treaty article'
        ? `article ${/^\d+/.exec(target)?.[0] ?? target}, ${of?.split(' ').at(-1) ?? ''}`
        : `${kind === 'document' || kind === 'publication' ? '' : `${kind} `}${target}`,
    )
  return [...new Set(named)]
}

function ordinalOf(report: NamedReport['report'], number: number): number {
  const found = report.paragraphs.flatMap((p, at) =>
    p.number === number && p.role === 'recommendation' ? [at] : [],
  )
  return found.length === 1 ? found[0]! : -1
}

/** Who is asked, and whom they are asked to set to work, by the position of the paragraph. */
function addresseesOf(report: NamedReport['report']): Map<number, string[]> {
  const asked = new Map<number, string[]>()
  for (const atom of report.atoms) {
    const ordinal = paragraphOfAtom(report.paragraphs, atom)
    const known = asked.get(ordinal) ?? []
    for (const who of [atom.addressee, atom.delegate])
      if (who !== null && !known.includes(who)) known.push(who)
    asked.set(ordinal, known)
  }
  return asked
}
