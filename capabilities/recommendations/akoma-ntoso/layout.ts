import type { Run } from '../recommendations.entity.ts'

/** A text of the marked-up document: the words of one `num`, `heading` or `p`, notes not included. */
export interface Holder {
  text: string
}

/** A stretch of the file: words of a holder, or what no holder has: line ends, marks of typography, page headers. */
export type LayoutStep = { holder: number; at: number; length: number } | { gap: string }

/**
 * Remembers how the file of a report was laid out, so that it can be made again from the marked-up text, character
 * for character. Nothing depends on how much of the file is recognised in the text: what is not is kept as a gap.
 */
export class Layout {
  readonly #source: string
  readonly #holderAt: Int32Array
  readonly #offsetAt: Int32Array

  constructor(source: string) {
    this.#source = source
    this.#holderAt = new Int32Array(source.length).fill(-1)
    this.#offsetAt = new Int32Array(source.length)
  }

  /** Says that a holder's words from `from` on are those of a text whose runs are known. */
  placeRuns(holder: number, text: string, runs: readonly Run[], from: number): void {
    for (const { at, source, length } of runs) {
      const start = Math.max(at, from)
      const end = Math.min(at + length, from + text.length)
      for (let place = start; place < end; place++)
        this.#place(holder, text, place - from, source + place - at)
    }
  }

  /** Looks for a holder's words, in order, in a stretch of the file. @returns where the last one was found */
  placeWithin(holder: number, text: string, start: number, end: number): number {
    let place = start
    for (let offset = 0; offset < text.length; offset++) {
      const sign = text[offset]
      for (let ahead = place; ahead < end && ahead < place + AHEAD_MAX; ahead++) {
        if (this.#source[ahead] !== sign || this.#holderAt[ahead] !== -1) continue
        this.#place(holder, text, offset, ahead)
        place = ahead + 1
        break
      }
    }
    return place
  }

  steps(): LayoutStep[] {
    const steps: LayoutStep[] = []
    let at = 0
    while (at < this.#source.length) {
      const holder = this.#holderAt[at]!
      const offset = this.#offsetAt[at]!
      let end = at + 1
      while (
        end < this.#source.length &&
        this.#holderAt[end] === holder &&
        (holder === -1 || this.#offsetAt[end] === offset + end - at)
      )
        end++
      steps.push(
        holder === -1 ? { gap: this.#source.slice(at, end) } : { holder, at: offset, length: end - at },
      )
      at = end
    }
    return steps
  }

  #place(holder: number, text: string, offset: number, at: number): void {
    if (this.#source[at] !== text[offset]) return
    this.#holderAt[at] = holder
    this.#offsetAt[at] = offset
  }
}

/** How far a word is looked for; typography between two words is shorter. */
const AHEAD_MAX = 40

/** The file that a layout and the marked-up text make; null when the text has become too short for its layout. */
export function layOut(steps: readonly LayoutStep[], holders: readonly Holder[]): string | null {
  const parts: string[] = []
  for (const step of steps) {
    if ('gap' in step) {
      parts.push(step.gap)
      continue
    }
    const words = holders[step.holder]?.text.slice(step.at, step.at + step.length)
    if (words?.length !== step.length) return null
    parts.push(words)
  }
  return parts.join('')
}
