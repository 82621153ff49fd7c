import type { ParagraphKind, ReportDocument, Topic } from '../recommendations.entity.ts'
import { citationOf, documentLabel } from '../recommendations.rules.ts'

/** A recommendation, or one of its sub-items, as it is to be cited. */
export interface CitedPlace {
  document: Pick<ReportDocument, 'symbol' | 'title' | 'date'>
  kind: ParagraphKind
  number: number
  sub: string | null
  /** Headings above it, from the chapter down. */
  topics: readonly Pick<Topic, 'level' | 'numeral'>[]
}

export interface CitationForms {
  /** "CTOC/COP/WG.4/2010/6, para. 13 (a)" */
  short: string
  /** "CTOC/COP/WG.4/2010/6, chap. II, sect. A.4, para. 13 (a)" */
  full: string
  /** "See CTOC/COP/WG.4/2010/6, chap. II, para. 13 (a)." */
  footnote: string
  /** The title before the symbol, for those who do not know the symbol. */
  titled: string
}

/**
 * How the United Nations cites a place of a document: symbol, chapter, section, paragraph, letter (abbreviations
 * chap., sect., para.). What the report does not print is left out; a symbol is never supplied from elsewhere.
 */
export function citationForms({ document, kind, number, sub, topics }: CitedPlace): CitationForms {
  const numeral = (level: Topic['level']) => topics.find(topic => topic.level === level)?.numeral ?? null
  const chapter = numeral('chapter')
  const section = [numeral('section'), numeral('sub-section')].filter(Boolean).join('.')
  const label = documentLabel(document)
  const place = citationOf(document, kind, number, sub).slice(label.length + 2)
  const joined = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(', ')
  const inChapter = chapter !== null && `chap. ${chapter}`
  const title = document.symbol && document.title ? `${document.title} (${document.symbol})` : label
  return {
    short: joined(label, place),
    full: joined(label, inChapter, section !== '' && `sect. ${section}`, place),
    footnote: `See ${joined(label, inChapter, place)}.`,
    titled: joined(title, inChapter, place),
  }
}
