import { amountSteps, shadeOf } from './amount-steps.ts'
import { type Atlas, loadAtlas, mainland, placeOf } from './atlas.ts'
import { type Draw, type DrawingPlace, narrowPixels } from './drawing.ts'
import type { CountryAmount, PointOf, WorldMap } from './map-data.ts'
import { flowParts } from './map-flows.ts'
import { type LegendEntry, legendParts } from './map-legend.ts'
import { type MapName, nameParts } from './map-names.ts'
import { drawingOf, svgPart, titled } from './svg.ts'

const smallSquarePixels = 40
const islandPixels = 6

// Two maps on one page must not share the name of a pattern.
let maps = 0

/**
 * The world in an equal-area projection (Equal Earth), with its legend: countries in shades of their amount, and arcs as
 * wide as their count; a ring where people were exploited in their own country. What is withheld is hatched or dashed.
 * Say under it that borders imply no endorsement (text `shell.figure.borders`), and what could not be placed.
 */
export function worldMap(data: WorldMap): Draw {
  return async place => {
    const { amounts = [], flows = [], places, nameOf } = data
    const { width, colours, write } = place
    const codes = [
      ...amounts.map(one => one.country),
      ...flows.flatMap(flow => [flow.from, flow.to, ...(flow.through ? [flow.through] : [])]),
    ]
    const [atlas, geo] = await Promise.all([
      loadAtlas(codes.filter(code => !placeOf(code, places))),
      import('d3-geo'),
    ])
    const height = Math.round(width * (width < narrowPixels ? 0.56 : 0.5))
    const projection = geo.geoEqualEarth().fitExtent(
      [
        [2, 2],
        [width - 2, height - 2],
      ],
      { type: 'Sphere' },
    )
    const path = geo.geoPath(projection)
    const pointOf: PointOf = code => {
      const at = placeOf(code, places)
      if (at) return projection([at.longitude, at.latitude]) ?? undefined
      const shape = atlas.shapeOf(code)
      return shape && path.centroid(mainland(shape))
    }
    const svg = drawingOf(width, height)
    svg.append(svgPart('path', { d: path({ type: 'Sphere' }) ?? '', fill: 'none', stroke: colours.line }))
    const hatch = `withheld-${++maps}`
    const shades = shadesOf(colours)
    const most = Math.max(1, ...amounts.map(one => one.count ?? 0))
    const fillOf = (count: number | null) =>
      count === null
        ? `url(#${hatch})`
        : count === 0
          ? colours.ground
          : (shades[shadeOf(count, most, shades.length)] ?? colours.blue)
    if (amounts.some(one => one.count === null)) svg.append(hatchOf(hatch, colours))
    const said = ({ country, count }: CountryAmount) =>
      `${nameOf(country)}: ${count === null ? data.words.withheld : write.number(count)}`
    svg.append(...landParts(atlas, amounts, path, fillOf, said, colours))
    for (const one of amounts) {
      const point = pointOf(one.country)
      const shape = atlas.shapeOf(one.country)
      // A shade on a very small country would not be seen.
      if (!point || (shape && atlas.isDrawn(shape) && path.area(shape) >= smallSquarePixels)) continue
      const island = svgPart('circle', {
        cx: point[0],
        cy: point[1],
        r: width < narrowPixels ? islandPixels - 2 : islandPixels,
        fill: fillOf(one.count),
        stroke: colours.edge,
        'stroke-width': 0.8,
      })
      svg.append(titled(island, said(one)))
    }
    svg.append(...flowParts(flows, pointOf, data, place))
    svg.append(...nameParts([...namesOfAmounts(data, place), ...namesOfFlows(data)], pointOf, place))
    const legend = legendParts(legendOf(data, place, fillOf), place, height + 8)
    svg.append(...legend.parts)
    const whole = height + 8 + legend.height
    svg.setAttribute('height', String(whole))
    svg.setAttribute('viewBox', `0 0 ${width} ${whole}`)
    return svg
  }
}

type Colours = DrawingPlace['colours']

/** The lightest shades are too near to land without a number. */
const shadesOf = ({ amounts }: Colours) => amounts.slice(2)

function landParts(
  { land, shapeOf }: Atlas,
  amounts: readonly CountryAmount[],
  path: (shape: GeoJSON.Feature) => string | null,
  fillOf: (count: number | null) => string,
  said: (one: CountryAmount) => string,
  colours: Colours,
): SVGElement[] {
  const known = new Map(amounts.map(one => [shapeOf(one.country), one]))
  return land.map(shape => {
    const one = known.get(shape)
    const part = svgPart('path', {
      d: path(shape) ?? '',
      fill: one ? fillOf(one.count) : colours.line,
      stroke: one && !one.count ? colours.edge : colours.ground,
      'stroke-width': 0.5,
    })
    return one ? titled(part, said(one)) : part
  })
}

function hatchOf(id: string, colours: Colours): SVGElement {
  const [definitions, pattern] = [
    svgPart('defs', {}),
    svgPart('pattern', {
      id,
      width: 5,
      height: 5,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    }),
  ]
  pattern.append(svgPart('rect', { width: 5, height: 5, fill: colours.ground }))
  pattern.append(svgPart('rect', { width: 1.6, height: 5, fill: colours.edge }))
  definitions.append(pattern)
  return definitions
}

/** The largest amounts, each with its number where there is room for it. */
function namesOfAmounts({ amounts = [], nameOf }: WorldMap, { width, write }: DrawingPlace): MapName[] {
  return amounts
    .flatMap(({ country, count }) => (count ? [{ country, count }] : []))
    .sort((a, b) => b.count - a.count)
    .slice(0, width < narrowPixels ? 3 : 8)
    .map(({ country, count }) => ({
      code: country,
      text: width < narrowPixels ? nameOf(country) : `${nameOf(country)} ${write.number(count)}`,
    }))
}

/** Where most ways lead to, then where most come from. */
function namesOfFlows({ flows = [], nameOf }: WorldMap): MapName[] {
  const largest = (end: 'from' | 'to') => {
    const sums = new Map<string, number>()
    for (const flow of flows) if (flow.count) sums.set(flow[end], (sums.get(flow[end]) ?? 0) + flow.count)
    return [...sums].sort((a, b) => b[1] - a[1]).map(([code]) => code)
  }
  return [...new Set([...largest('to').slice(0, 6), ...largest('from').slice(0, 6)])].map(code => ({
    code,
    text: nameOf(code),
  }))
}

function legendOf(
  { amounts = [], flows = [], words }: WorldMap,
  { colours, write }: DrawingPlace,
  fillOf: (count: number | null) => string,
): LegendEntry[] {
  const entries: LegendEntry[] = []
  const has = (count: number | null) => amounts.some(one => one.count === count)
  if (amounts.length > 0) {
    if (has(0)) entries.push({ sign: 'area', fill: colours.ground, text: write.number(0) })
    const shown = amounts.flatMap(one => (one.count ? [one.count] : []))
    for (const step of amountSteps(shown, shadesOf(colours).length))
      entries.push({
        sign: 'area',
        fill: fillOf(step.from),
        text:
          step.from === step.to
            ? write.number(step.from)
            : `${write.number(step.from)}–${write.number(step.to)}`,
      })
    if (has(null)) entries.push({ sign: 'area', fill: fillOf(null), text: words.withheld })
    entries.push({ sign: 'area', fill: colours.line, text: words.absent })
  }
  const across = flows.filter(flow => flow.from !== flow.to)
  const counts = across.flatMap(flow => (flow.count ? [flow.count] : []))
  const widest = Math.max(...counts)
  for (const count of new Set(counts.length > 0 ? [widest, Math.min(...counts)] : []))
    entries.push({ sign: 'line', share: count / widest, text: write.number(count) })
  if (flows.some(flow => flow.count === null)) entries.push({ sign: 'dashed', text: words.withheld })
  if (flows.some(flow => flow.from === flow.to && flow.count)) entries.push({ sign: 'ring', text: words.own })
  return entries
}
