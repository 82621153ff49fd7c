import type { CodedTable } from '../coded-table.ts'

/** How well an attack tells apart what it should not be able to: true positives less false positives, -1 to 1. */
export interface Advantage {
  advantage: number
  /** Half the width of its 95 % interval. */
  uncertainty: number
}

/** The most that any attack can gain against a promise. @see Humphries et al. 2023, arXiv:2010.12112, theorem 3.1 */
export const advantageMax = (epsilon: number, delta: number): number =>
  (Math.exp(epsilon) - 1 + 2 * delta) / (Math.exp(epsilon) + 1)

/**
 * Membership: from released rows, was this person among those they were made from? The attack looks at how many rows
 * agree with her in most columns; its threshold is learned from releases that the adversary makes herself.
 * @param withHer releases made with her, `without` as many made without; half of each are for learning
 */
export function membershipAttack(
  withHer: readonly CodedTable[],
  without: readonly CodedTable[],
  person: readonly number[],
): Advantage {
  const scoresIn = withHer.map(rows => likeness(rows, person))
  const scoresOut = without.map(rows => likeness(rows, person))
  const half = scoresIn.length >> 1
  const candidates = [...scoresIn.slice(0, half), ...scoresOut.slice(0, half)]
  const gain = (threshold: number, inside: readonly number[], outside: readonly number[]) =>
    inside.filter(s => s >= threshold).length / inside.length -
    outside.filter(s => s >= threshold).length / outside.length
  const threshold = candidates.reduce((best, t) =>
    gain(t, scoresIn.slice(0, half), scoresOut.slice(0, half)) >
    gain(best, scoresIn.slice(0, half), scoresOut.slice(0, half))
      ? t
      : best,
  )
  const judged = scoresIn.length - half
  return {
    advantage: gain(threshold, scoresIn.slice(half), scoresOut.slice(half)),
    uncertainty: 1.96 * Math.sqrt(0.5 / judged),
  }
}

/** Rows weighed by how many columns they share with a person; those that share all count most. */
function likeness({ codes, rows }: CodedTable, person: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < rows; i++) {
    let same = 0
    for (const [c, code] of person.entries()) if (codes[c]![i] === code) same++
    sum += 100 ** (same - person.length)
  }
  return sum / rows
}

/**
 * Reconstruction: knowing all of a person but one column, guesses that column from the rows most like her.
 * @returns the share of right guesses
 */
export function guessColumn(rows: CodedTable, persons: CodedTable, column: number): number {
  const known = rows.domains.map((_, c) => c).filter(c => c !== column)
  let right = 0
  for (let p = 0; p < persons.rows; p++) {
    const votes = new Float64Array(rows.domains[column]!.values.length)
    for (let i = 0; i < rows.rows; i++) {
      let same = 0
      for (const c of known) if (rows.codes[c]![i] === persons.codes[c]![p]) same++
      const value = rows.codes[column]![i]!
      votes[value] = votes[value]! + 100 ** (same - known.length)
    }
    if (votes.indexOf(Math.max(...votes)) === persons.codes[column]![p]) right++
  }
  return right / persons.rows
}
