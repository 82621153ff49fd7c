import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { withPurpose } from '#platform/access/purposes.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { JobProblem, type Jobs } from '#platform/jobs/jobs.ts'
import { releasePolicies } from './release.policy.ts'
import { getRelease, protect, type Release, runAudit, standing } from './release.store.ts'

/** Steps of a release that take long and are done in the background. */
export type LongStep = 'protect' | 'audit'

const kindOf = (step: LongStep) => `statistics.release-${step}`
const stepAfter: Partial<Record<Release['status'], LongStep>> = { draft: 'protect', protected: 'audit' }

/** Makes the background work known that protects and audits releases. */
export function defineReleaseJobs({ database, jobs }: RouteContext, lists: Codelists): void {
  const works = { protect, audit: runAudit }
  for (const step of ['protect', 'audit'] as const)
    jobs.define<{ releaseId: string }, { releaseId: string }>({
      name: kindOf(step),
      run: async ({ id, input: { releaseId }, caller, progress, signal }) => {
        const acting = withPurpose(caller, 'statistics')
        const release = await database.read(acting, tx => getRelease(tx, releaseId))
        // Begun again after the node stopped in between: the act may have been done.
        if (stepAfter[release.status] !== step) return { releaseId }
        const underway = { progress: (part: number) => void progress(Math.round(100 * part), 100), signal }
        try {
          await works[step](database, acting, releaseId, id, lists, underway)
        } catch (error) {
          if (error instanceof Invalid)
            throw new JobProblem(error.problems.map(({ what, remedy }) => `${what} ${remedy}`).join(' '))
          throw error
        }
        return { releaseId }
      },
    })
}

const attemptsMax = 100

/** The ids of a step's attempts, so that a second click finds the first, and who comes back finds what goes on. */
const attemptIds = (releaseId: string, step: LongStep, agencyId: string | null): string[] =>
  Array.from({ length: attemptsMax }, (_, attempt) => {
    const hex = createHash('sha256').update(`${releaseId} ${step} ${agencyId} ${attempt}`).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  })

/** A step's newest attempt as the screen shows it. */
export interface StepJob {
  id: string
  state: 'waiting' | 'running' | 'finished' | 'failed'
  /** Hundredths. */
  done: number
  problem: string | null
}

async function attemptsOf(tx: Read, ids: readonly string[]): Promise<StepJob[]> {
  const { rows } = await sql<StepJob>`select id, state, done::int as done, problem from jobs.progress
    where id = any(${ids}::uuid[])`.execute(tx.db)
  const known = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => known.get(id) ?? [])
}

/** What goes on with the next step of a release, or how it failed; null where nothing was begun. */
export async function findStepJob(tx: Read, release: Release): Promise<StepJob | null> {
  const step = stepAfter[release.status]
  if (!step) return null
  return (await attemptsOf(tx, attemptIds(release.id, step, tx.caller.agencyId))).at(-1) ?? null
}

/**
 * Has a step done in the background; while it goes on, asking again is harmless.
 * @returns the id of the job
 * @throws Refused
 */
export async function askForStep(tx: Write, jobs: Jobs, releaseId: string, step: LongStep): Promise<string> {
  const release = await getRelease(tx, releaseId)
  const name = `release.${step}` as const
  authorise(tx.caller, name, releasePolicies[name], standing(release))
  const ids = attemptIds(releaseId, step, tx.caller.agencyId)
  const attempts = await attemptsOf(tx, ids)
  const last = attempts.at(-1)
  if (last && (last.state === 'waiting' || last.state === 'running')) return last.id
  const id = ids[Math.min(attempts.length, attemptsMax - 1)]!
  await jobs.ask(tx, kindOf(step), id, { releaseId })
  return id
}
