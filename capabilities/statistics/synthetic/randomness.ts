import { createCipheriv, createHash, randomFillSync } from 'node:crypto'
import type { Randomness } from './uniform.ts'

export type { Randomness } from './uniform.ts'

/** The cryptographic generator of the system: the only one from which a release may be made. */
export const systemRandomness = (): Randomness =>
  new BufferedRandomness(true, words => void randomFillSync(words))

/**
 * The key stream of AES-256 in counter mode under a hash of the seed: for tests, benchmarks and trials that must come out
 * the same again. Whoever knows the seed can take the noise away.
 */
export function seededRandomness(seed: string | number): Randomness {
  const key = createHash('sha256').update(`palermo synthetic ${seed}`).digest()
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  return new BufferedRandomness(false, words => {
    const zeros = Buffer.alloc(words.byteLength)
    new Uint8Array(words.buffer).set(stream.update(zeros))
  })
}

const two32 = 2 ** 32
const wordsBuffered = 16_384

class BufferedRandomness implements Randomness {
  readonly secret: boolean
  readonly #fill: (words: Uint32Array) => void
  readonly #words = new Uint32Array(wordsBuffered)
  #next = wordsBuffered

  constructor(secret: boolean, fill: (words: Uint32Array) => void) {
    this.secret = secret
    this.#fill = fill
  }

  #word(): number {
    if (this.#next === wordsBuffered) {
      this.#fill(this.#words)
      this.#next = 0
    }
    const word = this.#words[this.#next]!
    // A word is used once, and does not stay in memory afterwards.
    this.#words[this.#next++] = 0
    return word
  }

  below(bound: number): number {
    if (bound <= two32) {
      // Words from the last, incomplete round of the bound are thrown away, so that no value is likelier.
      const limit = two32 - (two32 % bound)
      for (;;) {
        const word = this.#word()
        if (word < limit) return word % bound
      }
    }
    if (!Number.isSafeInteger(bound)) throw new RangeError(`A bound of ${bound} is not a safe whole number.`)
    const high = Math.floor((bound - 1) / two32) + 1
    for (;;) {
      const value = this.below(high) * two32 + this.#word()
      if (value < bound) return value
    }
  }

  belowBig(bound: bigint): bigint {
    const words = Math.ceil(bound.toString(2).length / 32)
    const range = 1n << BigInt(32 * words)
    const limit = range - (range % bound)
    for (;;) {
      let value = 0n
      for (let i = 0; i < words; i++) value = (value << 32n) | BigInt(this.#word())
      if (value < limit) return value % bound
    }
  }
}
