import type { Atom, Paragraph } from '../recommendations.entity.ts'
import type { TopicSource } from './meetings.entity.ts'

/** A topic that a report suggests for future meetings. */
export interface SuggestedTopic {
  title: string
  /** The heading under which the report lists it, and what it refers to in parentheses. */
  note: string
  source: TopicSource
}

const titleMax = 300

/**
 * The topics for future meetings that a report holds: what follows its suggestions to the Working Group ("may wish to
 * consider"), item by item where they are listed; and the topics that a recommendation asks the Working Group to take up.
 * @param report slug, citation of a paragraph, and what was read
 */
export function topicsOf(
  report: {
    paragraphs: readonly Paragraph[]
    suggestions: readonly Atom[]
    atoms: readonly Atom[]
  },
  slug: string,
  cite: (paragraph: Paragraph) => string,
): SuggestedTopic[] {
  return report.paragraphs.flatMap(paragraph => {
    const own = (atom: Atom) =>
      atom.para === paragraph.number &&
      atom.kind === paragraph.kind &&
      /Working Group$/.test(atom.addressee) &&
      atom.source.start >= paragraph.source.start &&
      atom.source.end <= paragraph.source.end
    const suggestion = report.suggestions.find(own)
    const asked = report.atoms.find(own)
    if (!suggestion && !(asked && /\btopics?\b/.test(paragraph.text) && paragraph.items.length > 0)) return []
    const source = (literal: string): TopicSource => ({
      report: slug,
      citation: cite(paragraph),
      para: paragraph.number,
      literal,
    })
    let heading = ''
    const listed = paragraph.items.flatMap((item): SuggestedTopic[] => {
      if (item.mark === 'roman' || item.mark === 'number') {
        heading = tidy(item.text).title
        return []
      }
      const { title, note } = tidy(item.text)
      if (title === '') return []
      return [{ title, note: [heading, note].filter(Boolean).join(' · '), source: source(item.text) }]
    })
    if (listed.length > 0 || !suggestion) return listed
    const { title, note } = tidy(predicateOf(suggestion.text))
    return title === '' ? [] : [{ title, note, source: source(suggestion.text) }]
  })
}

/** What follows "may wish to consider" in its first sentence. */
function predicateOf(text: string): string {
  const after = /\bmay (?:also )?wish to (?:consider )?(.*)$/s.exec(text)?.[1] ?? text
  return after.split(/(?<=\.)\s/)[0]!
}

/** A line of a list as a title: without its joining words, with what it refers to in parentheses apart. */
function tidy(text: string): { title: string; note: string } {
  const flat = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,;]?\s*\band$/, '')
    .replace(/[.;,:]$/, '')
  const reference = /\s*\(((?:Op|para|paras)\.[^)]*)\)$/.exec(flat)
  const title = (reference ? flat.slice(0, reference.index) : flat).trim()
  return {
    title: (title.charAt(0).toUpperCase() + title.slice(1)).slice(0, titleMax),
    note: reference?.[1] ?? '',
  }
}
