import type { Codelists } from '#kernel/entity/codelist.ts'
import { type AuditReport, audit } from '../disclosure/audit/audit.ts'
import { type CubeTable, cellName, type ProtectedCube } from '../disclosure/cube.ts'
import { protectCubes } from '../disclosure/protect-cubes.ts'
import type { Witness } from '../disclosure/suppress.ts'
import { type EarlierRelease, linkReleases } from './linked-releases.ts'
import type {
  Audience,
  FrozenCounts,
  ReleaseDefinition,
  ReleaseDocument,
  ReleasedTable,
} from './release.entity.ts'
import { releaseCubes } from './release-cubes.ts'
import { auditRounded, roundRelease } from './rounded-release.ts'

/** What stands on the cover of a release. */
export interface ReleaseCover {
  number: string
  revision: number
  title: string
  corrects: string | null
  reason: string | null
}

/** An earlier release as it is kept: its definition, its counts, and what it said inside the node. */
export interface KeptRelease {
  name: string
  definition: ReleaseDefinition
  counts: FrozenCounts
  internal: ReleaseDocument
  public: ReleaseDocument
}

/** A release for both audiences, as text that is kept byte for byte. */
export interface MadeRelease {
  texts: Record<Audience, string>
  /** Offered to the audit, which believes none of them; never kept. */
  witnesses: Record<Audience, Witness[]>
}

/** What the audit says of both. */
export interface ReleaseAudit {
  safe: boolean
  public: AuditReport
  internal: AuditReport
}

/**
 * Makes a release from its definition and frozen counts: protected for the public first, then for the node, where the
 * threshold may be lower; what the public sees is known there. Rounded counts are the same for both. The same input gives
 * the same bytes.
 * @param secret what rounding draws from
 * @param progress told how far it is, from 0 to 1
 * @throws Unprotectable when no protection passes the audit
 */
export async function makeRelease(
  cover: ReleaseCover,
  definition: ReleaseDefinition,
  counts: FrozenCounts,
  secret: string | null,
  earlier: readonly KeptRelease[],
  lists: Codelists,
  progress: (part: number) => void = () => {},
): Promise<MadeRelease> {
  const tables = releaseCubes(definition.tables, counts, lists)
  const write = (audience: Audience, out: readonly ProtectedCube[], marks: boolean) =>
    writeDocument({
      number: cover.number,
      revision: cover.revision,
      title: cover.title,
      audience,
      kind: definition.kind,
      method: definition.method ?? 'withhold',
      threshold: definition.thresholds[audience],
      moment: definition.moment,
      code: definition.code,
      beside: definition.beside,
      corrects: cover.corrects,
      reason: cover.reason,
      marks,
      tables: definition.tables.map(({ title }, i) => released(title, out[i]!, marks)),
    })
  if (definition.method === 'round') {
    const rounded = await roundRelease(
      tables,
      definition.thresholds.public,
      secret,
      roundedBefore(earlier, lists),
    )
    return {
      witnesses: { public: [], internal: [] },
      texts: { public: write('public', rounded, false), internal: write('internal', rounded, false) },
    }
  }
  const open = linkReleases(tables, earlierFor('public', earlier, lists))
  const forPublic = await protectCubes(open.tables, {
    threshold: definition.thresholds.public,
    fate: open.fate,
    unprinted: open.unprinted,
  })
  progress(0.5)
  const publicTables = forPublic.tables.slice(0, tables.length)
  const seen = new Map(publicTables.flatMap(cellsByName))
  const closed = linkReleases(tables, earlierFor('internal', earlier, lists))
  const forNode = await protectCubes(closed.tables, {
    threshold: definition.thresholds.internal,
    unprinted: closed.unprinted,
    marks: false,
    fate: name => closed.fate(name) ?? (seen.get(name) === 'published' ? 'published' : undefined),
  })
  progress(1)
  return {
    witnesses: { public: forPublic.witnesses, internal: forNode.witnesses },
    texts: {
      public: write('public', publicTables, forPublic.audit.marksSafe),
      internal: write('internal', forNode.tables.slice(0, tables.length), false),
    },
  }
}

/**
 * Audits a release as it is kept, with all earlier ones: reads the texts that would go out, not what made them.
 */
export async function auditRelease(
  texts: Record<Audience, string>,
  definition: ReleaseDefinition,
  counts: FrozenCounts,
  earlier: readonly KeptRelease[],
  lists: Codelists,
  witnesses?: MadeRelease['witnesses'],
  progress: (part: number) => void = () => {},
): Promise<ReleaseAudit> {
  const of = async (audience: Audience): Promise<AuditReport> => {
    const document = readDocument(texts[audience])
    const tables = releaseCubes(definition.tables, counts, lists)
    if (definition.method === 'round')
      return auditRounded(
        document.tables.map(asProtected),
        tables,
        definition.thresholds.public,
        roundedBefore(earlier, lists),
      )
    const linked = linkReleases(tables, earlierFor(audience, earlier, lists))
    const told = new Map(document.tables.flatMap(table => cellsByName(asProtected(table))))
    const cubes = linked.tables.map((table, i) =>
      i < tables.length ? asProtected(document.tables[i]!) : toldTable(table, told, linked.fate),
    )
    return audit(cubes, linked.tables, {
      threshold: definition.thresholds[audience],
      unprinted: linked.unprinted,
      marks: document.marks,
      progress: part => progress((audience === 'public' ? 0 : 0.5) + part / 2),
      ...(witnesses && { witnesses: witnesses[audience] }),
    })
  }
  const [forPublic, forNode] = [await of('public'), await of('internal')]
  const marksHold = !readDocument(texts.public).marks || forPublic.marksSafe
  return { safe: forPublic.safe && forNode.safe && marksHold, public: forPublic, internal: forNode }
}

/** The text of a document: the same for the same document. */
export const writeDocument = (document: ReleaseDocument): string => `${JSON.stringify(document, null, 1)}\n`
export const readDocument = (text: string): ReleaseDocument => JSON.parse(text) as ReleaseDocument

function released(title: string, { dimensions, cells }: ProtectedCube, marks: boolean): ReleasedTable {
  return {
    title,
    dimensions: dimensions.map(({ name, codes, total, parents }) => ({
      id: name,
      codes: [...codes],
      total,
      ...(parents && { parents: { ...parents } }),
    })),
    cells: cells.map(({ key, status, count }) =>
      status === 'published'
        ? { key: [...key], count: count! }
        : { key: [...key], mark: marks && status === 'primary' ? ('small' as const) : ('withheld' as const) },
    ),
  }
}

function asProtected({ dimensions, cells }: ReleasedTable): ProtectedCube {
  return {
    dimensions: dimensions.map(({ id, ...rest }) => ({ name: id, ...rest })),
    cells: cells.map(({ key, count, mark }) =>
      mark === undefined
        ? { key, status: 'published' as const, count: count! }
        : { key, status: mark === 'small' ? ('primary' as const) : ('secondary' as const) },
    ),
  }
}

function earlierFor(audience: Audience, earlier: readonly KeptRelease[], lists: Codelists): EarlierRelease[] {
  return earlier.map(({ name, definition, counts, [audience]: document }) => ({
    name,
    tables: releaseCubes(definition.tables, counts, lists),
    published: document.tables.map(asProtected),
  }))
}

/** What rounded releases said before, with what was counted then. */
function roundedBefore(earlier: readonly KeptRelease[], lists: Codelists) {
  return earlier.map(({ definition, counts, public: document }) => ({
    tables: releaseCubes(definition.tables, counts, lists),
    shown: document.tables.map(asProtected),
  }))
}

/** A table that ties releases together, with what each of them says. */
function toldTable(
  { dimensions, cells }: CubeTable,
  told: ReadonlyMap<string, string>,
  fate: (name: string) => string | undefined,
): ProtectedCube {
  const names = cellsByName({
    dimensions,
    cells: cells.map(({ key }) => ({ key, status: 'secondary' as const })),
  })
  return {
    dimensions,
    cells: cells.map(({ key, count }, i) => {
      const name = names[i]![0]
      const isShown = (told.get(name) ?? fate(name)) === 'published'
      return isShown ? { key, status: 'published' as const, count } : { key, status: 'secondary' as const }
    }),
  }
}

const cellsByName = ({ dimensions, cells }: ProtectedCube): [string, string][] =>
  cells.map(({ key, status }) => [cellName(dimensions, key), status])
