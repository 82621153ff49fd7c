import { describe, expect, it } from 'vitest'
import type { Paragraph, Report } from '../recommendations.entity.ts'
import { withLaterNames } from './aliases.ts'
import { compareCitations } from './compare.ts'
import { wordEdits } from './edits.ts'
import { realReport, realText, reportOf } from './real-reports.testing.ts'
import { splitSentences } from './sentences.ts'

const r000 = realReport('000')
const r001 = realReport('001')
const r002 = realReport('002')
const r003 = realReport('003')
const r004 = realReport('004')

function unit(report: Report, number: number, kind: Paragraph['kind'] = 'paragraph'): Paragraph {
  return report.paragraphs.find(paragraph => paragraph.number === number && paragraph.kind === kind)!
}

function codes(report: Report): string[] {
  return report.flags.map(({ code }) => code)
}

describe('the twenty hazards of the layout', () => {
  it('1. lifts a block of notes out of a sentence and joins the halves', () => {
    expect(unit(r000, 4).text).toContain(
      'may have in becoming parties to the Trafficking in Persons Protocol, the Conference',
    )
    expect(unit(r001, 3).text).toContain(
      'The Conference requested the Secretariat to assist the Working Group',
    )
    expect(unit(r004, 32).text).toContain('for identifying and interviewing victims of trafficking')
    expect(unit(r004, 51).text).toContain('on the implementation of the Convention and its Protocols')
    expect(unit(r004, 77).text).toContain('requesting UNODC to continue providing to States')
    expect(
      [unit(r000, 4), unit(r004, 32), unit(r004, 51), unit(r004, 77)].map(({ joins }) => joins[0]?.over),
    ).toEqual(Array(4).fill('note'))
  })

  it('2. joins a text that only the page has parted: nine joins among the recommendations', () => {
    const joins = [r000, r001, r002, r004].flatMap((report, index) =>
      report.paragraphs
        .filter(({ role }) => role === 'recommendation')
        .flatMap(({ number, joins }) =>
          joins.map(({ over }) => `${['000', '001', '002', '004'][index]} ${number} ${over}`),
        ),
    )
    expect(joins).toEqual([
      '000 4 note',
      '000 13 page break',
      '001 33 page break',
      '002 11 page break',
      '004 10 page break',
      '004 32 note',
      '004 51 note',
      '004 58 page break',
      '004 77 note',
    ])
    expect(unit(r002, 11, 'Recommendation').text).toContain(
      'paragraph 1, of the Trafficking in Persons Protocol',
    )
  })

  it('3. reads four ways of marking a note, and never cuts a figure of the text', () => {
    expect(unit(r000, 3).notes.map(({ label, literal }) => [label, literal])).toEqual([
      ['1', '<sup>1</sup>'],
      ['2', '<sup>2</sup>'],
    ])
    expect(unit(r001, 50).notes.map(({ label }) => label)).toEqual(['8', '9'])
    expect(unit(r004, 30).notes).toMatchObject([{ label: '3', literal: '³' }])
    expect(r003.paragraphs.flatMap(({ notes }) => notes.map(({ label }) => label))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ])
    expect(unit(r003, 5).text).toContain('of recommendations for consideration')
    expect(unit(r003, 12).text).toContain('Trafficking in Persons” on 12 August 2010')
    expect(r004.notes[4]!.text).toContain('resolution 64/293')
  })

  it('4. a note behind the bracket belongs to the sentence; a star leads to its note', () => {
    expect(unit(r004, 45).notes).toMatchObject([{ label: '4', at: unit(r004, 45).text.length }])
    expect(unit(r004, 45).text.endsWith('(see para. 22 (b) above).')).toBe(true)
    expect(r004.notes[0]).toMatchObject({ label: '*', text: 'CTOC/COP/2010/1.' })
    expect(codes(r004)).not.toContain('note-without-place')
  })

  it('5. writes out "ibid." and keeps it', () => {
    expect(r000.notes[2]).toMatchObject({
      text: 'Ibid., vol. 2349, No. 42146.',
      resolved: 'United Nations, Treaty Series, vol. 2349, No. 42146.',
      sameAs: '2',
    })
    expect(r004.notes.find(({ label }) => label === '5')).toMatchObject({ text: 'Ibid.', sameAs: '4' })
  })

  it('6. a note ends where the text goes on, without a blank line too', () => {
    expect(r003.notes.map(({ text }) => text)).toEqual([
      'CTOC/COP/WG.4/2009/2.',
      'CTOC/COP/WG.4/2010/6.',
      'CTOC/COP/WG.4/2010/7.',
      'Resolution 5/2, CTOC/COP/2010/17.',
      'A/RES/64/293.',
    ])
    expect(unit(r003, 5).items[5]!.text).toBe('Action to combat trafficking in persons for forced labour')
    expect(unit(r003, 13).text).toMatch(/^The Working Group may wish/)
    expect(r003.chapters.map(({ numeral }) => numeral)).toEqual(['I', 'II', 'III'])
  })

  it('7. takes the level of a heading from its numeral', () => {
    const sections = (report: Report) => [
      ...new Set(
        report.paragraphs
          .filter(({ role }) => role === 'recommendation')
          .map(({ topics }) => topics[1]?.numeral),
      ),
    ]
    expect(sections(r000)).toEqual([...'ABCDEFGHIJKLMNOPQ'])
    expect(sections(r001)).toEqual([...'ABCDE'])
    expect(r000.chapters.map(({ numeral }) => numeral)).toEqual(['I', 'II', 'III', 'IV', 'V', 'VI'])
    expect(unit(r001, 20).topics.map(({ level, numeral }) => `${level} ${numeral}`)).toEqual([
      'chapter II',
      'section A',
      'sub-section 6',
    ])
  })

  it('8. tells a heading from a paragraph by the number that is expected', () => {
    expect(unit(r001, 5).text).toMatch(/^A meeting of the Working Group/)
    expect(unit(r001, 18).topics.at(-1)).toMatchObject({
      level: 'sub-section',
      numeral: '5',
      title: 'Partnerships',
    })
    expect(unit(r000, 13).topics.at(-1)).toMatchObject({
      level: 'section',
      numeral: 'I',
      title: 'Victim protection and assistance',
    })
    expect(
      unit(r003, 13)
        .items.filter(({ mark }) => mark === 'roman')
        .map(({ label }) => label),
    ).toEqual(['I', 'II', 'III', 'IV'])
  })

  it('9. does not start again with the numbers of an agenda', () => {
    for (const [report, number, entries] of [
      [r000, 34, 4],
      [r001, 67, 8],
      [r002, 62, 5],
    ] as const) {
      expect(unit(report, number).items.filter(({ mark }) => mark === 'number')).toHaveLength(entries)
    }
    for (const report of [r000, r001, r003, r004]) {
      expect(report.paragraphs.map(({ number }) => number)).toEqual(
        report.paragraphs.map((_, index) => index + 1),
      )
    }
  })

  it('10. splits paragraphs that stand on consecutive lines', () => {
    expect(unit(r000, 22).text).toMatch(/^The Secretariat should exchange/)
    expect(unit(r002, 26).text).toMatch(/^Speakers also highlighted/)
    expect(unit(r004, 71).text).toMatch(/^States parties should ensure that demand/)
  })

  it('11. reads every list mark, inline letters only in sequence after a colon', () => {
    expect(unit(r000, 24).items.map(({ letter }) => letter)).toEqual(['a', 'b', 'c'])
    expect(unit(r004, 24).items.map(({ letter }) => letter)).toEqual(['a', 'b', 'c', 'd'])
    expect(unit(r002, 17, 'Recommendation').items.map(({ mark, letter }) => `${mark} ${letter}`)).toEqual(
      [...'abcdefgh'].map(letter => `inline letter ${letter}`),
    )
    const notInSequence =
      '1. States parties should note: (b) one; (c) two.\n\nI. Recommendations\n\n2. States parties should act: now (a) or (b) later.'
    expect(reportOf(notInSequence).paragraphs.map(({ items }) => items.length)).toEqual([0, 0])
  })

  it('12. "(a)" within a sentence is no sub-item', () => {
    expect(unit(r001, 33).items).toEqual([])
    expect(unit(r001, 32).items.map(({ letter }) => letter)).toEqual(['a', 'b'])
    expect(unit(r004, 32).items).toEqual([])
    expect(unit(r004, 5).items).toEqual([])
    const wrapped = reportOf(
      'I. Recommendations\n\n1. States parties should act (see paras. 1\n(b), (c) and (e) above).\n',
    )
    expect(wrapped.paragraphs[0]!.items).toEqual([])
  })

  it('13. joins wrapped lines, and keeps a hyphen unless the word is closed elsewhere', () => {
    expect(unit(r003, 6).text).toContain('including by front-line law enforcement')
    expect(unit(r003, 13).text).toContain('money-laundering, corruption')
    const closed = reportOf(
      'I. Recommendations\n\n1. States parties should fight traf-\nficking, since trafficking\nharms.\n',
    )
    expect(closed.paragraphs[0]!.text).toBe(
      'States parties should fight trafficking, since trafficking harms.',
    )
    expect(closed.paragraphs[0]!.dropped).toContainEqual(expect.objectContaining({ why: 'line-end hyphen' }))
    const hanging = reportOf(
      'I. Recommendations\n\n1. States parties should train gender-\nand age-sensitive staff.\n',
    )
    expect(hanging.paragraphs[0]!.text).toContain('gender- and age-sensitive')
  })

  it('14. keeps damaged figures as read and flags them', () => {
    expect(r001.notes.find(({ label }) => label === '14')!.text).toContain('vol. 12349')
    expect(codes(r001)).toContain('volume-doubtful')
    expect(unit(r004, 5).text).toContain('paras. o (ii)')
    expect(
      r004.flags.filter(({ code }) => code === 'figure-doubtful').map(({ where }) => where.para),
    ).toEqual([5, 29])
    const compared = compareCitations([
      { name: 'CTOC/COP/WG.4/2009/2', report: r000 },
      { name: 'CTOC/COP/WG.4/2010/6', report: r001 },
      { name: 'Chair', report: r004 },
    ])
    expect(compared.get('CTOC/COP/WG.4/2010/6')).toMatchObject([
      { code: 'volume-differs', what: expect.stringContaining('vol. 2349 in CTOC/COP/WG.4/2009/2') },
    ])
    expect([r000.notes[0]!.text, r001.notes[0]!.text]).toEqual([
      'United Nations, Treaty Series, vol. 2237, No. 39574.',
      'United Nations, Treaty Series, vol. 2225, No. 39574.',
    ])
  })

  it('15. never corrects a typing error, and flags what differs from its like', () => {
    expect(unit(r003, 13).text).toContain('Global Plan of Acton')
    expect(unit(r001, 51).text).toContain('ensure that, provisions')
    expect(unit(r001, 31).text).toContain('report of that Working Group')
    expect(r003.flags).toContainEqual(
      expect.objectContaining({ code: 'spelling-doubtful', literal: 'Acton' }),
    )
    expect(r001.flags).toContainEqual(
      expect.objectContaining({ code: 'comma-doubtful', literal: 'that, provisions' }),
    )
  })

  it('16. shows a silent renaming as an edit and knows both names', () => {
    const [earlier, later] = [unit(r000, 20).items[3]!.text, unit(r004, 24).items[3]!.text]
    expect(wordEdits(earlier, later)).toEqual([{ from: 'Cooperation', to: 'Coordination' }])
    expect(withLaterNames(earlier)).toBe(later)
    expect(r000.flags.find(({ where }) => where.para === 20)).toMatchObject({ code: 'name-changed' })
  })

  it('17. reads past the noise of the title page, italics, dead links and mixed quotation marks', () => {
    expect(r000.document.title).toBe(
      'Report on the meeting of the Working Group on Trafficking in Persons held in Vienna on 14 and 15 April 2009',
    )
    expect(unit(r000, 18).text).toContain('produce the Global Report on Trafficking in Persons, based')
    expect(unit(r002, 67).text).toBe(
      'A list of participants is contained in document CTOC/COP/WG.4/2019/INF/1/Rev.1.',
    )
    expect(unit(r002, 12, 'Recommendation').text).toContain('“know your rights”')
    const twice = realText('001').replace('Original: English', 'Distr.: General\n\nOriginal: English')
    expect(reportOf(twice).document).toEqual(r001.document)
  })

  it('18. a stop after an abbreviation ends no sentence', () => {
    const count = (text: string) => splitSentences(text).length
    expect(count('States parties should act (see para. 5 above). The Secretariat should help.')).toBe(2)
    expect(count('It cites Treaty Series, vol. 2225, No. 39574, and paras. 3 and 4 of that text.')).toBe(1)
    expect(count('Ms. Blagg and Luis C. de Baca spoke of Op. Batho, etc. and left.')).toBe(1)
    expect(count('Bodies (for justice, health etc.), to help. Such bodies could act.')).toBe(2)
    expect(r000.atoms.find(({ para, sub }) => para === 17 && sub === 'a')!.text).toMatch(
      /etc\.\), to counter trafficking in persons\.$/,
    )
  })

  it('19. survives running headers, job numbers, bar codes and page numbers', () => {
    const header = '\n\nV.10-50502 (E)\n*1050502*\nCTOC/COP/WG.4/2010/L.1\n\n12\n\n'
    const text = realText('001').replace(
      /\n\n(?=(?:to assist the Working|those acts could mean|\*?\*?9\. |### \*\*C\. Good|38\. ))/g,
      header,
    )
    expect(text.split('V.10-50502').length).toBeGreaterThan(4)
    const report = reportOf(text)
    const bare = ({ para, sub, addressee, deontic, text }: Report['atoms'][number]) => ({
      para,
      sub,
      addressee,
      deontic,
      text,
    })
    expect(report.atoms.map(bare)).toEqual(r001.atoms.map(bare))
    expect(report.paragraphs.map(({ text }) => text)).toEqual(r001.paragraphs.map(({ text }) => text))
    expect(report.document.symbol).toBe('CTOC/COP/WG.4/2010/L.1')
    expect(
      report.parts
        .filter(({ kind }) => kind === 'furniture')
        .map(({ text }) => text)
        .join(' '),
    ).toContain('*1050502*')
  })

  it('20. what reads like a recommendation elsewhere is none: by chapter first, then by form', () => {
    for (const [report, number] of [
      [r002, 14],
      [r000, 33],
      [r001, 100],
      [r001, 106],
    ] as const) {
      expect(unit(report, number).role).toBe('other')
      expect(report.atoms.some(({ para, kind }) => para === number && kind === 'paragraph')).toBe(false)
    }
    expect([4, 5, 6].map(number => unit(r002, number).role)).toEqual(Array(3).fill('framing'))
    expect([6, 7].map(number => unit(r001, number).role)).toEqual(Array(2).fill('framing'))
  })

  it('keeps a wrong chapter as printed and says so', () => {
    expect(unit(r000, 50).text).toContain('chapter II of the present report')
    expect(
      r000.flags.filter(({ code }) => code === 'chapter-doubtful').map(({ where }) => where.para),
    ).toEqual([50, 55])
  })

  it('a note that sends a recommendation to a dissent is a reservation', () => {
    expect(r001.citations.filter(({ relation }) => relation === 'reservation')).toMatchObject([
      { para: 50, target: 'paragraph 109', note: '9' },
    ])
  })
})
