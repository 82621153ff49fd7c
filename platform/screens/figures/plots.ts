import { type Draw, type DrawingPlace, narrowPixels } from './drawing.ts'
import type { FigureRow } from './figure.ts'

const fontPixels = 13
export const labelGapPixels = 16

type Row = { label: string; value: number | null }

/**
 * Horizontal bars, as long as the figure, in the order of the rows. A withheld figure stands as words.
 */
export function bars(
  rows: readonly FigureRow[],
  at: { label: string; value: string; share?: boolean },
): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write, rightToLeft } = place
    const data = rows.map(row => ({
      label: String(row[at.label] ?? ''),
      value: row[at.value] as number | null,
    }))
    const long = Math.max(...data.map(row => row.label.length), 4)
    // On a phone the label stands above its bar, so that it need not be cut.
    const above = place.width < narrowPixels && long * 7 > place.width * 0.3
    const labelWidth = above ? 2 : Math.min(place.width * 0.42, long * 7 + 16)
    const [marginLeft, marginRight] = rightToLeft ? [64, labelWidth] : [labelWidth, 64]
    // Away from where the bars begin.
    const onward = rightToLeft ? -1 : 1
    const rowPixels = above ? 48 : 32
    const written = (value: number | null) =>
      value === null ? place.withheld : at.share ? write.share(value) : write.number(value)
    const shared = { y: 'label', textAnchor: rightToLeft ? 'end' : 'start' } as const
    return svgOf(
      Plot.plot({
        ...base(place),
        marginLeft,
        marginRight,
        marginTop: 4,
        marginBottom: 4,
        height: data.length * rowPixels + 8,
        x: {
          axis: null,
          domain: [0, Math.max(...data.map(row => row.value ?? 0), 1e-9)],
          reverse: rightToLeft,
        },
        y: {
          domain: data.map(row => row.label),
          axis: above ? null : rightToLeft ? 'right' : 'left',
          label: null,
          tickSize: 0,
          tickPadding: 8,
          padding: 0.28,
        },
        marks: [
          Plot.barX(
            data.filter(row => row.value !== null),
            { x: 'value', y: 'label', fill: colours.blue, insetTop: above ? 16 : 0 },
          ),
          Plot.text(data, {
            ...shared,
            x: (row: Row) => row.value ?? 0,
            text: (row: Row) => written(row.value),
            fill: (row: Row) => (row.value === null ? colours.dim : colours.ink),
            dx: 6 * onward,
            dy: above ? 8 : 0,
          }),
          ...(above
            ? [
                Plot.text(data, {
                  ...shared,
                  x: 0,
                  text: 'label',
                  fill: colours.ink,
                  dx: 6 * onward,
                  dy: -12,
                }),
              ]
            : []),
          Plot.ruleX([0], { stroke: colours.edge }),
        ],
      }),
      labelWidth,
    )
  }
}

/**
 * Lines over years, each named at its end. A withheld figure is a gap.
 * @param at `time` is a column of years or ISO dates; `series` names the line
 */
export function lines(
  rows: readonly FigureRow[],
  at: { time: string; value: string; series?: string },
): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write } = place
    const names =
      at.series === undefined ? [''] : [...new Set(rows.map(row => String(row[at.series ?? ''] ?? '')))]
    const data = rows.map(row => ({
      time: new Date(String(row[at.time])),
      value: (row[at.value] ?? Number.NaN) as number,
      name: at.series === undefined ? '' : String(row[at.series] ?? ''),
    }))
    const height = Math.max(260, Math.min(400, place.width * 0.5))
    const most = Math.max(...data.map(row => row.value || 0), 1e-9)
    const ends = endsOf(names, data, (labelGapPixels * most) / (height - 60))
    const marginRight = roomForNames(names, place.width)
    const colourOf = (row: { name: string }) => colours.kinds[names.indexOf(row.name) % colours.kinds.length]
    return svgOf(
      Plot.plot({
        ...base(place),
        height,
        marginLeft: 52,
        marginRight,
        marginBottom: 34,
        x: { type: 'utc', label: null, tickSize: 0, ticks: Math.max(2, Math.floor(place.width / 110)) },
        y: {
          label: null,
          tickSize: 0,
          ticks: 5,
          tickFormat: (value: number) => write.number(value),
          zero: true,
          nice: true,
        },
        marks: [
          Plot.gridY({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
          Plot.ruleY([0], { stroke: colours.edge }),
          Plot.lineY(data, {
            x: 'time',
            y: 'value',
            z: 'name',
            stroke: colourOf,
            strokeWidth: 2.25,
            curve: 'linear',
          }),
          Plot.dot(data, { x: 'time', y: 'value', fill: colourOf, r: 2.5 }),
          Plot.text(ends, namesAtEnds(marginRight, colourOf)),
        ],
      }),
    )
  }
}

/** Room to the right of lines for their names, in pixels; on a phone a third of the picture at most. */
export const roomForNames = (names: readonly string[], width: number): number =>
  Math.min(width * 0.34, Math.max(...names.map(name => name.length)) * 7.4 + 24)

/**
 * The last point of each line, with a place for its name, so that names do not lie on each other.
 * @param gap least distance of two names, in units of the value
 */
export function endsOf<T extends { name: string; value: number }>(
  names: readonly string[],
  points: readonly T[],
  gap: number,
): (T & { labelAt: number })[] {
  let floor = Number.NEGATIVE_INFINITY
  return names
    .flatMap(name => points.filter(point => point.name === name && !Number.isNaN(point.value)).slice(-1))
    .sort((a, b) => a.value - b.value)
    .map(end => {
      const labelAt = Math.max(end.value, floor)
      floor = labelAt + gap
      return { ...end, labelAt }
    })
}

/** How names are written at the ends of lines. A long one is cut on a phone; the table has it whole. */
export const namesAtEnds = (room: number, fill: (end: { name: string }) => string | undefined) =>
  ({
    x: 'time',
    y: 'labelAt',
    text: 'name',
    title: 'name',
    fill,
    textAnchor: 'start',
    dx: 8,
    fontWeight: 600,
    lineWidth: (room - 12) / fontPixels,
    textOverflow: 'ellipsis',
  }) as const

export const base = ({ width, colours, fontFamily }: DrawingPlace) => ({
  width,
  style: {
    background: 'transparent',
    color: colours.ink,
    fontFamily,
    fontSize: `${fontPixels}px`,
    overflow: 'visible',
  },
})

/**
 * The drawing without what Plot puts around it. Labels of a band are written in their own script's direction,
 * the axis itself stays where it is: time runs from left to right for every reader.
 */
export function svgOf(plot: Element, labelWidth?: number): SVGSVGElement {
  const svg = plot instanceof SVGSVGElement ? plot : [...plot.querySelectorAll('svg')].at(-1)
  if (svg === undefined) throw new Error('The chart came without a drawing.')
  // A mirrored page would mirror text anchors too.
  svg.setAttribute('direction', 'ltr')
  svg.style.direction = 'ltr'
  if (labelWidth !== undefined) shorten(svg, labelWidth)
  return svg
}

function shorten(svg: SVGSVGElement, labelWidth: number): void {
  const lengthMax = Math.floor((labelWidth - 12) / 6.6)
  for (const label of svg.querySelectorAll('[aria-label="y-axis tick label"] text')) {
    const text = label.textContent ?? ''
    if (text.length <= lengthMax) continue
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title')
    title.textContent = text
    label.textContent = `${text.slice(0, lengthMax - 1)}…`
    label.append(title)
  }
}
