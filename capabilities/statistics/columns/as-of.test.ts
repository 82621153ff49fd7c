import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  amend,
  caseFactHistory,
  erase,
  findCase,
  openCases,
  type PartName,
  type RepeatedPart,
  repeatedParts,
} from '#capabilities/cases/public.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgencyAct } from '#platform/accounts/accounts.acts.ts'
import type { Database } from '#platform/database/open.ts'
import { act } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { randomContent, randomNumbers } from '../../../test/support/random-cases.ts'
import { findChanges, presentStanding, readFacts } from '../facts.store.ts'
import { factsAsOf } from './as-of.ts'
import { linesOf } from './columns.examples.ts'
import { FactColumns } from './fact-columns.ts'

/** The parts that facts are drawn from, and one that they are not. */
const parts = [
  'case',
  'person',
  'victimContext',
  'traffickingEvent',
  'service',
  'proceeding',
  'consent',
] as const
const seed = Number(process.env.SEED ?? 11)
const random = randomNumbers(seed)
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
const shelter = callerOf(randomUUID(), { roles: ['supervisor'] })
let database: Database
let keys: NodeKeys

beforeAll(async () => {
  console.log(`seed ${seed}`)
  ;({ database, keys } = await openTestDatabase())
  await database.write(nodeCaller('administration'), tx =>
    act(tx, foundAgencyAct, {
      id: randomUUID(),
      subjectId: shelter.agencyId!,
      about: undefined as never,
      payload: { name: 'Shelter', kind: 'shelter', country: null },
    }),
  )
})
afterAll(() => database.close())

async function changeSomething(ids: string[]) {
  await database.write(shelter, async tx => {
    const content = randomContent(random, 0.6, 3)
    if (ids.length === 0 || random() < 0.2) {
      const id = randomUUID()
      ids.push(id)
      return void (await openCases(tx, keys, [{ id, actId: randomUUID(), content }]))
    }
    const record = (await findCase(tx, pick(ids)))!
    if (record.erased) return
    if (random() < 0.03) return void (await erase(tx, record, randomUUID()))
    const part = pick(parts as readonly PartName[])
    const to = { actId: randomUUID(), expectedVersion: record.version, part }
    if (!(repeatedParts as readonly string[]).includes(part))
      return void (await amend(tx, keys, record, { ...to, value: content[part] as Plain }))
    const row = random() < 0.6 ? record.repeated[part as RepeatedPart][0] : undefined
    const value = random() < 0.7 ? (content[part] as Plain[])[0] : undefined
    if (row || value)
      await amend(tx, keys, record, { ...to, rowId: row?.id ?? randomUUID(), ...(value && { value }) })
  })
}

it('facts as of any moment, from the ledger at once, equal those that grew act by act until then', async () => {
  const ids: string[] = []
  const live = await FactColumns.open()
  let standing = await database.statistics(presentStanding)
  const seen: { moment: Date; lines: string[] }[] = []
  for (let step = 0; step < 160; step++) {
    await changeSomething(ids)
    if (step % 9 !== 0) continue
    const changes = (await database.statistics(tx => findChanges(tx, standing)))!
    await live.apply({
      removed: changes.written.filter(w => w.withdrawn).map(w => w.fact.id),
      added: changes.written.filter(w => !w.withdrawn).map(w => w.fact),
    })
    standing = changes.standing
    seen.push({ moment: database.clock(), lines: await linesOf(live) })
  }
  expect(seen.at(-1)!.lines.length).toBeGreaterThan(30)
  expect(new Set(seen.map(s => s.lines.join())).size).toBeGreaterThan(15)
  const atOnce = await FactColumns.open()
  for (const { moment, lines } of seen) {
    await atOnce.replaceAll(factsAsOf(database, moment, [caseFactHistory]))
    expect(await linesOf(atOnce), moment.toISOString()).toEqual(lines)
  }
  await database.statistics(tx => live.replaceAll(readFacts(tx)))
  await atOnce.replaceAll(factsAsOf(database, database.clock(), [caseFactHistory]))
  expect(await linesOf(atOnce)).toEqual(await linesOf(live))
  await atOnce.replaceAll(factsAsOf(database, new Date(0), [caseFactHistory]))
  expect(await linesOf(atOnce)).toEqual([])
  live.close()
  atOnce.close()
})
