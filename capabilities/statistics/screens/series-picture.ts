import type { Draw } from '#platform/screens/figures/drawing.ts'
import {
  base,
  endsOf,
  labelGapPixels,
  namesAtEnds,
  roomForNames,
  svgOf,
} from '#platform/screens/figures/plots.ts'

/** Counts at equal steps; null is withheld and leaves a gap. Periods are '2024', '2024-Q1' or '2024-01'. */
export interface DrawnSeries {
  lines: readonly {
    name: string
    points: readonly { period: string; value: number | null; isOpen?: boolean }[]
  }[]
  /** Where a definition began; no line is drawn across one that cannot be compared. */
  breaks?: readonly { period: string; label: string; comparable: boolean }[]
  /** Where the level changed, between two periods, with the sentence that says so. */
  changes?: readonly { from: string; to: string; label: string }[]
  /** How a figure is written, e.g. as a rate. */
  writeValue?: (value: number) => string
}

interface Point {
  time: Date
  value: number
  name: string
  part: string
  isOpen: boolean
}

/** Lines over time: parted at breaks of definition, which are marked and numbered; bands where the level changed. */
export function seriesPicture({ lines, breaks = [], changes = [], writeValue }: DrawnSeries): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write, width } = place
    const written = writeValue ?? write.number
    const names = lines.map(line => line.name)
    const parting = breaks.filter(b => !b.comparable).map(b => b.period)
    const points: Point[] = lines.flatMap(({ name, points }) =>
      points.map(({ period, value, isOpen = false }) => ({
        time: startOf(period),
        value: value ?? Number.NaN,
        name,
        part: `${name} ${parting.filter(at => at <= period).length}`,
        isOpen,
      })),
    )
    const height = Math.max(270, Math.min(420, width * 0.5))
    const most = Math.max(...points.map(point => point.value || 0), 1e-9)
    const isSingle = names.length === 1
    const ends = isSingle ? [] : endsOf(names, points, (labelGapPixels * most) / (height - 70))
    const marginRight = isSingle ? 20 : roomForNames(names, width)
    const colourOf = ({ name }: { name: string }) => colours.kinds[names.indexOf(name) % colours.kinds.length]
    const top = 22
    return svgOf(
      Plot.plot({
        ...base(place),
        height,
        marginLeft: 56,
        marginRight,
        marginTop: top,
        marginBottom: 34,
        x: { type: 'utc', label: null, tickSize: 0, ticks: Math.max(2, Math.floor(width / 110)) },
        y: { label: null, tickSize: 0, ticks: 5, tickFormat: written, zero: true, nice: true },
        marks: [
          Plot.rectX(
            changes.map(({ from, to, label }) => ({ x1: startOf(from), x2: startOf(nextOf(to)), label })),
            { x1: 'x1', x2: 'x2', fill: colours.blue, fillOpacity: 0.13, title: 'label' },
          ),
          Plot.gridY({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
          Plot.ruleY([0], { stroke: colours.edge }),
          ...breaks.map(b =>
            Plot.ruleX([startOf(b.period)], {
              stroke: colours.ink,
              strokeDasharray: b.comparable ? '1 4' : '5 3',
              title: () => b.label,
            }),
          ),
          Plot.text(breaks, {
            x: b => startOf(b.period),
            frameAnchor: 'top',
            dy: -14,
            text: (_, i) => letterOf(i),
            fill: colours.ink,
            fontWeight: 700,
          }),
          Plot.lineY(points, { x: 'time', y: 'value', z: 'part', stroke: colourOf, strokeWidth: 2.25 }),
          // What is not over yet is hollow.
          Plot.dot(points, {
            x: 'time',
            y: 'value',
            r: points.length > 80 ? 1.6 : 3,
            fill: point => (point.isOpen ? colours.ground : colourOf(point)),
            stroke: colourOf,
            title: point => `${place.write.partialDate(isoOf(point.time))}: ${written(point.value)}`,
          }),
          Plot.text(ends, namesAtEnds(marginRight, colourOf)),
        ],
      }),
    )
  }
}

/** The letter that names a break in the picture and in the notes under it. */
export const letterOf = (place: number): string => String.fromCharCode(65 + (place % 26))

function startOf(period: string): Date {
  const [, quarter] = /Q(\d)$/.exec(period) ?? []
  const year = period.slice(0, 4)
  const month = quarter ? (Number(quarter) - 1) * 3 + 1 : Number(period.slice(5, 7) || 1)
  return new Date(Date.UTC(Number(year), month - 1, 1))
}

/** The period after one. */
function nextOf(period: string): string {
  const [year, quarter] = [Number(period.slice(0, 4)), Number(/Q(\d)$/.exec(period)?.[1] ?? 0)]
  if (quarter) return quarter === 4 ? `${year + 1}-Q1` : `${year}-Q${quarter + 1}`
  if (period.length === 4) return String(year + 1)
  const month = Number(period.slice(5))
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

const isoOf = (time: Date) => time.toISOString().slice(0, time.getUTCMonth() === 0 ? 4 : 7)
