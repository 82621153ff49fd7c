import { describe, expect, it } from 'vitest'
import { audit } from './audit/audit.ts'
import { inventCube, makeCube } from './cube.examples.ts'
import type { CubeCell, CubeTable, ProtectedCube } from './cube.ts'
import { summed } from './cube-sums.ts'
import { seeded } from './disclosure.examples.ts'
import { protectCubes } from './protect-cubes.ts'
import { readCubes } from './read-cube.ts'
import { roundCubes } from './rounding.ts'
import { suppress } from './suppress.ts'

const seed = Number(process.env.PALERMO_SEED ?? 20_091_110)
console.log(`seed ${seed}`)

const matrix = (rows: readonly (readonly number[])[], by = 'one'): CubeTable =>
  summed(
    [
      { name: 'a', codes: ['_T', ...rows.map((_, i) => `a${i}`)], total: '_T' },
      { name: 'b', codes: ['_T', ...rows[0]!.map((_, j) => `b${j}`)], total: '_T' },
    ],
    new Map(rows.flatMap((row, i) => row.map((n, j) => [`a${i}\u0000b${j}`, { [by]: n }] as const))),
  )
const withheldIn = (tables: readonly ProtectedCube[]) =>
  tables.flatMap(t => t.cells.filter(c => c.status !== 'published').map(c => c.key.join()))

/** The ranges of all withheld cells by trying every table of whole numbers that says the same: the slow and sure way. */
function byBruteForce({ dimensions, cells }: ProtectedCube, most: number): Map<string, [number, number]> {
  const width = dimensions[1]!.codes.length
  const inner = cells.flatMap((c, i) => (c.key.includes('_T') ? [] : [i]))
  const ranges = new Map<string, [number, number]>()
  const table = new Array<number>(cells.length).fill(0)
  const check = () => {
    for (let i = 0; i < cells.length; i++) {
      const [r, c] = [Math.floor(i / width), i % width]
      if (r > 0 && c > 0) continue
      table[i] = inner.reduce(
        (sum, k) =>
          sum + ((r === 0 || Math.floor(k / width) === r) && (c === 0 || k % width === c) ? table[k]! : 0),
        0,
      )
    }
    if (!cells.every((c, i) => c.count === undefined || c.count === table[i])) return
    cells.forEach((c, i) => {
      if (c.count !== undefined) return
      const known = ranges.get(c.key.join()) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      ranges.set(c.key.join(), [Math.min(known[0], table[i]!), Math.max(known[1], table[i]!)])
    })
  }
  const fill = (n: number) => {
    if (n === inner.length) return check()
    const at = inner[n]!
    const { count } = cells[at]!
    for (let value = count ?? 0; value <= (count ?? most); value++) {
      table[at] = value
      fill(n + 1)
    }
  }
  fill(0)
  return ranges
}

describe('protecting tables of many dimensions', () => {
  it('withholds three more cells when one small count has published margins', () => {
    const [out] = suppress(
      [
        matrix([
          [3, 20, 30],
          [15, 25, 40],
          [40, 50, 90],
        ]),
      ],
      { threshold: 5 },
    ).tables
    expect(withheldIn([out!])).toHaveLength(4)
    expect(out!.cells.filter(c => c.status === 'primary').map(c => c.key)).toEqual([['a0', 'b0']])
  })

  it('shows zeros unless they would give something away', () => {
    const [out] = suppress(
      [
        matrix([
          [0, 20, 30],
          [15, 25, 0],
          [40, 0, 90],
        ]),
      ],
      { threshold: 5 },
    ).tables
    expect(withheldIn([out!])).toEqual([])
  })

  it('leaves no leak to linear programming in 100 tables of two to four dimensions, with groups, sparse and dense', {
    timeout: 300_000,
  }, async () => {
    const random = seeded(seed)
    for (let n = 0; n < 100; n++) {
      const table = inventCube(random)
      const read = readCubes(table)
      if (!read.ok) throw new Error(read.problems[0]!.what)
      const { audit: report, tables } = await protectCubes(read.value, { threshold: 5 })
      expect(
        report.leaks.filter(l => l.onlooker !== 'marks'),
        `seed ${seed}, table ${n}`,
      ).toEqual([])
      for (const cell of tables[0]!.cells)
        if (cell.status !== 'published') expect(cell).not.toHaveProperty('count')
        else expect(cell.count! === 0 || cell.count! >= 5, `seed ${seed}, table ${n}`).toBe(true)
    }
  })

  it('holds off contributors who know their own share', { timeout: 120_000 }, async () => {
    const random = seeded(seed)
    for (let n = 0; n < 10; n++) {
      const table = makeCube(
        { dimensions: [{ codes: 5 }, { codes: 4 }], events: 400, contributors: 4 },
        random,
      )
      const { audit: report } = await protectCubes([table], { threshold: 5 })
      expect(report.onlookers.filter(o => o.kind === 'contributor').length).toBeGreaterThan(1)
      expect(report.safe, `seed ${seed}, table ${n}`).toBe(true)
    }
  })

  it('withholds counts that one contributor dominates', async () => {
    const table = matrix([
      [50, 60, 70],
      [80, 90, 95],
      [55, 65, 75],
    ])
    const cells = table.cells.map((cell): CubeCell => {
      const one = cell.key.join() === 'a0,b0' ? { big: 48, other: 2 } : undefined
      return {
        ...cell,
        contributors: one ?? {
          big: 0,
          a: Math.floor(cell.count / 2),
          b: cell.count - Math.floor(cell.count / 2),
        },
      }
    })
    const given = [{ ...table, cells }]
    for (const rule of [{ percent: 10 }, { dominance: { n: 1, k: 85 } }]) {
      const { tables, audit: report } = await protectCubes(given, { threshold: 5, ...rule })
      expect(tables[0]!.cells.find(c => c.key.join() === 'a0,b0')!.status).toBe('primary')
      expect(report.safe).toBe(true)
    }
  })

  it('protects linked tables together: what one withholds no other shows', async () => {
    const random = seeded(seed)
    const whole = makeCube({ dimensions: [{ codes: 4 }, { codes: 4 }, { codes: 4 }], events: 300 }, random)
    const slice = (left: number): CubeTable => ({
      dimensions: whole.dimensions.filter((_, i) => i !== left),
      cells: whole.cells
        .filter(c => c.key[left] === '_T')
        .map(c => ({ key: c.key.filter((_, i) => i !== left), count: c.count })),
    })
    const { tables, audit: report } = await protectCubes([slice(0), slice(1), slice(2)], { threshold: 5 })
    expect(report.safe).toBe(true)
    const status = new Map<string, string>()
    for (const { dimensions, cells } of tables)
      for (const { key, status: is } of cells) {
        const name = key
          .flatMap((code, i) => (code === '_T' ? [] : [`${dimensions[i]!.name}=${code}`]))
          .join('|')
        expect((status.get(name) ?? is) === 'published', name).toBe(is === 'published')
        status.set(name, is)
      }
  })
})

describe('the audit', () => {
  it('says the same as trying every table', { timeout: 120_000 }, async () => {
    const random = seeded(seed)
    for (let n = 0; n < 15; n++) {
      const table = matrix(
        Array.from({ length: 2 }, () => Array.from({ length: 3 }, () => Math.floor(random() * 5))),
      )
      // Withheld at random: the audit must be right about bad tables, too.
      const cells = table.cells.map(({ key, count }) =>
        !key.includes('_T') && random() < 0.6
          ? { key, status: 'secondary' as const }
          : { key, status: 'published' as const, count },
      )
      const published = { dimensions: table.dimensions, cells }
      const sure = byBruteForce(published, 12)
      const report = await audit([published], [table], { threshold: 5 })
      for (const { cell, lowest, highest } of report.ranges) {
        const key = cell
          .split('|')
          .map(part => part.split('=')[1])
          .join()
        expect([lowest, highest], `seed ${seed}, table ${n}, ${cell}`).toEqual(sure.get(key))
      }
      for (const [key, [low, high]] of sure)
        if (low === high)
          expect(
            report.leaks.some(
              l =>
                l.cell
                  .split('|')
                  .map(p => p.split('=')[1])
                  .join() === key && l.onlooker === 'outsider',
            ),
            `seed ${seed}, table ${n}, ${key}`,
          ).toBe(true)
    }
  })

  const planted: [name: string, break_: (out: ProtectedCube, source: CubeTable) => ProtectedCube][] = [
    [
      'forgets all secondary cells',
      (out, source) => ({
        ...out,
        cells: out.cells.map((c, i) =>
          c.status === 'secondary' ? { key: c.key, status: 'published', count: source.cells[i]!.count } : c,
        ),
      }),
    ],
    [
      'shows one small count',
      (out, source) => {
        const at = out.cells.findIndex(c => c.status === 'primary')
        return {
          ...out,
          cells: out.cells.map((c, i) =>
            i === at ? { key: c.key, status: 'published', count: source.cells[i]!.count } : c,
          ),
        }
      },
    ],
    [
      'publishes one secondary cell',
      (out, source) => {
        const at = out.cells.findIndex(c => c.status === 'secondary')
        return {
          ...out,
          cells: out.cells.map((c, i) =>
            i === at ? { key: c.key, status: 'published', count: source.cells[i]!.count } : c,
          ),
        }
      },
    ],
  ]
  it.each(planted)('goes red on a protection that %s', async (_, break_) => {
    const source = matrix([
      [3, 20, 30],
      [15, 25, 40],
      [40, 50, 90],
    ])
    const { tables, witnesses } = suppress([source], { threshold: 5 })
    expect((await audit(tables, [source], { threshold: 5, witnesses })).safe).toBe(true)
    const report = await audit([break_(tables[0]!, source)], [source], { threshold: 5, witnesses })
    expect(report.safe).toBe(false)
    expect(report.sentence).toContain('must not go out')
  })

  it('does not believe a witness that changes a published count or a sum', async () => {
    const source = matrix([
      [3, 20],
      [15, 25],
    ])
    const published = {
      dimensions: source.dimensions,
      cells: source.cells.map(c =>
        c.key.join() === 'a0,b0'
          ? { key: c.key, status: 'primary' as const }
          : { ...c, status: 'published' as const },
      ),
    }
    const witnesses = [
      { cells: ['a=a0|b=b0'], changes: [9] },
      { cells: ['a=a0|b=b0', 'a=a0|b=b1'], changes: [9, -9] },
    ]
    expect((await audit([published], [source], { threshold: 5, witnesses })).safe).toBe(false)
  })
})

describe('reading a table', () => {
  const good = () =>
    JSON.parse(
      JSON.stringify(
        matrix([
          [7, 20],
          [15, 25],
        ]),
      ),
    ) as { dimensions: Record<string, unknown>[]; cells: { key: string[]; count: unknown }[] }
  type Bad = ReturnType<typeof good>
  const bad: [code: string, spoil: (t: Bad) => unknown][] = [
    [
      'cube.margin',
      t => {
        t.cells[0]!.count = 68
        return t
      },
    ],
    [
      'cube.negative',
      t => {
        t.cells[4]!.count = -1
        return t
      },
    ],
    [
      'cube.fraction',
      t => {
        t.cells[4]!.count = 1.5
        return t
      },
    ],
    [
      'cube.count',
      t => {
        t.cells[4]!.count = '7'
        return t
      },
    ],
    ['cube.missing', t => ({ ...t, cells: t.cells.slice(1) })],
    ['cube.twice', t => ({ ...t, cells: [...t.cells, t.cells[0]] })],
    [
      'cube.code',
      t => {
        t.cells[4]!.key[0] = 'zz'
        return t
      },
    ],
    [
      'cube.key',
      t => {
        t.cells[4]!.key.pop()
        return t
      },
    ],
    ['cube.empty', t => ({ ...t, cells: [] })],
    [
      'cube.dimension',
      t => {
        t.dimensions[0]!.parents = { a0: 'a1', a1: 'a0' }
        return t
      },
    ],
    ['cube.form', () => 7],
    [
      'cube.large',
      t => ({
        ...t,
        dimensions: [0, 1, 2].map(i => ({
          name: `d${i}`,
          total: '_T',
          codes: Array.from({ length: 99 }, (_, n) => `c${n}`),
        })),
      }),
    ],
  ]
  it.each(bad)('says %s in a sentence with what to do', (code, spoil) => {
    const read = readCubes(spoil(good()))
    if (read.ok) throw new Error('The table was taken.')
    expect(read.problems[0]!.code).toBe(code)
    expect(read.problems[0]!.what).toMatch(/\.$/)
    expect(read.problems[0]!.remedy).toMatch(/\.$/)
  })

  it('says which margin is off, and by how much', () => {
    const table = good()
    table.cells[0]!.count = 68
    const read = readCubes(table)
    expect(read.ok ? '' : read.problems[0]!.what).toBe(
      'The total (_T, _T) is 68, but its parts by “a” add up to 67, 1 too few.',
    )
  })
})

describe('controlled rounding', () => {
  it.each([3, 5])('to %i adds up and stays next to what was counted', { timeout: 60_000 }, async base => {
    const random = seeded(seed)
    for (let n = 0; n < 10; n++) {
      const table = makeCube(
        { dimensions: [{ codes: 5, groups: 2 }, { codes: 4 }, { codes: 3 }], events: 300 },
        random,
      )
      const rounded = await roundCubes([table], base)
      const cells = rounded.tables[0]!.cells
      expect(cells.every(c => c.count! % base === 0 && c.count! >= 0)).toBe(true)
      expect(readCubes({ dimensions: table.dimensions, cells }).ok, `seed ${seed}, table ${n}`).toBe(true)
      expect(rounded.farthest).toBeLessThan(rounded.zeroRestricted ? base : 2 * base)
    }
  })
})
