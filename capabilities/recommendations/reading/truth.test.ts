import { describe, expect, it } from 'vitest'
import type { Atom, Report } from '../recommendations.entity.ts'
import { domainFacts, REAL_REPORTS, type RealReport, realReport, realText } from './real-reports.testing.ts'

interface TrueAtom {
  doc: RealReport
  para: number
  sub: string | null
  sent: number
  addressee: string
  addressee_by: string
  deontic: string
  text: string
}

interface TrueReference {
  from_para: string
  from_sub?: string
  to_para: string
  to_sub?: string
  direction: string
  raw: string
  scope: string
  scope_resolved?: string
  reciprocal_para: boolean
  reciprocal_exact: boolean
}

interface ChairFacts {
  crossrefs: TrueReference[]
  textual_citations: { from_chair: string; from_sub?: string; to: { para: string } }[]
}

const trueAtoms = domainFacts<TrueAtom[]>('recommendation-atoms-000-002.json')
const chair = domainFacts<ChairFacts>('chair-report-crossreferences.json')

function tally(report: Report) {
  const recommendations = report.paragraphs.filter(paragraph => paragraph.role === 'recommendation')
  const items = recommendations.map(paragraph => paragraph.items.length)
  return {
    paragraphs: recommendations.length,
    withItems: items.filter(count => count > 0).length,
    items: items.reduce((sum, count) => sum + count, 0),
    provisions: items.reduce((sum, count) => sum + Math.max(count, 1), 0),
    atoms: report.atoms.length,
    addressees: byAddressee(report.atoms),
  }
}

function byAddressee(atoms: readonly Atom[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const atom of atoms) counts[atom.addressee] = (counts[atom.addressee] ?? 0) + 1
  return counts
}

describe('the counts of the five reports', () => {
  it('2009: 23 paragraphs, 33 sub-items, 46 provisions, 47 atoms', () => {
    expect(tally(realReport('000'))).toEqual({
      paragraphs: 23,
      withItems: 10,
      items: 33,
      provisions: 46,
      atoms: 47,
      addressees: {
        'States parties': 27,
        Conference: 9,
        Secretariat: 9,
        States: 1,
        'States (not yet parties)': 1,
      },
    })
  })

  it('2010: 58 paragraphs, 6 sub-items, 61 provisions, 77 atoms', () => {
    expect(tally(realReport('001'))).toEqual({
      paragraphs: 58,
      withItems: 3,
      items: 6,
      provisions: 61,
      atoms: 77,
      addressees: {
        'States parties': 58,
        Conference: 7,
        Secretariat: 7,
        States: 2,
        UNODC: 2,
        'Member States': 1,
      },
    })
  })

  it('2019: 39 Recommendations, 8 sub-items, 46 provisions, 49 atoms', () => {
    expect(tally(realReport('002'))).toEqual({
      paragraphs: 39,
      withItems: 1,
      items: 8,
      provisions: 46,
      atoms: 49,
      addressees: {
        'States parties': 40,
        'Working Group': 8,
        'States parties and international organizations': 1,
      },
    })
  })

  it('the background paper of 2011 recommends nothing and suggests seven times', () => {
    const report = realReport('003')
    expect(tally(report)).toMatchObject({ paragraphs: 0, atoms: 0 })
    expect(byAddressee(report.suggestions)).toEqual({ 'Working Group': 5, 'States parties': 2 })
    expect(report.flags.map(({ code }) => code)).toContain('no-recommendations')
    const bullets = [5, 6, 10, 11, 13].map(
      number =>
        report.paragraphs
          .find(paragraph => paragraph.number === number)!
          .items.filter(item => item.mark === 'bullet').length,
    )
    expect(bullets).toEqual([16, 5, 2, 4, 8])
  })

  it("the Chair's report issues 2009 and 2010 again: 81 paragraphs, 39 sub-items, 124 atoms, row by row", () => {
    const report = realReport('004')
    expect(tally(report)).toMatchObject({
      paragraphs: 81,
      withItems: 13,
      items: 39,
      provisions: 107,
      atoms: 124,
    })
    const row = (atom: Atom, shift: number) =>
      [atom.para + shift, atom.sub, atom.addressee, atom.deontic].join(' ')
    expect(report.atoms.map(atom => row(atom, 0))).toEqual([
      ...realReport('000').atoms.map(atom => row(atom, 4)),
      ...realReport('001').atoms.map(atom => row(atom, 22)),
    ])
  })

  it('topics: 17 in 2009, 5 with 21 sub-headings in 2010, 3 in 2019', () => {
    const levels = (name: RealReport, level: string) => {
      const report = realReport(name)
      const topics = report.paragraphs
        .filter(({ role }) => role === 'recommendation')
        .flatMap(({ topics }) => topics)
      return new Set(topics.filter(topic => topic.level === level)).size
    }
    expect([levels('000', 'section'), levels('001', 'section'), levels('002', 'section')]).toEqual([17, 5, 3])
    expect([levels('000', 'sub-section'), levels('001', 'sub-section')]).toEqual([0, 21])
    expect(levels('004', 'section')).toBe(22)
  })
})

describe('the atoms that people have read by eye', () => {
  it.each(['000', '002'] as const)(
    '%s: number, letter, addressee, deontic form and words agree in every row',
    name => {
      const words = (text: string) => text.replace(/\s+/g, ' ')
      const expected = trueAtoms.filter(atom => atom.doc === name)
      expect(
        realReport(name).atoms.map(({ para, sub, addressee, deontic, text }) => ({
          para,
          sub,
          addressee,
          deontic,
          text,
        })),
      ).toEqual(
        expected.map(({ para, sub, addressee, deontic, text }) => ({
          para,
          sub,
          addressee,
          deontic,
          text: words(text),
        })),
      )
    },
  )

  it('how the addressee was found agrees in every row', () => {
    const origins: Record<string, string> = {
      'inherited from lead-in': 'inherited',
      'anaphora / agentless passive: previous addressee': 'anaphora',
      'shared subject (coordinated deontic)': 'shared subject',
    }
    for (const name of ['000', '002'] as const) {
      const expected = trueAtoms.filter(atom => atom.doc === name)
      expect(realReport(name).atoms.map(atom => atom.addresseeOrigin)).toEqual(
        expected.map(atom => origins[atom.addressee_by] ?? 'explicit'),
      )
      expect(realReport(name).atoms.map(atom => atom.sentence)).toEqual(expected.map(atom => atom.sent))
    }
  })

  it.each(Object.keys(REAL_REPORTS) as RealReport[])(
    '%s: an atom stands in its paragraph and in the file where it says',
    name => {
      const source = realText(name)
      const report = realReport(name)
      for (const atom of report.atoms) {
        const paragraph = report.paragraphs.find(
          ({ number, kind }) => number === atom.para && kind === atom.kind,
        )!
        const words = atom.text.replace(/^\[\.\.\.\] /, '')
        expect(paragraph.text.slice(atom.at.start, atom.at.end)).toBe(words)
        const printed = source.slice(atom.source.start, atom.source.end)
        expect(printed.slice(0, 8)).toBe(words.slice(0, 8))
        expect(printed.slice(-5)).toBe(words.slice(-5))
      }
    },
  )
})

describe("the Secretariat's cross-references", () => {
  const { crossReferences, derivedReferences, citations } = realReport('004')

  it('48 parentheses give exactly the 68 directed pairs, levels and directions as printed', () => {
    expect(crossReferences).toHaveLength(68)
    expect(new Set(crossReferences.map(({ source }) => source.start)).size).toBe(48)
    expect(
      crossReferences.map(reference => [
        reference.fromPara,
        reference.fromSub,
        reference.toPara,
        reference.toSub,
        reference.direction,
        reference.literal,
      ]),
    ).toEqual(
      chair.crossrefs.map(reference => [
        Number(reference.from_para),
        reference.from_sub ?? null,
        Number(reference.to_para),
        reference.to_sub ?? null,
        reference.direction,
        reference.raw,
      ]),
    )
  })

  it('knows which pairs are returned, and at which level', () => {
    expect(crossReferences.map(reference => reference.returned)).toEqual(
      chair.crossrefs.map(reference =>
        reference.reciprocal_exact ? 'exactly' : reference.reciprocal_para ? 'by paragraph' : 'never',
      ),
    )
  })

  it('marks the seven missing returns as derived', () => {
    const pairs = derivedReferences.map(
      ({ fromPara, fromSub, toPara, toSub, origin }) =>
        `${fromPara}${fromSub ?? ''}>${toPara}${toSub ?? ''} ${origin}`,
    )
    expect(pairs).toEqual(
      ['70>12b', '22b>46', '16>73', '16a>79b', '16a>80', '37>82', '50>82'].map(pair => `${pair} derived`),
    )
  })

  it('a reference on the last sub-item may govern the paragraph: two do not, five do, one stays open', () => {
    const doubted = crossReferences.filter(reference => reference.scopeInDoubt)
    const expected = chair.crossrefs.filter(reference => reference.scope_resolved !== undefined)
    expect(doubted.map(({ scope }) => scope)).toEqual(
      expected.map(reference =>
        /^(sub-item|paragraph|unresolved)/.exec(reference.scope_resolved!)![0].replace('unresolved', 'open'),
      ),
    )
    expect(doubted.map(({ scope }) => scope).sort()).toEqual([
      'open',
      ...Array(5).fill('paragraph'),
      ...Array(2).fill('sub-item'),
    ])
  })

  it('the six textual citations point to the recommendations of 2009', () => {
    const found = citations.filter(({ kind }) => kind === 'earlier recommendation')
    expect(found.map(({ para, sub, target }) => [String(para), sub, target])).toEqual(
      chair.textual_citations.map(citation => [
        citation.from_chair,
        citation.from_sub ?? null,
        citation.to.para,
      ]),
    )
  })
})

describe('the documents', () => {
  it('prints what the title page prints, and nothing that it does not', () => {
    expect(realReport('000').document).toMatchObject({
      symbol: null,
      date: '2009-04-21',
      kind: 'meeting report',
    })
    expect(realReport('001').document).toMatchObject({
      symbol: null,
      meeting: { place: 'Vienna', from: '2010-01-27', to: '2010-01-29' },
    })
    expect(realReport('002').document.date).toBe('2019-09-25')
    expect(realReport('003').document).toMatchObject({
      symbol: null,
      date: null,
      title: null,
      kind: 'background paper',
    })
    expect(realReport('004').document).toMatchObject({
      date: '2010-08-10',
      title: 'Activities of the Working Group on Trafficking in Persons',
      byline: 'Report submitted by the Chair of the Working Group',
      kind: "chair's report",
    })
  })

  it("each chapter of the Chair's report belongs to its own meeting", () => {
    const report = realReport('004')
    const yearOf = (number: number) =>
      report.paragraphs.find(paragraph => paragraph.number === number)!.meeting?.year
    expect([yearOf(6), yearOf(28), yearOf(30), yearOf(87)]).toEqual([2009, 2009, 2010, 2010])
    expect(report.chapters[1]!.meeting).toMatchObject({ from: '2009-04-14', to: '2009-04-15' })
  })
})
