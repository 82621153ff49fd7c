import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import { type Translate, useText } from '#platform/screens/text.ts'
import { daysInWords } from '../days.rules.ts'
import { addresseeKeys } from '../name-keys.ts'
import type { Meeting, ParagraphKind, ReportDocument } from '../recommendations.entity.ts'
import { useTopicName } from '../topics/screens/thesaurus.ts'

/** Words of obligation, from the strongest to the weakest. */
const forces: Readonly<Record<string, string>> = {
  'recommended that (+ subjunctive)': 'recommended',
  should: 'should',
  'should consider': 'shouldConsider',
  'are/were encouraged to': 'encouraged',
  might: 'might',
  'may be encouraged to': 'mayBeEncouraged',
  'may wish to': 'mayWish',
  'may wish to consider': 'mayWishToConsider',
}

export const forceOrder = Object.keys(forces)

/** Names of what reports say in English, in the reader's language where there is one. */
export interface Names {
  addressee: (printed: string) => string
  /** The same where it begins a line: "The Conference". */
  addresseeFirst: (printed: string) => string
  force: (printed: string) => string
  theme: (id: string) => string
  /** "Paragraph 13", "Recommendation 9", "Paragraph 6 (a)". */
  number: (kind: ParagraphKind, number: number, sub?: string | null) => string
  /** "Vienna, 27–29 January 2010". */
  meeting: (meeting: Pick<Meeting, 'from' | 'to'> & { place: string | null }) => string
  /** A short name of a document: its meeting, or its kind and date. */
  document: (document: ReportDocument) => string
  /** "Paragraph 13 · Vienna, 27–29 January 2010". */
  place: (
    place: { kind: ParagraphKind; number: number; document: ReportDocument },
    sub?: string | null,
  ) => string
  indicator: (id: string) => string
}

export function useNames(): Names {
  const t = useText()
  const { locale } = useIntl()
  const period = usePeriod()
  const theme = useTopicName()
  const number: Names['number'] = (kind, number, sub) =>
    t(`recommendations.number.${kind === 'Recommendation' ? 'recommendation' : 'paragraph'}`, {
      number: `${number}${sub ? ` (${sub})` : ''}`,
    })
  const meeting: Names['meeting'] = ({ place, from, to }) =>
    place ? t('recommendations.joined', { first: place, second: period(from, to) }) : period(from, to)
  const document: Names['document'] = document => {
    if (document.kind === 'meeting report' && document.meeting) return meeting(document.meeting)
    const kind = t(`recommendations.kind.${kindKeys[document.kind]}`)
    return document.date
      ? t('recommendations.joined', { first: kind, second: period(document.date, document.date) })
      : kind
  }
  const addressee: Names['addressee'] = printed =>
    named(t, 'recommendations.addressee.', addresseeKeys[printed], printed)
  return {
    addressee,
    addresseeFirst: printed => begun(addressee(printed), locale),
    force: printed => named(t, 'recommendations.force.', forces[printed], printed),
    theme,
    number,
    meeting,
    document,
    place: (place, sub) => `${number(place.kind, place.number, sub)} · ${document(place.document)}`,
    indicator: id => t(`recommendations.indicator.${id}`),
  }
}

const kindKeys: Record<ReportDocument['kind'], string> = {
  'meeting report': 'meetingReport',
  'draft report': 'draftReport',
  "chair's report": 'chairReport',
  'background paper': 'backgroundPaper',
  report: 'report',
}

const named = (t: Translate, area: string, key: string | undefined, printed: string) =>
  key === undefined ? printed : t(area + key)

/** Days from and to, as the reader's language writes them. */
function usePeriod(): (from: string, to: string) => string {
  const { locale } = useIntl()
  return useCallback((from, to) => daysInWords(locale, from, to), [locale])
}

/** The words with a capital at their start, where the script has capitals. */
const begun = (words: string, locale: string): string => {
  const [first = '', ...rest] = words
  return first.toLocaleUpperCase(locale) + rest.join('')
}

/** Where a recommendation is shown. */
export const pathOf = (place: { report: string; address: string }, sub?: string | null): string =>
  `/recommendations/${place.report}/${place.address}${sub ? `/${sub}` : ''}`
