import { createHash } from 'node:crypto'
import type { AuditReport } from '../disclosure/audit/audit.ts'
import { type CubeTable, cellName, type ProtectedCube } from '../disclosure/cube.ts'
import { roundCubes } from '../disclosure/rounding.ts'

/** What a rounded release said, and what was counted for it. */
export interface RoundedBefore {
  tables: readonly CubeTable[]
  shown: readonly ProtectedCube[]
}

/** No rounding of these tables adds up. */
export class Unroundable extends Error {}

/**
 * Rounds linked tables to multiples of a base that add up. Which way a count goes is drawn from a secret, so that whoever
 * knows the method cannot undo it; a count that was rounded before and has not changed is rounded the same way, so that
 * several releases say no more of it than one.
 * @throws Unroundable
 */
export async function roundRelease(
  tables: readonly CubeTable[],
  base: number,
  secret: string | null,
  earlier: readonly RoundedBefore[],
): Promise<ProtectedCube[]> {
  if (secret === null) throw new Error('A release that rounds has lost the secret that it draws from.')
  const kept = keptRoundings(tables, base, earlier)
  const draw = (name: string) =>
    createHash('sha256').update(secret).update('\u0000').update(name).digest().readUInt32BE() / 2 ** 32
  const rounded = await roundCubes(tables, base, { draw, kept, zeroRestricted: true }).catch(() => {
    throw new Unroundable(
      `No rounding to multiples of ${base} was found that adds up and keeps what was rounded before.`,
    )
  })
  return rounded.tables
}

/** The last rounding of each count that is still the same, by name of the cell. */
function keptRoundings(
  tables: readonly CubeTable[],
  base: number,
  earlier: readonly RoundedBefore[],
): Map<string, number> {
  const now = countsOf(tables)
  const kept = new Map<string, number>()
  for (const { tables: before, shown } of earlier) {
    const then = countsOf(before)
    for (const { dimensions, cells } of shown)
      for (const { key, count } of cells) {
        const name = cellName(dimensions, key)
        // Another base rounds anew: what was a multiple of the one is none of the other.
        if (count !== undefined && count % base === 0 && now.get(name) === then.get(name))
          kept.set(name, count)
      }
  }
  return kept
}

/**
 * Audits rounded tables: every number is a multiple of the base, next to the true one, and every total the sum of its
 * parts. Then what is shown, with up to base - 1 persons more in any one cell and all totals above it, would have been
 * shown the same, so no count can be told to within fewer than base values; a count whose rounding changed between
 * releases says only that it changed.
 * @see Salazar-González, Lowthian, Young and others 2004, Getting the best results in controlled rounding with the
 * least effort
 */
export function auditRounded(
  shown: readonly ProtectedCube[],
  source: readonly CubeTable[],
  base: number,
  earlier: readonly RoundedBefore[],
): AuditReport {
  const truth = countsOf(source)
  const before = keptRoundings(source, base, earlier)
  const leaks: AuditReport['leaks'] = []
  const leak = (cell: string, sentence: string) =>
    leaks.push({ cell, onlooker: 'outsider', lowest: null, highest: null, sentence })
  const told = new Map<string, number>()
  for (const { dimensions, cells } of shown)
    for (const { key, count } of cells) {
      const name = cellName(dimensions, key)
      const where = `(${key.join(', ')})`
      const known = told.get(name)
      if (
        count === undefined ||
        count % base !== 0 ||
        Math.abs(count - (truth.get(name) ?? Number.NaN)) >= base
      )
        leak(name, `The number shown for ${where} is not a neighbouring multiple of ${base}.`)
      else if (known !== undefined && known !== count)
        leak(name, `The number of ${where} is shown in two ways.`)
      else if (before.has(name) && before.get(name) !== count)
        leak(name, `The number of ${where} was rounded another way before, though nothing changed.`)
      if (count !== undefined) told.set(name, count)
    }
  for (const table of shown)
    for (const where of sumsThatFail(table)) leak(where, `The parts of ${where} do not add up to it.`)
  const small = [...truth].filter(([name, count]) => told.has(name) && count > 0 && count < base).length
  return {
    safe: leaks.length === 0,
    marksSafe: false,
    sentence:
      leaks.length === 0
        ? `Every number is a multiple of ${base} and every total the sum of its parts; no count can be told to within fewer than ${base} values.`
        : 'The rounding does not hold; this must not go out.',
    threshold: base,
    solver: 'HiGHS 1.15.3',
    programs: 0,
    published: told.size,
    withheld: 0,
    onlookers: [{ kind: 'outsider', id: 'outsider', checked: small, leaks: leaks.length }],
    leaks: leaks.slice(0, 200),
    ranges: [],
  }
}

function countsOf(tables: readonly CubeTable[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { dimensions, cells } of tables)
    for (const { key, count } of cells) counts.set(cellName(dimensions, key), count)
  return counts
}

/** Keys of totals that are not the sum of their parts, along any dimension. */
function sumsThatFail({ dimensions, cells }: ProtectedCube): string[] {
  const counts = new Map(cells.map(({ key, count }) => [key.join('\u0000'), count ?? 0]))
  const failed: string[] = []
  dimensions.forEach(({ codes, total, parents }, at) => {
    const parts = new Map<string, string[]>()
    for (const code of codes) {
      if (code === total) continue
      const parent = parents?.[code] ?? total
      parts.set(parent, [...(parts.get(parent) ?? []), code])
    }
    for (const { key, count } of cells) {
      const under = parts.get(key[at]!)
      if (!under) continue
      const sum = under.reduce((n, code) => n + counts.get(key.with(at, code).join('\u0000'))!, 0)
      if (sum !== count) failed.push(`(${key.join(', ')})`)
    }
  })
  return failed
}
