import { describe, expect, it } from 'vitest'
import { type CountTable, marginOf } from '../tables.ts'
import { inventTable, seeded, type TableShape, tableOf } from './disclosure.examples.ts'
import { type Finding, tryToWorkOut } from './outsider.ts'
import {
  countMinDefault,
  type ProtectedTable,
  protectList,
  protectTable,
  protectWithMargins,
} from './protect.ts'

const withheldAt = (t: ProtectedTable) =>
  t.rows.codes.map((_, i) => t.columns.codes.map((_, j) => t.withheld[i * t.columns.codes.length + j]))

describe('withholding small counts', () => {
  it('withholds 1 to 4 and shows 0 and 5', () => {
    const t = protectWithMargins(
      tableOf([
        [0, 20, 30],
        [5, 25, 0],
        [40, 0, 9],
      ]),
      5,
    )
    expect(t.withheld.some(w => w === 1)).toBe(false)
  })

  it('withholds three more cells when one small count has published margins', () => {
    const t = protectWithMargins(
      tableOf([
        [3, 20, 30],
        [15, 25, 40],
        [40, 50, 90],
      ]),
      5,
    )
    expect(t.withheld[0]).toBe(1)
    expect(t.tally).toMatchObject({ primary: 1, secondary: 3, zeros: 0 })
    expect(t.rowWithheld.some(w => w === 1)).toBe(false)
  })

  it('withholds a small total and a second one with it, the same in every table', () => {
    const t = protectWithMargins(
      tableOf([
        [1, 1],
        [30, 44],
        [12, 18],
      ]),
      5,
    )
    expect([...t.rowWithheld]).toEqual([1, 0, 1])
  })

  it('does not leave two small counts that add up to a known two', async () => {
    const t = protectWithMargins(
      tableOf([
        [1, 1, 98],
        [20, 30, 40],
        [50, 60, 70],
      ]),
      5,
    )
    expect(withheldAt(t)[0]).toEqual([1, 1, 1])
  })

  it('does not let five ones be told from a total of five and the shown zeros', async () => {
    const t = protectWithMargins(
      tableOf([
        [1, 1, 1, 1, 1, 0, 0],
        [20, 30, 40, 50, 60, 70, 80],
        [21, 31, 41, 51, 61, 71, 81],
      ]),
      5,
    )
    expect(t.tally.zeroDependent).toBe(0)
    const findings = await tryToWorkOut(t, 5, { lines: 'both', zerosShown: true })
    for (const f of findings) expect(f.highest).toBeGreaterThan(f.lowest)
  })

  it('withholds the total of very few facts', () => {
    const t = protectWithMargins(tableOf([[1, 2]]), 5)
    expect(t.totalWithheld).toBe(true)
    expect([...t.withheld, ...t.rowWithheld, ...t.columnWithheld]).toEqual([1, 1, 1, 1, 1])
  })

  it('takes an empty table', () => {
    expect(protectWithMargins(tableOf([]), 5).total).toBe(0)
  })
})

describe('an outsider with linear programming and all that is published', () => {
  const seed = Number(process.env.PALERMO_SEED ?? 20_100_217)
  console.log(`seed ${seed}`)

  it('cannot narrow a small count below the threshold in 700 tables', { timeout: 120_000 }, async () => {
    const random = seeded(seed)
    for (let n = 0; n < 700; n++) {
      const t = protectWithMargins(inventTable(shape(random), random), countMinDefault)
      expect(t.tally.unprotected, `seed ${seed}, table ${n}`).toBe(0)
      const plain = await tryToWorkOut(t, countMinDefault, { lines: 'both', zerosShown: false })
      expect(narrow(plain, countMinDefault), `seed ${seed}, table ${n} ${printed(t)}`).toEqual([])
      const bold = await tryToWorkOut(t, countMinDefault, { lines: 'both', zerosShown: true })
      const told = narrow(bold, 1).length
      expect(told, `seed ${seed}, table ${n} ${printed(t)}`).toBeLessThanOrEqual(t.tally.zeroDependent)
    }
  })

  const axes: [name: string, rowsMultiple: boolean, columnsMultiple: boolean][] = [
    ['rows', true, false],
    ['columns', false, true],
    ['rows and columns', true, true],
  ]
  it.each(axes)(
    'cannot narrow it in 100 tables whose %s are multiple',
    { timeout: 120_000 },
    async (_, rowsMultiple, columnsMultiple) => {
      const random = seeded(seed)
      let closed = 0
      for (let n = 0; n < 100; n++) {
        const t = protectWithMargins(
          inventTable({ ...shape(random), rowsMultiple, columnsMultiple }, random),
          countMinDefault,
        )
        const where = `seed ${seed}, table ${n} ${printed(t)}`
        const all = await tryToWorkOut(t, countMinDefault, { lines: 'both', zerosShown: false })
        expect(narrow(all, 1), where).toEqual([])
        if (t.tally.unprotected > 0) {
          // The two one-way tables alone bound a count here; the table adds nothing to what they say.
          expect(t.withheld.every(w => w === 1)).toBe(true)
          closed++
          continue
        }
        for (const lines of ['bounds', 'overlaps'] as const) {
          const findings = await tryToWorkOut(t, countMinDefault, { lines, zerosShown: false })
          expect(narrow(findings, countMinDefault), where).toEqual([])
        }
      }
      expect(closed).toBeLessThanOrEqual(10)
    },
  )

  it('cannot narrow it through groups that are published beside their members', {
    timeout: 60_000,
  }, async () => {
    const random = seeded(seed)
    for (let n = 0; n < 100; n++) {
      const { fine, groups } = inventGroups(random)
      const t = protectGrouped(fine, groups, countMinDefault)
      const where = `seed ${seed}, table ${n} ${printed(t.table)}`
      expect(t.table.tally.unprotected, where).toBe(0)
      const findings = await tryToWorkOut(t.table, countMinDefault, {
        lines: 'both',
        zerosShown: false,
        groups: t.groups,
      })
      expect(narrow(findings, countMinDefault), where).toEqual([])
    }
  })
})

const narrow = (findings: readonly Finding[], rangeMin: number) =>
  findings.filter(f => f.highest - f.lowest < rangeMin)

/** A table of six to nine rows in two or three groups. */
function inventGroups(random: () => number) {
  const fine = inventTable({ ...shape(random), rows: 6 + Math.floor(random() * 4) }, random)
  const groupCount = 2 + Math.floor(random() * 2)
  const groups = fine.rows.codes.map(() => Math.floor(random() * groupCount))
  return { fine, groups: groups.map(g => [...new Set(groups)].sort().indexOf(g)) }
}

function protectGrouped(fine: CountTable, groupOf: number[], countMin: number) {
  const width = fine.columns.codes.length
  const coarse = tableOf(
    [...new Set(groupOf)]
      .sort()
      .map((_, g) =>
        fine.columns.codes.map((_, j) =>
          groupOf.reduce((sum, of, i) => (of === g ? sum + fine.counts[i * width + j]! : sum), 0),
        ),
      ),
  )
  const table = protectWithMargins(coarse, countMin)
  const groups = { groupOf, table }
  const list = { ...marginOf(table, 'rows'), withheld: table.rowWithheld, totalWithheld: table.totalWithheld }
  const rows = protectList(marginOf(fine, 'rows'), countMin, { groupOf, list })
  const columns = protectList(marginOf(fine, 'columns'), countMin)
  return { groups, table: protectTable(fine, rows, columns, countMin, groups) }
}

function shape(random: () => number): TableShape {
  const size = () => 2 + Math.floor(random() * 9)
  return { rows: size(), columns: size(), facts: Math.floor(10 ** (0.5 + 2.5 * random())) }
}

function printed(t: ProtectedTable & CountTable): string {
  const width = t.columns.codes.length
  const mark = (n: number, w: number | undefined) => (w ? `(${n})` : `${n}`).padStart(6)
  return [
    '',
    ...t.rows.codes.map(
      (_, i) =>
        t.columns.codes.map((_, j) => mark(t.counts[i * width + j]!, t.withheld[i * width + j])).join('') +
        ` |${mark(t.rowTotals[i]!, t.rowWithheld[i])}`,
    ),
    `${t.columns.codes.map((_, j) => mark(t.columnTotals[j]!, t.columnWithheld[j])).join('')} |${mark(t.total, t.totalWithheld ? 1 : 0)}`,
  ].join('\n')
}
