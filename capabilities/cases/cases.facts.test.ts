import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { amend } from './amending.store.ts'
import { domesticWorker, seasonalWorker } from './cases.examples.ts'
import { factsOf } from './cases.facts.ts'
import { complete, emptyContent } from './cases.rules.ts'
import { findCase } from './cases.store.ts'
import { erase } from './identity.store.ts'
import { openCases } from './opening.store.ts'

let database: Database
let keys: NodeKeys
const shelter = callerOf(randomUUID())
beforeAll(async () => {
  ;({ database, keys } = await openTestDatabase())
})
afterAll(() => database.close())

const open = async (content = seasonalWorker) => {
  const id = randomUUID()
  await database.write(shelter, tx => openCases(tx, keys, [{ id, actId: randomUUID(), content }]))
  return id
}
const factsOfCase = (id: string) =>
  database.maintain(
    async db =>
      (
        await sql<Record<string, unknown>>`select f.* from statistics.fact f
          join statistics.fact_origin o on o.fact_id = f.id where o.subject_id = ${id} and not withdrawn
          order by o.kind, o.ordinal`.execute(db)
      ).rows,
  )
const change = async (
  id: string,
  part: 'person' | 'service' | 'caseComment',
  value: object,
  rowId?: string,
) =>
  database.write(shelter, async tx => {
    const record = (await findCase(tx, id))!
    await amend(tx, keys, record, {
      actId: randomUUID(),
      expectedVersion: record.version,
      part,
      value: value as Record<string, never>,
      ...(rowId && { rowId }),
    })
  })

describe('the facts of a case', () => {
  it('say what is coded and nothing that identifies', () => {
    const facts = factsOf(complete(seasonalWorker), 'shelter')
    expect(facts).toEqual([
      {
        kind: 'victim',
        year: 2025,
        sex: 'male',
        ageBand: '24-26',
        citizenship: ['PHL'],
        countryOfExploitation: ['AUT'],
        exploitation: ['ForcedLabour'],
        means: ['DebtBondage', 'WithholdsDocuments'],
        industry: ['A_AgricultureForestryAndFishing'],
        traffickingStatus: 'PossibleVictimOfTrafficking',
        agencyKind: 'shelter',
      },
      {
        kind: 'service',
        year: 2025,
        sex: 'male',
        ageBand: '24-26',
        citizenship: ['PHL'],
        countryOfExploitation: ['AUT'],
        exploitation: ['ForcedLabour'],
        traffickingStatus: 'PossibleVictimOfTrafficking',
        agencyKind: 'shelter',
        serviceType: 'Shelter',
      },
    ])
    expect(JSON.stringify(facts)).not.toMatch(/Person-One|1998|000 0001/)
    expect(factsOf(complete(domesticWorker), undefined).map(f => f.kind)).toEqual(['victim', 'proceeding'])
  })

  it('count nobody as a victim of whom it was decided that she is none', () => {
    const content = { ...emptyContent(), victimContext: { traffickingStatus: 'NotAVictimOfTrafficking' } }
    expect(factsOf(content, 'police')).toEqual([])
  })

  it('say child or adult where no more is known, and where she was exploited from the stations', () => {
    const content = {
      ...emptyContent(),
      victimContext: { majority: 'Minor' },
      traffickingEvent: [
        { type: 'Transit', country: 'HUN' },
        { type: 'Exploitation', country: 'AUT' },
      ],
    }
    expect(factsOf(content, undefined)).toEqual([
      { kind: 'victim', ageBand: '0-17', countryOfExploitation: ['AUT'] },
    ])
  })

  it('stand with the case from the act that opens it, and follow every amendment', async () => {
    const id = await open()
    expect((await factsOfCase(id)).map(f => f.kind)).toEqual(['service', 'victim'])
    await change(id, 'person', { gender: 'Feminine', citizenship: ['PHL', 'NPL'] })
    await change(id, 'service', { type: 'LegalAid', from: '2026' }, randomUUID())
    expect(await factsOfCase(id)).toMatchObject([
      { kind: 'service', service_type: 'Shelter', sex: 'female' },
      { kind: 'service', service_type: 'LegalAid', year: 2026 },
      { kind: 'victim', sex: 'female', citizenship: ['NPL', 'PHL'] },
    ])
  })

  it('are the same whether the case was opened whole or one act at a time', async () => {
    const whole = await open(seasonalWorker)
    const { caseOwner: _, ...bare } = seasonalWorker.case
    const steps = await open({ ...emptyContent(), case: bare })
    for (const part of ['person', 'victimContext'] as const)
      await change(steps, part as 'person', complete(seasonalWorker)[part])
    await change(steps, 'service', seasonalWorker.service[0]!, randomUUID())
    const plain = (facts: Record<string, unknown>[]) => facts.map(({ id: _id, written_by: _w, ...f }) => f)
    expect(plain(await factsOfCase(steps))).toEqual(plain(await factsOfCase(whole)))
  })

  it('have a course beside them: month, transit, steps reached and days to them, following every amendment', async () => {
    const id = await open()
    const courseOf = () =>
      database.maintain(
        async db =>
          (
            await sql<Record<string, unknown>>`select c.month, c.transit, c.district, c.reached, c.days
              from statistics.course c join statistics.fact_origin o using (fact_id) where o.subject_id = ${id}`.execute(
              db,
            )
          ).rows,
      )
    const [first] = await courseOf()
    expect(first).toMatchObject({
      month: expect.stringMatching(/^2025-/),
      district: null,
      reached: ['assisted'],
    })
    await change(id, 'case' as 'person', { openedOn: '2025-03-01' })
    await change(id, 'traffickingEvent' as 'service', { type: 'Transit', country: 'HUN' }, randomUUID())
    await change(id, 'proceeding' as 'service', { stage: 'Investigated', date: '2025-03-11' }, randomUUID())
    await change(id, 'proceeding' as 'service', { stage: 'Prosecuted', date: '2025' }, randomUUID())
    await change(id, 'service', { type: 'LegalAid', from: '2025-02-27' }, randomUUID())
    const [course] = await courseOf()
    expect({ ...course, reached: [...(course!.reached as string[])].sort() }).toEqual({
      month: '2025-03',
      transit: ['HUN'],
      district: null,
      reached: ['assisted', 'investigated', 'prosecuted'],
      // The first of each step; a day that is not known gives no number of days.
      days: { assisted: -2, investigated: 10 },
    })
    await change(id, 'victimContext' as 'person', { traffickingStatus: 'NotAVictimOfTrafficking' })
    expect(await courseOf()).toEqual([])
  })

  it('stay when the person is erased', async () => {
    const id = await open(domesticWorker)
    const before = await factsOfCase(id)
    const supervisor = { ...shelter, roles: ['supervisor' as const] }
    await database.write(supervisor, async tx => erase(tx, (await findCase(tx, id))!, randomUUID()))
    expect(await factsOfCase(id)).toEqual(before)
  })
})
