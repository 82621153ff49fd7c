import { randomBytes, randomUUID } from 'node:crypto'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { yes } from '#kernel/policy/policy.ts'
import { open } from '#platform/database/open.ts'
import { nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { startPostgres } from '../../../test/support/postgres.ts'
import { actMany, defineAct } from '../act.ts'
import { sealCheckpoint } from '../checkpoint.ts'
import { verifyLedger } from '../verify.ts'

const entries = 300_000
const subjects = 100_000
const runs = 5

/** How many entries a second `palermo verify` walks; payloads of the size of a case. */
export async function bench(): Promise<void> {
  const note = defineAct<{ text: string }>('bench.note', {
    subject: 'bench',
    policy: () => yes,
    project: async () => {},
  })
  const postgres = await startPostgres()
  const keys = nodeKeysFrom(randomBytes(32))
  const database = await open({ url: postgres.url })
  try {
    const ids = Array.from({ length: subjects }, () => randomUUID())
    const payload = { text: 'x'.repeat(900) }
    for (let done = 0; done < entries; done += 2000) {
      const start = done % subjects
      await database.write(nodeCaller('import'), tx =>
        actMany(
          tx,
          note,
          ids
            .slice(start, start + 2000)
            .map(subjectId => ({ id: randomUUID(), subjectId, about: undefined, payload })),
        ),
      )
      if (done % 100_000 === 0) await sealCheckpoint(database, keys)
    }
    await sealCheckpoint(database, keys)
    const rates: number[] = []
    for (let run = 0; run < runs; run++) {
      const begun = performance.now()
      const result = await verifyLedger(database, keys)
      if (result.finding || result.entries !== entries) throw new Error('The ledger did not verify.')
      rates.push(entries / ((performance.now() - begun) / 1000))
    }
    rates.sort((a, b) => a - b)
    console.log(
      `chain verification, PostgreSQL, ${entries} entries of ${subjects} subjects, payload about 900 bytes, ${runs} runs:`,
    )
    console.log(
      `  entries/s: median ${Math.round(rates[2]!)}, least ${Math.round(rates[0]!)}, most ${Math.round(rates[4]!)} (goal 100,000); peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    )
  } finally {
    await database.close()
    await postgres.stop()
  }
}
