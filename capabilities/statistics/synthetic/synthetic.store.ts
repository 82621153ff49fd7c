import { sql } from 'kysely'
import { defineSetting, readSetting } from '#platform/access/settings.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act } from '#platform/ledger/act.ts'
import { epsilonOf, type PrivacyPromise, rhoOf } from './budget.rules.ts'
import { CannotSynthesize } from './cannot-synthesize.ts'
import { checkPromise, epsilonMax, type SyntheticReport } from './release.ts'
import { finishRelease, orderRelease } from './synthetic.acts.ts'

const numberIn = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && value > low && value <= high
    ? undefined
    : `It must be a number above ${low}, up to ${high}.`

/** How much all synthetic releases of the node's cases together may ever tell of one person. */
export const totalEpsilon = defineSetting<number>({
  name: 'statistics.privacyEpsilon',
  default: 8,
  check: numberIn(0, 4 * epsilonMax),
})
export const totalDelta = defineSetting<number>({
  name: 'statistics.privacyDelta',
  default: 1e-5,
  check: numberIn(0, 0.001),
})

/** The budget of a population: what was promised for ever, and what is left of it. */
export interface PrivacyAccount {
  epsilon: number
  delta: number
  /** Trillionths of rho. */
  total: number
  spent: number
  /** The ε that one more release could have at the promised δ. */
  epsilonLeft: number
}

export interface StoredRelease {
  id: string
  orderedAtMs: number
  finishedAtMs: number | null
  columns: string[]
  epsilon: number
  delta: number
  rho: number
  state: 'ordered' | 'made' | 'failed'
  records: number | null
  report: SyntheticReport | null
}

export async function findAccount(tx: Pick<Read, 'db'>): Promise<PrivacyAccount> {
  const [epsilon, delta] = [await readSetting(tx, totalEpsilon), await readSetting(tx, totalDelta)]
  const { rows } = await sql<{ spent: string | number }>`
    select coalesce(sum(rho), 0)::bigint as spent from statistics.synthetic_release where population = 'victim'`.execute(
    tx.db,
  )
  const total = rhoOf({ epsilon, delta })
  const spent = Number(rows[0]!.spent)
  return { epsilon, delta, total, spent, epsilonLeft: epsilonOf(Math.max(0, total - spent), delta) }
}

/**
 * Charges a release to the budget and orders it, in one transaction; two orders at once are charged one after the other.
 * @throws CannotSynthesize when it would overrun
 */
export async function chargeRelease(
  tx: Write,
  order: { id: string; actId: string; columns: string[] } & PrivacyPromise,
): Promise<void> {
  checkPromise(order)
  await sql`select pg_advisory_xact_lock(hashtext('palermo.privacy'))`.execute(tx.db)
  const account = await findAccount(tx)
  const rho = rhoOf(order)
  if (account.spent + rho > account.total && !(await findRelease(tx, order.id)))
    throw new CannotSynthesize('overrun', {
      left: Math.floor(account.epsilonLeft * 1_000) / 1_000,
      asked: order.epsilon,
    })
  await act(tx, orderRelease, {
    id: order.actId,
    subjectId: order.id,
    about: undefined,
    payload: {
      population: 'victim',
      columns: order.columns,
      epsilon: order.epsilon,
      delta: order.delta,
      rho,
    },
  })
}

export async function recordMade(
  tx: Write,
  id: string,
  report: SyntheticReport,
  packed: Buffer,
): Promise<void> {
  const payload = { report, rows: packed.toString('base64') }
  await act(tx, finishRelease, { id: crypto.randomUUID(), subjectId: id, about: undefined, payload })
}

export async function recordFailed(tx: Write, id: string): Promise<void> {
  await act(tx, finishRelease, {
    id: crypto.randomUUID(),
    subjectId: id,
    about: undefined,
    payload: { failed: true },
  })
}

interface Row {
  id: string
  ordered_at_ms: string | number
  finished_at_ms: string | number | null
  columns: string[]
  epsilon: number
  delta: number
  rho: string | number
  state: StoredRelease['state']
  records: number | null
  report: SyntheticReport | null
}

const columns = sql`id, ordered_at_ms, finished_at_ms, columns, epsilon, delta, rho, state, records, report`

const fromRow = (r: Row): StoredRelease => ({
  id: r.id,
  orderedAtMs: Number(r.ordered_at_ms),
  finishedAtMs: r.finished_at_ms === null ? null : Number(r.finished_at_ms),
  columns: r.columns,
  epsilon: r.epsilon,
  delta: r.delta,
  rho: Number(r.rho),
  state: r.state,
  records: r.records,
  report: r.report,
})

/** The latest first; what a release holds is small, its rows stay behind. */
export async function listReleases(tx: Read): Promise<StoredRelease[]> {
  const { rows } = await sql<Row>`
    select ${columns} from statistics.synthetic_release order by ordered_at_ms desc, id limit 200`.execute(
    tx.db,
  )
  return rows.map(fromRow)
}

export async function findRelease(tx: Pick<Read, 'db'>, id: string): Promise<StoredRelease | undefined> {
  const { rows } =
    await sql<Row>`select ${columns} from statistics.synthetic_release where id = ${id}`.execute(tx.db)
  return rows[0] && fromRow(rows[0])
}

/** The rows as CSV, packed with gzip; undefined when there are none. */
export async function findRows(tx: Read, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ rows: Buffer | null }>`
    select rows from statistics.synthetic_release where id = ${id}`.execute(tx.db)
  return rows[0]?.rows ? Buffer.from(rows[0].rows) : undefined
}
