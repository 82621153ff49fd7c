import type { Problem } from '#kernel/result/result.ts'

/**
 * How far a problem reaches.
 * - file: nothing can be read; row: this row is left out, all others go on; notice: the row is good, but look at it.
 */
export type Severity = 'file' | 'row' | 'notice'

/** A problem with the place where a person finds it in the file. */
export interface ImportProblem extends Problem {
  severity: Severity
  /** Row as the spreadsheet numbers it, from 1; absent when the whole file or a whole column is meant. */
  row?: number
  /** Column as the spreadsheet names it, e.g. 'H'. */
  column?: string
  /** The column's header as the file has it. */
  header?: string
}

/** The letters of a column in a spreadsheet. @param index from 0 */
export function columnLetters(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}

/** What a file cannot be read for; carries one clear sentence and what to do. */
export class UnreadableFile extends Error {
  readonly problem: ImportProblem
  constructor(file: string, code: string, what: string, remedy: string, row?: number) {
    super(`${what} ${remedy}`)
    this.name = 'UnreadableFile'
    this.problem = {
      where: file,
      code: `file.${code}`,
      what,
      remedy,
      severity: 'file',
      ...(row === undefined ? {} : { row }),
    }
  }
}
