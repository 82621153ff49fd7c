import { type AuditReport, audit } from './audit/audit.ts'
import type { CubeTable, ProtectedCube } from './cube.ts'
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
  let also = new Set<string>(options.also)
  for (let round = 0; round <= repairsMax; round++) {
    const { tables: out, witnesses, marks, detail, unprotected } = suppress(tables, { ...wanted, also })
    const report = await audit(out, tables, { ...wanted, marks, witnesses })
    if (report.safe && unprotected.length === 0) return { tables: out, audit: report, detail, witnesses }
    if (report.safe) return { tables: out, audit: report, detail: 0, witnesses }
    also = new Set([...also, ...report.leaks.map(leak => leak.cell)])
  }
  const closed = tables.map(
    ({ dimensions, cells }): ProtectedCube => ({
      dimensions,
      cells: cells.map(({ key }) => ({ key, status: 'secondary' as const })),
    }),
  )
  const report = await audit(closed, tables, { ...wanted, marks: false })
  if (!report.safe) throw new Unprotectable(report)
  return { tables: closed, audit: report, detail: 0, witnesses: [] }
}
