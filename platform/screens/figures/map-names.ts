import { type DrawingPlace, narrowPixels } from './drawing.ts'
import type { PointOf } from './map-data.ts'
import { svgText, textWidth } from './svg.ts'

/** What is written beside a country. */
export interface MapName {
  code: string
  text: string
}

/** Names beside their countries, the most important first, as far as they do not lie on each other. */
export function nameParts(
  names: readonly MapName[],
  pointOf: PointOf,
  { width, colours, fontFamily }: DrawingPlace,
): SVGElement[] {
  const fontPixels = width < narrowPixels ? 11 : 13
  const placed: { x0: number; x1: number; y: number }[] = []
  return names.flatMap(({ code, text }) => {
    const point = pointOf(code)
    if (!point) return []
    const length = textWidth(text, fontPixels, fontFamily, 600)
    const isEnd = point[0] + length + 12 > width
    const y = point[1] - 7
    // A name that has room on neither side is not cut off at the edge.
    const x0 = Math.max(0, isEnd ? point[0] - 9 - length : point[0] + 9)
    const box = { x0, x1: x0 + length, y }
    if (placed.some(other => Math.abs(other.y - y) < 15 && other.x0 < box.x1 + 4 && box.x0 < other.x1 + 4))
      return []
    placed.push(box)
    return [
      svgText(text, {
        // Where a name stands does not depend on the direction of its script.
        x: box.x0,
        y,
        'text-anchor': 'start',
        'font-family': fontFamily,
        'font-size': fontPixels,
        'font-weight': 600,
        fill: colours.ink,
        stroke: colours.ground,
        'stroke-width': 3.5,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      }),
    ]
  })
}
