import { type AuditReport, audit } from './audit/audit.ts'
import { type CubeTable, cellName, type ProtectedCube } from './cube.ts'
import { type SuppressOptions, suppress, type Witness } from './suppress.ts'

export interface ProtectedTables {
  tables: ProtectedCube[]
  audit: AuditReport
  /** How many dimensions at most a count is shown by; fewer than there are where detail had to go as a whole. */
  detail: number
  /** Other tables that say the same in public, for an audit to check. They rest on the true counts: never keep or show them. */
  witnesses: Witness[]
}

const repairsMax = 3
/** Larger tables print one mark for all: to hold off readers of two marks would withhold too much of them. */
const marksCellsMax = 5_000

/** The tables cannot be made safe, not even by withholding all of them. */
export class Unprotectable extends Error {
  readonly audit: AuditReport
  constructor(audit: AuditReport) {
    super(
      'These tables cannot be made safe even with every count withheld; use coarser codes or a longer period.',
    )
    this.name = 'Unprotectable'
    this.audit = audit
  }
}

/**
 * Protects linked tables and has the result audited; what the audit finds is mended and audited again. Nothing comes
 * back that did not pass.
 * @throws Unprotectable when nothing passes
 */
export async function protectCubes(
  tables: readonly CubeTable[],
  options: SuppressOptions & { unprinted?: (name: string) => boolean },
): Promise<ProtectedTables> {
  const cells = tables.reduce((n, t) => n + t.cells.length, 0)
  const wanted = { ...options, marks: options.marks ?? cells <= marksCellsMax }
  const attempt = async (more: Pick<SuppressOptions, 'also' | 'detailMax'>) => {
    const out = suppress(tables, { ...wanted, ...more })
    const report = await audit(out.tables, tables, { ...wanted, marks: out.marks, witnesses: out.witnesses })
    return { out, report }
  }
  let also = new Set<string>(options.also)
  // Between tables that are settled there is less room, and the solver finds proofs where no simple move does: each
  // level of detail is put to it before the next is given up.
  const most = Math.max(...tables.map(t => t.dimensions.length))
  const levels = options.fate ? Array.from({ length: most + 1 }, (_, i) => most - i) : [undefined]
  for (const detailMax of levels)
    for (let round = 0; round <= (detailMax === undefined ? repairsMax : 0); round++) {
      const { out, report } = await attempt({ also, ...(detailMax !== undefined && { detailMax }) })
      const { tables: safe, witnesses, detail } = out
      if (report.safe) return { tables: safe, audit: report, detail, witnesses }
      if (detailMax === undefined) also = new Set([...also, ...report.leaks.map(leak => leak.cell)])
    }
  const closed = tables.map(table => closedTable(table, options.fate))
  const report = await audit(closed, tables, { ...wanted, marks: false })
  if (!report.safe) throw new Unprotectable(report)
  return { tables: closed, audit: report, detail: 0, witnesses: [] }
}

/** A table with nothing in it but what is known already. */
function closedTable({ dimensions, cells }: CubeTable, fate: SuppressOptions['fate']): ProtectedCube {
  return {
    dimensions,
    cells: cells.map(({ key, count }) =>
      fate?.(cellName(dimensions, key)) === 'published'
        ? { key, status: 'published' as const, count }
        : { key, status: 'secondary' as const },
    ),
  }
}
