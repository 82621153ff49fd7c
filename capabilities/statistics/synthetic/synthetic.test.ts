import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { Budget } from './budget.rules.ts'
import { CannotSynthesize } from './cannot-synthesize.ts'
import { type CodedTable, countMarginal } from './coded-table.ts'
import { columnSets, countFourWays, setsOf } from './combinations.ts'
import { codeTable, readDomains } from './domains.ts'
import { generate, nearestCounts } from './generator.ts'
import { GraphicalModel } from './graphical-model.ts'
import { groupValues, sumOf, ungroup } from './grouping.ts'
import { junctionTree } from './junction-tree.ts'
import { findDomains, other } from './paid-domains.ts'
import { PaidTable } from './paid-table.ts'
import { compareExactly, kMarginal } from './quality.ts'
import { seededRandomness } from './randomness.ts'
import { synthesize } from './release.ts'
import { reportPage, reportSentences } from './report-text.ts'
import { discreteShare } from './rounding.ts'
import { matchTargets } from './rows.ts'
import { addSynthesizeCommand } from './synthetic.commands.ts'
import { caseDomains, inventCases } from './synthetic.examples.ts'
import { readTable, takeColumns } from './table-file.ts'

const columns = [1, 2, 5, 6, 14, 15]
function invent(rows: number, seed: string): CodedTable {
  const all = inventCases(rows, seededRandomness(seed))
  return { domains: columns.map(c => caseDomains[c]!), rows, codes: columns.map(c => all.codes[c]!) }
}

describe('counting', () => {
  it('all sets of four columns agrees with counting each by itself', () => {
    const random = seededRandomness('four')
    const sizes = [2, 3, 300, 4, 5, 300]
    const codes = sizes.map(size => Uint16Array.from({ length: 999 }, () => random.below(size)))
    let sets = 0
    countFourWays(codes, sizes, ({ columns, counts }) => {
      sets++
      expect([...counts]).toEqual([...countMarginal(codes, sizes, columns)])
    })
    expect(sets).toBe(setsOf(6, 4))
  })

  it('lists every set of columns once', () => {
    const sets = [...columnSets(7, 3)].map(s => s.join())
    expect(new Set(sets).size).toBe(35)
  })
})

describe('the model', () => {
  const sizes = [3, 2, 4, 2, 3]
  const chain = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]

  it('stands on a tree in which a column stays connected and every measured set lies within a clique', () => {
    for (const sets of [
      chain,
      [...chain, [0, 4]],
      [
        [0, 1],
        [3, 4],
      ],
      [],
    ]) {
      const { cliques } = junctionTree(sizes, sets)
      for (const set of sets) expect(cliques.some(c => set.every(k => c.columns.includes(k)))).toBe(true)
      for (const column of sizes.keys()) {
        const holding = cliques.filter(c => c.columns.includes(column))
        const tied = cliques.filter(c => c.shared.includes(column))
        expect(holding.length - tied.length).toBe(1)
      }
    }
  })

  it('fits counts without noise, and carries what it knows along the tree', () => {
    const random = seededRandomness('tree')
    const rows = 4_000
    const codes = sizes.map(() => new Uint16Array(rows))
    for (let i = 0; i < rows; i++)
      for (const [c, size] of sizes.entries())
        codes[c]![i] = c > 0 && random.below(3) > 0 ? codes[c - 1]![i]! % size : random.below(size)
    const model = new GraphicalModel(
      sizes,
      rows,
      chain.map(columns => {
        const counts = countMarginal(codes, sizes, columns)
        return { columns, counts, weights: counts.map(() => 1) }
      }),
    )
    model.fit(2_000)
    for (const set of chain) {
      const found = model.marginalWithin(set)!
      const truth = countMarginal(codes, sizes, set)
      expect(Math.max(...found.map((x, i) => Math.abs(x - truth[i]!)))).toBeLessThan(2)
    }
    // Columns 0 and 4 were never counted together; the chain says how they hang together.
    const carried = model.marginal([0, 4])
    expect(sumOf(carried)).toBeCloseTo(rows, 5)
    const product = multiplied(model, chain, sizes)
    expect(Math.max(...carried.map((x, i) => Math.abs(x - product[i]!)))).toBeLessThan(1e-6 * rows)
  })

  function multiplied(model: GraphicalModel, path: number[][], all: readonly number[]): Float64Array {
    // Chain rule by matrices: P(0,4) = P(0,1) P(2|1) P(3|2) P(4|3).
    let joint = model.marginalWithin(path[0]!)!
    for (const set of path.slice(1)) {
      const [from, to] = [all[set[0]!]!, all[set[1]!]!]
      const step = model.marginalWithin(set)!
      const next = new Float64Array(all[0]! * to)
      for (let a = 0; a < all[0]!; a++)
        for (let b = 0; b < from; b++) {
          const whole = sumOf(step.subarray(b * to, (b + 1) * to))
          for (let c = 0; c < to; c++) next[a * to + c]! += (joint[a * from + b]! * step[b * to + c]!) / whole
        }
      joint = next
    }
    return joint
  }
})

describe('groups and rows', () => {
  it('take rare values together, and neighbours of an ordered column', () => {
    const plain = { name: 'a', values: ['x', 'y', 'z', 'w'], ordered: false }
    expect([...groupValues(plain, Float64Array.of(500, 3, -2, 400), 10).groupOf]).toEqual([0, 2, 2, 1])
    const ages = { name: 'age', values: Array.from({ length: 100 }, (_, i) => `${i}`), ordered: true }
    const { groupOf, groups } = groupValues(ages, new Float64Array(100).fill(50), 5)
    expect(groups).toBeLessThanOrEqual(34)
    expect([...groupOf].every((g, i) => i === 0 || g - groupOf[i - 1]! <= 1)).toBe(true)
  })

  it('are given back as values in the expected proportions', () => {
    const grouping = { groupOf: Uint16Array.of(0, 0, 1), groups: 2, expected: Float64Array.of(30, 10, 60) }
    const values = ungroup(
      Uint16Array.from({ length: 100 }, (_, i) => (i < 40 ? 0 : 1)),
      grouping,
      seededRandomness(1),
    )
    expect([0, 1, 2].map(v => values.filter(x => x === v).length)).toEqual([30, 10, 60])
  })

  it('share a total out in whole numbers, each rounded up or down', () => {
    const random = seededRandomness('share')
    for (let n = 0; n < 200; n++) {
      const weights = Array.from({ length: 1 + random.below(9) }, () => random.below(5) + (n & 1))
      if (weights.every(w => w === 0)) continue
      const total = random.below(40)
      const shares = discreteShare(weights, total, random)
      expect(sumOf(shares)).toBe(total)
      const sum = sumOf(weights)
      shares.forEach((s, i) => {
        expect(Math.abs(s - (weights[i]! / sum) * total)).toBeLessThan(1 + 1e-9)
      })
    }
  })

  it('come nearer to their targets by changing single values', () => {
    const random = seededRandomness('match')
    const codes = [0, 1].map(() => new Uint16Array(300))
    const counts = Float64Array.of(100, 50, 50, 100)
    matchTargets(codes, [2, 2], [{ columns: [0, 1], counts, weight: 1 }], 30, random)
    for (const [i, count] of countMarginal(codes, [2, 2], [0, 1]).entries())
      expect(Math.abs(count - counts[i]!)).toBeLessThanOrEqual(1)
  })

  it('noisy counts become the nearest of zero or more with the right total', () => {
    const nearest = nearestCounts(Float64Array.of(10, -4, 3, 1), 8)
    expect(sumOf(nearest)).toBeCloseTo(8, 9)
    expect([...nearest].every(x => x >= 0)).toBe(true)
    expect([...nearest]).toEqual([7.5, 0, 0.5, 0])
  })
})

describe('a synthetic release', () => {
  const real = invent(4_000, 'release')
  const promise = { epsilon: 4, delta: 1e-5 }

  it('is like the real table in pairs, and comes out the same again from a seed', async () => {
    const [one, same] = [
      await synthesize(real, promise, seededRandomness(7)),
      await synthesize(real, promise, seededRandomness(7)),
    ]
    expect(one).toEqual(same)
    const score = kMarginal(real, one.rows)
    expect(score).toBeGreaterThan(960)
    const { report } = one
    expect(Math.abs(report.kMarginal.score - score)).toBeLessThan(5 * report.kMarginal.deviation + 1)
    expect(Math.abs(report.records - real.rows)).toBeLessThan(200)
    expect(report.forRelease).toBe(false)
    expect(compareExactly(real, one.rows)[1]!.distance).toBeGreaterThan(0)
  })

  it('spends what it promised, nearly all of it and never more', async () => {
    const { report } = await synthesize(real, promise, seededRandomness(8))
    expect(report.rhoSpent).toBeLessThanOrEqual(report.rho)
    expect(report.rhoSpent).toBeGreaterThan(0.9 * report.rho)
    expect(report.payments[0]!.what).toBe('columns')
    expect(report.payments.at(-1)!.what).toBe('quality report')
  })

  it('reads nothing before it is paid', () => {
    const poor = new Budget({ epsilon: 0.001, delta: 1e-5 })
    poor.pay('everything', poor.left)
    const closed = new Proxy(new Uint16Array(1), {
      get: () => {
        throw new Error('The table was read.')
      },
    })
    const hidden = { ...real, codes: real.domains.map(() => closed) }
    const paid = new PaidTable(hidden, poor, seededRandomness(1))
    expect(() => paid.measure('columns', [[0]], [1], 1_000)).toThrow(/would overrun/)
  })

  it('depends on the table only through the paid answers: other rows with the same counts give the same release', async () => {
    // Two columns: their joint counts are all that is ever asked, so the order of rows must not matter.
    const two = { domains: real.domains.slice(0, 2), rows: real.rows, codes: real.codes.slice(0, 2) }
    const turned = { ...two, codes: two.codes.map(c => c.slice().reverse()) }
    const run = (table: CodedTable) => generate(table, new Budget(promise), seededRandomness(3))
    expect(await run(two)).toEqual(await run(turned))
  })

  it('keeps a public number of records', async () => {
    const { rows, report } = await synthesize(real, promise, seededRandomness(2), { records: 4_000 })
    expect(rows.rows).toBe(4_000)
    expect(report.recordsPublic).toBe(true)
  })

  it('survives a table of three people, and a column with one value', async () => {
    const tiny = invent(3, 'tiny')
    expect(
      (await synthesize(tiny, { epsilon: 1, delta: 1e-5 }, seededRandomness(1))).rows.rows,
    ).toBeGreaterThan(0)
    const single = { name: 'same', values: ['x'], ordered: false }
    const flat = {
      domains: [...real.domains.slice(0, 2), single],
      rows: real.rows,
      codes: [...real.codes.slice(0, 2), new Uint16Array(real.rows)],
    }
    expect((await synthesize(flat, promise, seededRandomness(1))).rows.codes[2]!.every(c => c === 0)).toBe(
      true,
    )
  })

  it('is told in sentences, and marked when it is not for release', async () => {
    const { report } = await synthesize(real, promise, seededRandomness(2))
    expect(reportSentences(report)[0]).toMatch(/^NOT FOR RELEASE/)
    expect(reportPage({ ...report, columns: ['<b>'] })).toContain('Columns: &lt;b&gt;.')
  })
})

describe('domains that are not public', () => {
  const values = [...Array<string>(500).fill('a'), ...Array<string>(400).fill('b'), 'her own']
  const found = (seed: number) => {
    const budget = new Budget({ epsilon: 1, delta: 1e-5 }, 5e-6)
    const domains = findDomains([{ name: 'x', values }], budget, 5e-6, seededRandomness(seed))
    return { budget, domain: domains.get('x')! }
  }

  it('are found for part of the budget, and never show what one person alone has', () => {
    for (let seed = 0; seed < 200; seed++) expect(found(seed).domain.values).toEqual(['a', 'b', other])
    const { budget, domain } = found(1)
    expect(budget.spent).toBeGreaterThan(0)
    expect(budget.spent).toBeLessThanOrEqual(0.1 * budget.total)
    expect(budget.total).toBeLessThan(new Budget({ epsilon: 1, delta: 1e-5 }).total)
    expect(codeTable(['x'], [['her own']], [domain]).codes[0]![0]).toBe(2)
  })
})

describe('what cannot be synthesized is refused with', () => {
  const codeOf = async (work: () => unknown) => {
    try {
      await work()
    } catch (error) {
      if (error instanceof CannotSynthesize) {
        expect(error.message).toMatch(/^[^\n]+[.]$/)
        return error.code
      }
      throw error
    }
    return undefined
  }
  const table = invent(50, 'refused')
  const random = seededRandomness(1)
  const make =
    (epsilon: number, delta = 1e-5, records?: number) =>
    () =>
      synthesize(table, { epsilon, delta }, random, records === undefined ? {} : { records })
  const domains = readDomains('{"a": ["1", "2"], "b": {"min": 0, "max": 9}, "c": {"values": {"x": "words"}}}')
  const take = (text: string, names?: string[], person?: string) => () =>
    takeColumns(
      readTable(text),
      domains,
      { ...(names && { columns: names }), ...(person && { person }) },
      random,
    )

  it.each([
    ['budget-zero', make(0)],
    ['budget-zero', make(Number.NaN)],
    ['budget-large', make(100)],
    ['delta', make(1, 0)],
    ['records', make(1, 1e-5, -3)],
    ['empty', take('a,b\n')],
    ['empty', take('')],
    ['ragged', take('a,b\n1')],
    ['unknown-column', take('a,b\n1,2', ['a', 'q'])],
    ['unknown-column', take('a,b\n1,2', ['a', 'b'], 'who')],
    ['column-twice', take('a,b\n1,2', ['a', 'a'])],
    ['few-columns', take('a,b\n1,2', ['a'])],
    ['domain-missing', take('a,z\n1,2', ['a', 'z'])],
    ['outside-domain', take('a,b\n1,77')],
    ['outside-domain', take('a,b\n1,')],
    ['domain-form', () => readDomains('not json')],
    ['domain-form', () => readDomains('{"a": 5}')],
    ['domain-size', () => readDomains('{"a": []}')],
  ])('%s, in one sentence', async (code, work) => {
    expect(await codeOf(work)).toBe(code)
  })

  it('one row per person is taken, and numbers may be written in more than one way', () => {
    const text = `a,b,who\n${Array.from({ length: 30 }, (_, i) => `1,0${i % 10}.0,p${i % 3}`).join('\n')}`
    expect(take(text, ['a', 'b'], 'who')().rows).toBe(3)
    expect(codeTable(['b'], [['007']], [domains.get('b')!]).codes[0]![0]).toBe(7)
  })
})

describe('palermo statistics synthesize', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-synthetic-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('writes rows and, beside them, the report', async () => {
    const real = invent(300, 'command')
    const at = (name: string) => join(folder, name)
    const line = (i: number) => real.domains.map((d, c) => d.values[real.codes[c]![i]!]).join(',')
    writeFileSync(
      at('in.csv'),
      `${real.domains.map(d => d.name).join(',')}\n${Array.from({ length: 300 }, (_, i) => line(i)).join('\n')}\n`,
    )
    writeFileSync(
      at('domains.json'),
      JSON.stringify(Object.fromEntries(real.domains.map(d => [d.name, d.values]))),
    )
    const printed: string[] = []
    const told: string[] = []
    const program = new Command('statistics').exitOverride()
    addSynthesizeCommand(program, { print: t => void printed.push(t), complain: t => void told.push(t) })
    await program.parseAsync(
      [
        'synthesize',
        at('in.csv'),
        '--epsilon',
        '2',
        '--delta',
        '0.00001',
        '--seed',
        '4',
        '--columns',
        'gender,ageBroad,isForcedLabour',
        '--domains',
        at('domains.json'),
        '--out',
        at('out.csv'),
      ],
      { from: 'user' },
    )
    const [header, ...rows] = readFileSync(at('out.csv'), 'utf8').trim().split('\n')
    expect(header).toBe('gender,ageBroad,isForcedLabour')
    const report = JSON.parse(readFileSync(at('out.report.json'), 'utf8'))
    expect(report).toMatchObject({ epsilon: 2, records: rows.length, forRelease: false })
    expect(existsSync(at('out.report.html'))).toBe(true)
    expect(told.at(-1)).toBe('100 % done')
    expect(printed.join()).toMatch(/NOT FOR RELEASE/)
  })
})
