import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { FactColumns, type Population } from './columns/fact-columns.ts'
import { factCodelists } from './fact.codelists.ts'
import { inventFacts } from './fact.examples.ts'
import { ageGroupOf, combinationOf, valuesOf } from './fact.rules.ts'
import { figureList, figureTable } from './figures.ts'
import { publishTable } from './published.ts'
import { type Dimension, dimensions, type Fact, findDimension, unknown } from './statistics.entity.ts'

const seed = 7
const facts = [...inventFacts(3_000, seed)]
const lists = factCodelists(codelists)
let columns: FactColumns

beforeAll(async () => {
  columns = await FactColumns.open()
  await columns.replaceAll(facts)
})
afterAll(() => columns.close())

const sourceOf = (of: FactColumns) => ({ facts: of, lists, countMin: 5 })
const dimension = (id: string) => findDimension(id)!

/** The values of a fact in a dimension, worked out plainly. */
function plainValues(fact: Fact, { column, id }: Dimension): string[] {
  const values = valuesOf(combinationOf(fact, column))
  if (values.length === 0) return [unknown]
  return id === 'ageGroup' ? values.map(ageGroupOf) : values
}

function plainCount(of: readonly Fact[], rows: Dimension, cols: Dimension, population: Population) {
  const counts: Record<string, number> = {}
  for (const fact of of) {
    if (fact.kind !== population.kind) continue
    const passes = Object.entries(population.filters ?? {}).every(([id, codes]) =>
      plainValues(fact, dimension(id)).some(value => codes.includes(value)),
    )
    if (!passes) continue
    for (const r of plainValues(fact, rows))
      for (const c of plainValues(fact, cols)) counts[`${r} ${c}`] = (counts[`${r} ${c}`] ?? 0) + 1
  }
  return counts
}

async function tableCount(of: FactColumns, rows: Dimension, cols: Dimension, population: Population) {
  const table = await figureTable(sourceOf(of), rows, cols, population)
  const counts: Record<string, number> = {}
  table.rows.codes.forEach((r, i) => {
    table.columns.codes.forEach((c, j) => {
      const count = table.counts[i * table.columns.codes.length + j]!
      if (count > 0) counts[`${r} ${c}`] = count
    })
  })
  return counts
}

const pairs = dimensions.flatMap(rows =>
  dimensions
    .filter(
      cols => cols.column !== rows.column && rows.kinds.includes('victim') && cols.kinds.includes('victim'),
    )
    .map(cols => [rows, cols] as const),
)

describe('counting facts', () => {
  it('gives every two-way table the counts that reading fact by fact gives', async () => {
    for (const [rows, cols] of pairs)
      expect(await tableCount(columns, rows, cols, { kind: 'victim' }), `${rows.id} × ${cols.id}`).toEqual(
        plainCount(facts, rows, cols, { kind: 'victim' }),
      )
  })

  it('counts only what the filters name, also unknown and age groups', async () => {
    const population: Population = {
      kind: 'victim',
      filters: { sex: ['female', unknown], ageGroup: ['18+'], citizenship: ['AFG', 'AGO', 'ALB'] },
    }
    const [rows, cols] = [dimension('year'), dimension('exploitation')]
    const counts = await tableCount(columns, rows, cols, population)
    expect(counts).toEqual(plainCount(facts, rows, cols, population))
    expect(Object.keys(counts).length).toBeGreaterThan(5)
  })

  it('comes to the same figures one act at a time as all at once', async () => {
    const slow = await FactColumns.open()
    const standing = new Map<string, Fact>()
    const later = [...inventFacts(300, seed + 1)]
    for (let at = 0; at < facts.length; at += 250) {
      const added = facts.slice(at, at + 250)
      await slow.apply({ removed: [], added })
      for (const fact of added) standing.set(fact.id, fact)
    }
    for (const [n, fact] of facts.slice(0, 300).entries()) {
      // Every third is withdrawn, every other one says something else than before.
      const changed = { ...later[n]!, id: fact.id, kind: fact.kind }
      if (n % 3 === 0) standing.delete(fact.id)
      else standing.set(fact.id, changed)
      await slow.apply(n % 3 === 0 ? { removed: [fact.id], added: [] } : { removed: [], added: [changed] })
    }
    const fresh = await FactColumns.open()
    expect(await fresh.replaceAll(standing.values())).toBe(standing.size)
    expect(await slow.sizes()).toEqual(await fresh.sizes())
    for (const [rows, cols] of pairs.slice(0, 40))
      expect(await tableCount(slow, rows, cols, { kind: 'victim' })).toEqual(
        await tableCount(fresh, rows, cols, { kind: 'victim' }),
      )
    slow.close()
    fresh.close()
  })

  it('counts while it is being filled anew, from the old facts', async () => {
    const other = await FactColumns.open()
    await other.replaceAll(facts)
    const refill = other.replaceAll([])
    const during = await other.sizes()
    await refill
    expect(during.victim).toBeGreaterThan(0)
    expect((await other.sizes()).victim).toBe(0)
    other.close()
  })

  it('refuses a dimension that the kind of fact does not carry, and an id that is no UUID', async () => {
    await expect(columns.count(dimension('means'), dimension('sex'), { kind: 'service' })).rejects.toThrow(
      'Facts of kind service carry no means.',
    )
    await expect(columns.apply({ removed: ["' or 1=1"], added: [] })).rejects.toThrow('not a UUID')
    expect((await columns.sizes()).victim).toBe(2_700)
  })
})

describe('figures', () => {
  it('withhold a total of a dimension alike in the one-way table and in every two-way table', async () => {
    for (const [rows, cols] of pairs) {
      const list = await figureList(sourceOf(columns), rows, { kind: 'victim' })
      const table = await figureTable(sourceOf(columns), rows, cols, { kind: 'victim' })
      expect([...table.rowWithheld], `${rows.id} × ${cols.id}`).toEqual([...list.withheld])
      expect(table.rows.codes).toEqual(list.axis.codes)
    }
  })

  it('never publish a count from 1 to 4', async () => {
    for (const [rows, cols] of pairs) {
      const table = publishTable(await figureTable(sourceOf(columns), rows, cols, { kind: 'victim' }))
      const numbers = [...table.counts.flat(), ...table.rowTotals, ...table.columnTotals, table.total]
      expect(numbers.filter(n => n !== null && n > 0 && n < 5)).toEqual([])
    }
  })

  it('refuse a table of a field with itself', async () => {
    await expect(
      figureTable(sourceOf(columns), dimension('ageBand'), dimension('ageGroup'), { kind: 'victim' }),
    ).rejects.toThrow('count the same field')
  })

  it('show unknown as a value of its own, last', async () => {
    const list = await figureList(sourceOf(columns), dimension('exploitation'), { kind: 'victim' })
    expect(list.axis.codes.at(-1)).toBe(unknown)
    expect(list.counts.at(-1)).toBeGreaterThan(50)
  })
})

describe('cubes', () => {
  it('count every fact once in each margin and once under each of its values, as reading fact by fact does', async () => {
    const by = ['sex', 'exploitation', 'means'].map(dimension)
    const population: Population = { kind: 'victim', filters: { year: ['2019', '2020', unknown] } }
    const { axes, counts } = await columns.cube(by, population, lists)
    const passing = facts.filter(
      f => f.kind === 'victim' && ['2019', '2020', 'undefined'].includes(String(f.year)),
    )
    let at = 0
    const choices = axes.map(axis => [...axis.codes, undefined])
    for (const sex of choices[0]!)
      for (const form of choices[1]!)
        for (const means of choices[2]!) {
          const wanted = [sex, form, means]
          const plain = passing.filter(f =>
            by.every((d, i) => wanted[i] === undefined || plainValues(f, d).includes(wanted[i])),
          )
          expect(counts[at++], wanted.join()).toBe(plain.length)
        }
    expect(at).toBe(counts.length)
    expect(counts.at(-1)).toBe(passing.length)
  })

  it('of two dimensions are their two-way table, and of four are refused', async () => {
    const [rows, cols] = [dimension('year'), dimension('citizenship')]
    const { counts } = await columns.cube([rows, cols], { kind: 'victim' }, lists)
    const table = await figureTable(sourceOf(columns), rows, cols, { kind: 'victim' })
    expect(counts.at(-1)).toBe(table.total)
    expect([...counts.slice(0, table.columns.codes.length)]).toEqual([
      ...table.counts.slice(0, table.columns.codes.length),
    ])
    const four = ['year', 'sex', 'means', 'industry'].map(dimension)
    await expect(columns.cube(four, { kind: 'victim' }, lists)).rejects.toThrow('at most 3 dimensions')
    await expect(
      columns.cube([dimension('ageBand'), dimension('ageGroup')], { kind: 'victim' }, lists),
    ).rejects.toThrow('count the same field')
  })
})
