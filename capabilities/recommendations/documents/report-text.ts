import type { Piece, PrintedBlock, PrintedNote, PrintedReport } from './report-document.ts'

/**
 * Prints a report as plain text in the layout of the meetings' reports. `readReport` reads it again: the same
 * paragraphs, sub-items, atoms, cross-references and notes.
 */
export function printReportAsText(report: PrintedReport): string {
  const { notes } = report
  const printed = new Set<number>()
  const parts: string[] = []
  const add = (text: string, uses: readonly Piece[]) => {
    parts.push(text, ...notesUnder(uses, notes, printed))
  }
  for (const { pieces, continues } of report.front) {
    const line = inLine(pieces, notes)
    if (continues && parts.length > 0) parts.push(`${parts.pop()}\n${line}`)
    else parts.push(line)
  }
  const frontUses = report.front.flatMap(({ pieces }) => pieces)
  parts.push(...notesUnder(frontUses, notes, printed))
  for (const block of report.blocks) add(blockText(block, notes), piecesOf(block))
  notes.forEach((note, index) => {
    if (!printed.has(index)) parts.push(noteLine(note))
  })
  return `${parts.join('\n\n')}\n`
}

function blockText(block: PrintedBlock, notes: readonly PrintedNote[]): string {
  if (block.is === 'text') return inLine(block.pieces, notes)
  if (block.is === 'heading') {
    const title = inLine(block.pieces, notes)
    if (block.numeral !== null) return `${block.numeral}. ${title}`
    return /^Annex(?:es)?(?:\s+[IVX]+|\s+\d+)?$/.test(title) ? title : `## ${title}`
  }
  const lead = inLine(block.lead, notes)
  const opening =
    block.kind === 'Recommendation'
      ? [`Recommendation ${block.number}`, lead].filter(Boolean).join('\n\n')
      : `${block.number}. ${lead}`.trimEnd()
  const items = block.items.map(({ mark, label, pieces }) =>
    `${mark === 'bullet' ? '-' : label} ${inLine(pieces, notes)}`.trimEnd(),
  )
  return [opening, ...items].join('\n\n')
}

/** All pieces of a block, in print order. */
export function piecesOf(block: PrintedBlock): Piece[] {
  return block.is === 'unit' ? [...block.lead, ...block.items.flatMap(item => item.pieces)] : block.pieces
}

function inLine(pieces: readonly Piece[], notes: readonly PrintedNote[]): string {
  let text = ''
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!
    if (typeof piece === 'string') {
      text += piece.replace(/\n/g, ' ')
      continue
    }
    const together = [piece]
    while (typeof pieces[at + 1] === 'object') together.push(pieces[++at] as typeof piece)
    text += marker(together, notes)
  }
  return text.trim()
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Raised figures where the report holds the notes, since they read best; the tag where figures alone would not be seen. */
function marker(
  uses: readonly { label: string; note: number | null }[],
  notes: readonly PrintedNote[],
): string {
  const plain = uses.every(({ label, note }) => /^\d+$/.test(label) && note !== null && notes[note])
  return plain
    ? uses.map(({ label }) => raised(label)).join(',')
    : `<sup>${uses.map(({ label }) => label).join(',')}</sup>`
}

function raised(label: string): string {
  return label.replace(/\d/g, figure => RAISED[Number(figure)]!)
}

function notesUnder(uses: readonly Piece[], notes: readonly PrintedNote[], printed: Set<number>): string[] {
  const lines: string[] = []
  for (const use of uses) {
    if (typeof use === 'string' || use.note === null || printed.has(use.note) || !notes[use.note]) continue
    printed.add(use.note)
    lines.push(noteLine(notes[use.note]!))
  }
  return lines
}

function noteLine({ label, text }: PrintedNote): string {
  const mark = /^\d+$/.test(label) ? raised(label) : `<sup>${label}</sup>`
  return `${mark} ${text.replace(/\n/g, ' ')}`
}
