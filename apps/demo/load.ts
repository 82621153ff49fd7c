import { sql } from 'kysely'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { cellCountMin, markAsDemonstration, readSetting, setSetting } from '#platform/access/settings.ts'
import { createAccount, findAccount, foundAgency, listAgencies } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import type { Database } from '#platform/database/open.ts'
import { sealCheckpoint } from '#platform/ledger/checkpoint.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import type { DemoAccount } from './agencies.ts'
import { chanceFrom } from './chance.ts'
import type { Demonstration } from './generate.ts'
import { loadCases } from './load-cases.ts'
import { loadMeeting } from './load-meeting.ts'
import { loadPlan } from './load-plan.ts'
import { loadPopulation } from './load-population.ts'
import { loadReleases } from './load-releases.ts'
import { callerIn, loadReports } from './load-reports.ts'
import { loadReturns } from './load-returns.ts'

/** How far the loading has come, for whoever shows it. */
export type Progress = (
  what: 'accounts' | 'acts' | 'reports' | 'checkpoint',
  done: number,
  of: number,
) => void

/** What a node holds before anything is loaded. */
export type NodeState =
  | { kind: 'empty' }
  /** Loading was begun with this seed and did not come to its end. */
  | { kind: 'begun'; seed: number }
  | { kind: 'loaded'; seed: number }
  | { kind: 'in-use'; agencies: number; accounts: number; cases: number }

/** The node itself, for the demonstration; no request can be this caller. */
const loader = nodeCaller('demonstration')

/** Looks whether a demonstration can be loaded, or was. */
export async function stateOf(database: Database): Promise<NodeState> {
  return database.maintain(async db => {
    const { rows } = await sql<{
      seed: string | null
      agencies: number
      accounts: number
      cases: number
    }>`select
      (select value->>'seed' from access.setting where name = 'node.demonstration') as seed,
      (select count(*)::int from access.agency_directory) as agencies,
      (select count(*)::int from accounts."user") as accounts,
      (select count(*)::int from cases.case) as cases`.execute(db)
    const { seed, ...held } = rows[0]!
    if (seed !== null) {
      const { rows: last } = await sql`select from ledger.entry where id = ${endId(Number(seed))}`.execute(db)
      return { kind: last.length > 0 ? 'loaded' : 'begun', seed: Number(seed) }
    }
    return held.agencies + held.accounts + held.cases > 0 ? { kind: 'in-use', ...held } : { kind: 'empty' }
  })
}

/** The act that is written last; where it stands, the demonstration is whole. */
const endId = (seed: number) => chanceFrom(seed, 'end').uuid()

/**
 * Sees that the demonstration of a seed can be loaded, or its loading be taken up again.
 * @throws Error in one sentence that says what the node holds and what to do
 */
export async function loadableState(database: Database, seed: number): Promise<NodeState> {
  const state = await stateOf(database)
  if (state.kind === 'in-use')
    throw new Error(
      `This node holds data already (${state.agencies} agencies, ${state.accounts} accounts, ${state.cases} cases). A demonstration is loaded into an empty node only: set PALERMO_DATA to a new folder, or DATABASE_URL to a new database.`,
    )
  if (state.kind === 'loaded' || (state.kind === 'begun' && state.seed !== seed))
    throw new Error(
      `This node holds the demonstration of seed ${state.seed} already${state.kind === 'begun' ? ', though not all of it: load that seed again to complete it' : ''}. For another one set PALERMO_DATA to a new folder, or DATABASE_URL to a new database.`,
    )
  return state
}

/**
 * Loads a demonstration into an empty node, or takes up a loading that was cut off: every act has the id that the seed
 * gives it, so nothing is written twice.
 * @throws Error in one sentence when the node holds anything else
 */
export async function loadDemonstration(
  database: Database,
  keys: NodeKeys,
  demonstration: Demonstration,
  progress: Progress = () => {},
): Promise<void> {
  const { seed } = demonstration
  const state = await loadableState(database, seed)
  codelists.admitInventedStates()
  if (state.kind === 'empty') await database.write(loader, tx => markAsDemonstration(tx, String(seed)))
  await loadAccounts(database, demonstration, progress)
  const acts = demonstration.cases.reduce((sum, c) => sum + c.acts.length, 0)
  await loadCases(database, keys, demonstration, done => progress('acts', done, acts))
  await loadReports(database, demonstration, (done, of) => progress('reports', done, of))
  await loadPlan(database, demonstration, () => {})
  await loadMeeting(database, seed)
  await loadReturns(database, demonstration)
  await loadPopulation(database, demonstration)
  await loadReleases(
    database,
    seed,
    callerIn(demonstration, 'rapporteur'),
    callerIn(demonstration, 'ministry'),
  )
  await database.write(loader, async tx =>
    setSetting(tx, cellCountMin.name, await readSetting(tx, cellCountMin), endId(seed)),
  )
  progress('checkpoint', 0, 1)
  await sealCheckpoint(database, keys)
  progress('checkpoint', 1, 1)
}

async function loadAccounts(database: Database, demonstration: Demonstration, progress: Progress) {
  const { agencies, accounts } = demonstration
  await database.write(loader, async tx => {
    const known = new Set((await listAgencies(tx)).map(a => a.id))
    for (const { id, name, kind, country } of agencies)
      if (!known.has(id)) await foundAgency(tx, { id, name, kind, country })
  })
  const names = new Map(agencies.map(a => [a.id, a.name]))
  let done = 0
  const make = async ({ id, name, email, password, role, agencyId }: DemoAccount) => {
    if (await database.read(loader, tx => findAccount(tx, id))) return
    const passwordHash = await hashPassword(password)
    await database.write(loader, tx =>
      createAccount(tx, {
        id,
        name,
        email,
        passwordHash,
        administrator: role === 'administrator',
        memberships: [{ agencyId, role }],
        demonstration: { role, agency: names.get(agencyId)!, password },
      }),
    )
    progress('accounts', ++done, accounts.length)
  }
  // Hashing a password is slow on purpose; four at a time use the processors that are there.
  for (let i = 0; i < accounts.length; i += 4) await Promise.all(accounts.slice(i, i + 4).map(make))
  progress('accounts', accounts.length, accounts.length)
}
