import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { findDimension, unknown } from '../statistics.entity.ts'
import {
  type ComparisonAnswer,
  type DimensionsAnswer,
  type DistrictsAnswer,
  type TimelineAnswer,
  useFigure,
} from './answers.ts'
import { DimensionSelect } from './dimension-select.tsx'
import { useNames } from './names.ts'
import { pairPicture } from './pair-picture.ts'
import { Picture } from './picture.tsx'
import type { Question, QuestionChange } from './question.ts'
import { AreaSelect } from './timeline-view.tsx'

const drawnMax = 15

type Props = {
  question: Question
  ask: (change: QuestionChange) => void
  dimensions: DimensionsAnswer['dimensions']
}

/** Two periods or two districts beside each other. */
export function CompareView({ question, ask, dimensions }: Props) {
  const t = useText()
  const { kind, by, filter } = question
  const rows = question.rows === 'year' ? 'sex' : question.rows
  const districts = useFigure<DistrictsAnswer>('districts', {})
  const years = useFigure<TimelineAnswer>('timeline', { kind, filter }, by === 'period')
  const full = (years.data?.points ?? []).filter(p => !p.isOpen).map(p => p.period)
  const offered = districts.data?.districts ?? []
  const [firstA, firstB] = by === 'period' ? [full.at(-2), full.at(-1)] : [offered[0]?.code, offered[1]?.code]
  const fits = (side: string | undefined) =>
    side !== undefined && /^\d/.test(side) === (by === 'period') ? side : undefined
  const [a, b] = [fits(question.a) ?? firstA, fits(question.b) ?? firstB]
  const answer = useFigure<ComparisonAnswer>(
    'comparison',
    { kind, rows, by, a, b, area: question.area, filter },
    a !== undefined && b !== undefined,
  )
  const isKnown = by === 'period' ? years.isSuccess : districts.isSuccess
  return (
    <>
      <div className="trends-choices no-print">
        <SegmentedControl
          aria-label={t('trends.by')}
          value={by}
          onChange={chosen =>
            ask({ by: chosen === 'district' ? 'district' : 'period', a: undefined, b: undefined })
          }
          data={(['period', 'district'] as const).map(value => ({ value, label: t(`trends.by.${value}`) }))}
        />
        <DimensionSelect
          label={t('statistics.rows')}
          kind={kind}
          dimensions={dimensions}
          value={rows}
          except={['year']}
          onChange={id => id && ask({ rows: id })}
        />
        {(['a', 'b'] as const).map(side => {
          const value = (side === 'a' ? a : b) ?? ''
          const label = t(`trends.side.${side}`)
          return by === 'period' ? (
            <PeriodInput
              key={`${side} ${value}`}
              label={label}
              value={value}
              onChange={one => ask({ [side]: one })}
            />
          ) : (
            <Select
              key={side}
              label={label}
              value={value}
              allowDeselect={false}
              checkIconPosition="right"
              data={offered.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={one => ask({ [side]: one ?? undefined })}
            />
          )
        })}
        {by === 'period' && <AreaSelect question={question} ask={ask} />}
      </div>
      {isKnown && (a === undefined || b === undefined) ? (
        <EmptyState title={t(`trends.nothingToCompare.${by}`)}>
          {t(`trends.nothingToCompare.${by}.text`)}
        </EmptyState>
      ) : (
        <Loaded query={answer} lines={10}>
          {comparison => <PairPicture question={{ ...question, rows }} comparison={comparison} />}
        </Loaded>
      )}
    </>
  )
}

/** A year, or a first and a last one. */
function PeriodInput(props: { label: string; value: string; onChange: (period: string) => void }) {
  const t = useText()
  const [text, setText] = useState(props.value)
  const period = text.trim().replace(/\s*[–—-]\s*/, '-')
  const isPeriod = /^\d{4}(-\d{4})?$/.test(period)
  const done = () => isPeriod && period !== props.value && props.onChange(period)
  return (
    <TextInput
      label={props.label}
      description={t('trends.period.hint')}
      value={text}
      inputMode="text"
      error={isPeriod || text === '' ? undefined : t('trends.period.wrong')}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={event => event.key === 'Enter' && done()}
    />
  )
}

function PairPicture({ question, comparison }: { question: Question; comparison: ComparisonAnswer }) {
  const t = useText()
  const write = useFormats()
  const nameOf = useNames(comparison.labels)
  const { lines, sums, breaks, rateSources, by } = comparison
  const sideName = (code: string) => nameOf(by === 'period' ? 'period' : 'district', code)
  const [nameA, nameB] = [sideName(comparison.a), sideName(comparison.b)]
  const dimension = question.rows
  const ordered = useMemo(() => {
    if (findDimension(dimension)?.ordered) return lines
    const rank = (line: (typeof lines)[number]) =>
      line.code === unknown ? -2 : Math.max(line.a ?? -1, line.b ?? -1)
    return [...lines].sort((x, y) => rank(y) - rank(x))
  }, [lines, dimension])
  const hasRates = rateSources.length > 0 && [...lines, sums].some(l => l.rateA !== null || l.rateB !== null)
  const figures = useMemo((): Figures => {
    const rowOf = (name: string, line: typeof sums): FigureRow => ({
      name,
      a: line.a,
      b: line.b,
      difference: line.difference,
      ...(hasRates && {
        rateA: line.a !== null && line.rateA === null ? t('trends.rate.none') : line.rateA,
        rateB: line.b !== null && line.rateB === null ? t('trends.rate.none') : line.rateB,
      }),
    })
    return {
      columns: [
        { key: 'name', label: t(`statistics.dimension.${dimension}`), kind: 'text' },
        { key: 'a', label: nameA, kind: 'number' },
        { key: 'b', label: nameB, kind: 'number' },
        { key: 'difference', label: t('trends.difference'), kind: 'number' },
        ...(hasRates
          ? [
              { key: 'rateA', label: t('trends.rate.side', { side: nameA }), kind: 'number' as const },
              { key: 'rateB', label: t('trends.rate.side', { side: nameB }), kind: 'number' as const },
            ]
          : []),
      ],
      rows: [
        ...ordered.map(line => rowOf(nameOf(dimension, line.code), line)),
        ...(lines.length > 0 ? [rowOf(t('statistics.total'), sums)] : []),
      ],
    }
  }, [ordered, lines.length, sums, nameA, nameB, hasRates, nameOf, dimension, t])
  const draw = useMemo(
    () =>
      pairPicture({
        lines: ordered
          .slice(0, drawnMax)
          .map(line => ({ name: nameOf(dimension, line.code), a: line.a, b: line.b })),
        nameA,
        nameB,
      }),
    [ordered, nameOf, dimension, nameA, nameB],
  )
  return (
    <Picture
      question={question}
      about={comparison}
      measure={t('trends.measure.compare', {
        kind: comparison.kind,
        rows: t(`statistics.dimension.${dimension}`),
        a: nameA,
        b: nameB,
      })}
      figures={figures}
      draw={draw}
      sources={hasRates ? rateSources.map(source => t('trends.rate.source', { source })) : []}
      definitions={breaks.map(b => b.definition)}
      notes={[
        t('trends.note.pairs', { a: nameA, b: nameB }),
        t('trends.note.difference'),
        findDimension(dimension)?.multiple ? t('statistics.note.multiple') : '',
        ordered.length > drawnMax ? t('statistics.note.cut', { rows: drawnMax }) : '',
        ...breaks.map(b => t('trends.break.between', { date: write.partialDate(b.since), change: b.change })),
      ].filter(Boolean)}
    />
  )
}
