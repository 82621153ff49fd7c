import type { TextPiece } from './compilation.ts'
import type { Paper, PaperReference } from './paper.ts'

/** A paper as plain text, for a terminal: removed words in [- -], added ones in {+ +}. */
export function paperAsText(paper: Paper): string {
  const lines = [paper.title, '', `${paper.sourcesTitle}:`, ...paper.sources.map(source => `  ${source}`), '']
  if (paper.lead) lines.push(paper.lead, '')
  for (const group of paper.groups) {
    lines.push(paper.kind === 'index' ? group.title : group.title.toUpperCase())
    for (const part of group.parts) {
      lines.push(...(paper.kind === 'index' ? [`  ${part.title}`] : ['', part.title, '']))
      for (const { number, addressees, references, document } of part.rows) {
        const see = references.length > 0 ? ` (${referencesAsText(references, paper)})` : ''
        lines.push(`    ${document === '' ? '' : `${short(document)}, `}${number}: ${addressees}${see}`)
      }
      for (const { position, source, addressees, blocks, references } of part.recommendations) {
        lines.push(`${position}. ${[source, addressees && `(${addressees})`].filter(Boolean).join(' ')}`)
        for (const { mark, pieces } of blocks) {
          const text = pieces.map(pieceAsText).join('')
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

function pieceAsText(piece: TextPiece): string {
  if ('note' in piece) return `[${piece.note.label}]`
  if (!piece.is) return piece.text
  const lead = /^\s*/.exec(piece.text)![0]
  const words = piece.text.slice(lead.length)
  return `${lead}${piece.is === 'removed' ? `[-${words}-]` : `{+${words}+}`}`
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
