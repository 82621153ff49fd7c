import type { CubeCell, CubeDimension, CubeTable } from './cube.ts'

/** A table with all of its totals from the counts of its leaves; codes joined by a zero character. */
export function summed(
  dimensions: readonly CubeDimension[],
  leaves: ReadonlyMap<string, Readonly<Record<string, number>>>,
  withContributors = false,
): CubeTable {
  const sums = new Map<string, Record<string, number>>()
  for (const [name, parts] of leaves) {
    let keys: string[][] = [[]]
    name.split('\u0000').forEach((code, i) => {
      const up = upwards(dimensions[i]!, code)
      keys = keys.flatMap(key => up.map(one => [...key, one]))
    })
    for (const key of keys) {
      const sum = sums.get(key.join('\u0000')) ?? {}
      for (const [by, count] of Object.entries(parts)) sum[by] = (sum[by] ?? 0) + count
      sums.set(key.join('\u0000'), sum)
    }
  }
  let keys: string[][] = [[]]
  for (const { codes } of dimensions) keys = keys.flatMap(key => codes.map(code => [...key, code]))
  const cells = keys.map((key): CubeCell => {
    const contributors = sums.get(key.join('\u0000')) ?? {}
    const count = Object.values(contributors).reduce((a, b) => a + b, 0)
    return { key, count, ...(withContributors && { contributors }) }
  })
  return { dimensions, cells }
}

function upwards({ parents, total }: CubeDimension, code: string): string[] {
  const codes: string[] = []
  for (let at: string | undefined = code; at !== undefined && at !== total; at = parents?.[at]) codes.push(at)
  return [...codes, total]
}
