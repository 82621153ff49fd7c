import { describe, expect, it } from 'vitest'
import { daysInWords } from './days.rules.ts'
import { findIndicator } from './evidence.entity.ts'
import { linesOf } from './evidence.rules.ts'
import { findExpressions } from './expressions/expressions.rules.ts'
import { countAsks } from './facets.rules.ts'
import type { ReportDocument } from './recommendations.entity.ts'
import {
  asksSeparator,
  beginningOf,
  citationOf,
  citedReport,
  freeSlug,
  slugOf,
} from './recommendations.rules.ts'
import { latestOf } from './screens/latest.ts'
import { excerptOf, readWanted, stretchesOf } from './search.rules.ts'

const meeting = {
  place: 'Vienna',
  from: '2010-01-27',
  to: '2010-01-29',
  year: 2010,
  literal: 'from 27 to 29 January 2010',
}
const document: ReportDocument = {
  symbol: null,
  date: '2010-02-17',
  title: 'Report',
  byline: null,
  kind: 'meeting report',
  meeting,
}

describe('addresses and citations', () => {
  it('name a meeting report by the first day of its meeting, others by their own day and kind', () => {
    expect(slugOf(document, 'abcdef0123')).toBe('2010-01-27')
    expect(slugOf({ ...document, kind: "chair's report" }, 'abcdef0123')).toBe('2010-02-17-chair')
    expect(slugOf({ ...document, kind: 'background paper', date: null, meeting: null }, 'abcdef0123')).toBe(
      'background-abcdef01',
    )
    expect(freeSlug('a', slug => ['a', 'a-2'].includes(slug))).toBe('a-3')
  })

  it('cite by the symbol that is printed, else by title and date; never by a symbol from elsewhere', () => {
    expect(citationOf({ ...document, symbol: 'CTOC/COP/WG.4/2010/6' }, 'paragraph', 13)).toBe(
      'CTOC/COP/WG.4/2010/6, para. 13',
    )
    expect(citationOf(document, 'paragraph', 6, 'a')).toBe('Report, 17 February 2010, para. 6 (a)')
    expect(citationOf({ symbol: null, title: null, date: null }, 'Recommendation', 9)).toBe(
      'Document without a printed title, Recommendation 9',
    )
  })

  it('resolve "the 2009 meeting" only when one report can be meant, of the same body before others', () => {
    const of = (id: string, body: string, year: number) => ({
      id,
      slug: id,
      symbol: null,
      title: `Report on the meeting of the Working Group on ${body} held in Vienna on 1 May ${year}`,
      kind: 'meeting report' as const,
      meeting: { ...meeting, year, literal: `1 May ${year}` },
    })
    const reports = [of('a', 'Trade', 2009), of('b', 'Trade', 2010), of('c', 'Firearms', 2009)]
    expect(citedReport('the report on the 2009 meeting', [reports[0]!, reports[1]!], 'b')?.id).toBe('a')
    expect(citedReport('the report on the 2009 meeting', reports, 'b')?.id).toBe('a')
    expect(
      citedReport('the report on the 2009 meeting', [...reports, of('d', 'Trade', 2009)], 'b'),
    ).toBeUndefined()
    expect(citedReport('the report on the meeting', reports, 'b')).toBeUndefined()
  })

  it('write days as each language does', () => {
    expect(daysInWords('en', '2010-01-27', '2010-01-29')).toMatch(/^27\s–\s29 January 2010$/)
    expect(daysInWords('zh', '2010-01-27', '2010-01-29')).toBe('2010年1月27日至2010年1月29日')
    expect(daysInWords('ar', '2010-01-27', '2010-01-27')).toContain('27')
    expect(daysInWords('en', 'unknown', 'unknown')).toBe('unknown')
  })
})

describe('what is printed again', () => {
  const printed = (reportId: string, texts: string[]) =>
    texts.map((text, ordinal) => ({ reportId, ordinal, text }))

  it('is told by its words, whatever cross-references were added, each text once', () => {
    const first = printed('a', [
      'States parties should train police officers.',
      'States parties should open shelters.',
    ])
    const again = printed('b', [
      'States parties should open shelters (see para. 9 above).',
      'States parties should train police officers.',
    ])
    expect(findExpressions(again, first)).toEqual([
      { reportId: 'b', ordinal: 0, ofReportId: 'a', ofOrdinal: 1, likeness: 1 },
      { reportId: 'b', ordinal: 1, ofReportId: 'a', ofOrdinal: 0, likeness: 1 },
    ])
  })

  it('is not claimed of other words', () => {
    expect(
      findExpressions(
        printed('b', ['UNODC should publish guides.']),
        printed('a', ['States parties should open shelters.']),
      ),
    ).toEqual([])
  })
})

describe('the beginning of a text', () => {
  it('is whole words, and letters where the text puts no blanks near the end', () => {
    expect(beginningOf('States should act', 17)).toBe('States should act')
    expect(beginningOf('States should act now', 17)).toBe('States should act …')
    expect(beginningOf('States should act now', 16)).toBe('States should …')
    const chinese = '缔约国应当采取措施保护被害人并提供协助'
    expect(beginningOf(chinese, 6)).toBe('缔约国应当采 …')
    expect(beginningOf(`第九条 ${chinese}`, 10)).toBe('第九条 缔约国应当采 …')
    expect(beginningOf('𠮷𠮷𠮷', 3)).toBe('𠮷 …')
  })
})

describe('searching', () => {
  it('parts words from phrases, closes open quotes, and takes symbols literally', () => {
    expect(readWanted('prosecute “Joint  Operations”')).toEqual({
      words: 'prosecute',
      phrases: ['joint operations'],
    })
    expect(readWanted('"never closed')).toEqual({ words: '', phrases: ['never closed'] })
    expect(readWanted('vic\u0000tims "joint\u0000 investigations"')).toEqual({
      words: 'vic tims',
      phrases: ['joint investigations'],
    })
    expect(readWanted('WG.4/2010/6 victims')).toEqual({ words: 'victims', phrases: ['wg.4/2010/6'] })
  })

  it('marks what was found', () => {
    expect(stretchesOf('a \u0002b\u0003 c')).toEqual([
      { text: 'a ', found: false },
      { text: 'b', found: true },
      { text: ' c', found: false },
    ])
    expect(excerptOf('States should use “joint operations”.', ['"joint']).find(s => s.found)?.text).toBe(
      '“joint',
    )
  })

  it('counts an addressee and an obligation only where they meet in one request', () => {
    const pair = (who: string, how: string) => `${who}${asksSeparator}${how}`
    const groups = [
      { asks: [pair('States', 'should'), pair('UNODC', 'might')], count: 2 },
      { asks: [pair('States', 'might')], count: 3 },
    ]
    expect(countAsks(groups, {}).total).toBe(5)
    expect(countAsks(groups, { addressees: ['States'], forces: ['might'] }).total).toBe(3)
    expect(countAsks(groups, { addressees: ['UNODC'], forces: ['should'] }).total).toBe(0)
    expect(countAsks(groups, { forces: ['might'] }).addressees).toEqual([
      { value: 'States', count: 3 },
      { value: 'UNODC', count: 2 },
    ])
  })
})

describe('figures', () => {
  const counts = {
    years: [2022, 2023, 2024],
    lines: [{ code: 'Shelter', counts: [10, null, 0] }],
    totals: [10, null, 0],
  }
  const base = { years: [2021, 2022, 2023, 2024], lines: [], totals: [7, 40, 20, 0] }
  const label = (code: string) => code

  it('keep a withheld count withheld, and a year without facts at 0', () => {
    expect(linesOf(findIndicator('shelter')!, counts, undefined, label)).toEqual({
      years: [2022, 2023, 2024],
      lines: [{ code: 'Shelter', label: 'Shelter', values: [10, null, 0] }],
    })
  })

  it('divide only what is published, and never by nobody', () => {
    expect(linesOf(findIndicator('shelter-share')!, counts, base, label).lines[0]!.values).toEqual([
      0,
      0.25,
      null,
      null,
    ])
  })

  it('say the last whole year against the first that has a figure', () => {
    const changedAt = '2024-06-01T00:00:00Z'
    const lines = [{ code: 'a', label: 'A', values: [null, 3, 5, 9] }]
    expect(latestOf({ years: [2021, 2022, 2023, 2024], lines, changedAt })).toEqual({
      label: 'A',
      year: 2023,
      value: 5,
      from: { year: 2022, value: 3 },
    })
    expect(
      latestOf({ years: [2023], lines: [{ code: 'a', label: 'A', values: [null] }], changedAt }),
    ).toBeUndefined()
  })
})
