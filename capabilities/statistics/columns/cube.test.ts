import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { ageGroupOf, combinationOf, valuesOf } from '../fact.rules.ts'
import { type Dimension, dimensions, type Fact, factKinds, unknown } from '../statistics.entity.ts'
import { FactColumns } from './fact-columns.ts'

const lists = factCodelists(codelists)

function plainValues(fact: Fact, { column, id }: Dimension): string[] {
  const values = valuesOf(combinationOf(fact, column))
  if (values.length === 0) return [unknown]
  return id === 'ageGroup' ? [...new Set(values.map(ageGroupOf))] : values
}

/** Every cell that is not empty, by its codes; `*` is over all. */
function plainCube(facts: readonly Fact[], by: readonly Dimension[]): Record<string, number> {
  const cells: Record<string, number> = {}
  for (const fact of facts)
    for (const key of by.reduce(
      (keys, d) => keys.flatMap(key => [...plainValues(fact, d), '*'].map(code => `${key} ${code}`)),
      [''],
    ))
      cells[key] = (cells[key] ?? 0) + 1
  return cells
}

it('any cube of any facts has in every cell and margin what reading fact by fact counts', async () => {
  const seed = Number(process.env.SEED ?? 20261122)
  console.log(`seed ${seed}`)
  const asked = fc.record({
    facts: fc.record({ size: fc.integer({ min: 0, max: 400 }), seed: fc.nat() }),
    kind: fc.constantFrom(...factKinds),
    order: fc.shuffledSubarray([...dimensions], { minLength: 6 }),
    axes: fc.integer({ min: 1, max: 3 }),
    filtered: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ facts: { size, seed: of }, kind, order, axes, filtered }) => {
      const facts = [...inventFacts(size, of)]
      const carried = order.filter(d => d.kinds.includes(kind))
      const by = carried
        .filter((d, i) => carried.findIndex(other => other.column === d.column) === i)
        .slice(0, axes)
      const filter = filtered ? carried.at(-1)! : undefined
      const ofKind = facts.filter(fact => fact.kind === kind)
      const codes = filter && ofKind[0] ? plainValues(ofKind[0], filter) : []
      const passing = filter
        ? ofKind.filter(fact => plainValues(fact, filter).some(code => codes.includes(code)))
        : ofKind
      const columns = await FactColumns.open()
      await columns.replaceAll(facts)
      const cube = await columns.cube(by, { kind, ...(filter && { filters: { [filter.id]: codes } }) }, lists)
      columns.close()
      const keys = cube.axes.reduce(
        (all, axis) => all.flatMap(key => [...axis.codes, '*'].map(code => `${key} ${code}`)),
        [''],
      )
      const counted = Object.fromEntries(
        keys.map((key, i) => [key, cube.counts[i]!] as const).filter(([, count]) => count > 0),
      )
      expect(counted).toEqual(plainCube(passing, by))
    }),
    { seed, numRuns: 40 },
  )
})

it('a cube counts facts with values that came in between the question and the look at the facts', async () => {
  const [first, ...others] = [...inventFacts(60, 7)].filter(fact => fact.kind === 'victim')
  const by = ['exploitation', 'sex'].map(id => dimensions.find(d => d.id === id)!)
  const columns = await FactColumns.open()
  await columns.replaceAll([first!])
  const batches = columns.engine.batches.bind(columns.engine)
  columns.engine.batches = async function* (sql) {
    await columns.apply({ removed: [], added: others })
    yield* batches(sql)
  }
  const { axes, counts } = await columns.cube(by, { kind: 'victim' }, lists)
  columns.close()
  expect(others.length).toBeGreaterThan(5)
  expect(counts.at(-1)).toBe(1 + others.length)
  expect(axes[1]!.codes.reduce((sum, _, i) => sum + counts.at(i - 1 - axes[1]!.codes.length)!, 0)).toBe(
    1 + others.length,
  )
})
