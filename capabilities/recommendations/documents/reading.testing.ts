import type { Report } from '../recommendations.entity.ts'

/** What a reading says, without where in the file it says so: equal for two prints of one report. */
export function readingWithoutPlaces(report: Report) {
  return {
    document: report.document,
    paragraphs: report.paragraphs.map(({ number, kind, role, text, items, notes, topics, meeting }) => ({
      number,
      kind,
      role,
      text,
      items,
      meeting,
      notes: notes.map(({ label, at, note }) => ({ label, at, note })),
      topics: topics.map(({ level, numeral, title }) => ({ level, numeral, title })),
    })),
    atoms: report.atoms.map(({ source: _, ...atom }) => atom),
    suggestions: report.suggestions.map(({ source: _, ...atom }) => atom),
    crossReferences: report.crossReferences.map(({ source: _, ...reference }) => reference),
    citations: report.citations.map(({ source: _, ...citation }) => citation),
    notes: report.notes.map(({ label, text, resolved, sameAs }) => ({ label, text, resolved, sameAs })),
    flags: report.flags
      .map(({ code, literal, what, where }) => ({ code, literal, what, para: where.para, sub: where.sub }))
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  }
}
