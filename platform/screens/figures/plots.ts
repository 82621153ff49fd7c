import type { Draw, DrawingPlace } from './drawing.ts'
import type { FigureRow } from './figure.ts'

const fontPixels = 13

/**
 * Horizontal bars, as long as the figure, in the order of the rows. A withheld figure stands as words.
 * @param kind a text column that colours the bars, in the order of first sight
 */
export function bars(
  rows: readonly FigureRow[],
  at: { label: string; value: string; share?: boolean },
): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write } = place
    const data = rows.map(row => ({
      label: String(row[at.label] ?? ''),
      value: row[at.value] as number | null,
    }))
    const long = Math.max(...data.map(row => row.label.length), 4)
    const marginLeft = Math.min(place.width * 0.42, long * 7 + 16)
    const written = (value: number | null) =>
      value === null ? place.withheld : at.share ? write.share(value) : write.number(value)
    return svgOf(
      Plot.plot({
        ...base(place),
        marginLeft,
        marginRight: 64,
        marginTop: 4,
        marginBottom: 4,
        height: data.length * 32 + 8,
        x: { axis: null, domain: [0, Math.max(...data.map(row => row.value ?? 0), 1e-9)] },
        y: { domain: data.map(row => row.label), label: null, tickSize: 0, tickPadding: 8, padding: 0.28 },
        marks: [
          Plot.barX(
            data.filter(row => row.value !== null),
            { x: 'value', y: 'label', fill: colours.blue },
          ),
          Plot.text(data, {
            x: (row: (typeof data)[number]) => row.value ?? 0,
            y: 'label',
            text: (row: (typeof data)[number]) => written(row.value),
            fill: (row: (typeof data)[number]) => (row.value === null ? colours.dim : colours.ink),
            textAnchor: 'start',
            dx: 6,
          }),
          Plot.ruleX([0], { stroke: colours.edge }),
        ],
      }),
      marginLeft,
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
    const ends = names.flatMap(name =>
      data.filter(row => row.name === name && !Number.isNaN(row.value)).slice(-1),
    )
    const marginRight = Math.min(place.width * 0.34, Math.max(...names.map(name => name.length)) * 7.4 + 24)
    const colourOf = (row: { name: string }) => colours.kinds[names.indexOf(row.name) % colours.kinds.length]
    return svgOf(
      Plot.plot({
        ...base(place),
        height: Math.max(260, Math.min(400, place.width * 0.5)),
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
          Plot.text(ends, {
            x: 'time',
            y: 'value',
            text: 'name',
            fill: colourOf,
            textAnchor: 'start',
            dx: 8,
            fontWeight: 600,
          }),
        ],
      }),
    )
  }
}

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
