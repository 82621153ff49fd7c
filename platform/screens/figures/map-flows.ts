import { type DrawingPlace, narrowPixels } from './drawing.ts'
import type { MapFlow, Point, PointOf, WorldMap } from './map-data.ts'
import { svgPart, titled } from './svg.ts'

const arcPixelsMax = 12

/** How wide an arc is, pixels. @param share of the widest, 0 to 1 */
export const arcPixels = (share: number): number => Math.max(0.8, share * arcPixelsMax)

/** How the outline of what is withheld is drawn. */
export const dashed = (stroke: string) => ({ stroke, 'stroke-width': 1.6, 'stroke-dasharray': '3 3' })

/** Names along a way, in the direction in which the page is read. */
export const wayOf = (names: readonly string[], rightToLeft: boolean): string =>
  names.join(rightToLeft ? ' ← ' : ' → ')

/** Arcs from country to country, rings for people who stayed in their own, and a point where each country stands. */
export function flowParts(
  flows: readonly MapFlow[],
  pointOf: PointOf,
  { nameOf, words }: WorldMap,
  { width, colours, write, rightToLeft }: DrawingPlace,
): SVGElement[] {
  const parts: SVGElement[] = []
  const across = flows.filter(flow => flow.from !== flow.to)
  const widest = Math.max(1, ...across.map(flow => flow.count ?? 0))
  const said = ({ from, through, to, count }: MapFlow) =>
    `${wayOf([from, ...(through ? [through] : []), to].map(nameOf), rightToLeft)}: ${
      count === null ? words.withheld : write.number(count)
    }`
  // What is withheld lies under what is known.
  for (const flow of across.toSorted((a, b) => Number(b.count === null) - Number(a.count === null))) {
    const [start, end] = [pointOf(flow.from), pointOf(flow.to)]
    if (!start || !end) continue
    const middle = flow.through ? pointOf(flow.through) : undefined
    const arc = svgPart('path', {
      d: middle ? curve(start, middle) + curve(middle, end) : curve(start, end),
      fill: 'none',
      ...(flow.count === null
        ? dashed(colours.dim)
        : {
            stroke: colours.kinds[1] ?? colours.blue,
            'stroke-opacity': 0.6,
            'stroke-linecap': 'round',
            // A short arc is never wider than a third of its way, or it would look like a blot.
            'stroke-width': Math.min(
              arcPixels(flow.count / widest),
              Math.max(0.8, Math.hypot(end[0] - start[0], end[1] - start[1]) / 3),
            ),
          }),
    })
    parts.push(titled(arc, said(flow)))
  }
  const inside = flows.filter(flow => flow.from === flow.to)
  const largest = Math.max(1, ...inside.map(flow => flow.count ?? 0))
  for (const flow of inside) {
    const point = pointOf(flow.to)
    if (!point) continue
    const ring = svgPart('circle', {
      cx: point[0],
      cy: point[1],
      ...(flow.count === null
        ? { r: 10, fill: 'none', ...dashed(colours.dim) }
        : {
            r: 4 + Math.sqrt(flow.count / largest) * (width < narrowPixels ? 8 : 16),
            fill: colours.blue,
            'fill-opacity': 0.16,
            stroke: colours.blue,
            'stroke-width': 1.5,
          }),
    })
    parts.push(titled(ring, said(flow)))
  }
  for (const code of new Set(
    flows.flatMap(flow => [flow.from, flow.to, ...(flow.through ? [flow.through] : [])]),
  )) {
    const point = pointOf(code)
    if (point)
      parts.push(
        svgPart('circle', {
          cx: point[0],
          cy: point[1],
          r: 2.6,
          fill: colours.ink,
          stroke: colours.ground,
        }),
      )
  }
  return parts
}

/** An arc that bends to the left of its way, so that there and back can be told apart. */
function curve([x0, y0]: Point, [x1, y1]: Point): string {
  const [dx, dy] = [x1 - x0, y1 - y0]
  return `M${x0} ${y0}Q${(x0 + x1) / 2 + dy * 0.2} ${(y0 + y1) / 2 - dx * 0.2} ${x1} ${y1}`
}
