import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../test/support/postgres.ts'
import { findJob, JobProblem, type Jobs, openJobs } from './jobs.ts'

const caller = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
const stranger = callerOf('aaaaaaaa-0000-4000-8000-000000000002', { userId: randomUUID() })

describe.each(['pglite', 'postgres'] as const)('jobs on %s', kind => {
  let database: Database
  let postgres: TemporaryPostgres | undefined
  let jobs: Jobs
  const seen: object[] = []
  beforeAll(async () => {
    if (kind === 'postgres') postgres = await startPostgres()
    ;({ database } = await openTestDatabase(postgres?.url))
    jobs = openJobs(database, () => {})
    jobs.define<{ n: number }, { sum: number }>({
      name: 'add-up',
      run: async ({ input, progress }) => {
        seen.push(input)
        if (input.n < 0) throw new JobProblem('The number is negative. Send a positive one.')
        if (input.n > 99) throw new Error('secret detail')
        await progress(1, 2)
        return { sum: input.n + 1 }
      },
    })
    await jobs.start()
  })
  afterAll(async () => {
    await jobs.stop()
    await database.close()
    await postgres?.stop()
  })
  const asked = async (input: { n: number }, id: string = randomUUID()) => {
    await database.write(caller, tx => jobs.ask(tx, 'add-up', id, input))
    await expect.poll(async () => (await job(id))?.state, { timeout: 20_000 }).toMatch(/finished|failed/)
    return (await job(id))!
  }
  const job = (id: string, by = caller) => database.read(by, tx => findJob(tx, id))

  it('finish with their result, seen by their owner alone', async () => {
    const done = await asked({ n: 1 })
    expect(done).toMatchObject({ state: 'finished', result: { sum: 2 } })
    expect(await job(done.id, stranger)).toBeUndefined()
  })
  it('say why they failed in one sentence, and nothing of what broke inside', async () => {
    expect(await asked({ n: -1 })).toMatchObject({
      state: 'failed',
      problem: 'The number is negative. Send a positive one.',
    })
    expect((await asked({ n: 100 })).problem).not.toContain('secret')
  })
  it('run once when they are asked for twice', async () => {
    const id = randomUUID()
    await asked({ n: 7 }, id)
    await asked({ n: 7 }, id)
    expect(seen.filter(i => (i as { n: number }).n === 7)).toHaveLength(1)
  })
  it('do not run when the transaction that asked is undone', async () => {
    const id = randomUUID()
    await database
      .write(caller, async tx => {
        await jobs.ask(tx, 'add-up', id, { n: 55 })
        throw new Error('undone')
      })
      .catch(() => {})
    await asked({ n: 2 })
    expect(await job(id)).toBeUndefined()
    expect(seen).not.toContainEqual({ n: 55 })
  })
})
