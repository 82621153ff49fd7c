import type { Sender } from './data-json.ts'
import {
  type Artefact,
  type CodedComponent,
  type Flow,
  type FlowCode,
  measure,
  partUrn,
  timeDimension,
  urn,
} from './flow.ts'

const structureSchema = 'https://json.sdmx.org/2.1/sdmx-json-structure-schema.json'

/** The kinds of structure that are served, by their names in addresses. */
export const structureKinds = ['dataflow', 'datastructure', 'codelist', 'conceptscheme'] as const
export type StructureKind = (typeof structureKinds)[number]

/** How much of each artefact: all of it, or no more than what it is called. */
export type Detail = 'full' | 'stub'

type Item = Record<string, unknown>

const same = (a: Artefact, b: Artefact) => a.agency === b.agency && a.id === b.id && a.version === b.version

function once<T>(items: readonly T[], artefactOf: (item: T) => Artefact): T[] {
  return items.filter((item, i) => items.findIndex(other => same(artefactOf(other), artefactOf(item))) === i)
}

/** Each code once, as the first flow tells it: the newest release stands before the others. */
function firstOfEach(codes: readonly FlowCode[]): FlowCode[] {
  const first = new Map<string, FlowCode>()
  for (const code of codes) if (!first.has(code.id)) first.set(code.id, code)
  return [...first.values()]
}

/** Every artefact of some flows, each once. */
export interface Structures {
  dataflow: Flow[]
  datastructure: Flow[]
  codelist: { list: Artefact; name: string; component: CodedComponent; codes: CodedComponent['codes'] }[]
  conceptscheme: Flow[]
}

export function structuresOf(flows: readonly Flow[]): Structures {
  const components = flows.flatMap(f => [...f.dimensions, ...f.attributes])
  return {
    dataflow: once(flows, f => f),
    datastructure: once(flows, f => f.structure),
    conceptscheme: once(flows, f => f.concepts),
    codelist: once(components, c => c.list).map(component => ({
      list: component.list,
      name: component.name,
      component,
      // The same list may serve several flows, each with the codes that it knows.
      codes: firstOfEach(components.filter(c => same(c.list, component.list)).flatMap(c => c.codes)),
    })),
  }
}

const maintained = (kind: Parameters<typeof urn>[0], artefact: Artefact, name: string): Item => ({
  id: artefact.id,
  version: artefact.version,
  agencyID: artefact.agency,
  isExternalReference: false,
  name,
  names: { en: name },
  links: [{ rel: 'self', urn: urn(kind, artefact) }],
})

export function dataflowItem(flow: Flow): Item {
  return {
    ...maintained('Dataflow', flow, flow.name),
    structure: urn('DataStructure', flow.structure),
  }
}

export function dataStructureItem(flow: Flow, detail: Detail): Item {
  const { structure, concepts } = flow
  const concept = (id: string) => partUrn('conceptscheme', 'Concept', concepts, id)
  const within = (kind: string, id: string) => [
    { rel: 'self', urn: partUrn('datastructure', kind, structure, id) },
  ]
  const item = maintained('DataStructure', structure, structure.name)
  if (detail === 'stub') return item
  const coded = (kind: string, c: CodedComponent) => ({
    id: c.id,
    links: within(kind, c.id),
    conceptIdentity: concept(c.id),
    localRepresentation: { enumeration: urn('Codelist', c.list) },
  })
  return {
    ...item,
    dataStructureComponents: {
      dimensionList: {
        id: 'DimensionDescriptor',
        links: within('DimensionDescriptor', 'DimensionDescriptor'),
        dimensions: flow.dimensions.map((d, i) => ({ ...coded('Dimension', d), position: i + 1 })),
        ...(flow.periods && {
          timeDimension: {
            id: timeDimension,
            links: within('TimeDimension', timeDimension),
            conceptIdentity: concept(timeDimension),
            localRepresentation: { format: { dataType: 'ObservationalTimePeriod' } },
          },
        }),
      },
      ...(flow.attributes.length > 0 && {
        attributeList: {
          id: 'AttributeDescriptor',
          links: within('AttributeDescriptor', 'AttributeDescriptor'),
          attributes: flow.attributes.map(a => ({
            ...coded('DataAttribute', a),
            usage: 'optional',
            attributeRelationship: { observation: {} },
          })),
        },
      }),
      measureList: {
        id: 'MeasureDescriptor',
        links: within('MeasureDescriptor', 'MeasureDescriptor'),
        measures: [
          {
            id: measure,
            links: within('Measure', measure),
            conceptIdentity: concept(measure),
            localRepresentation: { format: { dataType: 'Double' } },
          },
        ],
      },
    },
  }
}

const icTipTitle =
  'Code of the International Classification for Administrative Data on Trafficking in Persons'

export function codelistItem({ list, name, codes }: Structures['codelist'][number], detail: Detail): Item {
  const item = maintained('Codelist', list, name)
  if (detail === 'stub') return item
  return {
    ...item,
    isPartial: true,
    codes: codes.map(code => ({
      id: code.id,
      name: code.name,
      names: { en: code.name },
      links: [{ rel: 'self', urn: partUrn('codelist', 'Code', list, code.id) }],
      ...(code.parent !== undefined && { parent: code.parent }),
      ...(code.icTip !== undefined && {
        annotations: [{ id: 'IC_TIP', title: icTipTitle, type: 'IC-TIP', value: code.icTip }],
      }),
    })),
  }
}

export function conceptSchemeItem(flow: Flow, detail: Detail): Item {
  const { concepts } = flow
  const item = maintained('ConceptScheme', concepts, 'Concepts')
  if (detail === 'stub') return item
  const of = [
    ...flow.dimensions,
    ...flow.attributes,
    ...(flow.periods ? [{ id: timeDimension, name: 'Time period' }] : []),
    { id: measure, name: 'Value' },
  ]
  return {
    ...item,
    concepts: of.map(({ id, name }) => ({
      id,
      name,
      names: { en: name },
      links: [{ rel: 'self', urn: partUrn('conceptscheme', 'Concept', concepts, id) }],
    })),
  }
}

const meta = (sender: Sender, id: string) => ({
  schema: structureSchema,
  id: `${id}-${sender.prepared.replace(/\D/g, '')}`,
  prepared: sender.prepared,
  test: false,
  contentLanguages: ['en'],
  sender: { id: sender.id, name: sender.name, names: { en: sender.name } },
})

/** A structure message with those kinds of artefact that have any. @see SDMX-JSON 2.1.0, structure message */
export function structureMessage(
  found: Structures,
  details: Readonly<Record<StructureKind, Detail>>,
  sender: Sender,
) {
  const filled = <T>(name: string, items: readonly T[], write: (item: T) => Item) =>
    items.length === 0 ? {} : { [name]: items.map(write) }
  return {
    $schema: structureSchema,
    meta: meta(sender, 'structure'),
    data: {
      ...filled('dataStructures', found.datastructure, f => dataStructureItem(f, details.datastructure)),
      ...filled('conceptSchemes', found.conceptscheme, f => conceptSchemeItem(f, details.conceptscheme)),
      ...filled('codelists', found.codelist, c => codelistItem(c, details.codelist)),
      ...filled('dataflows', found.dataflow, dataflowItem),
    },
  }
}

/**
 * What a question would find: the codes of each dimension, and how many series and observations.
 * @param component only this dimension; all of them when undefined
 */
export function availabilityMessage(flow: Flow, component: string | undefined, sender: Sender) {
  const keys = new Set(flow.observations.map(o => o.key.join('.')))
  const values = [
    ...flow.dimensions.map((d, i) => ({
      id: d.id,
      codes: [...new Set(flow.observations.map(o => o.key[i]!))],
    })),
    ...(flow.periods
      ? [{ id: timeDimension, codes: [...new Set(flow.observations.map(o => o.period!))].sort() }]
      : []),
  ].filter(d => (component === undefined || d.id === component) && d.codes.length > 0)
  return {
    $schema: structureSchema,
    meta: meta(sender, 'availability'),
    data: {
      availabilityConstraints: [
        {
          constraintAttachment: { dataflow: urn('Dataflow', flow) },
          cubeRegion: { include: true, keyValues: values.map(({ id, codes }) => ({ id, values: codes })) },
          seriesCount: keys.size,
          obsCount: flow.observations.length,
        },
      ],
    },
  }
}
