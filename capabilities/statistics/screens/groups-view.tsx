import { useMemo } from 'react'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { bars } from '#platform/screens/figures/plots.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { findDimension, unknown } from '../statistics.entity.ts'
import type { Axis } from '../tables.ts'
import { type DimensionsAnswer, type TableAnswer, useFigure } from './answers.ts'
import { DimensionSelect } from './dimension-select.tsx'
import { matrix } from './matrix.ts'
import { useNames } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question, QuestionChange } from './question.ts'
import { AreaSelect } from './timeline-view.tsx'

const drawnRowsMax = 20
const drawnColumnsMax = 12

type Props = {
  question: Question
  ask: (change: QuestionChange) => void
  dimensions: DimensionsAnswer['dimensions']
}

/** One group or two against each other, as a picture and as a table. */
export function GroupsView({ question, ask, dimensions }: Props) {
  const t = useText()
  const { kind, rows, columns, filter, area } = question
  const answer = useFigure<TableAnswer>('table', { kind, rows, columns, filter, area })
  // A rate is of a year: of the one that is chosen, or of each row's own.
  const hasYear = columns === undefined && (rows === 'year' || question.filters.year?.length === 1)
  return (
    <>
      <div className="trends-choices no-print">
        <DimensionSelect
          label={t('statistics.rows')}
          kind={kind}
          dimensions={dimensions}
          value={rows}
          onChange={id => id && ask({ rows: id })}
        />
        <DimensionSelect
          label={t('statistics.columns')}
          kind={kind}
          dimensions={dimensions}
          value={columns}
          except={[rows]}
          none={t('statistics.columns.none')}
          onChange={id => ask({ columns: id })}
        />
        {hasYear && <AreaSelect question={question} ask={ask} />}
      </div>
      <Loaded query={answer} lines={10}>
        {table =>
          table.columns ? (
            <TwoWay question={question} table={table} />
          ) : (
            <OneWay question={question} table={table} />
          )
        }
      </Loaded>
    </>
  )
}

function OneWay({ question, table }: { question: Question; table: TableAnswer }) {
  const t = useText()
  const nameOf = useNames(table.labels)
  const { rows: axis, rowTotals, total, rates, rateSources } = table
  const title = t(`statistics.dimension.${axis.dimension}`)
  const figures = useMemo((): Figures => {
    const rows = placesOf(axis, rowTotals).map(i => ({
      group: nameOf(axis.dimension, axis.codes[i]!),
      count: rowTotals[i]!,
      share: rowTotals[i] === null || !total ? null : rowTotals[i]! / total,
      ...(rates.length > 0 && {
        rate: rowTotals[i] !== null && rates[i] === null ? t('trends.rate.none') : rates[i]!,
      }),
    }))
    return {
      columns: [
        { key: 'group', label: title, kind: 'text' },
        { key: 'count', label: t(`statistics.kind.${table.kind}`), kind: 'number' },
        { key: 'share', label: t('statistics.share'), kind: 'share' },
        ...(rates.length > 0 ? [{ key: 'rate', label: t('trends.rate'), kind: 'number' as const }] : []),
      ],
      rows,
    }
  }, [axis, rowTotals, total, rates, nameOf, title, t, table.kind])
  const draw = useMemo(
    () => bars(figures.rows.slice(0, drawnRowsMax), { label: 'group', value: 'count' }),
    [figures],
  )
  return (
    <Picture
      question={question}
      about={table}
      measure={t('statistics.measure.list', { kind: table.kind, rows: title })}
      figures={figures}
      draw={draw}
      sources={rateSources.map(source => t('trends.rate.source', { source }))}
      notes={useNotes(table, figures.rows.length > drawnRowsMax)}
    />
  )
}

function TwoWay({ question, table }: { question: Question; table: TableAnswer }) {
  const t = useText()
  const nameOf = useNames(table.labels)
  const { rows, columns, counts, rowTotals, columnTotals, total } = table
  const [rowTitle, columnTitle] = [rows, columns!].map(axis => t(`statistics.dimension.${axis.dimension}`))
  const [rowPlaces, columnPlaces] = useMemo(
    () => [placesOf(rows, rowTotals), placesOf(columns!, columnTotals)],
    [rows, columns, rowTotals, columnTotals],
  )
  const figures = useMemo((): Figures => {
    const body = rowPlaces.map(i => {
      const row: FigureRow = { row: nameOf(rows.dimension, rows.codes[i]!) }
      for (const j of columnPlaces) row[`c${j}`] = counts[i]![j]!
      row.total = rowTotals[i]!
      return row
    })
    const foot: FigureRow = { row: t('statistics.total'), total }
    for (const j of columnPlaces) foot[`c${j}`] = columnTotals[j]!
    return {
      columns: [
        { key: 'row', label: rowTitle!, kind: 'text' },
        ...columnPlaces.map(j => ({
          key: `c${j}`,
          label: nameOf(columns!.dimension, columns!.codes[j]!),
          kind: 'number' as const,
        })),
        { key: 'total', label: t('statistics.total'), kind: 'number' },
      ],
      rows: [...body, foot],
    }
  }, [rowPlaces, columnPlaces, rows, columns, counts, rowTotals, columnTotals, total, nameOf, rowTitle, t])
  const draw = useMemo(() => {
    const [drawnRows, drawnColumns] = [
      rowPlaces.slice(0, drawnRowsMax),
      columnPlaces.slice(0, drawnColumnsMax),
    ]
    return matrix({
      rows: drawnRows.map(i => nameOf(rows.dimension, rows.codes[i]!)),
      columns: drawnColumns.map(j => nameOf(columns!.dimension, columns!.codes[j]!)),
      counts: drawnRows.map(i => drawnColumns.map(j => counts[i]![j]!)),
      isTime: columns!.dimension === 'year',
    })
  }, [rowPlaces, columnPlaces, rows, columns, counts, nameOf])
  const isCut = rowPlaces.length > drawnRowsMax || columnPlaces.length > drawnColumnsMax
  return (
    <Picture
      question={question}
      about={table}
      measure={t('statistics.measure.table', { kind: table.kind, rows: rowTitle!, columns: columnTitle! })}
      figures={figures}
      draw={draw}
      notes={useNotes(table, isCut)}
    />
  )
}

function useNotes({ rows, columns, withheld }: TableAnswer, isCut: boolean): string[] {
  const t = useText()
  return [
    rows.multiple || columns?.multiple ? t('statistics.note.multiple') : '',
    columns && withheld > 0 ? t('statistics.note.dash') : '',
    isCut ? t('statistics.note.cut', { rows: drawnRowsMax }) : '',
  ].filter(Boolean)
}

/** Places of an axis as they are shown: in their own order where they have one, else largest first; unknown last. */
export function placesOf(axis: Axis, totals: readonly (number | null)[]): number[] {
  const places = axis.codes.map((_, i) => i)
  if (findDimension(axis.dimension)?.ordered) return places
  const rank = (i: number) => (axis.codes[i] === unknown ? -2 : (totals[i] ?? -1))
  return places.sort((a, b) => rank(b) - rank(a) || a - b)
}
