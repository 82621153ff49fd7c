import type { Draw } from '#platform/screens/figures/drawing.ts'
import { base, svgOf } from '#platform/screens/figures/plots.ts'

export type MatrixData = {
  rows: readonly string[]
  columns: readonly string[]
  /** Row by row; null is withheld. */
  counts: readonly (readonly (number | null)[])[]
  /** Columns are years: they run from left to right for every reader. */
  isTime: boolean
}

type Cell = { row: string; column: string; count: number | null }

const rowPixels = 34
const letterPixels = 6.8
const columnPixelsMin = 58
const headerLinesMax = 3

/**
 * A two-way table as shades, each with its number: light is few, dark is many. A withheld count is an open cell with a
 * dash, so that nobody takes it for zero.
 */
export function matrix({ rows, columns, counts, isTime }: MatrixData): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write, width } = place
    const isRtl = document.documentElement.dir === 'rtl'
    const longestRow = Math.max(...rows.map(row => row.length), 4)
    const marginRows = Math.min(width * 0.34, longestRow * 7 + 14)
    const columnPixels = (width - marginRows - 4) / Math.max(1, columns.length)
    // Where columns are too narrow for words, their names stand upright.
    const isUpright =
      columnPixels < columnPixelsMin && columns.some(name => name.length * letterPixels > columnPixels)
    const headers = new Map(
      columns.map(name => [
        name,
        isUpright ? cut(name, 22) : wrapped(name, Math.floor((columnPixels - 6) / letterPixels)),
      ]),
    )
    const headerLines = Math.max(...[...headers.values()].map(header => header.split('\n').length), 1)
    const longest = Math.max(...[...headers.values()].map(header => header.length), 1)
    const marginTop = isUpright ? longest * 6.6 + 14 : headerLines * 17 + 12
    const cells: Cell[] = rows.flatMap((row, i) =>
      columns.map((column, j) => ({ row, column, count: counts[i]![j] ?? null })),
    )
    const most = Math.max(...cells.map(cell => cell.count ?? 0), 1)
    const step = (count: number) =>
      Math.min(colours.amounts.length - 1, Math.floor(Math.sqrt(count / most) * colours.amounts.length))
    const fill = ({ count }: Cell) =>
      count ? (colours.amounts[step(count)] ?? colours.blue) : colours.ground
    const ink = (cell: Cell) =>
      cell.count === null ? colours.dim : clearer(fill(cell), colours.ink, colours.ground)
    const at = { x: 'column', y: 'row' } as const
    const mirrored = isRtl && !isTime
    return svgOf(
      Plot.plot({
        ...base(place),
        marginLeft: isRtl ? 4 : marginRows,
        marginRight: isRtl ? marginRows : 4,
        marginTop,
        marginBottom: 4,
        height: rows.length * rowPixels + marginTop + 4,
        x: {
          domain: mirrored ? [...columns].reverse() : columns,
          axis: 'top',
          label: null,
          tickSize: 0,
          padding: 0.04,
          ...(isUpright ? { tickRotate: -90 } : {}),
          tickFormat: (name: string) => headers.get(name) ?? name,
        },
        y: {
          domain: rows,
          axis: isRtl ? 'right' : 'left',
          label: null,
          tickSize: 0,
          tickPadding: 8,
          padding: 0.06,
        },
        marks: [
          Plot.cell(
            cells.filter(cell => cell.count !== null),
            { ...at, fill, stroke: colours.line, rx: 2 },
          ),
          Plot.cell(
            cells.filter(cell => cell.count === null),
            { ...at, fill: 'none', stroke: colours.edge, strokeDasharray: '2 3', rx: 2 },
          ),
          Plot.text(cells, {
            ...at,
            text: (cell: Cell) => (cell.count === null ? '–' : write.number(cell.count)),
            fill: ink,
            title: (cell: Cell) =>
              `${cell.row}, ${cell.column}: ${cell.count === null ? place.withheld : write.number(cell.count)}`,
          }),
        ],
      }),
      marginRows,
    )
  }
}

const cut = (text: string, lengthMax: number) =>
  text.length > lengthMax ? `${text.slice(0, Math.max(1, lengthMax - 1))}…` : text

/** A name on as many lines as it needs, at most three. */
function wrapped(text: string, lengthMax: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > lengthMax) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  if (lines.length > headerLinesMax)
    lines.splice(headerLinesMax - 1, lines.length, `${lines[headerLinesMax - 1]} …`)
  return lines.map(one => cut(one, lengthMax)).join('\n')
}

/** Of two inks the one that stands out more from a ground (WCAG contrast). */
function clearer(ground: string, one: string, other: string): string {
  const contrast = (ink: string) => {
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a) as [number, number]
    return (light + 0.05) / (dark + 0.05)
  }
  return contrast(one) >= contrast(other) ? one : other
}

/** Relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
