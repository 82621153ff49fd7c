import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainFacts, realReport, reportOf } from '../reading/real-reports.testing.ts'
import { compareReports } from './comparison.rules.ts'
import { differenceOf } from './differences.rules.ts'

const seed = Number(process.env.PALERMO_SEED ?? 20_261_122)
console.info(`expressions: property tests with seed ${seed}`)

interface ChairFacts {
  paragraph_map: Record<string, { file: string; para: string; edits: [string, string][] }>
}
const { paragraph_map: map } = domainFacts<ChairFacts>('chair-report-crossreferences.json')
const again = realReport('004')
const pairs = (['000', '001'] as const).flatMap(file =>
  compareReports(realReport(file), again).pairs.map(pair => ({ file, ...pair })),
)
const of = (number: number) => pairs.find(pair => pair.to.number === number)!

describe("the Chair's report issues 2009 and 2010 again", () => {
  it('81 rows are mapped, each to the paragraph it was printed in first', () => {
    expect(pairs.map(({ file, from, to }) => [to.number, file, from.number])).toEqual(
      Object.entries(map).map(([number, { file, para }]) => [Number(number), file, Number(para)]),
    )
    expect(pairs).toHaveLength(81)
  })

  it('50 of them word for word, cross-references aside; the others are those that people found edited', () => {
    const edited = pairs.filter(({ edits }) => edits.some(edit => edit.kind !== 'cross-reference'))
    expect(81 - edited.length).toBe(50)
    expect(edited.map(({ to }) => to.number)).toEqual(
      Object.entries(map)
        .filter(([, { edits }]) => edits.length > 0)
        .map(([number]) => Number(number)),
    )
  })

  it('reported speech set in the present is told from other edits, in 19 paragraphs', () => {
    const tense = pairs.filter(({ edits }) => edits.some(edit => edit.kind === 'tense'))
    expect(tense).toHaveLength(19)
    expect(
      of(54)
        .edits.filter(edit => edit.kind === 'tense')
        .map(({ from, to }) => [from, to]),
    ).toEqual([
      ['were', 'are'],
      ['was', 'is'],
      ['could', 'can'],
      ['had', 'has'],
    ])
  })

  it('a silent renaming is shown as an edit, and as a renaming', () => {
    expect(of(24).edits).toContainEqual({
      kind: 'renaming',
      from: 'Cooperation',
      to: 'Coordination',
      sub: 'd',
    })
  })

  it('the 48 parentheses are shown as cross-references put in', () => {
    const inserted = pairs.flatMap(({ edits }) => edits.filter(edit => edit.kind === 'cross-reference'))
    expect(inserted).toHaveLength(48)
    expect(inserted.every(({ from, to }) => from === '' && /^\(see paras?\. /.test(to))).toBe(true)
  })

  it('a symbol put in is one edit', () => {
    expect(of(51).edits).toEqual([{ kind: 'words', from: '', to: '(CTOC/COP/EG.1/2010/3)', sub: null }])
  })
})

describe('a draft and what was adopted', () => {
  const head = 'Report on the meeting of the Working Group held in Vienna on 14 and 15 April 2009'
  const draft = reportOf(
    `Draft ${head.toLowerCase().replace('report', 'report')}\n\nI. Recommendations\n\n1. States parties should act soon.\n\n2. The Secretariat should help States parties that ask for it.\n\n3. UNODC should report.\n`,
  )
  const adopted = reportOf(
    `${head}\n\nI. Recommendations\n\n1. States parties should act.\n\n2. The Secretariat should consider helping States parties that ask for it.\n\n3. The Conference might meet in Vienna once more.\n`,
  )

  it('are held against each other recommendation by recommendation, and what one alone prints is said', () => {
    const { pairs, onlyFrom, onlyTo } = compareReports(draft, adopted)
    expect(
      pairs.map(({ from, to, edits }) => [from.number, to.number, edits.map(edit => [edit.from, edit.to])]),
    ).toEqual([
      [1, 1, [['soon', '']]],
      [2, 2, [['help', 'consider helping']]],
    ])
    expect(onlyFrom.map(({ number, text }) => [number, text])).toEqual([[3, 'UNODC should report.']])
    expect(onlyTo.map(({ number }) => number)).toEqual([3])
  })
})

describe('any two texts', () => {
  const words = fc.array(
    fc.constantFrom(
      'States',
      'parties',
      'should',
      '(see para. 3 above)',
      'act',
      'were',
      'are',
      '.',
      ',',
      '\n(a) ',
      '“x”',
      "'x'",
    ),
    { maxLength: 30 },
  )
  const text = words.map(list => list.join(' '))
  const letters = (value: string) => value.replace(/\s+/g, '').replace(/[’‘]/g, "'").replace(/[“”]/g, '"')

  it('the stretches hold every character of both', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const { stretches } = differenceOf(from, to)
        const side = (is: 'removed' | 'added') =>
          letters(
            stretches
              .filter(one => one.is === 'same' || one.is === is)
              .map(one => one.text)
              .join(' '),
          )
        expect(side('removed')).toBe(letters(from))
        expect(side('added')).toBe(letters(to))
      }),
      { seed, numRuns: 400 },
    )
  })

  it('a text does not differ from itself', () => {
    fc.assert(
      fc.property(text, value => {
        expect(differenceOf(value, value).edits).toEqual([])
      }),
      { seed, numRuns: 100 },
    )
  })

  it('texts without a common word are one edit, however long', () => {
    const { edits } = differenceOf('a '.repeat(20_000), 'b '.repeat(20_000))
    expect(edits).toHaveLength(1)
  })
})
