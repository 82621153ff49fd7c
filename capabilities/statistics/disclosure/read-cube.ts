import type { Problem, Result } from '#kernel/result/result.ts'
import { ok } from '#kernel/result/result.ts'
import { type CubeCell, type CubeDimension, type CubeTable, cellsMax } from './cube.ts'

const problemsMax = 20
const dimensionsMax = 8

/**
 * Reads tables from what JSON.parse gave: one table, or `{ tables: […] }` for tables that share numbers. Every
 * combination of codes must be there once, as a whole number, and every total must be the sum of its parts.
 * @returns every problem found (at most 20), each a sentence that says where and by how much
 */
export function readCubes(input: unknown): Result<CubeTable[]> {
  const given = isRecord(input) && Array.isArray(input.tables) ? input.tables : [input]
  const problems: Problem[] = []
  if (given.length === 0)
    problems.push(problem('tables', 'cube.empty', 'The list of tables is empty.', 'Name at least one table.'))
  const tables = given.flatMap((one, i) => {
    const read = readCube(one, given.length > 1 ? `tables[${i}].` : '')
    if (read.ok) return [read.value]
    problems.push(...read.problems)
    return []
  })
  if (problems.length === 0) problems.push(...linkProblems(tables))
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, problemsMax) } : ok(tables)
}

function readCube(input: unknown, at: string): Result<CubeTable> {
  if (!isRecord(input) || !Array.isArray(input.dimensions) || !Array.isArray(input.cells))
    return {
      ok: false,
      problems: [
        problem(
          `${at}dimensions`,
          'cube.form',
          'This is not a table.',
          'Give an object with “dimensions” (a list) and “cells” (a list).',
        ),
      ],
    }
  const problems: Problem[] = []
  if (input.dimensions.length === 0)
    problems.push(
      problem(`${at}dimensions`, 'cube.empty', 'The table has no dimension.', 'Name at least one dimension.'),
    )
  if (input.dimensions.length > dimensionsMax)
    problems.push(
      problem(
        `${at}dimensions`,
        'cube.large',
        `The table has ${input.dimensions.length} dimensions.`,
        `Use at most ${dimensionsMax}.`,
      ),
    )
  const dimensions = input.dimensions.map((one, i) => readDimension(one, `${at}dimensions[${i}]`, problems))
  const names = dimensions.flatMap(d => (d ? [d.name] : []))
  for (const name of new Set(names.filter((name, i) => names.indexOf(name) !== i)))
    problems.push(
      problem(
        `${at}dimensions`,
        'cube.dimension',
        `Two dimensions are called “${name}”.`,
        'Give each its own name.',
      ),
    )
  if (problems.length > 0) return { ok: false, problems }
  const whole = dimensions as CubeDimension[]
  const size = whole.reduce((product, d) => product * d.codes.length, 1)
  if (size > cellsMax)
    return {
      ok: false,
      problems: [
        problem(
          `${at}cells`,
          'cube.large',
          `The table would have ${size.toLocaleString('en')} cells, more than the ${cellsMax.toLocaleString('en')} that fit into memory.`,
          'Use fewer dimensions or coarser codes.',
        ),
      ],
    }
  const cells = readCells(input.cells, whole, size, at, problems)
  if (problems.length === 0) problems.push(...sumProblems(whole, cells, at))
  return problems.length > 0 ? { ok: false, problems } : ok({ dimensions: whole, cells })
}

function readDimension(input: unknown, where: string, problems: Problem[]): CubeDimension | undefined {
  const complain = (what: string, remedy: string) => {
    problems.push(problem(where, 'cube.dimension', what, remedy))
    return undefined
  }
  if (!isRecord(input) || typeof input.name !== 'string' || input.name === '')
    return complain('A dimension has no name.', 'Give it a “name”.')
  const { name, codes, total, parents } = input
  if (typeof total !== 'string' || total === '')
    return complain(
      `The dimension “${name}” does not say which code is its total.`,
      'Give it a “total”, such as "_T".',
    )
  if (!Array.isArray(codes) || !codes.every(code => typeof code === 'string' && code !== ''))
    return complain(
      `The codes of “${name}” are not a list of texts.`,
      'Give it “codes”, such as ["F", "M", "_T"].',
    )
  const all = codes.includes(total) ? (codes as string[]) : [...(codes as string[]), total]
  const twice = all.find((code, i) => all.indexOf(code) !== i)
  if (twice !== undefined)
    return complain(`The code “${twice}” of “${name}” is named twice.`, 'Name every code once.')
  if (all.length < 2)
    return complain(
      `The dimension “${name}” has no code but its total.`,
      'Name its codes, or leave the dimension out.',
    )
  if (parents !== undefined && !isRecord(parents))
    return complain(`The parents of “${name}” are not an object.`, 'Write them as {"code": "code above it"}.')
  const above: Record<string, string> = {}
  const known = new Set(all)
  for (const [code, parent] of Object.entries(parents ?? {})) {
    if (!known.has(code) || typeof parent !== 'string' || !known.has(parent))
      return complain(
        `The parents of “${name}” name “${known.has(code) ? String(parent) : code}”, which is not among its codes.`,
        'Add the code, or mend the parent.',
      )
    if (code === total)
      return complain(`The total “${total}” of “${name}” has a parent.`, 'Leave the total out of “parents”.')
    above[code] = parent
  }
  for (const code of all) {
    const seen = new Set<string>()
    for (let at: string | undefined = code; at !== undefined && at !== total; at = above[at]) {
      if (seen.has(at))
        return complain(
          `The parents of “${name}” go in a circle: ${[...seen].join(' → ')} → ${at}.`,
          'Let every code end at the total.',
        )
      seen.add(at)
    }
  }
  return { name, codes: all, total, ...(Object.keys(above).length > 0 && { parents: above }) }
}

function readCells(
  input: readonly unknown[],
  dimensions: readonly CubeDimension[],
  size: number,
  at: string,
  problems: Problem[],
): CubeCell[] {
  const places = dimensions.map(d => new Map(d.codes.map((code, i) => [code, i])))
  const cells: (CubeCell | undefined)[] = new Array(size)
  const complain = (where: string, code: string, what: string, remedy: string) => {
    if (problems.length < problemsMax) problems.push(problem(where, code, what, remedy))
  }
  if (input.length === 0)
    complain(`${at}cells`, 'cube.empty', 'The table is empty.', 'Give a cell for every combination of codes.')
  const take = (one: unknown, n: number) => {
    const where = `${at}cells[${n}]`
    if (!isRecord(one) || !Array.isArray(one.key) || one.key.length !== dimensions.length)
      return complain(
        where,
        'cube.key',
        `Cell ${n + 1} has no key of ${dimensions.length} codes.`,
        'Give one code for each dimension, in their order.',
      )
    let index = 0
    for (let i = 0; i < dimensions.length; i++) {
      const place = places[i]!.get(String(one.key[i]))
      if (place === undefined)
        return complain(
          where,
          'cube.code',
          `Cell ${n + 1} names “${String(one.key[i])}”, which is not a code of “${dimensions[i]!.name}”.`,
          'Add the code to the dimension, or mend the key.',
        )
      index = index * dimensions[i]!.codes.length + place
    }
    const key = one.key.map(String)
    const { count } = one
    if (typeof count !== 'number' || !Number.isFinite(count))
      return complain(
        where,
        'cube.count',
        `The cell ${keyText(key)} has no count.`,
        'Give it a whole number.',
      )
    if (count < 0)
      return complain(
        where,
        'cube.negative',
        `The cell ${keyText(key)} counts ${count}, which is less than 0.`,
        'Counts are 0 or more.',
      )
    if (!Number.isSafeInteger(count))
      return complain(
        where,
        'cube.fraction',
        `The cell ${keyText(key)} counts ${count}, which is not a whole number.`,
        'Give the number of persons or events, not a rate or an estimate.',
      )
    if (cells[index])
      return complain(
        where,
        'cube.twice',
        `The cell ${keyText(key)} is there twice.`,
        'Give every cell once.',
      )
    const contributors = readContributors(one.contributors, key, count, where, complain)
    cells[index] = { key, count, ...(contributors && { contributors }) }
  }
  for (const [n, one] of input.entries()) take(one, n)
  if (problems.length > 0) return []
  const missing = countMissing(cells)
  if (missing.count > 0)
    complain(
      `${at}cells`,
      'cube.missing',
      `${missing.count === 1 ? 'One cell is' : `${missing.count.toLocaleString('en')} cells are`} missing, the first of them ${keyText(keyAt(dimensions, missing.first))}.`,
      'Give a cell for every combination of codes, totals included; nothing counted is 0.',
    )
  return cells as CubeCell[]
}

function countMissing(cells: readonly (CubeCell | undefined)[]) {
  let count = 0
  let first = -1
  for (let i = 0; i < cells.length; i++)
    if (!cells[i]) {
      if (count === 0) first = i
      count++
    }
  return { count, first }
}

function readContributors(
  input: unknown,
  key: readonly string[],
  count: number,
  where: string,
  complain: (where: string, code: string, what: string, remedy: string) => void,
): Record<string, number> | undefined {
  if (input === undefined) return undefined
  const entries = isRecord(input) ? Object.entries(input) : []
  const sum = entries.reduce(
    (a, [, n]) => a + (Number.isSafeInteger(n) && (n as number) >= 0 ? Number(n) : Number.NaN),
    0,
  )
  if (sum === count)
    return Object.fromEntries(entries.filter(([, n]) => Number(n) > 0)) as Record<string, number>
  complain(
    where,
    'cube.contributors',
    Number.isNaN(sum) || !isRecord(input)
      ? `The contributors of the cell ${keyText(key)} are not whole numbers by name.`
      : `The contributors of the cell ${keyText(key)} add up to ${sum}, its count is ${count}.`,
    'Write them as {"name": whole number}, adding up to the count.',
  )
  return undefined
}

/** Every total against its parts, in every dimension. */
function sumProblems(
  dimensions: readonly CubeDimension[],
  cells: readonly CubeCell[],
  at: string,
): Problem[] {
  const problems: Problem[] = []
  let stride = cells.length
  for (const dimension of dimensions) {
    const width = dimension.codes.length
    stride /= width
    const place = new Map(dimension.codes.map((code, i) => [code, i]))
    const parts = new Map<number, number[]>()
    for (const code of dimension.codes) {
      if (code === dimension.total) continue
      const parent = place.get(dimension.parents?.[code] ?? dimension.total)!
      parts.set(parent, [...(parts.get(parent) ?? []), place.get(code)!])
    }
    for (const [parent, children] of parts)
      for (let outer = 0; outer < cells.length; outer += stride * width)
        for (let inner = 0; inner < stride; inner++) {
          const total = cells[outer + parent * stride + inner]!
          let sum = 0
          for (const child of children) sum += cells[outer + child * stride + inner]!.count
          if (sum === total.count) continue
          if (problems.length >= problemsMax) return problems
          const off = Math.abs(sum - total.count)
          problems.push(
            problem(
              `${at}cells`,
              'cube.margin',
              `The total ${keyText(total.key)} is ${total.count}, but its parts by “${dimension.name}” add up to ${sum}, ${off} too ${sum > total.count ? 'many' : 'few'}.`,
              'Mend the total or its parts; a table that does not add up gives away more than it says.',
            ),
          )
        }
  }
  return problems
}

/** The same dimension must mean the same in all tables, and the same cell must say the same. */
function linkProblems(tables: readonly CubeTable[]): Problem[] {
  if (tables.length < 2) return []
  const problems: Problem[] = []
  const parents = new Map<string, string>()
  const counts = new Map<string, number>()
  tables.forEach(({ dimensions, cells }, t) => {
    for (const d of dimensions)
      for (const code of d.codes) {
        const parent = code === d.total ? '' : (d.parents?.[code] ?? d.total)
        const known = parents.get(`${d.name}=${code}`)
        if (known !== undefined && known !== parent && problems.length < problemsMax)
          problems.push(
            problem(
              `tables[${t}].dimensions`,
              'cube.link',
              `The code “${code}” of “${d.name}” stands under “${parent || 'nothing'}” in one table and under “${known || 'nothing'}” in another.`,
              'Give a dimension the same codes and parents everywhere, or another name.',
            ),
          )
        parents.set(`${d.name}=${code}`, parent)
      }
    for (const cell of cells) {
      const name = dimensions
        .flatMap((d, i) => (cell.key[i] === d.total ? [] : [`${d.name}=${cell.key[i]}`]))
        .sort()
        .join('|')
      const known = counts.get(name)
      if (known !== undefined && known !== cell.count && problems.length < problemsMax)
        problems.push(
          problem(
            `tables[${t}].cells`,
            'cube.link',
            `The cell ${keyText(cell.key)} counts ${cell.count} in one table and ${known} in another.`,
            'Draw linked tables from the same facts.',
          ),
        )
      counts.set(name, cell.count)
    }
  })
  return problems
}

function keyAt(dimensions: readonly CubeDimension[], index: number): string[] {
  const key: string[] = []
  for (let i = dimensions.length - 1; i >= 0; i--) {
    const { codes } = dimensions[i]!
    key.unshift(codes[index % codes.length]!)
    index = Math.floor(index / codes.length)
  }
  return key
}

const keyText = (key: readonly string[]) => `(${key.join(', ')})`

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const problem = (where: string, code: string, what: string, remedy: string): Problem => ({
  where,
  code,
  what,
  remedy,
})
