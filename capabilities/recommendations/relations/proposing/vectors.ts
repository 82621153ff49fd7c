/** A weighed set of terms: ids in no order, and the weight of each. Its length is 1 unless it is empty. */
export interface Vector {
  ids: Int32Array
  weights: Float32Array
}

/** How often each of some terms comes, in the order in which they came first; `length` is all of it together. */
export interface Counts {
  ids: Int32Array
  counts: Float32Array
  length: number
}

/** Sums by number, in one reused field; numbers come back in the order in which they were named first. */
export interface Sums {
  add(id: number, value: number): void
  /** Numbers and sums since the last time. */
  take(): { ids: Int32Array; sums: Float32Array }
  /** The same, of the highest sums only; those first, and of equal ones the lower number. */
  takeHighest(count: number): { ids: Int32Array; sums: Float32Array }
}

/** @param room how many numbers there may be; more are made room for */
export function createSums(room: number): Sums {
  let field = new Float64Array(room)
  let named = new Uint8Array(room)
  let touched = new Int32Array(room)
  let count = 0
  const grow = (size: number) => {
    const larger = new Float64Array(size)
    larger.set(field)
    field = larger
    const longer = new Uint8Array(size)
    longer.set(named)
    named = longer
    const wider = new Int32Array(size)
    wider.set(touched)
    touched = wider
  }
  const handOver = (ids: Int32Array) => {
    const sums = new Float32Array(ids.length)
    for (let n = 0; n < ids.length; n++) sums[n] = field[ids[n]!]!
    for (let n = 0; n < count; n++) {
      field[touched[n]!] = 0
      named[touched[n]!] = 0
    }
    count = 0
    return { ids, sums }
  }
  return {
    add(id, value) {
      if (id >= field.length) grow(Math.max(id + 1, field.length * 2))
      if (named[id] === 0) {
        named[id] = 1
        touched[count++] = id
      }
      field[id]! += value
    },
    take: () => handOver(touched.slice(0, count)),
    takeHighest(most) {
      if (count <= most) return handOver(touched.slice(0, count))
      const sums = new Float64Array(count)
      for (let n = 0; n < count; n++) sums[n] = field[touched[n]!]!
      const least = sums.sort()[count - most]!
      const ids: number[] = []
      for (let n = 0; n < count; n++) if (field[touched[n]!]! >= least) ids.push(touched[n]!)
      ids.sort((a, b) => field[b]! - field[a]! || a - b)
      return handOver(Int32Array.from(ids.slice(0, most)))
    },
  }
}

/** Adds a vector, or a share of it, to sums. */
export function addVector(sums: Sums, { ids, weights }: Vector, share: number): void {
  for (let n = 0; n < ids.length; n++) sums.add(ids[n]!, share * weights[n]!)
}

/** Sums as a vector. */
export const vectorOfSums = ({ ids, sums }: ReturnType<Sums['take']>): Vector => ({
  ids,
  weights: toLengthOne(sums),
})

/** Changes weights so that the sum of their squares is 1, unless there are none. @returns the same array */
export function toLengthOne(weights: Float32Array): Float32Array {
  let sum = 0
  for (let n = 0; n < weights.length; n++) sum += weights[n]! * weights[n]!
  const length = Math.sqrt(sum) || 1
  for (let n = 0; n < weights.length; n++) weights[n]! /= length
  return weights
}
