import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import type { ActionContent, EvidenceContent } from './plan.entity.ts'
import { planProjections } from './plan.projection.ts'
import { raiseReminders } from './plan.reminders.ts'
import { assess, decide, findAction, findActions, measure, open, report } from './plan.store.ts'
import { people, settle } from './plan.testing.ts'

let postgres: TemporaryPostgres
let database: Database
let keys: NodeKeys
const [open_, closed] = [randomUUID(), randomUUID()]

const content = (more: Partial<ActionContent> = {}): ActionContent => ({
  title: 'Open shelter places',
  what: null,
  theme: 'protection',
  institutionId: people.shelter.agencyId,
  institutionName: null,
  focalUserId: people.shelter.userId,
  focalRole: null,
  alternateUserId: null,
  alternateRole: 'caseworker',
  validatingId: people.referral.agencyId!,
  startsOn: '2024-01-01',
  dueOn: '2025-12-31',
  budget: 10.5,
  currency: 'EUR',
  funds: null,
  indicatorKind: 'hand',
  indicatorLive: null,
  indicatorName: 'Places',
  indicatorUnit: null,
  indicatorBaseline: null,
  indicatorTarget: 20,
  indicatorMonths: 6,
  public: true,
  ...more,
})
const evidence = (more: Partial<EvidenceContent>): EvidenceContent => ({
  kind: 'figure',
  title: 'Places',
  public: true,
  fileId: null,
  value: 4,
  unit: null,
  onDay: '2025-01-01',
  source: 'Count',
  url: null,
  passage: null,
  passageAt: null,
  ...more,
})
const said = (more: { public?: boolean; evidence?: EvidenceContent[] } = {}) => ({
  status: 'in-progress' as const,
  reason: 'Begun.',
  done: null,
  spent: 2,
  public: true,
  evidence: [],
  reached: [],
  ...more,
})

beforeAll(async () => {
  postgres = await startPostgres()
  ;({ database, keys } = await openTestDatabase(postgres.url))
  await settle(database)
  const external = {
    kind: 'external',
    body: 'Committee',
    citation: '1',
    wording: 'Do it.',
    url: null,
  } as const
  const milestones = [{ id: randomUUID(), title: 'First house', dueOn: '2025-03-01', doneOn: null }]
  await database.write(people.ministry, async tx => {
    await open(tx, open_, { action: content(), serves: [external], milestones }, { actId: randomUUID() })
    await open(
      tx,
      closed,
      { action: content({ public: false }), serves: [external], milestones: [] },
      { actId: randomUUID() },
    )
  })
  const on = async (
    as: Caller,
    work: (tx: Parameters<Parameters<Database['write']>[1]>[0]) => Promise<void>,
  ) => database.write(as, work)
  const hidden = [evidence({ public: false, title: 'Not for all' }), evidence({})]
  await on(people.shelter, async tx =>
    report(tx, (await findAction(tx, open_))!, said({ evidence: hidden }), { actId: randomUUID() }),
  )
  await on(people.shelter, async tx =>
    report(tx, (await findAction(tx, open_))!, said({ public: false }), { actId: randomUUID() }),
  )
  await on(people.association, async tx =>
    assess(
      tx,
      (await findAction(tx, open_))!,
      {
        capacity: 'civil-society',
        status: 'not-started',
        reason: 'Nothing seen.',
        public: false,
        evidence: [],
      },
      { actId: randomUUID() },
    ),
  )
  await on(people.shelter, async tx =>
    measure(
      tx,
      (await findAction(tx, open_))!,
      { onDay: '2025-01-01', value: 4, source: 'Count' },
      { actId: randomUUID() },
    ),
  )
  await on(people.referral, async tx => {
    const action = (await findAction(tx, open_))!
    const last = action.progress.at(-1)!
    await decide(
      tx,
      action,
      last,
      { progressId: last.id, decision: 'accepted', because: '' },
      { actId: randomUUID() },
    )
  })
  await raiseReminders(database)
}, 120_000)
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
})

const rows = (as: Caller, table: string) =>
  database.read(
    as,
    async tx =>
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx.db)).rows[0]!
        .n,
  )
const seenBy = async (as: Caller) =>
  Object.fromEntries(
    await Promise.all(
      planProjections.tables.map(async t => [t.replace('plan.', ''), await rows(as, t)] as const),
    ),
  )

describe('the database itself', () => {
  it('shows an outsider what is public, and what she wrote herself', async () => {
    expect(await seenBy(people.police)).toEqual({
      action: 1,
      serves: 1,
      milestone: 1,
      progress: 1,
      assessment: 0,
      evidence: 1,
      measurement: 1,
      notice: 0,
    })
    expect((await seenBy(people.association)).assessment).toBe(1)
  })

  it('shows those who make, oversee, carry out and validate the plan all of it', async () => {
    for (const somebody of [people.ministry, people.rapporteur, people.referral, people.shelter])
      expect(await seenBy(somebody)).toMatchObject({ action: 2, progress: 2, assessment: 1, evidence: 2 })
  })

  it('shows reminders to their recipients alone', async () => {
    expect(await rows(people.shelter, 'plan.notice')).toBeGreaterThan(0)
    expect(await rows(people.shelterAlternate, 'plan.notice')).toBeGreaterThan(0)
    for (const somebody of [people.ministry, people.rapporteur, people.police])
      expect(await rows(somebody, 'plan.notice')).toBe(0)
  })

  it('shows the entries of an action to those inside it, and to nobody else', async () => {
    const entries = (as: Caller) =>
      database.read(as, async tx => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.entry
          where subject_kind = 'plan-action'`.execute(tx.db)
        return rows[0]!.n
      })
    expect(await entries(people.police)).toBe(0)
    expect(await entries(people.association)).toBe(1)
    expect(await entries(people.rapporteur)).toBe(7)
  })

  it('refuses a report of somebody who is no focal point, even past the policies', async () => {
    const forged = (as: Caller) =>
      database.write(as, async tx => {
        // An entry of her own opens the transaction for writing; the row is refused all the same.
        await sql`insert into ledger.entry (id, subject_kind, subject_id, version, act, actor_id, agency_id, purpose,
            occurred_at_ms, recorded_at_ms, payload, previous_hash, hash)
          values (${randomUUID()}, 'plan-action', ${randomUUID()}, 1, 'plan.report', ${as.userId}, ${as.agencyId}, 'statistics',
            0, 0, '{}', decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex'))`.execute(tx.db)
        await sql`insert into plan.progress (id, action_id, version, public, status, reason, agency_id, reported_by, reported_at_ms)
          values (${randomUUID()}, ${open_}, 99, true, 'implemented', 'All done.', ${as.agencyId}, ${as.userId}, 0)`.execute(
          tx.db,
        )
      })
    for (const somebody of [people.police, people.ministry, people.rapporteur, people.association])
      await expect(forged(somebody)).rejects.toThrow('row-level security')
  })

  it('refuses any change without an entry', async () => {
    const change = database.write(people.referral, async tx => {
      await sql`update plan.progress set decision = 'returned' where action_id = ${open_}`.execute(tx.db)
    })
    await expect(change).rejects.toThrow('No write without an act')
  })

  it('builds the same tables from the ledger again', async () => {
    const all = () =>
      database.maintain(async db =>
        Promise.all(
          planProjections.tables.map(async t =>
            (await sql<object>`select * from ${sql.table(t)}`.execute(db)).rows
              .map(r => JSON.stringify(r))
              .sort(),
          ),
        ),
      )
    const before = await all()
    expect(before.every(table => table.length > 0)).toBe(true)
    await rebuildProjections(database, planProjections)
    expect(await all()).toEqual(before)
    expect(await database.read(people.ministry, tx => findActions(tx))).toHaveLength(2)
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
  })
})
