import { useMemo } from 'react'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { unknown } from '../statistics.entity.ts'
import { type DimensionsAnswer, type SeriesAnswer, useFigure } from './answers.ts'
import { DimensionSelect } from './dimension-select.tsx'
import { useNames } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question, QuestionChange } from './question.ts'
import { letterOf, seriesPicture } from './series-picture.ts'
import { TimelineChoices, TimelineView, useBreaks } from './timeline-view.tsx'

const drawnLinesMax = 6

type Props = {
  question: Question
  ask: (change: QuestionChange) => void
  dimensions: DimensionsAnswer['dimensions']
}

/** Counts over time: all of them by year, quarter or month, or by year one line for each value of a dimension. */
export function SeriesView({ question, ask, dimensions }: Props) {
  const t = useText()
  const { kind, lines, filter } = question
  const answer = useFigure<SeriesAnswer>('series', { kind, lines, filter }, lines !== undefined)
  return (
    <>
      <div className="trends-choices no-print">
        <DimensionSelect
          label={t('statistics.lines')}
          kind={kind}
          dimensions={dimensions}
          value={lines}
          except={['year']}
          none={t('statistics.lines.none')}
          onChange={id => ask({ lines: id })}
        />
        {lines === undefined && <TimelineChoices question={question} ask={ask} />}
      </div>
      {lines === undefined ? (
        <TimelineView question={question} />
      ) : (
        <Loaded query={answer} lines={10}>
          {series => <SeriesPicture question={question} series={series} />}
        </Loaded>
      )}
    </>
  )
}

function SeriesPicture({ question, series }: { question: Question; series: SeriesAnswer }) {
  const t = useText()
  const nameOf = useNames(series.labels)
  const { years, totals, kind, undated } = series
  const dimension = series.lines.length > 0 ? (question.lines ?? '') : ''
  const named = useMemo(
    () =>
      series.lines.map(line => ({ ...line, name: nameOf(dimension, line.code), sum: sumOf(line.counts) })),
    [series.lines, nameOf, dimension],
  )
  const figures = useMemo((): Figures => {
    const rows = years.map((year, i) => {
      const row: FigureRow = { year: String(year) }
      named.forEach((line, n) => {
        row[`l${n}`] = line.counts[i]!
      })
      row.total = totals[i]!
      return row
    })
    return {
      columns: [
        { key: 'year', label: t('statistics.dimension.year'), kind: 'text' },
        ...named.map((line, n) => ({ key: `l${n}`, label: line.name, kind: 'number' as const })),
        {
          key: 'total',
          label: named.length > 0 ? t('statistics.total') : t(`statistics.kind.${kind}`),
          kind: 'number',
        },
      ],
      rows,
    }
  }, [years, totals, named, kind, t])
  const drawn = useMemo(
    () =>
      named
        .filter(line => line.code !== unknown && line.sum > 0)
        .sort((a, b) => b.sum - a.sum)
        .slice(0, drawnLinesMax),
    [named],
  )
  const breaks = useBreaks(kind, dimension, years)
  const draw = useMemo(() => {
    const of = drawn.length > 0 ? drawn : [{ name: t(`statistics.kind.${kind}`), counts: totals }]
    const lines = of.map(({ name, counts }) => ({
      name,
      points: years.map((year, i) => ({ period: String(year), value: counts[i]! })),
    }))
    return seriesPicture({ lines, breaks: breaks.map(b => ({ ...b, label: b.change })) })
  }, [drawn, years, totals, kind, t, breaks])
  const title = dimension ? t(`statistics.dimension.${dimension}`) : ''
  return (
    <Picture
      question={question}
      about={series}
      measure={
        dimension
          ? t('statistics.measure.seriesBy', { kind, lines: title })
          : t('statistics.measure.series', { kind })
      }
      figures={figures}
      draw={draw}
      notes={[
        undated ? t('statistics.note.undated', { count: undated }) : '',
        named.length > drawn.length && drawn.length > 0
          ? t('statistics.note.lines', { count: drawnLinesMax })
          : '',
        ...breaks.map((b, i) => t('trends.break', { letter: letterOf(i), date: b.period, change: b.change })),
      ].filter(Boolean)}
      definitions={breaks.map(b => b.definition)}
    />
  )
}

const sumOf = (counts: readonly (number | null)[]) => counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)
