import { type Artefact, changedAt, type Flow, type FlowObservation, timeDimension } from './flow.ts'

/** A question that cannot be answered, with its status and one sentence. @see SDMX REST 2.2.2, errors */
export class SdmxError extends Error {
  readonly status: 400 | 404 | 406 | 422 | 501
  constructor(status: SdmxError['status'], message: string) {
    super(message)
    this.name = 'SdmxError'
    this.status = status
  }
}

/** True when `wanted` (`*`, `+`, `~`, exact, or a comma list) names the artefact; one version of each is kept here. */
export function matchesArtefact(
  wanted: { agency: string; id: string; version: string },
  { agency, id, version }: Artefact,
): boolean {
  return (
    oneOf(wanted.agency, agency) &&
    oneOf(wanted.id, id) &&
    wanted.version.split(',').some(text => matchesVersion(text, version))
  )
}

const oneOf = (wanted: string, value: string) =>
  wanted === '*' || wanted === 'all' || wanted.split(',').includes(value)

/** `1.0.0`, `*`, `+` (latest stable), `~` (latest), and wildcards within such as `1+.0` or `1.0+`. */
function matchesVersion(wanted: string, version: string): boolean {
  if (['*', '+', '~', 'latest', 'all'].includes(wanted)) return true
  if (!/^\d+[+~]?(\.\d+[+~]?){0,2}$/.test(wanted))
    throw new SdmxError(
      400,
      `The version “${wanted.slice(0, 40)}” cannot be read: write 1.0.0, 1.0+, +, ~ or *.`,
    )
  const parts = wanted.split('.')
  const have = version.split('.').map(Number)
  for (const [i, part] of parts.entries()) {
    const least = Number.parseInt(part, 10)
    if (/[+~]$/.test(part)) return have[i]! >= least
    if (have[i] !== least) return false
  }
  return true
}

/** How many keys, and conditions in filters, one question may have: each is held against every observation. */
const partsMax = 200

/** @throws SdmxError 400 */
function checkParts(count: number, what: string): void {
  if (count > partsMax)
    throw new SdmxError(
      400,
      `The question has ${count} ${what}; ask for at most ${partsMax} at once, or for all and choose yourself.`,
    )
}

/**
 * What a key asks of each dimension: the codes wanted, or undefined for all. Several keys are separated by commas.
 * @throws SdmxError 400 when it has more places than the flow has dimensions, or more keys than are answered at once
 */
export function readKey(key: string, flow: Flow): ReadonlyArray<(observation: FlowObservation) => boolean> {
  const keys = (key === '' ? '*' : key).split(',')
  checkParts(keys.length, 'keys')
  return keys.map(one => {
    const places = one === '*' || one === 'all' ? [] : one.split('.')
    if (places.length > flow.dimensions.length)
      throw new SdmxError(
        400,
        `The key has ${places.length} places; ${flow.id} has ${flow.dimensions.length} dimensions: ${flow.dimensions.map(d => d.id).join('.')}.`,
      )
    const wanted = places.map(place =>
      place === '' || place === '*' ? undefined : new Set(place.split('+')),
    )
    return ({ key: have }) => wanted.every((codes, i) => codes === undefined || codes.has(have[i]!))
  })
}

const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'co', 'nc', 'sw', 'ew'] as const
type Operator = (typeof operators)[number]

const compare: Record<Operator, (have: string, wanted: string) => boolean> = {
  eq: (have, wanted) => have === wanted,
  ne: (have, wanted) => have !== wanted,
  lt: (have, wanted) => have < wanted,
  le: (have, wanted) => have <= wanted,
  gt: (have, wanted) => have > wanted,
  ge: (have, wanted) => have >= wanted,
  co: (have, wanted) => have.includes(wanted),
  nc: (have, wanted) => !have.includes(wanted),
  sw: (have, wanted) => have.startsWith(wanted),
  ew: (have, wanted) => have.endsWith(wanted),
}

/**
 * A filter on a component: `c[SEX]=F,M`, `c[TIME_PERIOD]=ge:2015+le:2020`. A comma means or, a plus means and.
 * @throws SdmxError 400 for a component that the flow has not
 */
export function readFilter(
  component: string,
  text: string,
  flow: Flow,
): (observation: FlowObservation) => boolean {
  const place = flow.dimensions.findIndex(d => d.id === component)
  const isAttribute = flow.attributes.some(a => a.id === component)
  const isTime = component === timeDimension && flow.periods !== undefined
  if (place < 0 && !isAttribute && !isTime)
    throw new SdmxError(400, `${flow.id} has no component “${component.slice(0, 60)}”.`)
  const codeAt = (o: FlowObservation) =>
    isTime ? (o.period ?? '') : place >= 0 ? o.key[place]! : (o.attributes[component] ?? '')
  const either = text.split(',').map(part => part.split('+').map(readCondition))
  return observation =>
    either.some(all => all.every(({ operator, value }) => compare[operator](codeAt(observation), value)))
}

function readCondition(text: string): { operator: Operator; value: string } {
  const [, prefix, value] = /^([a-z]{2}):(.*)$/.exec(text) ?? []
  if (prefix === undefined) return { operator: 'eq', value: text }
  if (!operators.includes(prefix as Operator))
    throw new SdmxError(400, `“${prefix}” is no operator. Use ${operators.join(', ')}.`)
  return { operator: prefix as Operator, value: value! }
}

/** What else a data question may say. @see SDMX REST 2.2.2, data queries */
export interface DataQuery {
  filters: readonly { component: string; text: string }[]
  firstNObservations?: number
  lastNObservations?: number
  offset?: number
  limit?: number
  /** ISO 8601: only flows made after it have anything to say. */
  updatedAfter?: string
}

/** The flow with the observations that a question asks for, in the order of the flow. */
export function ask(flow: Flow, key: string, query: DataQuery): Flow {
  const keys = readKey(key, flow)
  checkParts(
    query.filters.map(f => f.text.split(/[,+]/).length).reduce((a, b) => a + b, 0),
    'conditions',
  )
  const filters = query.filters.map(f => readFilter(f.component, f.text, flow))
  if (query.updatedAfter !== undefined) {
    const since = Date.parse(query.updatedAfter)
    if (Number.isNaN(since))
      throw new SdmxError(400, 'updatedAfter is no moment: write it as 2026-01-31T00:00:00Z.')
    if (Date.parse(changedAt(flow)) <= since) return { ...flow, observations: [] }
  }
  let found = flow.observations.filter(o => keys.some(fits => fits(o)) && filters.every(fits => fits(o)))
  const { firstNObservations: first, lastNObservations: last } = query
  if (first !== undefined || last !== undefined) found = atEnds(found, first ?? 0, last ?? 0)
  const from = query.offset ?? 0
  return {
    ...flow,
    observations: found.slice(from, query.limit === undefined ? undefined : from + query.limit),
  }
}

/** Of each series the first and the last so many observations. */
function atEnds(observations: readonly FlowObservation[], first: number, last: number): FlowObservation[] {
  const series = new Map<string, FlowObservation[]>()
  for (const o of observations) {
    const name = o.key.join('.')
    const known = series.get(name)
    if (known) known.push(o)
    else series.set(name, [o])
  }
  return [...series.values()].flatMap(all => {
    const ordered = all.toSorted((a, b) => ((a.period ?? '') < (b.period ?? '') ? -1 : 1))
    return ordered.filter((_, i) => i < first || i >= ordered.length - last)
  })
}
