import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { realReport } from '../../reading/real-reports.testing.ts'
import { relateReports } from '../relate.ts'
import type { Comparable } from '../relations.entity.ts'
import { mayBeProposed } from '../relations.rules.ts'
import { comparablesOf } from './comparables.ts'
import { CONCEPTS } from './concepts.ts'
import { indexCorpus } from './corpus-index.ts'
import { proposeRelations, similarTo } from './propose.ts'
import { createReader } from './read-text.ts'
import { likenessOf } from './similarity.ts'
import { conceptsOf, termsOf } from './terms.ts'
import { tokensOf } from './words.ts'

const comparable = (key: string, text: string, more: Partial<Comparable> = {}): Comparable => ({
  key,
  report: 'A',
  meeting: '2020-01-01',
  number: 1,
  kind: 'paragraph',
  text,
  items: [],
  headings: [],
  addressees: ['States parties'],
  cites: [],
  instruments: [],
  ...more,
})

const vocabulary =
  'shelter witness training data border children compensation demand consumers police interpreter visa research regional online organs'.split(
    ' ',
  )
const textOf = fc
  .array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 14 })
  .map(words => `States parties should improve ${words.join(' ')}.`)
const corpus = fc
  .array(
    fc.record({ text: textOf, late: fc.boolean(), heading: fc.constantFrom('', 'Training', 'Demand') }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map(list =>
    list.map(({ text, late, heading }, n) =>
      comparable(String(n), text, {
        number: n + 1,
        report: late ? 'B' : 'A',
        meeting: late ? '2021-01-01' : '2020-01-01',
        headings: heading ? [heading] : [],
      }),
    ),
  )

describe('the proposer', () => {
  it('says the same of the same texts, and never proposes a recommendation to itself or a pair twice', () => {
    fc.assert(
      fc.property(corpus, list => {
        const keys = list.map(one => one.key)
        const propose = () => proposeRelations(indexCorpus(list), keys)
        const found = propose()
        expect(propose()).toEqual(found)
        for (const { from, to, score, reasons } of found) {
          expect(from.key).not.toBe(to.key)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1)
          expect(Array.isArray(reasons)).toBe(true)
        }
        expect(new Set(found.map(({ from, to }) => `${from.key} ${to.key}`)).size).toBe(found.length)
        expect(found.map(one => one.score)).toEqual(found.map(one => one.score).sort((a, b) => b - a))
      }),
      { verbose: true },
    )
  })

  it('says the same whatever its reader had read before', () => {
    fc.assert(
      fc.property(fc.array(corpus, { minLength: 1, maxLength: 4 }), lists => {
        const reader = createReader()
        for (const list of lists) {
          const keys = list.map(one => one.key)
          const [kept, fresh] = [indexCorpus(list, [], reader), indexCorpus(list)]
          expect(kept.postings).toEqual(fresh.postings)
          expect(proposeRelations(kept, keys)).toEqual(proposeRelations(fresh, keys))
          expect(similarTo(list[0]!.text, kept, 3)).toEqual(similarTo(list[0]!.text, fresh, 3))
        }
      }),
      { verbose: true },
    )
  })

  it('finds two texts equally alike whichever of them is asked about', () => {
    fc.assert(
      fc.property(corpus, list => {
        const index = indexCorpus(list)
        const rows = list.map((_, at) => likenessOf(index, at).scores)
        for (let a = 0; a < list.length; a++)
          for (let b = 0; b < a; b++) expect(rows[a]![b]!).toBeCloseTo(rows[b]![a]!, 4)
      }),
      { verbose: true },
    )
  })

  it('keeps to the pairs that may be proposed, and to the number of each that is asked for', () => {
    fc.assert(
      fc.property(corpus, fc.integer({ min: 1, max: 4 }), (list, best) => {
        const keys = list.map(one => one.key)
        const found = proposeRelations(indexCorpus(list), keys, { may: mayBeProposed, best })
        const of = (key: string) => list.find(one => one.key === key)!
        for (const { from, to } of found) expect(mayBeProposed(of(from.key), of(to.key))).toBe(true)
        for (const key of keys)
          expect(found.filter(one => one.from.key === key).length).toBeLessThanOrEqual(best)
      }),
      { verbose: true },
    )
  })

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 6 }), texts => {
        const list = texts.map((text, n) => comparable(String(n), text, { number: n }))
        const index = indexCorpus(list, texts)
        proposeRelations(index, ['0', 'not there'])
        for (const text of texts) similarTo(text, index, 3)
      }),
      { verbose: true },
    )
  })

  it('finds the closest earlier recommendation for a draft, other words for the same matter included', () => {
    const index = indexCorpus([
      comparable('housing', 'States parties should offer shelters to victims.'),
      comparable('borders', 'States parties should train border guards.'),
      comparable('data', 'States parties should collect statistics.'),
    ])
    const found = similarTo('States parties should provide safe accommodation.', index, 2)
    expect(found[0]!.key).toBe('housing')
    expect(found[0]!.reasons).toContainEqual({
      kind: 'concept',
      concept: 'housing',
      from: 'accommodation',
      to: 'shelters',
    })
    expect(similarTo('', index, 3)).toEqual([])
  })

  it('puts what is cited in words above everything else, as what the words say', () => {
    const list = [
      comparable('old', 'States parties should collect statistics.', { number: 4 }),
      comparable('twin', 'States parties should appoint guardians for children.', { number: 5 }),
      comparable('new', 'Further to paragraph 4, States parties should appoint guardians for children.', {
        report: 'B',
        cites: [{ key: 'old', relation: 'builds on', literal: 'paragraph 4', sub: null }],
      }),
    ]
    const [first] = proposeRelations(indexCorpus(list), ['new'])
    expect(first).toMatchObject({ to: { key: 'old' }, type: 'builds on' })
    expect(first!.score).toBeGreaterThanOrEqual(0.9)
  })

  it('lets a recommendation that goes on from another share what the other is close to', () => {
    const list = [
      comparable('old', 'States parties should protect witnesses at trial.', { number: 1 }),
      comparable('other', 'States parties should inspect mines.', { number: 2 }),
      comparable('first', 'The Secretariat should gather laws on the protection of witnesses.', {
        report: 'B',
        number: 8,
      }),
      comparable('second', 'To support that process, States parties should send information.', {
        report: 'B',
        number: 9,
      }),
    ]
    const found = proposeRelations(indexCorpus(list), ['first', 'second'], {
      may: (_, to) => to.report === 'A',
    })
    const second = found.find(one => one.from.key === 'second')!
    expect(second.to.key).toBe('old')
    expect(second.reasons).toContainEqual({ kind: 'continues', key: 'first' })
  })

  it('believes in a find that stands out from its neighbours, and in none where all are equally near', () => {
    const places = 'harbours markets mines farms hotels kitchens quarries fisheries forests factories'.split(
      ' ',
    )
    const list = [
      ...places.map((place, n) =>
        comparable(place, `States parties should inspect ${place}.`, { number: n }),
      ),
      comparable('guardians', 'States parties should appoint guardians for children.', { number: 20 }),
      comparable('clear', 'States parties should appoint guardians for all children.', { report: 'B' }),
      comparable('open', 'States parties should inspect more.', { report: 'B', number: 2 }),
    ]
    const found = proposeRelations(indexCorpus(list), ['clear', 'open'], {
      may: (_, to) => to.report === 'A',
    })
    const best = (key: string) => found.find(one => one.from.key === key)!
    expect(best('clear').to.key).toBe('guardians')
    expect(best('clear').score).toBeGreaterThan(0.5)
    expect(best('open').score).toBeLessThan(0.2)
  })

  it('names the sub-item that is meant', () => {
    const text = 'States parties should: (a) Collect statistics; (b) Open shelters for children.'
    const items = [
      { letter: 'a', start: text.indexOf('Collect'), end: text.indexOf('; (b)') },
      { letter: 'b', start: text.indexOf('Open'), end: text.length },
    ]
    const index = indexCorpus([
      comparable('old', text, { items }),
      comparable('new', 'States parties should offer shelters to children.', { report: 'B' }),
      comparable('third', 'States parties should ratify the Protocol.'),
    ])
    expect(proposeRelations(index, ['new'])[0]!.to).toEqual({ key: 'old', sub: 'b' })
  })

  it('keeps apart what only sounds alike', () => {
    const matters = (text: string) => conceptsOf(text).map(found => found.concept)
    expect(matters('the criminal justice system')).not.toContain('criminalization')
    expect(matters('criminalizing such conduct')).toContain('criminalization')
    expect(matters('good practices')).not.toContain('supply-chain')
    expect(matters('access to justice')).not.toContain('adherence')
    expect(matters('in accordance with article 8 of the Trafficking in Persons Protocol')).toContain('return')
    expect(matters('under article 24 of the Organized Crime Convention')).toContain('witness')
  })

  it('knows every wider matter that a matter belongs to', () => {
    const ids = new Set(CONCEPTS.map(concept => concept.id))
    for (const { within } of CONCEPTS) for (const wider of within) expect(ids).toContain(wider)
    for (const { id, words } of CONCEPTS)
      for (const phrase of words)
        if (!phrase.includes('='))
          expect([id, phrase, conceptsOf(phrase).some(found => found.concept === id)]).toEqual([
            id,
            phrase,
            true,
          ])
  })

  it('keeps the places of words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        for (const { start, end, word } of tokensOf(text))
          expect(text.slice(start, end).toLowerCase()).toBe(word)
        termsOf(text)
      }),
      { verbose: true },
    )
  })
})

const shared = new URL('../../../../../shared/reports/', import.meta.url)
describe.skipIf(!existsSync(shared))('relating the reports of 2009 and 2010', () => {
  const pairs = existsSync(shared)
    ? relateReports(
        { file: 'a.txt', report: realReport('000') },
        { file: 'b.txt', report: realReport('001') },
      )
    : []

  it('names five of the earlier report for every recommendation of the later one, best first, with reasons', () => {
    const later = comparablesOf([{ name: 'B', report: realReport('001') }])
    expect(new Set(pairs.map(pair => pair.from.para)).size).toBe(later.length)
    for (const { number } of later) expect(pairs.filter(pair => pair.from.para === number)).toHaveLength(5)
    expect(pairs.map(pair => pair.score)).toEqual(pairs.map(pair => pair.score).sort((a, b) => b - a))
    expect(pairs.every(pair => pair.reasons.length > 0 && pair.from.file === 'b.txt')).toBe(true)
  })

  it('begins with the six that the words of the later report name', () => {
    const named = pairs.slice(0, 6).map(({ from, to }) => [from.para, to.para])
    expect(named.sort((a, b) => a[0]! - b[0]!)).toEqual([
      [15, 17],
      [22, 19],
      [24, 18],
      [31, 7],
      [41, 11],
      [50, 12],
    ])
  })
})
