import { sql } from 'kysely'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { Invalid, valid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { codeVersion } from '../../releases/code-version.ts'
import { collectForUnodc } from '../unodc.store.ts'
import { unodcWorkbook } from '../unodc-workbook.ts'
import { getSubmission, listSubmissions } from './kept-submissions.store.ts'
import { submitToUnodc } from './submission.acts.ts'
import type { Submission } from './submission.entity.ts'
import { submissionPolicies } from './submission.policy.ts'
import { checkSubmission, submittedMeanwhile } from './submission.rules.ts'

/**
 * Submits a year's tables to UNODC: protects them together with every earlier submission of the year, writes the file,
 * and keeps it with what it was counted from.
 * @param wish `seen` is the hash of the figures that the caller looked at
 * @param id of the submission and its act; asking again with the same one is harmless
 * @throws Refused, Invalid
 */
export async function submitYear(
  database: Database,
  caller: Caller,
  wish: { year: number; reason: string | undefined; seen?: string | undefined },
  id: string,
): Promise<Submission> {
  const { year } = wish
  authorise(caller, submitToUnodc.name, submissionPolicies['unodc-submission.submit'], undefined)
  const done = (await database.read(caller, listSubmissions)).find(one => one.id === id)
  if (done) return done
  const { collection, stories, kept } = await collectForUnodc(work => database.read(caller, work), year)
  // The first of two equal orders ended while this one was read.
  if (kept.some(one => one.id === id)) return submitYear(database, caller, wish, id)
  const last = kept.at(-1)
  const { revision, reason } = valid(
    checkSubmission({
      year,
      reason: wish.reason,
      seen: wish.seen,
      figures: collection,
      newest: last && { revision: last.revision, figures: last.collection },
    }),
  )
  const cover = { revision, reason, code: codeVersion() }
  const payload = {
    ...cover,
    year,
    collection: JSON.stringify(collection),
    workbook: unodcWorkbook(collection, cover).toString('base64'),
    stories: JSON.stringify(stories),
  }
  return database.write(caller, async tx => {
    // One after the other: each is protected with all that went before it.
    await sql`select pg_advisory_xact_lock(hashtext('statistics.unodc-submission'))`.execute(tx.db)
    const standing = (await listSubmissions(tx)).filter(one => one.year === year).map(one => one.id)
    const isRepeated = standing.includes(id)
    if (!isRepeated && standing.some(one => !kept.some(known => known.id === one)))
      throw new Invalid([submittedMeanwhile])
    await act(tx, submitToUnodc, { id, subjectId: id, about: undefined, expectedVersion: 0, payload })
    const { collection: _, ...submitted } = await getSubmission(tx, id)
    return submitted
  })
}
