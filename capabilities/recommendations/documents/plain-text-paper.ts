import type { Paper, PaperReference } from './paper.ts'

/** An index or a compilation as plain text, for a terminal. */
export function paperAsText(paper: Paper): string {
  const lines = [paper.title, '', `${paper.sourcesTitle}:`, ...paper.sources.map(source => `  ${source}`), '']
  for (const group of paper.groups) {
    lines.push(paper.kind === 'index' ? group.title : group.title.toUpperCase())
    for (const part of group.parts) {
      lines.push(...(paper.kind === 'index' ? [`  ${part.title}`] : ['', part.title, '']))
      for (const { number, addressees, references, document } of part.rows) {
        const see = references.length > 0 ? ` (${referencesAsText(references, paper)})` : ''
        lines.push(`    ${document === '' ? '' : `${short(document)}, `}${number}: ${addressees}${see}`)
      }
      for (const { position, source, addressees, blocks, references } of part.recommendations) {
        lines.push(`${position}. ${source} (${addressees})`)
        for (const { mark, pieces } of blocks) {
          const text = pieces.map(piece => ('text' in piece ? piece.text : `[${piece.note.label}]`)).join('')
          lines.push(mark ? `  ${mark} ${text}` : text)
        }
        if (references.length > 0) lines.push(`${paper.seeAlso} ${referencesAsText(references, paper)}`)
        lines.push('')
      }
    }
    lines.push('')
  }
  return lines.join('\n')
}

/** The references of one recommendation in one line. */
export function referencesAsText(
  references: readonly PaperReference[],
  { listSeparator }: Pick<Paper, 'listSeparator'>,
): string {
  return references.map(({ text }) => text).join(listSeparator)
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}
