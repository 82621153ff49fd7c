import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CaseRecord, findCase } from '#capabilities/cases/cases.store.ts'
import { openSealed } from '#capabilities/cases/identity.store.ts'
import { findIndicator } from '#capabilities/recommendations/evidence.entity.ts'
import { figuresSource } from '#capabilities/recommendations/evidence.source.ts'
import { listRecommendations } from '#capabilities/recommendations/recommendations.store.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { createAccount, listDemonstrationAccounts } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import type { DemoAct } from './act-plan.ts'
import { admitDemonstration } from './admit.ts'
import { runDemonstration, showAccounts } from './demo.command.ts'
import { type Demonstration, defaultSeed, generate } from './generate.ts'
import { loadDemonstration, stateOf } from './load.ts'

let database: Database
let keys: NodeKeys
const openNode = async () => {
  ;({ database, keys } = await openTestDatabase())
}

/** About 30 cases, some of every year. */
const small = (seed = defaultSeed) => generate(seed, 0.01)
const entriesOf = (d: Demonstration) =>
  d.cases.flatMap(c => c.acts).reduce((n, a) => n + ('sealId' in a && a.sealId ? 2 : 1), 0)
const caseEntries = () =>
  database.maintain(
    async db =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from ledger.entry where subject_kind = 'case'`.execute(db)
      ).rows[0]!.n,
  )
const callerOf = (d: Demonstration, act: DemoAct): Caller => {
  const account = d.accounts.find(a => a.id === act.accountId)!
  const kind = d.agencies.find(a => a.id === act.agencyId)!.kind
  return {
    userId: account.id,
    agencyId: act.agencyId,
    agencyKind: kind,
    roles: [account.role],
    purpose: act.purpose,
    strong: true,
  }
}
/** What a part says after the last act that changed it. */
function lastOf(
  acts: readonly DemoAct[],
  part: 'case' | 'person' | 'victimContext',
): Record<string, unknown> {
  const opened = (acts[0] as Extract<DemoAct, { kind: 'open' }>).content[part]
  return acts.reduce<Record<string, unknown>>(
    (value, a) => (a.kind === 'amend' ? (a.changes.find(c => c.part === part)?.value ?? value) : value),
    opened,
  )
}

describe('a loaded demonstration', () => {
  const demonstration = small()
  const lines: string[] = []
  const output = { print: (text: string) => lines.push(text), status: () => {} }
  beforeAll(async () => {
    await openNode()
    showAccounts(await runDemonstration(database, keys, defaultSeed, output, 0.01), output)
  })
  afterAll(() => database.close())

  it('was announced with its seed, what was made, and an account of every role', () => {
    expect(lines[0]).toContain(`from the seed ${defaultSeed}`)
    expect(lines.join('\n')).toMatch(/9 agencies, 41 accounts, \d+ cases/)
    for (const role of ['caseworker', 'investigator', 'rapporteur', 'administrator'])
      expect(lines.some(line => line.trim().startsWith(role))).toBe(true)
  })

  it('is not loaded again, nor is another one, in one sentence', async () => {
    for (const seed of [defaultSeed, 3])
      await expect(runDemonstration(database, keys, seed, output, 0.01)).rejects.toThrow(
        `holds the demonstration of seed ${defaultSeed} already`,
      )
  })

  it('has every act once, and its ledger is whole', async () => {
    expect(await caseEntries()).toBe(entriesOf(demonstration))
    const result = await verifyLedger(database, keys)
    expect(result.finding).toBeUndefined()
    expect(result).toMatchObject({ checkpoints: 1, unsealed: 0 })
    expect(await stateOf(database)).toEqual({ kind: 'loaded', seed: defaultSeed })
  })

  it('shows each case as its history says, and identity opens to the invented person', async () => {
    for (const { id, acts } of demonstration.cases) {
      const caller = callerOf(demonstration, acts[0]!)
      const record = (await database.read(caller, tx => findCase(tx, id))) as CaseRecord
      const context = lastOf(acts, 'victimContext')
      expect(record.single.victimContext).toMatchObject({ traffickingStatus: context.traffickingStatus })
      expect(new Set(record.single.victimContext.methodsOfControl as string[])).toEqual(
        new Set(context.methodsOfControl as string[]),
      )
      expect(record.single.case.status).toBe(lastOf(acts, 'case').status)
      const rows = new Set(
        acts.flatMap(a =>
          a.kind === 'amend' ? a.changes.flatMap(c => (c.part === 'service' ? c.rowId : [])) : [],
        ),
      )
      expect(record.repeated.service.map(s => s.id).sort()).toEqual([...rows].sort())
      if (record.erased) continue
      const opened = await database.write(caller, tx =>
        openSealed(tx, keys, record, ['person', 'case', 'caseComment'], crypto.randomUUID()),
      )
      const { firstName, secondName, mobilePhone } = lastOf(acts, 'person')
      expect(opened.person).toMatchObject(
        Object.fromEntries(
          Object.entries({ firstName, secondName, mobilePhone }).filter(([, v]) => v !== undefined),
        ),
      )
      expect(opened.case).toMatchObject({ caseOwner: lastOf(acts, 'case').caseOwner })
    }
  })

  it('has the sample reports, and two recommendations tied to figures that are not empty', async () => {
    const rapporteur = nodeCaller('statistics')
    const listed = await database.read(rapporteur, tx =>
      listRecommendations(tx, {}, { limit: 100, offset: 0 }),
    )
    expect(new Set(listed.map(r => r.report)).size).toBe(3)
    expect(
      listed
        .filter(r => r.evidence)
        .map(r => r.number)
        .sort((a, b) => a - b),
    ).toEqual([9, 13])
    for (const indicator of ['proceedings', 'shelter'] as const) {
      const read = await figuresSource(database).read(findIndicator(indicator)!, 'en')
      expect(read.years.length, indicator).toBeGreaterThan(3)
    }
  })

  it('has facts for every victim, service and step of proceedings', async () => {
    const facts = await database.statistics(async tx => {
      const { rows } = await sql<{
        kind: string
        n: number
      }>`select kind, count(*)::int as n from statistics.fact
        where not withdrawn group by kind`.execute(tx.db as never)
      return Object.fromEntries(rows.map(r => [r.kind, r.n]))
    })
    const victims = demonstration.cases.filter(
      c => lastOf(c.acts, 'victimContext').traffickingStatus !== 'NotAVictimOfTrafficking',
    )
    expect(facts.victim).toBe(victims.length)
    const rowsOf = (part: string) =>
      new Set(
        victims.flatMap(c =>
          c.acts.flatMap(a =>
            a.kind === 'amend' ? a.changes.flatMap(x => (x.part === part ? x.rowId! : [])) : [],
          ),
        ),
      ).size
    expect(facts.service).toBe(rowsOf('service'))
    expect(facts.proceeding).toBe(rowsOf('proceeding'))
  })

  it('has accounts whose shown passwords are right, and countries that are invented', async () => {
    const shown = await database.read(nodeCaller('administration'), tx => listDemonstrationAccounts(tx))
    expect(shown).toHaveLength(46)
    const { rows } = await database.maintain(db =>
      sql<{ email: string; password: string }>`select u.email, c.password from accounts."user" u
        join accounts.credential c on c.user_id = u.id order by u.email limit 1`.execute(db),
    )
    const first = shown.find(a => a.email === rows[0]!.email)!
    expect(await verifyPassword({ hash: rows[0]!.password, password: first.password })).toBe(true)
    expect(await admitDemonstration(database)).toBe(true)
    expect(codelists.get('countries').codes.map(c => c.code)).toContain('XPA')
  })
})

describe('loading a demonstration', () => {
  beforeEach(openNode)
  afterEach(() => database.close())

  it('takes up a loading that was cut off, and writes nothing twice', async () => {
    const demonstration = small()
    const cut = loadDemonstration(database, keys, demonstration, (what, done) => {
      if (what === 'acts' && done > 150) throw new Error('cut off')
    })
    await expect(cut).rejects.toThrow('cut off')
    expect(await stateOf(database)).toEqual({ kind: 'begun', seed: defaultSeed })
    await expect(loadDemonstration(database, keys, small(5))).rejects.toThrow(
      'load that seed again to complete it',
    )
    await loadDemonstration(database, keys, small())
    expect(await caseEntries()).toBe(entriesOf(demonstration))
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
    expect(await stateOf(database)).toEqual({ kind: 'loaded', seed: defaultSeed })
  })

  it('refuses a node that holds anything else, in one sentence', async () => {
    await database.write(nodeCaller('administration'), tx =>
      createAccount(tx, {
        id: crypto.randomUUID(),
        name: 'Administrator',
        email: 'administrator@node.example',
        passwordHash: null,
        administrator: true,
      }),
    )
    await expect(loadDemonstration(database, keys, small())).rejects.toThrow(
      'This node holds data already (0 agencies, 1 accounts, 0 cases).',
    )
  })
})
