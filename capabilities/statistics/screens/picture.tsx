import { ChartFrame, type ChartFrameProps } from '#platform/screens/figures/chart-frame.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { About } from './answers.ts'
import { type NameOf, useFindingText, useNames } from './names.ts'
import type { Question } from './question.ts'

/** What every picture of the page says of itself: finding, measure, filters, source, number, what is withheld. */
export function Picture(
  props: Pick<ChartFrameProps, 'figures' | 'draw' | 'legend' | 'level'> & {
    question: Question
    about: About
    /** What was counted by what. */
    measure: string
    notes?: readonly string[]
    /** Instead of the sentence that the answer has. */
    finding?: string
    /** Definitions that were written down, beside what is always counted so. */
    definitions?: readonly string[]
    /** Sources beside the cases, e.g. of the population. */
    sources?: readonly string[]
    fileName?: string
  },
) {
  const {
    question,
    about,
    measure,
    notes = [],
    finding,
    definitions = [],
    sources = [],
    fileName,
    ...rest
  } = props
  const t = useText()
  const nameOf = useNames(about.labels)
  const say = useFindingText()
  // Only of victims is a fact a case; the others are counted in their own words.
  const counted =
    about.kind === 'victim' || about.total === null
      ? ''
      : t('statistics.note.count', { kind: about.kind, count: about.total })
  const filters = useFilterText(question, nameOf)
  return (
    <ChartFrame
      {...rest}
      finding={finding ?? say(about.finding, about, nameOf)}
      measure={[measure, filters].filter(Boolean).join('. ')}
      source={{ name: [t('statistics.source'), ...sources].join('; ') }}
      definition={[t(`statistics.explain.${about.kind}`), ...definitions].join(' ')}
      disclosure={t('trends.disclosure', { most: about.countMin - 1 })}
      moment={about.changedAt}
      offersLink
      count={about.kind === 'victim' ? (about.total ?? undefined) : undefined}
      withheld={{ count: about.withheld, threshold: about.countMin }}
      note={[counted, ...notes].filter(Boolean).join(' ') || undefined}
      fileName={fileName ?? `palermo-${question.view}-${question.kind}`}
    />
  )
}

function useFilterText({ filters }: Question, nameOf: NameOf): string {
  const t = useText()
  const write = useFormats()
  const parts = Object.entries(filters).map(
    ([id, codes]) =>
      `${t(`statistics.dimension.${id}`)}: ${codes!.length > 4 ? t('statistics.filter.count', { count: codes!.length }) : write.list(codes!.map(code => nameOf(id, code)))}`,
  )
  return parts.length === 0 ? '' : t('statistics.filter.only', { filters: parts.join('; ') })
}
