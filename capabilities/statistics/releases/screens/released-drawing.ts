import type { Draw } from '#platform/screens/figures/drawing.ts'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { bars, lines } from '#platform/screens/figures/plots.ts'
import { matrix } from '../../screens/matrix.ts'
import type { ReleasedPicture } from '../picture.rules.ts'
import type { useCodeNames } from './answers.ts'

/** A picture as it is drawn, with the figures behind it and what the reader should know of it. */
export interface ReleasedDrawing {
  figures: Figures
  draw: Draw
  notes: readonly string[]
}

/** Bars, lines or shades of a released table. @param count what its numbers are called */
export function chartDrawing(
  { kind, dimensions, codes, points }: ReleasedPicture,
  name: ReturnType<typeof useCodeNames>,
  count: string,
): ReleasedDrawing {
  const [first, second] = dimensions as [string, string | undefined]
  const nameOf = (i: number, code: string) => name.code(dimensions[i]!, code)
  const columns: Figures['columns'] = [
    { key: 'label', label: name.dimension(first), kind: 'text' },
    ...(second === undefined
      ? [{ key: 'c0', label: count, kind: 'number' as const }]
      : codes[1]!.map((code, i) => ({ key: `c${i}`, label: nameOf(1, code), kind: 'number' as const }))),
  ]
  const width = second === undefined ? 1 : codes[1]!.length
  const rows = codes[0]!.map((code, i): FigureRow => {
    const row: FigureRow = { label: nameOf(0, code) }
    for (let n = 0; n < width; n++) row[`c${n}`] = points[i * width + n]!.count
    return row
  })
  const drawn = (draw: Draw) => ({ figures: { columns, rows }, draw, notes: [] })
  if (kind === 'bars') return drawn(bars(rows, { label: 'label', value: 'c0' }))
  if (kind === 'matrix')
    return drawn(
      matrix({
        rows: codes[0]!.map(code => nameOf(0, code)),
        columns: codes[1]!.map(code => nameOf(1, code)),
        counts: codes[0]!.map((_, i) => points.slice(i * width, (i + 1) * width).map(p => p.count)),
        isTime: false,
      }),
    )
  const long = points.map(point => ({
    time: point.codes[0]!,
    value: point.count,
    series: second === undefined ? '' : nameOf(1, point.codes[1]!),
  }))
  return drawn(
    lines(long, { time: 'time', value: 'value', ...(second !== undefined && { series: 'series' }) }),
  )
}
