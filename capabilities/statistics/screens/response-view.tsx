import { useMemo } from 'react'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { bars } from '#platform/screens/figures/plots.ts'
import { FigureTable } from '#platform/screens/figures/table.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type ResponseAnswer, useFigure } from './answers.ts'
import { useNames } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question } from './question.ts'

/** How far the response reached: help and proceedings, from cases, and beside them what agencies returned. */
export function ResponseView({ question }: { question: Question }) {
  const { filter } = question
  const answer = useFigure<ResponseAnswer>('response', { filter })
  return (
    <Loaded query={answer} lines={12}>
      {response => (
        <div className="trends-response">
          <HalfPicture question={question} response={response} half="support" />
          <HalfPicture question={question} response={response} half="justice" />
          <Times response={response} />
          <Returned response={response} />
        </div>
      )}
    </Loaded>
  )
}

function HalfPicture(props: { question: Question; response: ResponseAnswer; half: 'support' | 'justice' }) {
  const { question, response, half } = props
  const t = useText()
  const steps = response[half]
  const { total, withheld: _, ...about } = response
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'step', label: t('trends.reached'), kind: 'text' },
        { key: 'count', label: t('statistics.kind.victim'), kind: 'number' },
        { key: 'share', label: t('trends.shareOfRegistered'), kind: 'share' },
      ],
      rows: steps.map(({ step, count }) => ({
        step: t(`trends.reached.${step}`),
        count,
        share: count === null || !total ? null : count / total,
      })),
    }),
    [steps, total, t],
  )
  const draw = useMemo(() => bars(figures.rows, { label: 'step', value: 'count' }), [figures])
  const withheld = steps.filter(({ count }) => count === null).length
  return (
    <Picture
      question={question}
      about={{ ...about, total, withheld }}
      finding={half === 'justice' ? justiceFinding(t, response) : undefined}
      measure={t(`trends.measure.${half}`)}
      figures={figures}
      draw={draw}
      fileName={`palermo-response-${half}`}
      notes={[t(`trends.note.${half}`)]}
    />
  )
}

function justiceFinding(
  t: ReturnType<typeof useText>,
  { justice, total }: ResponseAnswer,
): string | undefined {
  const of = (name: string) => justice.find(({ step }) => step === name)?.count ?? null
  const [investigated, convicted] = [of('investigated'), of('convicted')]
  if (!total || investigated === null) return undefined
  return convicted === null
    ? t('trends.finding.investigated', { investigated })
    : t('trends.finding.justice', { investigated, convicted })
}

function Times({ response }: { response: ResponseAnswer }) {
  const t = useText()
  const { times, countMin } = response
  const nobody = t('trends.times.none')
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'way', label: t('trends.times.way'), kind: 'text' },
        { key: 'median', label: t('trends.times.median'), kind: 'number' },
        { key: 'lower', label: t('trends.times.lower'), kind: 'number' },
        { key: 'upper', label: t('trends.times.upper'), kind: 'number' },
      ],
      rows: times.map(
        ({ from, to, isEmpty, ...days }): FigureRow => ({
          way: t('trends.times.fromTo', { from: t(`trends.reached.${from}`), to: t(`trends.reached.${to}`) }),
          ...(isEmpty ? { median: nobody, lower: nobody, upper: nobody } : days),
        }),
      ),
    }),
    [times, t, nobody],
  )
  return (
    <section aria-label={t('trends.times')}>
      <h3>{t('trends.times')}</h3>
      <p>{t('trends.times.lead', { countMin })}</p>
      <FigureTable figures={figures} caption={t('trends.times')} />
    </section>
  )
}

/** The newest year first, in it the steps in their order. */
const byYearAndStep = (a: ResponseAnswer['returned'][number], b: typeof a) =>
  b.year - a.year || responseOrder.indexOf(a.step) - responseOrder.indexOf(b.step)
const responseOrder = [
  'suspected',
  'investigated',
  'prosecuted',
  'convicted',
  'sentenced',
  'confiscated',
  'compensated',
]

function Returned({ response }: { response: ResponseAnswer }) {
  const t = useText()
  const nameOf = useNames(response.labels)
  const { returned, returnedBreaks } = response
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'year', label: t('statistics.dimension.year'), kind: 'text' },
        { key: 'step', label: t('trends.reached'), kind: 'text' },
        { key: 'agency', label: t('statistics.dimension.agencyKind'), kind: 'text' },
        { key: 'count', label: t('trends.returned.count'), kind: 'number' },
        { key: 'measure', label: t('trends.returned.measure'), kind: 'text' },
        { key: 'source', label: t('trends.returned.source'), kind: 'text' },
      ],
      rows: [...returned].sort(byYearAndStep).map(r => ({
        year: String(r.year),
        step: t(`trends.reached.${r.step}`),
        agency: nameOf('agencyKind', r.agencyKind),
        count: r.count,
        measure: r.unit ?? t(`trends.returned.${r.measure}`),
        source: [r.source, t('trends.returned.of', { agencies: r.agencies, owing: r.agenciesOwing })].join(
          ' · ',
        ),
      })),
    }),
    [returned, nameOf, t],
  )
  return (
    <section aria-label={t('trends.returned')}>
      <h3>{t('trends.returned')}</h3>
      <p>{t('trends.returned.lead')}</p>
      {returned.length === 0 ? (
        <p className="trends-how">{t('trends.returned.none')}</p>
      ) : (
        <FigureTable figures={figures} caption={t('trends.returned')} />
      )}
      {returnedBreaks.map(({ table, version, year, reason }) => (
        <p key={`${table} ${version}`} className="trends-how">
          {t('return-tables.break', { table, version, year: String(year), reason: reason ?? '' })}
        </p>
      ))}
    </section>
  )
}
