import type { CubeDimension, CubeTable } from './cube.ts'
import { summed } from './cube-sums.ts'

/** How a table is to be invented. */
export interface CubeShape {
  /** For each dimension its codes, or groups of codes. */
  dimensions: readonly { codes: number; groups?: number }[]
  /** How many events, about. */
  events: number
  /** How unequal categories are: 0 all alike, 1 as the sizes of cities. */
  skew?: number
  contributors?: number
}

/** A table of invented events, with all of its totals; the same for the same shape and chance. */
export function makeCube(shape: CubeShape, random: () => number): CubeTable {
  const dimensions = shape.dimensions.map(({ codes, groups = 0 }, i) => dimensionOf(`d${i}`, codes, groups))
  const skew = shape.skew ?? 1
  const weights = shape.dimensions.map(({ codes }) => cumulated(codes, skew, random))
  const leaves = new Map<string, Record<string, number>>()
  for (let n = 0; n < shape.events; n++) {
    const type = Math.floor(random() * 3)
    const key = shape.dimensions.map(({ codes }, i) => {
      // Some events follow a type, so that dimensions depend on each other.
      const place = random() < 0.25 ? (type * 7 + i) % codes : draw(weights[i]!, random)
      return `d${i}c${place}`
    })
    const name = key.join('\u0000')
    const by = `agency ${Math.floor(random() ** 2 * (shape.contributors ?? 1))}`
    const known = leaves.get(name) ?? {}
    known[by] = (known[by] ?? 0) + 1
    leaves.set(name, known)
  }
  return summed(dimensions, leaves, shape.contributors !== undefined)
}

/** A table of two to four dimensions, with or without groups, dense or sparse, as chance has it. */
export function inventCube(random: () => number): CubeTable {
  const many = 2 + Math.floor(random() * 3)
  const codesMax = [0, 0, 9, 6, 4][many]!
  const dimensions = Array.from({ length: many }, () => {
    const codes = 2 + Math.floor(random() * (codesMax - 1))
    return { codes, ...(codes > 3 && random() < 0.5 && { groups: 2 }) }
  })
  return makeCube(
    { dimensions, events: Math.floor(10 ** (0.5 + 3 * random())), skew: 1.5 * random() },
    random,
  )
}

function dimensionOf(name: string, codes: number, groups: number): CubeDimension {
  const leaves = Array.from({ length: codes }, (_, i) => `${name}c${i}`)
  if (groups === 0) return { name, codes: [...leaves, '_T'], total: '_T' }
  const parents = Object.fromEntries(leaves.map((code, i) => [code, `${name}g${i % groups}`]))
  return {
    name,
    codes: [...leaves, ...Array.from({ length: groups }, (_, g) => `${name}g${g}`), '_T'],
    total: '_T',
    parents,
  }
}

function cumulated(size: number, skew: number, random: () => number): number[] {
  const sums: number[] = []
  let sum = 0
  for (let i = 0; i < size; i++) {
    sum += (1 / (i + 1)) ** skew * (0.5 + random())
    sums.push(sum)
  }
  return sums
}

function draw(sums: readonly number[], random: () => number): number {
  const at = random() * sums.at(-1)!
  return sums.findIndex(sum => at < sum)
}
