import type { DrawingPlace } from './drawing.ts'
import { arcPixels, dashed } from './map-flows.ts'
import { svgPart, svgText, textWidth } from './svg.ts'

/** A sign and what it stands for; of a line its width as a share of the widest. */
export type LegendEntry = { text: string } & (
  | { sign: 'area'; fill: string }
  | { sign: 'line'; share: number }
  | { sign: 'dashed' }
  | { sign: 'ring' }
)

const fontPixels = 13
const linePixels = 22
const signPixels = 22
const gapPixels = 18

/** The legend in as many lines as it needs, from the side where the page begins. */
export function legendParts(
  entries: readonly LegendEntry[],
  place: DrawingPlace,
  top: number,
): { parts: SVGElement[]; height: number } {
  const { width, colours, fontFamily, rightToLeft } = place
  const parts: SVGElement[] = []
  let [at, line] = [0, 0]
  for (const entry of entries) {
    const textPixels = textWidth(entry.text, fontPixels, fontFamily)
    const wanted = signPixels + 6 + textPixels
    if (at > 0 && at + wanted > width) [at, line] = [0, line + 1]
    const y = top + line * linePixels + linePixels / 2
    const x = rightToLeft ? width - at - signPixels : at
    parts.push(
      signOf(entry, x, y, colours),
      svgText(entry.text, {
        x: rightToLeft ? x - 6 - textPixels : x + signPixels + 6,
        y: y + 4.5,
        'text-anchor': 'start',
        'font-family': fontFamily,
        'font-size': fontPixels,
        fill: colours.ink,
      }),
    )
    at += wanted + gapPixels
  }
  return { parts, height: entries.length === 0 ? 0 : (line + 1) * linePixels + 4 }
}

function signOf(entry: LegendEntry, x: number, y: number, colours: DrawingPlace['colours']): SVGElement {
  switch (entry.sign) {
    case 'area':
      return svgPart('rect', {
        x: x + 1,
        y: y - 7,
        width: signPixels - 2,
        height: 14,
        rx: 2,
        fill: entry.fill,
        stroke: colours.edge,
        'stroke-width': 0.8,
      })
    case 'ring':
      return svgPart('circle', {
        cx: x + signPixels / 2,
        cy: y,
        r: 7,
        fill: colours.blue,
        'fill-opacity': 0.16,
        stroke: colours.blue,
        'stroke-width': 1.5,
      })
    default:
      return svgPart('path', {
        d: `M${x} ${y}H${x + signPixels}`,
        fill: 'none',
        ...(entry.sign === 'dashed'
          ? dashed(colours.dim)
          : {
              stroke: colours.kinds[1] ?? colours.blue,
              'stroke-opacity': 0.6,
              'stroke-width': arcPixels(entry.share),
            }),
      })
  }
}
