import type { Artefact, Flow } from './flow.ts'
import { matchesArtefact, SdmxError } from './query.ts'
import {
  type Detail,
  type StructureKind,
  type Structures,
  structureKinds,
  structuresOf,
} from './structure-json.ts'

/** What is asked of structures. @see SDMX REST 2.2.2, structure queries */
export interface StructureQuery {
  kind: string
  agency: string
  id: string
  version: string
  /** Codes or concepts of a scheme, separated by commas. */
  item: string | undefined
  detail: string
  references: string
}

const stubs = ['allstubs', 'allcompletestubs']
const referenceStubs = ['referencestubs', 'referencecompletestubs']
const known = ['full', 'referencepartial', 'raw', ...stubs, ...referenceStubs]
const relations = [
  'none',
  'parents',
  'parentsandsiblings',
  'ancestors',
  'children',
  'descendants',
  'all',
  ...structureKinds,
]

/**
 * Finds the artefacts asked for, and those that they stand with.
 * @throws SdmxError 400 for a question that cannot be read, 404 when nothing goes by the name, 501 for other kinds
 */
export function findStructures(
  flows: readonly Flow[],
  { kind, agency, id, version, item, detail, references }: StructureQuery,
): { structures: Structures; details: Record<StructureKind, Detail> } {
  if (kind !== '*' && !structureKinds.includes(kind as never))
    throw new SdmxError(501, `Structures served are ${structureKinds.join(', ')}.`)
  if (!known.includes(detail)) throw new SdmxError(400, `detail is one of ${known.join(', ')}.`)
  if (!relations.includes(references))
    throw new SdmxError(400, `references is one of ${relations.join(', ')}.`)
  const wanted = { agency, id, version }
  const fits = (of: StructureKind, artefact: Artefact) =>
    (kind === '*' || kind === of) && matchesArtefact(wanted, artefact)
  const everything = structuresOf(flows)
  const asked: Structures = {
    dataflow: everything.dataflow.filter(f => fits('dataflow', f)),
    datastructure: everything.datastructure.filter(f => fits('datastructure', f.structure)),
    conceptscheme: everything.conceptscheme.filter(f => fits('conceptscheme', f.concepts)),
    codelist: everything.codelist.filter(c => fits('codelist', c.list)).map(c => withItems(c, item)),
  }
  if (Object.values(asked).every(list => list.length === 0))
    throw new SdmxError(404, 'No structure goes by this name.')
  const detailOf = (of: StructureKind): Detail =>
    stubs.includes(detail) || (referenceStubs.includes(detail) && asked[of].length === 0) ? 'stub' : 'full'
  return {
    structures: references === 'none' ? asked : joined(asked, everything, flows, references),
    details: {
      dataflow: detailOf('dataflow'),
      datastructure: detailOf('datastructure'),
      codelist: detailOf('codelist'),
      conceptscheme: detailOf('conceptscheme'),
    },
  }
}

function withItems(list: Structures['codelist'][number], item: string | undefined) {
  if (item === undefined || item === '*') return list
  const wanted = item.split(',')
  const codes = list.codes.filter(code => wanted.includes(code.id))
  if (codes.length === 0) throw new SdmxError(404, `${list.list.id} has no such code.`)
  return { ...list, codes }
}

/** Dataflow over structure over codelists and concepts: what stands above or below what was asked for. */
function joined(asked: Structures, all: Structures, flows: readonly Flow[], references: string): Structures {
  const same = (a: Artefact, b: Artefact) => a.agency === b.agency && a.id === b.id && a.version === b.version
  const touches = (flow: Flow) =>
    asked.dataflow.some(f => same(f, flow)) ||
    asked.datastructure.some(f => same(f.structure, flow.structure)) ||
    asked.conceptscheme.some(f => same(f.concepts, flow.concepts)) ||
    asked.codelist.some(c => [...flow.dimensions, ...flow.attributes].some(d => same(d.list, c.list)))
  const around = structuresOf(flows.filter(touches))
  const wants = (kind: StructureKind): boolean => {
    if (asked[kind].length > 0 || references === kind || references === 'all') return true
    const level = (of: StructureKind) => (of === 'dataflow' ? 2 : of === 'datastructure' ? 1 : 0)
    const levels = structureKinds.filter(of => asked[of].length > 0).map(level)
    const [highest, lowest] = [Math.max(...levels), Math.min(...levels)]
    switch (references) {
      case 'children':
        return level(kind) === highest - 1
      case 'descendants':
        return level(kind) < highest
      case 'parents':
        return level(kind) === lowest + 1
      case 'ancestors':
        return level(kind) > lowest
      case 'parentsandsiblings':
        return level(kind) === lowest + 1 || level(kind) === lowest
      default:
        return false
    }
  }
  const pick = <K extends StructureKind>(kind: K): Structures[K] =>
    asked[kind].length > 0 && references !== 'all' && references !== 'parentsandsiblings'
      ? asked[kind]
      : wants(kind)
        ? around[kind]
        : (all[kind].slice(0, 0) as Structures[K])
  return {
    dataflow: pick('dataflow'),
    datastructure: pick('datastructure'),
    codelist: pick('codelist'),
    conceptscheme: pick('conceptscheme'),
  }
}
