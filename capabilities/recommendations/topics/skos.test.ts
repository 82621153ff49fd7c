import { Parser, Store } from 'n3'
import { describe, expect, it } from 'vitest'
import { skosJsonLd, skosTurtle } from './skos.ts'
import { startingThesaurus } from './starting-thesaurus.ts'

const base = 'https://node.example/recommendations/topics'
const skos = 'http://www.w3.org/2004/02/skos/core#'

describe('the thesaurus in SKOS', () => {
  it('reads back from Turtle with every label, both ways of every relation, and the Goals', async () => {
    const store = new Store(new Parser().parse(await skosTurtle(startingThesaurus, base)))
    const count = (predicate: string) => store.countQuads(null, `${skos}${predicate}`, null, null)
    expect(store.getSubjects(null, `${skos}Concept`, null)).toHaveLength(startingThesaurus.length)
    expect(count('prefLabel')).toBe(startingThesaurus.length * 6)
    expect(count('broader')).toBe(count('narrower'))
    expect(count('topConceptOf')).toBe(21)
    for (const { subject, object } of store.getQuads(null, `${skos}related`, null, null))
      expect(store.countQuads(object, `${skos}related`, subject, null)).toBe(1)
    const [shelter] = store.getObjects(`${base}/shelter`, `${skos}broader`, null)
    expect(shelter?.value).toBe(`${base}/protection`)
    expect(
      store.countQuads(
        `${base}/forced-labour`,
        `${skos}relatedMatch`,
        'http://metadata.un.org/sdg/8.7',
        null,
      ),
    ).toBe(1)
  })

  it('keeps the integrity conditions S13, S14 and S27 of SKOS', async () => {
    const store = new Store(new Parser().parse(await skosTurtle(startingThesaurus, base)))
    for (const subject of store.getSubjects(null, `${skos}Concept`, null)) {
      const labels = store.getQuads(subject, `${skos}prefLabel`, null, null).map(quad => quad.object)
      const languages = labels.map(label => ('language' in label ? label.language : ''))
      expect(new Set(languages).size).toBe(languages.length)
      for (const kind of ['altLabel', 'hiddenLabel'])
        for (const { object } of store.getQuads(subject, `${skos}${kind}`, null, null))
          expect(labels.some(label => label.equals(object))).toBe(false)
      for (const { object } of store.getQuads(subject, `${skos}related`, null, null))
        expect(store.countQuads(subject, `${skos}broader`, object, null)).toBe(0)
    }
  })

  it('tells what was retired and what took its place, and nothing that is only proposed', async () => {
    const [one, two, three, ...rest] = startingThesaurus
    const thesaurus = [
      { ...one!, status: 'retired' as const, replacedBy: two!.key },
      { ...two!, status: 'adopted' as const },
      { ...three!, status: 'proposed' as const, broader: [] },
      ...rest.filter(other => !other.broader.includes(three!.key) && !other.broader.includes(one!.key)),
    ]
    const turtle = await skosTurtle(thesaurus, base)
    const store = new Store(new Parser().parse(turtle))
    expect(
      store.countQuads(
        `${base}/${one!.key}`,
        'http://purl.org/dc/terms/isReplacedBy',
        `${base}/${two!.key}`,
        null,
      ),
    ).toBe(1)
    expect(store.countQuads(`${base}/${three!.key}`, null, null, null)).toBe(0)
  })

  it('says the same in JSON-LD', () => {
    const { '@graph': graph } = skosJsonLd(startingThesaurus, base) as { '@graph': Record<string, unknown>[] }
    expect(graph).toHaveLength(startingThesaurus.length + 1)
    expect(graph.find(node => node['@id'] === 'shelter')).toMatchObject({
      broader: ['protection'],
      prefLabel: { en: 'Shelter and safe accommodation' },
    })
  })
})
