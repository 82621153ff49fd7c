import type { Draw } from '#platform/screens/figures/drawing.ts'
import { base, svgOf } from '#platform/screens/figures/plots.ts'

export type MatrixData = {
  rows: readonly string[]
  columns: readonly string[]
  /** Row by row; null is withheld. */
  counts: readonly (readonly (number | null)[])[]
}

const rowPixels = 34
const columnPixelsMin = 44

/**
 * A two-way table as shades, each with its number: light is few, dark is many. A withheld count is an open cell with a
 * dash, so that nobody takes it for zero.
 */
export function matrix({ rows, columns, counts }: MatrixData): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write, width } = place
    const longestRow = Math.max(...rows.map(row => row.length), 4)
    const marginLeft = Math.min(width * 0.34, longestRow * 7 + 14)
    // Where columns are too narrow for their names, the names stand upright.
    const columnPixels = (width - marginLeft - 8) / Math.max(1, columns.length)
    const longest = Math.max(...columns.map(column => column.length), 1)
    const isUpright = longest * 6.6 > columnPixels
    const marginTop = isUpright ? Math.min(150, longest * 6.4 + 16) : 30
    const cells = rows.flatMap((row, i) =>
      columns.map((column, j) => ({ row, column, count: counts[i]![j] ?? null })),
    )
    const most = Math.max(...cells.map(cell => cell.count ?? 0), 1)
    const step = (count: number) =>
      Math.min(colours.amounts.length - 1, Math.floor(Math.sqrt(count / most) * colours.amounts.length))
    const fill = (cell: { count: number | null }) =>
      cell.count ? (colours.amounts[step(cell.count)] ?? colours.blue) : 'transparent'
    const isDark = (cell: { count: number | null }) =>
      cell.count !== null && cell.count > 0 && luminance(fill(cell)) < 0.42
    const shown = columnPixels >= columnPixelsMin * 0.6
    return svgOf(
      Plot.plot({
        ...base(place),
        marginLeft,
        marginRight: 8,
        marginTop,
        marginBottom: 4,
        height: rows.length * rowPixels + marginTop + 4,
        x: {
          domain: columns,
          axis: 'top',
          label: null,
          tickSize: 0,
          padding: 0.04,
          ...(isUpright ? { tickRotate: -90 } : {}),
          tickFormat: (name: string) => cut(name, isUpright ? 22 : Math.floor(columnPixels / 6.2)),
        },
        y: { domain: rows, label: null, tickSize: 0, tickPadding: 8, padding: 0.06 },
        marks: [
          Plot.cell(cells, {
            x: 'column',
            y: 'row',
            fill,
            stroke: colours.line,
            strokeDasharray: (cell: { count: number | null }) => (cell.count === null ? '3 3' : 'none'),
            rx: 2,
          } as never),
          ...(shown
            ? [
                Plot.text(cells, {
                  x: 'column',
                  y: 'row',
                  text: (cell: { count: number | null }) =>
                    cell.count === null ? '–' : write.number(cell.count),
                  fill: (cell: { count: number | null }) =>
                    cell.count === null ? colours.dim : isDark(cell) ? colours.ground : colours.ink,
                  title: (cell: (typeof cells)[number]) =>
                    `${cell.row}, ${cell.column}: ${cell.count === null ? place.withheld : write.number(cell.count)}`,
                }),
              ]
            : []),
        ],
      }),
      marginLeft,
    )
  }
}

const cut = (text: string, lengthMax: number) =>
  text.length > lengthMax ? `${text.slice(0, Math.max(1, lengthMax - 1))}…` : text

/** Relative luminance of #rrggbb, roughly as the eye sees it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  return 0.2126 * (r ?? 1) + 0.7152 * (g ?? 1) + 0.0722 * (b ?? 1)
}
