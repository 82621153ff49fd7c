import { silentLog } from '#platform/telemetry/log.ts'
import { inventFacts } from '../fact.examples.ts'
import { FactColumns } from './fact-columns.ts'
import type { Standing } from './folder.ts'
import { ColumnKeeper } from './keeper.ts'

/** A program that writes facts into a folder without end, to be killed in the middle. */
export const writingWithoutEnd = import.meta.filename

export const standingAt = (mark: number): Standing => ({
  origin: 'here',
  mark: String(mark),
  ledgerPosition: mark,
  ledgerHash: 'ab',
})

/** The sex that all victims have after the writing of that mark. */
export const sexAt = (mark: number) => ['female', 'male', 'other'][mark % 3]!

export const interruptedFacts = 500

if (process.argv[1] === writingWithoutEnd) {
  const facts = [...inventFacts(interruptedFacts, 3)]
  const folder = process.argv[2]!
  const keeper = new ColumnKeeper(folder, silentLog, 60_000)
  const columns = await FactColumns.open({ folder })
  const from = await keeper.load(columns, async () => true)
  for (let mark = Number(from?.mark ?? 0) + 1; ; mark++) {
    const added = facts.map(fact => (fact.kind === 'victim' ? { ...fact, sex: sexAt(mark) } : fact))
    keeper.stands(columns, standingAt(mark), await columns.apply({ removed: [], added }))
    await keeper.write()
    process.stdout.write('.')
  }
}
