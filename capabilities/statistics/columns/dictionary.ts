import { valuesOf } from '../fact.rules.ts'

/** Numbers the combinations of a column as they turn up. Number 0 is unknown. A number never changes its meaning. */
export class Dictionary {
  readonly #numbers = new Map<string, number>([['', 0]])
  readonly values: string[][] = [[]]

  numberOf(combination: string): number {
    const known = this.#numbers.get(combination)
    if (known !== undefined) return known
    this.#numbers.set(combination, this.values.length)
    return this.values.push(valuesOf(combination)) - 1
  }
}

/** The narrowest type that holds a number, as DuckDB calls it. */
export type Width = 'utinyint' | 'usmallint' | 'uinteger'

/** @param size how many numbers there are, 0 included */
export const widthOf = (size: number): Width =>
  size <= 256 ? 'utinyint' : size <= 65_536 ? 'usmallint' : 'uinteger'
