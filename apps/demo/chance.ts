/** A stream of chance that depends on nothing but its seed. */
export interface Chance {
  /** At least 0 and less than 1. */
  next(): number
  /** A whole number, both ends included. */
  whole(least: number, most: number): number
  /** True in a share of cases; 0 is never, 1 is always. */
  happens(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** One key, as often as its weight says; weights need not add up to 1. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  /** Every key on its own, each in a share of cases. */
  each<K extends string>(shares: Readonly<Partial<Record<K, number>>>): K[]
  /**
   * A number whose quantiles are the given ones, evenly spaced from least to most, straight lines between them.
   * Only additions and multiplications, so that every machine draws the same.
   */
  between(quantiles: readonly number[]): number
  /** An id in the form of a random UUID (version 4). */
  uuid(): string
  /** Another stream, as independent as its name; drawing from one does not move the other. */
  fork(name: string): Chance
}

/**
 * Chance from a seed.
 * @param seed a whole number from 0 to 4,294,967,295
 * @see sfc32 of PractRand (C. Doty-Humphrey, public domain), seeded by the finalizer of MurmurHash3 over the name
 */
export function chanceFrom(seed: number, name = ''): Chance {
  const state = seeded(seed, name)
  const word = () => sfc32(state)
  const next = () => word() / 4_294_967_296
  const chance: Chance = {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: share => next() < share,
    pick: list => {
      if (list.length === 0) throw new Error('There is nothing to pick from.')
      return list[Math.floor(next() * list.length)]!
    },
    weighted: <K extends string>(weights: Readonly<Partial<Record<K, number>>>): K => {
      const entries = Object.entries(weights) as [K, number][]
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        rest -= weight
        if (rest < 0) return key
      }
      return entries.at(-1)![0]
    },
    each: <K extends string>(shares: Readonly<Partial<Record<K, number>>>): K[] =>
      (Object.entries(shares) as [K, number][]).filter(([, share]) => next() < share).map(([key]) => key),
    between: quantiles => {
      const at = next() * (quantiles.length - 1)
      const below = Math.floor(at)
      const low = quantiles[below]!
      return low + (quantiles[below + 1]! - low) * (at - below)
    },
    uuid: () => {
      const hex = [word(), word(), word(), word()].map(w => w.toString(16).padStart(8, '0')).join('')
      const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3]
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
    },
    fork: more => chanceFrom(seed, `${name}/${more}`),
  }
  return chance
}

type State = [number, number, number, number]

function seeded(seed: number, name: string): State {
  let mixed = mix(seed ^ 0x9e3779b9)
  for (const character of name) mixed = mix(Math.imul(mixed, 31) + character.codePointAt(0)!)
  const state: State = [mixed, mix(mixed + seed), mix(mixed ^ 0x85ebca6b), 1]
  for (let i = 0; i < 12; i++) sfc32(state)
  return state
}

function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}

function sfc32(state: State): number {
  const [a, b, c, count] = state
  const sum = (a + b + count) | 0
  state[3] = (count + 1) | 0
  state[0] = b ^ (b >>> 9)
  state[1] = (c + (c << 3)) | 0
  state[2] = (((c << 21) | (c >>> 11)) + sum) | 0
  return sum >>> 0
}
