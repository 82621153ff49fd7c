import type { Problem } from '#kernel/result/result.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { textFor } from '#platform/http/texts.ts'

/**
 * Does some work and says of each problem that it meets in which row of a file it stands, in the reader's language;
 * rules write `row 3` or `row 3, persons`, where the second is the column as the file has it.
 * @throws Invalid, and whatever the work throws
 */
export async function sayingRows<T>(language: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(error.problems.map(problem => withPlace(language, problem)))
  }
}

const withPlace = (language: string, problem: Problem): Problem => ({
  ...problem,
  where: problem.where.replace(
    /^row (\d+)/,
    (said, row: string) => textFor(language, 'place.row')?.replace('{row}', row) ?? said,
  ),
})
