import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { type RealReport, realText } from '../reading/real-reports.testing.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { actionsAnswering, findUnanswered } from './plan.gaps.store.ts'
import { open } from './plan.store.ts'
import { content, people, settle } from './plan.testing.ts'

let database: Database
beforeAll(async () => {
  ;({ database } = await openTestDatabase())
  await settle(database)
})
afterAll(() => database.close())

async function enter(name: RealReport): Promise<string> {
  const read = readFile(new TextEncoder().encode(realText(name)))
  if (!read.ok) throw new Error(read.problem.sentence)
  return (await database.write(people.rapporteur, tx => enterFile(tx, read.file, randomUUID()))).slug
}
const at = async (report: string, address: string) =>
  (await database.read(people.ministry, tx => findRecommendation(tx, report, address)))!

it('an action for a reprint answers the first print, also when that is entered after the action', async () => {
  const chair = await enter('004')
  const printed = await at(chair, '15')
  const [id, { reportId, ordinal }] = [randomUUID(), printed]
  const serves = [{ kind: 'registry', reportId, ordinal, sub: null, ask: null }] as const
  await database.write(people.ministry, tx =>
    open(tx, id, { action: content(), serves: [...serves], milestones: [] }, { actId: randomUUID() }),
  )
  const meeting = await enter('000')
  const first = await at(meeting, '11')
  expect(first.expressions).toMatchObject([{ report: chair, address: '15' }])
  const { unanswered, answering } = await database.read(people.ministry, async tx => ({
    unanswered: (await findUnanswered(tx, 1_000)).recommendations,
    answering: await actionsAnswering(tx, first.reportId, first.ordinal),
  }))
  expect(answering).toEqual([id])
  const ofMeeting = unanswered.filter(one => one.report === meeting).map(one => one.address)
  expect(ofMeeting).toContain('12')
  expect(ofMeeting).not.toContain('11')
})
