import invented from '#standards/palermo/invented-states.json' with { type: 'json' }
import type { Draw } from './drawing.ts'

export type CountryAmount = { country: string; value: number | null }
export type Flow = { from: string; to: string; value: number }

const flowWidthMax = 12

/**
 * The world in an equal-area projection: countries coloured by amount, flows as arcs as wide as their figure.
 * Say under it that borders imply no endorsement (text `shell.figure.borders`).
 * @param data countries by ISO 3166-1 alpha-2 code, or invented States of the demonstration by their own; a null value
 *   is withheld and hatched
 */
export function worldMap(data: { amounts?: readonly CountryAmount[]; flows?: readonly Flow[] }): Draw {
  return async ({ width, colours, write, withheld }) => {
    const [geo, topojson, world, codes] = await Promise.all([
      import('d3-geo'),
      import('topojson-client'),
      import('world-atlas/countries-110m.json'),
      import('i18n-iso-countries/codes.json'),
    ])
    type World = Parameters<typeof topojson.feature>[0]
    const atlas = world.default as unknown as World
    const numeric = new Map((codes.default as string[][]).map(([two, , number]) => [two ?? '', number ?? '']))
    const objects = (atlas as unknown as { objects: Record<string, Parameters<typeof topojson.feature>[1]> })
      .objects
    const shapes = topojson.feature(atlas, objects.countries!) as unknown as GeoJSON.FeatureCollection
    const shapeOf = (country: string) =>
      shapes.features.find(shape => shape.id === numeric.get(country.toUpperCase()))
    const height = Math.round(width * 0.5)
    const projection = geo.geoEqualEarth().fitExtent(
      [
        [2, 2],
        [width - 2, height - 2],
      ],
      { type: 'Sphere' },
    )
    const path = geo.geoPath(projection)
    const svg = element('svg', { width, height, viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement
    svg.append(hatch(colours.edge))
    svg.append(element('path', { d: path({ type: 'Sphere' }) ?? '', fill: 'none', stroke: colours.line }))

    const placeOf = (country: string): [number, number] | undefined => {
      const shape = shapeOf(country)
      if (shape) return path.centroid(shape)
      const state = invented.codes.find(one => one.code === country)
      return state && (projection([state.longitude, state.latitude]) ?? undefined)
    }
    const most = Math.max(...(data.amounts ?? []).map(one => one.value ?? 0), 1)
    const fills = new Map((data.amounts ?? []).map(one => [shapeOf(one.country), one]))
    for (const shape of shapes.features) {
      const one = fills.get(shape)
      const fill = one === undefined ? colours.line : fillOf(one, most, colours.amounts)
      const area = element('path', {
        d: path(shape) ?? '',
        fill,
        stroke: colours.ground,
        'stroke-width': 0.6,
      })
      if (one)
        area.append(
          titled(`${write.country(one.country)}: ${one.value === null ? withheld : write.number(one.value)}`),
        )
      svg.append(area)
    }
    for (const state of invented.codes) {
      const one = data.amounts?.find(amount => amount.country === state.code)
      const taking = data.flows?.some(flow => flow.from === state.code || flow.to === state.code)
      const place = placeOf(state.code)
      if (place === undefined || (one === undefined && !taking)) continue
      const island = element('circle', {
        cx: place[0],
        cy: place[1],
        r: 7,
        fill: one === undefined ? colours.line : fillOf(one, most, colours.amounts),
        stroke: colours.edge,
        'stroke-width': 0.6,
      })
      const label = nameOf(state)
      island.append(
        titled(one ? `${label}: ${one.value === null ? withheld : write.number(one.value)}` : label),
      )
      svg.append(island)
    }
    const name = (country: string) => {
      const state = invented.codes.find(one => one.code === country)
      return state ? nameOf(state) : write.country(country)
    }
    const widest = Math.max(...(data.flows ?? []).map(flow => flow.value), 1)
    for (const flow of [...(data.flows ?? [])].sort((a, b) => b.value - a.value)) {
      const [start, end] = [placeOf(flow.from), placeOf(flow.to)]
      if (start === undefined || end === undefined || flow.from === flow.to) continue
      const arc = element('path', {
        d: curve(start, end),
        fill: 'none',
        stroke: colours.kinds[1] ?? colours.blue,
        'stroke-opacity': 0.72,
        'stroke-linecap': 'round',
        'stroke-width': Math.max(1, (flow.value / widest) * flowWidthMax),
      })
      arc.append(titled(`${name(flow.from)} → ${name(flow.to)}: ${write.number(flow.value)}`))
      svg.append(arc)
      svg.append(
        element('circle', { cx: end[0], cy: end[1], r: 3.5, fill: colours.ink, stroke: colours.ground }),
      )
    }
    return svg
  }
}

/** The name of an invented State in the language of the page; it says that the State is invented. */
function nameOf(state: { labels: Record<string, string> }): string {
  return state.labels[document.documentElement.lang] ?? state.labels.en ?? ''
}

const fillOf = (one: CountryAmount, most: number, amounts: readonly string[]): string =>
  one.value === null ? 'url(#withheld)' : shade(one.value / most, amounts)

/** The shade of a share of the greatest amount; the root spreads the many small ones. */
function shade(share: number, amounts: readonly string[]): string {
  const step = Math.min(amounts.length - 1, Math.floor(Math.sqrt(share) * amounts.length))
  return amounts[step] ?? ''
}

/** An arc that bends to the left of its way, so that there and back can be told apart. */
function curve(start: [number, number], end: [number, number]): string {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]]
  const [cx, cy] = [(start[0] + end[0]) / 2 + dy * 0.22, (start[1] + end[1]) / 2 - dx * 0.22]
  return `M${start[0]} ${start[1]}Q${cx} ${cy} ${end[0]} ${end[1]}`
}

function hatch(colour: string): SVGElement {
  const defs = element('defs', {})
  const pattern = element('pattern', {
    id: 'withheld',
    width: 5,
    height: 5,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  })
  pattern.append(element('rect', { width: 1.4, height: 5, fill: colour }))
  defs.append(pattern)
  return defs
}

function titled(text: string): SVGElement {
  const title = element('title', {})
  title.textContent = text
  return title
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
