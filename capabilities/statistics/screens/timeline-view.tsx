import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { timeSteps } from '../trends/time-steps.ts'
import { type DefinitionAnswer, type DistrictsAnswer, type TimelineAnswer, useFigure } from './answers.ts'
import { usePeriod } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question, QuestionChange } from './question.ts'
import { letterOf, seriesPicture } from './series-picture.ts'

/** How fine the series is, and whose population it is set against. */
export function TimelineChoices(props: { question: Question; ask: (change: QuestionChange) => void }) {
  const { question, ask } = props
  const t = useText()
  return (
    <>
      {question.kind === 'victim' && (
        <Select
          label={t('trends.step')}
          value={question.step}
          allowDeselect={false}
          checkIconPosition="right"
          data={timeSteps.map(step => ({ value: step, label: t(`trends.step.${step}`) }))}
          onChange={step => ask({ step: timeSteps.find(one => one === step) ?? 'year' })}
        />
      )}
      {question.step === 'year' && <AreaSelect question={question} ask={ask} />}
    </>
  )
}

/** Whose population rates are of; nothing where no population was loaded. */
export function AreaSelect(props: { question: Question; ask: (change: QuestionChange) => void }) {
  const { question, ask } = props
  const t = useText()
  const { data } = useFigure<DistrictsAnswer>('districts', {})
  if (!data || data.states.length === 0) return null
  return (
    <Select
      label={t('trends.rate')}
      value={question.area ?? ''}
      allowDeselect={false}
      checkIconPosition="right"
      data={[
        { value: '', label: t('trends.rate.no') },
        ...data.states.map(({ code, name }) => ({ value: code, label: t('trends.rate.of', { area: name }) })),
      ]}
      onChange={area => ask({ area: area || undefined })}
    />
  )
}

/** Counts by year, quarter or month, with what changed in the level and in the definition. */
export function TimelineView({ question }: { question: Question }) {
  const { kind, filter, step, area } = question
  const answer = useFigure<TimelineAnswer>('timeline', { kind, filter, step, area })
  return (
    <Loaded query={answer} lines={10}>
      {timeline => <TimelinePicture question={question} timeline={timeline} />}
    </Loaded>
  )
}

function TimelinePicture({ question, timeline }: { question: Question; timeline: TimelineAnswer }) {
  const t = useText()
  const write = useFormats()
  const periodName = usePeriod()
  const { points, kind, breaks, changes, undated, rateSources, step } = timeline
  const hasRates = rateSources.length > 0 && step === 'year'
  const name = t(`statistics.kind.${kind}`)
  const figures = useMemo((): Figures => {
    const rows = points.map(({ period, count, rate, isOpen }): FigureRow => {
      const row: FigureRow = {
        period: isOpen ? t('trends.open', { period: periodName(period) }) : periodName(period),
        count,
      }
      if (hasRates) row.rate = count !== null && rate === null ? t('trends.rate.none') : rate
      return row
    })
    return {
      columns: [
        { key: 'period', label: t('trends.period'), kind: 'text' },
        { key: 'count', label: name, kind: 'number' },
        ...(hasRates ? [{ key: 'rate', label: t('trends.rate'), kind: 'number' as const }] : []),
      ],
      rows,
    }
  }, [points, name, hasRates, t, periodName])
  const changeTexts = useMemo(
    () =>
      changes.map(change =>
        t('trends.change', {
          from: periodName(change.from),
          to: periodName(change.to),
          single: change.from === change.to ? 'yes' : 'no',
          sure: change.probability >= almostSure ? 'almost' : 'probably',
          tenths: Math.min(9, Math.round(change.probability * 10)),
          way: change.after > change.before ? 'up' : 'down',
          before: level(change.before),
          after: level(change.after),
          step,
        }),
      ),
    [changes, t, periodName, step],
  )
  const draw = useMemo(
    () =>
      seriesPicture({
        lines: [
          {
            name: hasRates ? t('trends.rate') : name,
            points: points.map(p => ({
              period: p.period,
              value: hasRates ? p.rate : p.count,
              isOpen: p.isOpen,
            })),
          },
        ],
        breaks: breaks.map(b => ({
          period: b.period,
          label: b.definition.change,
          comparable: b.definition.comparable,
        })),
        changes: changes.map((change, i) => ({ ...change, label: changeTexts[i]! })),
      }),
    [points, hasRates, name, breaks, changes, changeTexts, t],
  )
  const shown = points.filter(p => p.count !== null).length
  return (
    <>
      <Picture
        question={question}
        about={timeline}
        measure={`${t('trends.measure', { kind, step })}${hasRates ? `. ${t('trends.rate')}` : ''}`}
        figures={figures}
        draw={draw}
        sources={hasRates ? rateSources.map(source => t('trends.rate.source', { source })) : []}
        definitions={breaks.map(b => b.definition.definition)}
        notes={[
          undated ? t('trends.note.undated', { count: undated }) : '',
          points.some(p => p.isOpen) ? t('trends.note.open') : '',
          ...breaks.map(({ definition }, i) => breakText(t, write.partialDate, definition, i)),
        ].filter(Boolean)}
      />
      <section className="trends-changes" aria-label={t('trends.changes')}>
        <h3>{t('trends.changes')}</h3>
        {changeTexts.length > 0 ? (
          <ul>
            {changeTexts.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        ) : (
          <p>{t(shown < 8 ? 'trends.changes.few' : 'trends.changes.none')}</p>
        )}
        <p className="trends-how">{t('trends.changes.how')}</p>
      </section>
    </>
  )
}

/** From here on a change is told as almost certain. */
const almostSure = 0.99
const level = (mean: number) => (mean < 10 ? Math.round(mean * 10) / 10 : Math.round(mean))

const breakText = (
  t: ReturnType<typeof useText>,
  date: (text: string) => string,
  { since, change, comparable }: DefinitionAnswer,
  place: number,
) =>
  `${t('trends.break', { letter: letterOf(place), date: date(since), change })}${comparable ? '' : ` ${t('trends.break.parted')}`}`

/** Where definitions part a yearly series by a dimension. */
export function useBreaks(kind: string, dimension: string, years: readonly number[]) {
  const { data } = useFigure<{ definitions: (DefinitionAnswer & { withdrawnWhy: string | null })[] }>(
    'definitions',
    {},
  )
  return useMemo(
    () =>
      (data?.definitions ?? [])
        .filter(
          d =>
            d.kind === kind && d.withdrawnWhy === null && (d.dimension === null || d.dimension === dimension),
        )
        .map(d => ({ ...d, period: d.since.slice(0, 4) }))
        .filter(d => years.includes(Number(d.period)))
        .sort((a, b) => (a.since < b.since ? -1 : 1)),
    [data, kind, dimension, years],
  )
}
