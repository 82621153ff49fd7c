import { randomUUID } from 'node:crypto'
import { countTables } from '#capabilities/cases/cases.projections.ts'
import { findCase } from '#capabilities/cases/cases.store.ts'
import { findHistory } from '#capabilities/cases/history.store.ts'
import type { CaseFilter } from '#capabilities/cases/list.entity.ts'
import { firstPage, listCases } from '#capabilities/cases/list.store.ts'
import { openCases } from '#capabilities/cases/opening.store.ts'
import type { Read } from '#platform/database/transaction.ts'
import { callerOf, openTestDatabase } from '../test/support/database.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { randomContent, randomNumbers } from '../test/support/random-cases.ts'

const seed = 20261123
const cases = Number(process.env.PALERMO_BENCH_CASES ?? 50_000)
const looks = 200

const filters: { name: string; filter: CaseFilter }[] = [
  { name: 'first page, all cases', filter: {} },
  { name: 'one status', filter: { status: ['Active'] } },
  { name: 'citizenship and form', filter: { citizenship: ['PHL', 'NPL'], exploitation: ['ForcedLabour'] } },
  {
    name: 'years and country of exploitation',
    filter: { yearFrom: 2015, yearTo: 2018, countryOfExploitation: ['AUT'] },
  },
  { name: 'nothing fits', filter: { search: 'ZZZZZ', status: ['Closed'] } },
]

/** The list page and the case page with 50,000 cases of one agency, as one caller asks for them. */
export async function bench(): Promise<void> {
  const postgres = await startPostgres()
  const { database, keys } = await openTestDatabase(postgres.url)
  try {
    const caller = callerOf(randomUUID())
    const random = randomNumbers(seed)
    const ids: string[] = []
    while (ids.length < cases) {
      const batch = Array.from({ length: Math.min(500, cases - ids.length) }, () => ({
        id: randomUUID(),
        actId: randomUUID(),
        content: randomContent(random, 0.4),
      }))
      await database.write(caller, tx => openCases(tx, keys, batch))
      ids.push(...batch.map(c => c.id))
    }
    await countTables(database)
    console.log(`seed ${seed}: ${cases} cases of one agency, ${looks} looks each; p95 is to stay under 50 ms`)
    const measure = async (name: string, look: (tx: Read) => Promise<unknown>) => {
      const times: number[] = []
      for (let i = 0; i < looks; i++) {
        const begun = performance.now()
        await database.read(caller, look)
        times.push(performance.now() - begun)
      }
      times.sort((a, b) => a - b)
      const at = (share: number) => times[Math.floor((looks - 1) * share)]!.toFixed(1)
      console.log(`  ${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, spread ${at(0)} to ${at(1)} ms`)
    }
    for (const { name, filter } of filters)
      await measure(`list: ${name}, with counts`, async tx => {
        await firstPage(tx, filter, 25)
      })
    let after: string | undefined
    await measure('list: page after page', async tx => {
      after = (await listCases(tx, {}, { limit: 25, ...(after && { after }) })).next
    })
    await measure('case: the case and its history', async tx => {
      const id = ids[Math.floor(random() * ids.length)]!
      await findCase(tx, id)
      await findHistory(tx, id, { limit: 50 })
    })
  } finally {
    await database.close()
    await postgres.stop()
  }
}
