import type { PublishedList, PublishedTable, Shown } from './published.ts'
import type { Axis } from './tables.ts'

/**
 * A table as lines of a file: codes and labels of both axes, the count and whether it is shown. Totals carry `_T`.
 * A withheld count is an empty field and says so beside it, so that nobody takes it for 0.
 * @param labelsOf labels of an axis by code; codes without one stand for themselves
 */
export function tableAsRows(
  table: PublishedTable | PublishedList,
  labelsOf: (axis: Axis) => Record<string, string>,
): string[][] {
  const line = (rowCode: string, rowLabel: string, rest: string[], count: Shown) => [
    rowCode,
    rowLabel,
    ...rest,
    count === null ? '' : String(count),
    count === null ? 'withheld' : 'shown',
  ]
  const total = '_T'
  if ('axis' in table) {
    const { axis, counts } = table
    const labels = labelsOf(axis)
    return [
      [axis.dimension, `${axis.dimension}.label`, 'count', 'status'],
      ...axis.codes.map((code, i) => line(code, labels[code] ?? code, [], counts[i]!)),
      line(total, total, [], table.total),
    ]
  }
  const { rows, columns } = table
  const [rowLabels, columnLabels] = [labelsOf(rows), labelsOf(columns)]
  const columnParts = columns.codes.map(code => [code, columnLabels[code] ?? code])
  return [
    [
      rows.dimension,
      `${rows.dimension}.label`,
      columns.dimension,
      `${columns.dimension}.label`,
      'count',
      'status',
    ],
    ...rows.codes.flatMap((code, i) => [
      ...columnParts.map((parts, j) => line(code, rowLabels[code] ?? code, parts, table.counts[i]![j]!)),
      line(code, rowLabels[code] ?? code, [total, total], table.rowTotals[i]!),
    ]),
    ...columnParts.map((parts, j) => line(total, total, parts, table.columnTotals[j]!)),
    line(total, total, [total, total], table.total),
  ]
}
