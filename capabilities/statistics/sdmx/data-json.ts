import { type CodedComponent, type Flow, type FlowObservation, measure, timeDimension, urn } from './flow.ts'
import { SdmxError } from './query.ts'

const schema = {
  '2.1.0': 'https://json.sdmx.org/2.1/sdmx-json-data-schema.json',
  '2.0.0': 'https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json',
} as const
export type JsonVersion = keyof typeof schema

/** Who sends a message, and how. */
export interface Sender {
  id: string
  name: string
  /** Moment of sending, ISO 8601. */
  prepared: string
}

/** The dimension that varies within a series; all of them for a flat list. */
export const allDimensions = 'AllDimensions'

/**
 * A data message.
 * @param wanted the dimension at the level of observations: TIME_PERIOD, another, or AllDimensions
 * @see SDMX-JSON 2.1.0, data message
 */
export function dataMessage(flow: Flow, wanted: string, sender: Sender, version: JsonVersion = '2.1.0') {
  // A series of nothing but its one dimension is a flat list.
  const across =
    flow.dimensions[0]?.id === wanted && flow.dimensions.length === 1 && !flow.periods
      ? allDimensions
      : wanted
  const dimensions = [
    ...flow.dimensions.map((d, i) => ({ ...d, position: i, at: (o: FlowObservation) => o.key[i]! })),
    ...(flow.periods ? [timeOf(flow)] : []),
  ]
  if (across !== allDimensions && !dimensions.some(d => d.id === across))
    throw new SdmxError(
      400,
      `${flow.id} has no dimension “${across.slice(0, 60)}” for the level of observations.`,
    )
  const shown: Shown[] = dimensions.map(d => {
    const values = used(d, flow.observations)
    return { ...d, values, places: new Map(values.map((v, i) => [v.id, i])) }
  })
  const inner = across === allDimensions ? shown : shown.filter(d => d.id === across)
  const outer = shown.filter(d => !inner.includes(d))
  const attributes = flow.attributes.map(a => ({
    ...a,
    values: a.codes.filter(c => flow.observations.some(o => o.attributes[a.id] === c.id)),
  }))
  const cell = (o: FlowObservation) => [
    o.value,
    ...attributes.map(a => {
      const place = a.values.findIndex(c => c.id === o.attributes[a.id])
      return place < 0 ? null : place
    }),
  ]
  const place = (list: readonly Shown[], o: FlowObservation) =>
    list.map(d => d.places.get(d.at(o))!).join(':')
  const observations: Record<string, unknown> = {}
  const series: Record<string, { observations: Record<string, unknown> }> = {}
  for (const o of flow.observations) {
    if (across === allDimensions) observations[place(inner, o)] = cell(o)
    else {
      series[place(outer, o)] ??= { observations: {} }
      series[place(outer, o)]!.observations[place(inner, o)] = cell(o)
    }
  }
  return {
    $schema: schema[version],
    meta: {
      schema: schema[version],
      id: `${flow.id}-${sender.prepared.replace(/\D/g, '')}`,
      prepared: sender.prepared,
      test: false,
      contentLanguages: ['en'],
      sender: { id: sender.id, name: sender.name, names: { en: sender.name } },
    },
    data: {
      structures: [
        {
          name: flow.name,
          names: { en: flow.name },
          dataSets: [0],
          links: [
            { rel: 'dataflow', urn: urn('Dataflow', flow) },
            { rel: 'datastructure', urn: urn('DataStructure', flow.structure) },
          ],
          dimensions: {
            dataSet: [],
            series: across === allDimensions ? [] : outer.map(described),
            observation: inner.map(described),
          },
          measures: { observation: [{ id: measure, name: 'Value', names: { en: 'Value' } }] },
          attributes: {
            dataSet: [],
            series: [],
            observation: attributes.map(a => ({
              id: a.id,
              name: a.name,
              names: { en: a.name },
              relationship: { observation: {} },
              values: a.values.map(named),
            })),
          },
        },
      ],
      dataSets: [
        {
          structure: 0,
          action: 'Replace',
          validFrom: flow.prepared,
          ...(across === allDimensions ? { observations } : { series }),
        },
      ],
    },
  }
}

type Shown = CodedComponent & {
  position: number
  at: (o: FlowObservation) => string
  values: { id: string; name: string }[]
  places: Map<string, number>
}

const named = ({ id, name }: { id: string; name: string }) => ({ id, name, names: { en: name } })

const described = ({ id, name, position, values }: Shown) => ({
  id,
  name,
  names: { en: name },
  keyPosition: position,
  ...(id === timeDimension && { roles: [timeDimension] }),
  values: values.map(value =>
    id === timeDimension
      ? { ...named(value), start: `${value.id}-01-01T00:00:00.000Z`, end: `${value.id}-12-31T23:59:59.999Z` }
      : named(value),
  ),
})

function used(
  { codes, at }: Pick<Shown, 'codes' | 'at'>,
  observations: readonly FlowObservation[],
): { id: string; name: string }[] {
  const seen = new Set(observations.map(at))
  return codes.filter(c => seen.has(c.id)).map(({ id, name }) => ({ id, name }))
}

function timeOf(flow: Flow) {
  return {
    id: timeDimension,
    name: 'Time period',
    list: flow.structure,
    codes: flow.periods!.map(period => ({ id: period, name: period })),
    position: flow.dimensions.length,
    at: (o: FlowObservation) => o.period!,
  }
}
