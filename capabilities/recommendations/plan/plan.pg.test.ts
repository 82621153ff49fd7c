import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { keepFile } from '#platform/files/files.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { findUnanswered, type UnansweredAt } from './plan.gaps.store.ts'
import { plannedFrom } from './plan.planned.ts'
import { planProjections } from './plan.projection.ts'
import { raiseReminders } from './plan.reminders.ts'
import {
  amend,
  assess,
  decide,
  findAction,
  findActions,
  measure,
  open,
  report,
  withdraw,
} from './plan.store.ts'
import {
  anAction,
  content,
  evidence,
  external,
  people,
  said,
  settle,
  shelterRecommendation,
} from './plan.testing.ts'

let postgres: TemporaryPostgres
let database: Database
let keys: NodeKeys
const [open_, closed] = [randomUUID(), randomUUID()]
beforeAll(async () => {
  postgres = await startPostgres()
  ;({ database, keys } = await openTestDatabase(postgres.url))
  await settle(database)
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
})
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

  /** Does something past the policies, with an entry of one's own that opens the transaction for writing. */
  const past = (as: Caller, statement: ReturnType<typeof sql>) =>
    database.write(as, async tx => {
      const entry = randomUUID()
      await sql`insert into ledger.entry (id, subject_kind, subject_id, version, act, actor_id, agency_id, purpose,
          occurred_at_ms, recorded_at_ms, payload, previous_hash, hash)
        values (${entry}, 'plan-action', ${randomUUID()}, 1, 'plan.report', ${as.userId}, ${as.agencyId}, 'statistics',
          0, 0, '{}', decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex'))`.execute(tx.db)
      await sql`select set_config('palermo.entry', ${entry}, true)`.execute(tx.db)
      const { numAffectedRows } = await statement.execute(tx.db)
      // What she did is not to stand in the way of the other rules.
      throw new Error(`done to ${numAffectedRows}`)
    })
  const assessed = (as: Caller, action: string, capacity: string) =>
    past(
      as,
      sql`insert into plan.assessment (id, action_id, version, public, capacity, status, reason, agency_id, assessed_by,
          assessed_at_ms)
        values (${randomUUID()}, ${action}, 99, true, ${capacity}, 'implemented', 'Seen.', ${as.agencyId}, ${as.userId}, 0)`,
    )

  it('lets nobody assess as the rapporteur but the rapporteur, nor what she may not see or was withdrawn', async () => {
    await expect(assessed(people.association, open_, 'civil-society')).rejects.toThrow('done to 1')
    await expect(assessed(people.rapporteur, closed, 'rapporteur')).rejects.toThrow('done to 1')
    await expect(assessed(people.association, open_, 'rapporteur')).rejects.toThrow('row-level security')
    await expect(assessed(people.association, closed, 'civil-society')).rejects.toThrow('row-level security')
    const gone = randomUUID()
    await database.write(people.ministry, async tx => {
      await open(tx, gone, { action: content(), serves: [external], milestones: [] }, { actId: randomUUID() })
      await withdraw(tx, (await findAction(tx, gone))!, 'Done elsewhere.', { actId: randomUUID() })
    })
    await expect(assessed(people.rapporteur, gone, 'rapporteur')).rejects.toThrow('row-level security')
  })

  it('takes as evidence only a file that its giver sent herself', async () => {
    const file = randomUUID()
    await database.write(people.shelter, tx =>
      keepFile(tx, { id: file, size: 1, wrappedKey: '', sealedName: '' }, randomUUID()),
    )
    const given = (as: Caller) =>
      past(
        as,
        sql`insert into plan.evidence (id, action_id, of_id, place, kind, public, title, file_id, agency_id)
          values (${randomUUID()}, ${open_}, ${randomUUID()}, 0, 'file', true, 'Lease', ${file}, ${as.agencyId})`,
      )
    await expect(given(people.shelter)).rejects.toThrow('done to 1')
    for (const somebody of [people.association, people.shelterAlternate])
      await expect(given(somebody)).rejects.toThrow('row-level security')
  })

  it('changes nothing of what was said but what a later act may', async () => {
    for (const [as, statement] of [
      [people.referral, sql`update plan.progress set status = 'implemented' where action_id = ${open_}`],
      [people.shelter, sql`update plan.milestone set due_on = '2030-01-01' where action_id = ${open_}`],
      [people.shelter, sql`update plan.notice set due_on = '2030-01-01'`],
    ] as const)
      await expect(past(as, statement)).rejects.toThrow('permission denied')
    const inAnothersName = sql`update plan.progress set decision = 'accepted', decided_by = ${people.shelter.userId}
      where action_id = ${open_}`
    await expect(past(people.referral, inAnothersName)).rejects.toThrow('row-level security')
  })

  it('shows an institution what it reported, also when another one answers for the action', async () => {
    const handed = { ...people.shelter, agencyId: people.police.agencyId!, userId: people.police.userId }
    const action = (await database.read(people.ministry, tx => findAction(tx, open_)))!
    const rest = { serves: [external], milestones: action.milestones, changed: ['institution'] }
    const give = (to: Caller) =>
      database.write(people.ministry, tx =>
        amend(
          tx,
          action,
          { ...rest, action: content({ institutionId: to.agencyId, focalUserId: to.userId }) },
          { actId: randomUUID() },
        ),
      )
    await give(handed)
    expect(await rows(people.shelter, 'plan.progress')).toBe(2)
    await give(people.shelter)
  })

  it('finds reminders through the indexes of their recipients', async () => {
    const { userId, agencyId } = people.shelter
    let plan = ''
    const many = database.maintain(async db => {
      await sql`alter table plan.notice disable trigger user`.execute(db)
      await sql`insert into plan.notice (id, version, action_id, stage, due_on, recipient_user_id, recipient_role,
          recipient_agency_id, raised_at_ms)
        select gen_random_uuid(), 1, ${open_}, 'after-1', '2025-01-01', case when n % 2 = 0 then gen_random_uuid() end,
          'caseworker', gen_random_uuid(), 0 from generate_series(1, 5000) n`.execute(db)
      await sql`analyze plan.notice`.execute(db)
      await sql`select set_config('role', 'palermo_app', true), set_config('palermo.user', ${userId}, true),
        set_config('palermo.agency', ${agencyId}, true)`.execute(db)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from plan.notice
        where seen_at_ms is null`.execute(db)
      plan = rows.map(r => r['QUERY PLAN']).join('\n')
      throw new Error('looked at')
    })
    await expect(many).rejects.toThrow('looked at')
    expect(plan).toContain('notice_user')
    expect(plan).toContain('notice_agency')
  })

  it('refuses any change without an entry', async () => {
    const change = database.write(people.referral, async tx => {
      await sql`update plan.progress set decision = 'returned', decided_by = ${people.referral.userId},
        decided_agency = ${people.referral.agencyId} where action_id = ${open_}`.execute(tx.db)
    })
    await expect(change).rejects.toThrow('No write without an act')
  })

  it('takes one decision on a report, also when two decide at once', async () => {
    await database.write(people.shelter, async tx =>
      report(tx, (await findAction(tx, open_))!, said(), { actId: randomUUID() }),
    )
    const action = (await database.read(people.referral, tx => findAction(tx, open_)))!
    const last = action.progress.at(-1)!
    const saw = { expectedVersion: action.version }
    const decided = (decision: 'accepted' | 'returned') =>
      database.write(people.referral, tx =>
        decide(
          tx,
          action,
          last,
          { progressId: last.id, decision, because: '' },
          { actId: randomUUID(), ...saw },
        ),
      )
    await decided('accepted')
    await expect(decided('returned')).rejects.toThrow(VersionConflict)
  })

  it('lets an action for a reprint serve its first print', async () => {
    const looked = database.maintain(async db => {
      const tx = { db, caller: people.ministry, now: new Date(0) }
      const { rows } = await sql<{ slug: string; address: string }>`select r.slug, p.address
        from recommendations.paragraph p join recommendations.report r on r.id = p.report_id
        where p.role = 'recommendation' order by r.slug, p.ordinal limit 1`.execute(db)
      const [first, again] = [
        (await findRecommendation(tx, rows[0]!.slug, rows[0]!.address))!,
        (await findRecommendation(tx, shelterRecommendation.report, shelterRecommendation.address))!,
      ]
      await sql`alter table recommendations.expression disable trigger user`.execute(db)
      await sql`insert into recommendations.expression values (${again.reportId}, ${again.ordinal}, ${first.reportId},
        ${first.ordinal}, 0.98)`.execute(db)
      const { serves } = await plannedFrom(tx, {
        action: anAction() as Parameters<typeof plannedFrom>[1]['action'],
        serves: [shelterRecommendation],
        milestones: [],
      })
      expect(serves).toMatchObject([{ reportId: first.reportId, ordinal: first.ordinal }])
      throw new Error('looked at')
    })
    await expect(looked).rejects.toThrow('looked at')
  })

  it('counts as unanswered what stood so on a day, and what no public action answers', async () => {
    const shelter = (await database.read(people.ministry, tx =>
      findRecommendation(tx, shelterRecommendation.report, shelterRecommendation.address),
    ))!
    const id = randomUUID()
    const answer = {
      kind: 'registry',
      reportId: shelter.reportId,
      ordinal: shelter.ordinal,
      sub: null,
      ask: null,
    } as const
    const of = (at: UnansweredAt) => database.read(people.ministry, tx => findUnanswered(tx, 1, at))
    const before = await of({})
    expect((await of({ asOf: '2012-12-31' })).asked).toBeLessThan(before.asked)
    expect((await of({ asOf: '2000-12-31' })).asked).toBe(0)
    await database.write(people.ministry, tx =>
      open(
        tx,
        id,
        { action: content({ public: false, startsOn: '2024-06-01' }), serves: [answer], milestones: [] },
        { actId: randomUUID() },
      ),
    )
    const since = before.total - 1
    expect((await of({})).total).toBe(since)
    expect((await of({ publicOnly: true })).total).toBe(before.total)
    expect((await of({ asOf: '2024-05-31' })).total).toBe(before.total)
    expect((await of({ asOf: '2024-06-01' })).total).toBe(since)
    await database.write(people.ministry, async tx =>
      withdraw(tx, (await findAction(tx, id))!, 'Done elsewhere.', { actId: randomUUID() }),
    )
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
