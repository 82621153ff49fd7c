import { withPurpose } from '#platform/access/purposes.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { readFacts } from '../facts.store.ts'
import { type CountedFact, type FactColumnId, factTable } from './fact-table.rules.ts'
import { synthesizeInThread } from './synthesize-in-thread.ts'
import { findRelease, recordFailed, recordMade } from './synthetic.store.ts'

export const synthesisJob = 'statistics.synthesize'

/** Makes the background work known that turns an ordered and charged release into rows. */
export function defineSynthesisJob({ database, jobs }: RouteContext): void {
  jobs.define<{ releaseId: string }, { releaseId: string }>({
    name: synthesisJob,
    run: async ({ input: { releaseId }, caller, progress, signal }) => {
      const acting = withPurpose(caller, 'statistics')
      const release = await database.read(acting, tx => findRelease(tx, releaseId))
      if (release?.state !== 'ordered') return { releaseId }
      try {
        const table = factTable(
          await readVictims(database),
          release.columns as FactColumnId[],
          factCodelists(codelists),
          database.clock().getUTCFullYear(),
        )
        const { epsilon, delta } = release
        const { report, packed } = await synthesizeInThread(
          { table, promise: { epsilon, delta } },
          part => void progress(Math.round(100 * part), 100),
          signal,
        )
        await database.write(acting, tx => recordMade(tx, releaseId, report, packed))
      } catch (error) {
        // A node that stops begins the job again at its next start; anything else is told, and stays charged.
        if (!signal.aborted) await database.write(acting, tx => recordFailed(tx, releaseId))
        throw error
      }
      return { releaseId }
    },
  })
}

function readVictims(database: RouteContext['database']): Promise<CountedFact[]> {
  return database.statistics(async tx => {
    const facts: CountedFact[] = []
    for await (const fact of readFacts(tx)) if (fact.kind === 'victim') facts.push(fact)
    return facts
  })
}
