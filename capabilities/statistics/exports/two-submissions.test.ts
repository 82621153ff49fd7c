import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audit } from '../disclosure/audit/audit.ts'
import { type CubeTable, cellName, type ProtectedCube } from '../disclosure/cube.ts'
import { summed } from '../disclosure/cube-sums.ts'
import { linkReleases } from '../releases/linked-releases.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import type { KeptStory } from './kept-story.ts'
import { type Protected, protectReturned } from './returned-protection.ts'

const seed = 20_260_722
const threshold = 5
const total = '_T'
const codes = {
  sex: ['F', 'M', '_U'],
  age: ['Y0T17', 'Y_GE18', '_U'],
  citizenship: ['FRA', 'ROU', 'XPA', '_U'],
  form: ['SexualExploitation', 'ForcedLabour', 'OrganRemoval'],
} as const
type Axis = keyof typeof codes
type Person = Record<Axis, number>
const cubesCounted: readonly (readonly Axis[])[] = [['sex', 'age'], ['citizenship'], ['form']]

/** Persons as places in the lists of codes; low places are more common, as in life. */
const person: fc.Arbitrary<Person> = fc.record({
  sex: fc.nat(5).map(n => [0, 0, 1, 1, 1, 2][n]!),
  age: fc.nat(6).map(n => [1, 1, 1, 1, 0, 0, 2][n]!),
  citizenship: fc.nat(6).map(n => [0, 0, 0, 1, 1, 2, 3][n]!),
  form: fc.nat(5).map(n => [0, 0, 0, 1, 1, 2][n]!),
})
const year = fc.array(person, { minLength: 3, maxLength: 70 })
/** What a correction takes away and adds; now and then a further court sends its return. */
const correction = fc.record({
  gone: fc.nat(4),
  come: fc.oneof(
    { arbitrary: fc.array(person, { maxLength: 4 }), weight: 3 },
    { arbitrary: fc.array(person, { minLength: 20, maxLength: 40 }), weight: 1 },
  ),
})
const corrected = (persons: Person[], { gone, come }: { gone: number; come: Person[] }): Person[] => [
  ...persons.slice(gone),
  ...come,
]

/** A file that went out, and what it was counted from. */
interface File {
  persons: Person[]
  told: Protected[]
}

function cubesOf(persons: readonly Person[]): CubeTable[] {
  return cubesCounted.map(axes => {
    const leaves = new Map<string, { facts: number }>()
    for (const one of persons) {
      const key = axes.map(axis => codes[axis][one[axis]]!).join('\u0000')
      leaves.set(key, { facts: (leaves.get(key)?.facts ?? 0) + 1 })
    }
    return summed(
      axes.map(name => ({ name, codes: [total, ...codes[name]], total })),
      leaves,
    )
  })
}

/** The lines that courts return, every combination of codes with its totals. */
function returnedOf(persons: readonly Person[]): ReturnedCount[] {
  const lines = new Map<string, ReturnedCount>()
  for (const { dimensions, cells } of cubesOf(persons))
    for (const { key, count } of cells) {
      const at = Object.fromEntries(dimensions.map(({ name }, i) => [name, key[i]!]))
      lines.set(cellName(dimensions, key), {
        step: 'convicted',
        measure: 'persons',
        agencyKind: 'court',
        year: 2025,
        sex: (at.sex ?? total) as ReturnedCount['sex'],
        age: (at.age ?? total) as ReturnedCount['age'],
        citizenship: at.citizenship ?? total,
        form: at.form ?? total,
        count,
        articles: '',
        source: '',
        note: '',
        table: 'persons-convicted 1',
        agencies: 1,
        agenciesOwing: 1,
        leastOfOthers: null,
      })
    }
  return [...lines.values()]
}

const axes: readonly Axis[] = ['sex', 'age', 'citizenship', 'form']
const nameOf = (of: ReturnedCount) =>
  cellName(
    axes.map(name => ({ name, codes: [], total })),
    axes.map(axis => of[axis]),
  )

/** Tables with what a file says of them, and nothing else. */
function asFile(cubes: readonly CubeTable[], told: readonly Protected[]): ProtectedCube[] {
  const texts = new Map(told.map(({ of, text }) => [nameOf(of), text]))
  return cubes.map(({ dimensions, cells }) => ({
    dimensions,
    cells: cells.map(({ key }) => {
      const text = texts.get(cellName(dimensions, key)) ?? ''
      return /^\d+$/.test(text)
        ? { key, status: 'published' as const, count: Number(text) }
        : { key, status: text === '' ? ('secondary' as const) : ('primary' as const) }
    }),
  }))
}

/** Everything that both files say, with what changed between them as a number that stands in neither. */
async function auditOf(first: File, second: File) {
  const [before, now] = [cubesOf(first.persons), cubesOf(second.persons)]
  const [saidBefore, saidNow] = [asFile(before, first.told), asFile(now, second.told)]
  const linked = linkReleases(now, [{ name: 'the first', tables: before, published: saidBefore }])
  const told = new Map(
    saidNow.flatMap(({ dimensions, cells }) =>
      cells.map(({ key, status }) => [cellName(dimensions, key), status]),
    ),
  )
  // Whoever takes what did not change to be unchanged knows it from the first file, also where the second withholds it.
  const published = linked.tables.map(
    ({ dimensions, cells }): ProtectedCube => ({
      dimensions,
      cells: cells.map(({ key, count }) => {
        const name = cellName(dimensions, key)
        return [told.get(name), linked.fate(name)].includes('published')
          ? { key, status: 'published' as const, count }
          : { key, status: 'secondary' as const }
      }),
    }),
  )
  const hasMarks = [first, second].some(file => file.told.some(({ text }) => text.startsWith('<')))
  return audit(published, linked.tables, { threshold, unprinted: linked.unprinted, marks: hasMarks })
}

it('from submissions with corrections between them nobody works out a withheld number, nor a small change', async () => {
  const found = { years: 0, told: 0, open: 0 }
  await fc.assert(
    fc.asyncProperty(year, correction, fc.option(correction), async (first, second, third) => {
      const files: File[] = []
      const stories: KeptStory[][] = []
      for (const persons of [
        first,
        corrected(first, second),
        third && corrected(corrected(first, second), third),
      ]) {
        if (!persons) continue
        const made = await protectReturned(returnedOf(persons), threshold, stories)
        const file = { persons, told: made.told }
        for (const before of files) {
          const report = await auditOf(before, file)
          expect(report.leaks.filter(leak => leak.onlooker !== 'marks')).toEqual([])
          if (file.told.some(({ text }) => text.startsWith('<'))) expect(report.marksSafe).toBe(true)
        }
        files.push(file)
        stories.push(made.stories)
      }
      const [before, after] = files as [File, File]
      const alone = await protectReturned(returnedOf(after.persons), threshold)
      found.years++
      found.told += after.told.filter(({ withheld }) => !withheld).length
      if (!(await auditOf(before, { ...after, told: alone.told })).safe) found.open++
    }),
    { seed, numRuns: 40 },
  )
  console.info(
    `Seed ${seed}: ${found.years} years, ${found.told} numbers told in their second submissions; ${found.open} of them would leak without what was kept of the first.`,
  )
  expect(found.open).toBeGreaterThan(0)
  expect(found.told).toBeGreaterThan(found.years)
})

it('a year that did not change is told in the same words', async () => {
  const persons = fc.sample(year, { seed, numRuns: 1 })[0]!
  const first = await protectReturned(returnedOf(persons), threshold)
  const again = await protectReturned(returnedOf(persons), threshold, [first.stories])
  expect(again.told.map(({ text }) => text)).toEqual(first.told.map(({ text }) => text))
  expect(first.told.some(({ withheld }) => withheld)).toBe(true)
})

it('where parts did not add up, a later file tells what did not change, and a total that changed by many', async () => {
  const total = (count: number) => ({ ...returnedOf([])[0]!, sex: '_T' as const, age: '_T' as const, count })
  const women = (count: number) => ({ ...total(count), sex: 'F' as const })
  const first = await protectReturned([total(50), women(30)], threshold)
  expect(first.told.map(({ text }) => text)).toEqual(['50', '30'])
  const later = async (...counts: ReturnedCount[]) =>
    (await protectReturned(counts, threshold, [first.stories])).told.map(({ text }) => text)
  expect(await later(total(51), women(30))).toEqual(['', '30'])
  expect(await later(total(70), women(31))).toEqual(['70', ''])
  expect(await later(total(50), women(31))).toEqual(['50', ''])
})

describe('a later file tells no small number by what it says again', () => {
  const line = { ...returnedOf([])[0]!, sex: '_T' as const, age: '_T' as const }
  const counted = (total: number, women: number, men: number): ReturnedCount[] => [
    { ...line, count: total },
    { ...line, sex: 'F', count: women },
    { ...line, sex: 'M', count: men },
  ]
  const textsAfter = async (...files: ReturnedCount[][]) => {
    const stories: KeptStory[][] = []
    let texts: string[] = []
    for (const file of files) {
      const made = await protectReturned(file, threshold, stories)
      stories.push(made.stories)
      texts = made.told.map(({ text }) => text)
    }
    return texts
  }

  it('not beside a total that is new: what is missing between parts and total may be small', async () => {
    expect(await textsAfter(counted(45, 15, 20), counted(37, 15, 20))).toEqual(['', '15', '20'])
    expect(await textsAfter(counted(45, 15, 20), counted(23, 3, 20))).toEqual(['', '', '20'])
  })

  it('not from two earlier files, which never told these numbers together', async () => {
    expect(await textsAfter(counted(45, 15, 20), counted(37, 5, 6), counted(37, 15, 20))).toEqual([
      '37',
      '',
      '',
    ])
  })

  it('not because another table, which counts something else, told the same number', async () => {
    const other = { ...line, table: 'others-convicted 1' }
    const twice = (first: number, second: number) => [
      { ...line, count: first },
      { ...other, count: second },
    ]
    expect(await textsAfter(twice(50, 53), twice(53, 53))).toEqual(['', '53'])
  })
})

it('where the threshold was raised since, what went out is said again and nothing more', async () => {
  const line = returnedOf([])[0]!
  const bySex = (f: number, m: number): ReturnedCount[] => [
    { ...line, count: f + m },
    { ...line, sex: 'F', count: f },
    { ...line, sex: 'M', count: m },
  ]
  const first = await protectReturned(bySex(7, 40), 5)
  expect(first.told.map(({ text }) => text)).toEqual(['47', '7', '40'])
  const later = await protectReturned(bySex(7, 90), 10, [first.stories])
  expect(later.told.map(({ text }) => text)).toEqual(['', '7', ''])
})
