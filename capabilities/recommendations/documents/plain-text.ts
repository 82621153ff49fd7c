import type { Report } from '../recommendations.entity.ts'

/** A report in a few lines for a terminal: what it is, what it holds, what is doubtful in it. */
export function reportAsText(file: string, report: Report): string {
  const { document, atoms, suggestions, crossReferences, derivedReferences, citations, notes, flags } = report
  const recommendations = report.paragraphs.filter(({ role }) => role === 'recommendation')
  return [
    file,
    `  ${[document.symbol ?? 'no symbol printed', document.date ?? 'no date printed', document.kind].join(' · ')}`,
    ...(document.title ? [`  ${document.title}`] : []),
    '',
    `  ${recommendations.length} recommendations with ${atoms.length} atoms; ${suggestions.length} suggestions elsewhere`,
    ...tally(atoms.map(({ addressee }) => addressee)).map(
      ([name, count]) => `  ${String(count).padStart(5)}  ${name}`,
    ),
    `  ${crossReferences.length} cross-references, ${derivedReferences.length} derived; ${citations.length} citations; ${notes.length} notes`,
    '',
    flags.length === 0 ? '  Nothing doubtful.' : `  ${flags.length} doubtful:`,
    ...flags.map(({ where, what, literal }) => {
      const place = [
        `line ${where.line}`,
        where.para === null ? '' : `no. ${where.para}`,
        where.sub ? `(${where.sub})` : '',
      ]
      return `  ${place.filter(part => part !== '').join(', ')}: ${what}${literal ? ` ["${short(literal)}"]` : ''}`
    }),
    '',
  ].join('\n')
}

function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1])
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}
