import { createHash } from 'node:crypto'
import { ok, type Problem, type Result, refused } from '#kernel/result/result.ts'
import { keyOf, type UnodcRow } from '../unodc.rules.ts'
import type { UnodcCollection } from '../unodc-workbook.ts'

type Figures = Pick<UnodcCollection, 'victims' | 'response'>

/** What somebody wants to submit, beside what was submitted of the same year. */
export interface SubmissionWish {
  year: number
  reason: string | undefined
  /** The figures that she saw, by {@link figuresHash}; undefined where nobody looked, at the command line. */
  seen: string | undefined
  figures: Figures
  newest: { revision: number; figures: Figures } | undefined
}

/** Whether a year can be submitted. A revision has a reason, and something in it is different. */
export function checkSubmission(wish: SubmissionWish): Result<{ revision: number; reason: string | null }> {
  const { year, figures, newest, seen } = wish
  const reason = wish.reason?.trim() || null
  if (figures.victims.length + figures.response.length === 0)
    return refused(
      problem('year', 'nothing', `Nothing is told of ${year}.`, 'Choose a year of which something is told.', {
        year,
      }),
    )
  if (seen !== undefined && seen !== figuresHash(figures))
    return refused(
      problem(
        'seen',
        'changed',
        'The figures have changed since you looked.',
        'Look at them again, then submit.',
      ),
    )
  if (newest && figuresHash(newest.figures) === figuresHash(figures))
    return refused(
      problem(
        'year',
        'unchanged',
        `Nothing has changed since revision ${newest.revision} was submitted.`,
        'Download that revision again.',
        { revision: newest.revision },
      ),
    )
  if (newest && reason === null)
    return refused(
      problem(
        'reason',
        'reason',
        'This year was submitted before, and no reason is given for submitting it again.',
        'Say what changed and why; every revision is kept.',
      ),
    )
  return ok({ revision: (newest?.revision ?? 0) + 1, reason })
}

/** Somebody submitted the same year while the figures were protected: the two were never looked at together. */
export const submittedMeanwhile: Problem = problem(
  'year',
  'meanwhile',
  'Somebody else submitted this year in the meantime.',
  'Look at what was submitted; submit again if something is still different.',
)

function problem(
  where: string,
  code: 'nothing' | 'changed' | 'unchanged' | 'reason' | 'meanwhile',
  what: string,
  remedy: string,
  values?: Record<string, number>,
): Problem {
  return { where, code: `unodc.${code}`, what, remedy, ...(values && { values }) }
}

/** SHA-256 of the figures with all that stands beside them, whenever they were put together. */
export const figuresHash = ({ victims, response }: Figures): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        [...victims, ...response].map(row => [keyOf(row), row.text, row.article, row.source, row.note]),
      ),
    )
    .digest('hex')

/**
 * Rows with what the newest earlier submission said of those that are withheld now: it went out, so it stays known.
 * @param kept what was submitted of the same year, the first one first
 */
export function withEarlier(
  rows: readonly UnodcRow[],
  kept: readonly { revision: number; rows: readonly UnodcRow[] }[],
): UnodcRow[] {
  const former = new Map<string, NonNullable<UnodcRow['earlier']>>()
  for (const { revision, rows } of kept)
    for (const [key, same] of Map.groupBy(rows, keyOf)) {
      // Two tables that count something else stand under one key: nobody could say which of them is meant.
      if (same.length === 1 && isNumber(same[0]!.text)) former.set(key, { revision, text: same[0]!.text })
    }
  const once = new Map([...Map.groupBy(rows, keyOf)].map(([key, same]) => [key, same.length === 1]))
  return rows.map(row => {
    const earlier = former.get(keyOf(row))
    return !isNumber(row.text) && earlier && once.get(keyOf(row)) ? { ...row, earlier } : row
  })
}

const isNumber = (text: string) => /^\d+$/.test(text)
