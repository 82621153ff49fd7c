import { describe, expect, it } from 'vitest'
import type { Citation } from '../recommendations.entity.ts'
import { citationLink } from './citation-links.rules.ts'
import { realReport } from './real-reports.testing.ts'

const link = (kind: Citation['kind'], target: string, of: string | null = null) =>
  citationLink({ kind, target, of })?.href ?? null

describe('an address is given only where it follows surely from the words', () => {
  it('a document by its symbol, if the symbol is of a series of the United Nations', () => {
    expect(link('document', 'CTOC/COP/WG.4/2009/2')).toBe('https://undocs.org/CTOC/COP/WG.4/2009/2')
    expect(link('document', 'E/2002/68/Add.1')).toBe('https://undocs.org/E/2002/68/Add.1')
    expect(link('document', 'DEMO/COP/WG.1/2009/2')).toBeNull()
  })

  it('a resolution of the General Assembly; those of other organs, and unnamed ones, stay words', () => {
    expect(link('resolution', '64/293', 'General Assembly')).toBe('https://undocs.org/A/RES/64/293')
    expect(link('resolution', '64/293')).toBeNull()
    expect(link('resolution', '5/2', 'Conference')).toBeNull()
    expect(link('decision', '4/4', 'Conference')).toBeNull()
  })

  it('an article by the resolution to which its instrument is annexed; "the Protocol" alone stays words', () => {
    expect(link('treaty article', '6, subparagraph 2', 'Trafficking in Persons Protocol')).toBe(
      'https://undocs.org/A/RES/55/25',
    )
    expect(link('treaty article', '32, paragraph 3', 'Organized Crime Convention')).toBe(
      'https://undocs.org/A/RES/55/25',
    )
    expect(link('treaty article', '5', 'Protocol')).toBeNull()
    expect(link('treaty series', 'vol. 2237, No. 39574')).toBeNull()
  })

  it('of the real reports: every symbol, and every article whose instrument is named in full', () => {
    const linked = (['000', '001', '002', '003', '004'] as const).map(name => {
      const { citations } = realReport(name)
      return citations.filter(citation => citationLink(citation) !== null).length
    })
    expect(linked.every(count => count > 0)).toBe(true)
    const symbols = realReport('001').citations.filter(({ kind }) => kind === 'document')
    expect(symbols.length).toBeGreaterThan(10)
    expect(symbols.filter(citation => citationLink(citation) === null)).toEqual([])
    const articles = realReport('001').citations.filter(
      ({ kind, para }) => kind === 'treaty article' && para === 12,
    )
    expect(articles.map(citation => citationLink(citation)?.symbol)).toEqual(['A/RES/55/25'])
  })
})
