import starting from './starting-thesaurus.json' with { type: 'json' }
import type { Concept, ConceptContent, Thesaurus } from './topics.entity.ts'

/** Where the concepts that every node begins with come from. */
export const startingSource = `${starting.source}, ${starting.version}`

/**
 * The concepts that a node begins with: the fields of work that the reports and the Protocol name. English labels were
 * written for it, the others are drafts. What a node decides later stands in its own thesaurus.
 */
export const startingThesaurus: Thesaurus = starting.concepts.map(
  concept =>
    ({
      ...(concept as unknown as ConceptContent & { key: string }),
      drafts: starting.drafts as Concept['drafts'],
      status: 'adopted',
      replacedBy: null,
    }) satisfies Concept,
)
