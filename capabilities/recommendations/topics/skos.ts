import { DataFactory, type Quad, type Quad_Object, Writer } from 'n3'
import type { Language } from '#kernel/entity/codelist.ts'
import type { Concept, Thesaurus } from './topics.entity.ts'

const skos = 'http://www.w3.org/2004/02/skos/core#'
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const owl = 'http://www.w3.org/2002/07/owl#'
const dcterms = 'http://purl.org/dc/terms/'
/** Targets as the Secretariat's linked data names them: metadata.un.org/sdg, e.g. …/sdg/8.7. */
const sdg = 'http://metadata.un.org/sdg/'

/** Whatever was never decided upon stays inside; what was retired is told, so that others can follow. */
const told = (thesaurus: Thesaurus) => thesaurus.filter(one => one.status !== 'proposed')
const isTheme = (concept: Concept) => concept.broader.length === 0
const each = <T>(record: Partial<Record<Language, T>>) => Object.entries(record) as [Language, T][]

/** Words that stand as they are; patterns with an asterisk are no labels. */
const hiddenLabels = (concept: Concept) => {
  const shown = [concept.labels.en, ...(concept.otherLabels.en ?? [])].map(label => label.toLowerCase())
  return concept.words.filter(word => !word.includes('*') && !shown.includes(word))
}

/** Both ways, whichever of the two concepts says so. */
const relatedOf = (concept: Concept, concepts: readonly Concept[]) =>
  concepts
    .filter(other => concept.related.includes(other.key) || other.related.includes(concept.key))
    .map(other => other.key)

/**
 * The thesaurus in Turtle.
 * @param base address of the thesaurus; each concept is `base/key`
 * @see SKOS Simple Knowledge Organization System Reference, W3C Recommendation, 18 August 2009
 */
export function skosTurtle(thesaurus: Thesaurus, base: string): Promise<string> {
  const writer = new Writer({ prefixes: { skos, owl, dcterms, sdg, '': `${base}/` } })
  writer.addQuads(skosQuads(thesaurus, base))
  return new Promise((resolve, reject) =>
    writer.end((error: Error | null, turtle: string) => (error ? reject(error) : resolve(turtle))),
  )
}

/** The statements that make the thesaurus. */
export function skosQuads(thesaurus: Thesaurus, base: string): Quad[] {
  const { namedNode, literal, quad } = DataFactory
  const concepts = told(thesaurus)
  const keys = new Set(concepts.map(one => one.key))
  const scheme = namedNode(base)
  const at = (key: string) => namedNode(`${base}/${key}`)
  const quads = [quad(scheme, namedNode(`${rdf}type`), namedNode(`${skos}ConceptScheme`))]
  for (const theme of concepts.filter(one => isTheme(one) && one.status === 'adopted'))
    quads.push(quad(scheme, namedNode(`${skos}hasTopConcept`), at(theme.key)))
  for (const concept of concepts) {
    const say = (predicate: string, object: Quad_Object) =>
      void quads.push(quad(at(concept.key), namedNode(predicate), object))
    say(`${rdf}type`, namedNode(`${skos}Concept`))
    say(`${skos}inScheme`, scheme)
    if (isTheme(concept) && concept.status === 'adopted') {
      say(`${skos}topConceptOf`, scheme)
    }
    for (const [language, label] of each(concept.labels)) say(`${skos}prefLabel`, literal(label, language))
    for (const [language, labels] of each(concept.otherLabels))
      for (const label of labels) say(`${skos}altLabel`, literal(label, language))
    for (const word of hiddenLabels(concept)) say(`${skos}hiddenLabel`, literal(word, 'en'))
    for (const [language, note] of each(concept.scopeNotes)) say(`${skos}scopeNote`, literal(note, language))
    say(`${skos}notation`, literal(concept.key))
    for (const other of concept.broader.filter(key => keys.has(key))) say(`${skos}broader`, at(other))
    for (const other of concepts.filter(one => one.broader.includes(concept.key)))
      say(`${skos}narrower`, at(other.key))
    for (const other of relatedOf(concept, concepts)) say(`${skos}related`, at(other))
    for (const goal of concept.goals) say(`${skos}relatedMatch`, namedNode(`${sdg}${goal}`))
    if (concept.status === 'retired')
      say(`${owl}deprecated`, literal('true', namedNode('http://www.w3.org/2001/XMLSchema#boolean')))
    if (concept.replacedBy !== null) say(`${dcterms}isReplacedBy`, at(concept.replacedBy))
  }
  return quads
}

/** The same as JSON-LD 1.1. */
export function skosJsonLd(thesaurus: Thesaurus, base: string): object {
  const concepts = told(thesaurus)
  const byLanguage = (term: string) => ({ '@id': term, '@container': '@language' })
  const toConcept = (term: string) => ({ '@id': term, '@type': '@id' })
  return {
    '@context': {
      '@base': `${base}/`,
      skos,
      owl,
      dcterms,
      sdg,
      ConceptScheme: 'skos:ConceptScheme',
      Concept: 'skos:Concept',
      prefLabel: byLanguage('skos:prefLabel'),
      altLabel: byLanguage('skos:altLabel'),
      hiddenLabel: byLanguage('skos:hiddenLabel'),
      scopeNote: byLanguage('skos:scopeNote'),
      notation: 'skos:notation',
      inScheme: toConcept('skos:inScheme'),
      topConceptOf: toConcept('skos:topConceptOf'),
      hasTopConcept: toConcept('skos:hasTopConcept'),
      broader: toConcept('skos:broader'),
      narrower: toConcept('skos:narrower'),
      related: toConcept('skos:related'),
      relatedMatch: toConcept('skos:relatedMatch'),
      isReplacedBy: toConcept('dcterms:isReplacedBy'),
      deprecated: { '@id': 'owl:deprecated' },
    },
    '@graph': [
      {
        '@id': base,
        '@type': 'ConceptScheme',
        hasTopConcept: concepts.filter(one => isTheme(one) && one.status === 'adopted').map(one => one.key),
      },
      ...concepts.map(concept => ({
        '@id': concept.key,
        '@type': 'Concept',
        inScheme: base,
        ...(isTheme(concept) && concept.status === 'adopted' ? { topConceptOf: base } : {}),
        prefLabel: concept.labels,
        altLabel: concept.otherLabels,
        hiddenLabel: { en: hiddenLabels(concept) },
        scopeNote: concept.scopeNotes,
        notation: concept.key,
        broader: concept.broader.filter(key => concepts.some(other => other.key === key)),
        narrower: concepts.filter(other => other.broader.includes(concept.key)).map(other => other.key),
        related: relatedOf(concept, concepts),
        relatedMatch: concept.goals.map(goal => `sdg:${goal}`),
        ...(concept.status === 'retired' ? { deprecated: true } : {}),
        ...(concept.replacedBy === null ? {} : { isReplacedBy: concept.replacedBy }),
      })),
    ],
  }
}
