import type { Draw } from '#platform/screens/figures/drawing.ts'
import type { Flow } from '../published.ts'

export type FlowMapData = {
  /** `through` is a country of transit that the arc bends by. */
  flows: readonly (Flow & { through?: string | null })[]
  /** Where States stand that no atlas has, degrees east and north. */
  places: Record<string, { longitude: number; latitude: number }>
  nameOf: (code: string) => string
  nameOfDestination: (code: string) => string
}

const arcPixelsMax = 12
const circlePixelsMax = 16
const namedMax = 6
const svgNamespace = 'http://www.w3.org/2000/svg'

type Point = [x: number, y: number]

/**
 * Flows on a world in equal-area projection (Equal Earth): arcs from citizenship to country of exploitation, as wide as
 * their count; a ring where people were exploited in their own country. The largest destinations are named.
 */
export function flowMap({ flows, places, nameOf, nameOfDestination }: FlowMapData): Draw {
  return async ({ width, colours, fontFamily, write }) => {
    const codes = [
      ...new Set(flows.flatMap(flow => [flow.from, flow.to, ...(flow.through ? [flow.through] : [])])),
    ]
    const { shapes, shapeOf } = await loadWorld(codes.filter(code => !(code in places)))
    const geo = await import('d3-geo')
    const height = Math.round(width * (width < 520 ? 0.56 : 0.5))
    const projection = geo.geoEqualEarth().fitExtent(
      [
        [2, 2],
        [width - 2, height - 2],
      ],
      { type: 'Sphere' },
    )
    const path = geo.geoPath(projection)
    const pointOf = (code: string): Point | undefined => {
      const place = places[code]
      if (place) return projection([place.longitude, place.latitude]) ?? undefined
      const shape = shapeOf(code)
      return shape ? path.centroid(mainland(shape)) : undefined
    }
    const svg = element('svg', { width, height, viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement
    svg.setAttribute('direction', 'ltr')
    svg.append(element('path', { d: path({ type: 'Sphere' }) ?? '', fill: 'none', stroke: colours.line }))
    for (const shape of shapes)
      svg.append(
        element('path', {
          d: path(shape) ?? '',
          fill: colours.line,
          stroke: colours.ground,
          'stroke-width': 0.5,
        }),
      )
    const flowColour = colours.kinds[1] ?? colours.blue
    const across = flows.filter(flow => flow.from !== flow.to)
    const widest = Math.max(...across.map(flow => flow.count), 1)
    for (const flow of across) {
      const [start, end] = [pointOf(flow.from), pointOf(flow.to)]
      if (!start || !end) continue
      const middle = flow.through ? pointOf(flow.through) : undefined
      const arc = element('path', {
        d: middle ? curve(start, middle) + curve(middle, end) : curve(start, end),
        fill: 'none',
        stroke: flowColour,
        'stroke-opacity': 0.6,
        'stroke-linecap': 'round',
        // A short arc is never wider than a third of its way, or it would look like a blot.
        'stroke-width': Math.max(
          0.8,
          Math.min(
            (flow.count / widest) * arcPixelsMax,
            Math.hypot(end[0] - start[0], end[1] - start[1]) / 3,
          ),
        ),
      })
      const way = [
        nameOf(flow.from),
        ...(flow.through ? [nameOf(flow.through)] : []),
        nameOfDestination(flow.to),
      ]
      arc.append(titled(`${way.join(' → ')}: ${write.number(flow.count)}`))
      svg.append(arc)
    }
    const largestInside = Math.max(...flows.filter(f => f.from === f.to).map(f => f.count), 1)
    for (const { from, to, count } of flows) {
      const point = pointOf(to)
      if (from !== to || !point) continue
      const ring = element('circle', {
        cx: point[0],
        cy: point[1],
        r: 4 + Math.sqrt(count / largestInside) * circlePixelsMax,
        fill: colours.blue,
        'fill-opacity': 0.16,
        stroke: colours.blue,
        'stroke-width': 1.5,
      })
      ring.append(titled(`${nameOf(from)} → ${nameOfDestination(to)}: ${write.number(count)}`))
      svg.append(ring)
    }
    svg.append(
      ...dots(codes, pointOf, colours),
      ...labels(flows, pointOf, nameOfDestination, width, colours, fontFamily),
    )
    return svg
  }
}

type Colours = Parameters<Draw>[0]['colours']

function dots(
  codes: readonly string[],
  pointOf: (code: string) => Point | undefined,
  colours: Colours,
): SVGElement[] {
  return codes.flatMap(code => {
    const point = pointOf(code)
    return point
      ? [element('circle', { cx: point[0], cy: point[1], r: 2.6, fill: colours.ink, stroke: colours.ground })]
      : []
  })
}

/** Names of the largest destinations, as far as they do not lie on each other. */
function labels(
  flows: readonly Flow[],
  pointOf: (code: string) => Point | undefined,
  nameOf: (code: string) => string,
  width: number,
  colours: Colours,
  fontFamily: string,
): SVGElement[] {
  const arriving = new Map<string, number>()
  for (const { to, count } of flows) arriving.set(to, (arriving.get(to) ?? 0) + count)
  const placed: { x0: number; x1: number; y: number }[] = []
  return [...arriving]
    .sort((a, b) => b[1] - a[1])
    .slice(0, namedMax)
    .flatMap(([code]) => {
      const point = pointOf(code)
      if (!point) return []
      const name = nameOf(code)
      const length = name.length * 7
      const isEnd = point[0] + length + 12 > width
      const [x, y] = [point[0] + (isEnd ? -9 : 9), point[1] - 7]
      const box = { x0: isEnd ? x - length : x, x1: isEnd ? x : x + length, y }
      if (placed.some(other => Math.abs(other.y - y) < 15 && other.x0 < box.x1 && box.x0 < other.x1))
        return []
      placed.push(box)
      const label = element('text', {
        x,
        y,
        'text-anchor': isEnd ? 'end' : 'start',
        'font-family': fontFamily,
        'font-size': 13,
        'font-weight': 600,
        fill: colours.ink,
        stroke: colours.ground,
        'stroke-width': 3.5,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      })
      label.textContent = name
      return [label]
    })
}

/** The coarse atlas, or the finer one where a State is too small for it. */
async function loadWorld(codes: readonly string[]) {
  const [topojson, coarse, list] = await Promise.all([
    import('topojson-client'),
    import('world-atlas/countries-110m.json'),
    import('i18n-iso-countries/codes.json'),
  ])
  const numeric = new Map(
    (list.default as string[][]).map(([, three, number]) => [three ?? '', number ?? '']),
  )
  const featuresOf = (atlas: unknown) => {
    type World = Parameters<typeof topojson.feature>[0]
    const { objects } = atlas as { objects: Record<string, Parameters<typeof topojson.feature>[1]> }
    return (topojson.feature(atlas as World, objects.countries!) as unknown as GeoJSON.FeatureCollection)
      .features
  }
  let shapes = featuresOf(coarse.default)
  const has = (code: string) => shapes.some(shape => shape.id === numeric.get(code))
  const drawn = shapes
  if (codes.some(code => numeric.has(code) && !has(code)))
    shapes = featuresOf((await import('world-atlas/countries-50m.json')).default)
  const byId = new Map(shapes.map(shape => [shape.id, shape]))
  return { shapes: drawn, shapeOf: (code: string) => byId.get(numeric.get(code)) }
}

/** The largest part of a country, so that far islands do not pull its centre into the sea. */
function mainland(shape: GeoJSON.Feature): GeoJSON.Feature {
  const { geometry } = shape
  if (geometry.type !== 'MultiPolygon') return shape
  const size = (ring: GeoJSON.Position[]) =>
    Math.abs(
      ring.reduce(
        (sum, [x, y], i) =>
          sum + x! * ring[(i + 1) % ring.length]![1]! - y! * ring[(i + 1) % ring.length]![0]!,
        0,
      ),
    )
  const coordinates = geometry.coordinates.reduce((a, b) => (size(b[0]!) > size(a[0]!) ? b : a))
  return { ...shape, geometry: { type: 'Polygon', coordinates } }
}

/** An arc that bends to the left of its way, so that there and back can be told apart. */
function curve([x0, y0]: Point, [x1, y1]: Point): string {
  const [dx, dy] = [x1 - x0, y1 - y0]
  return `M${x0} ${y0}Q${(x0 + x1) / 2 + dy * 0.2} ${(y0 + y1) / 2 - dx * 0.2} ${x1} ${y1}`
}

function titled(text: string): SVGElement {
  const title = element('title', {})
  title.textContent = text
  return title
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(svgNamespace, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
