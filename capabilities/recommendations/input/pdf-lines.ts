/** A stretch of text as a PDF page places it; lengths in points, the origin at the lower left. */
export interface PlacedText {
  text: string
  x: number
  /** Height of the baseline above the page's lower edge. */
  baseline: number
  width: number
  /** Size of the letters. */
  size: number
}

/** One line of a page. */
export interface PageLine {
  text: string
  left: number
  right: number
  baseline: number
  size: number
  /** Width of its first word: would it have fitted on the line before? */
  firstWordWidth: number
}

interface Row {
  pieces: PlacedText[]
  baseline: number
  size: number
}

/** A raised figure or star is a note's mark; it is set smaller and higher than its line. */
const raisedSizeShare = 0.88
const raisedHeightShare = 0.12
const raisedMark = /^[\d,*\s]{1,12}$/

/** Puts the stretches of one page into lines, from the top down; raised figures become note marks. */
export function linesOfPage(placed: readonly PlacedText[]): PageLine[] {
  const rows: Row[] = []
  for (const piece of placed) {
    if (piece.text === '' || piece.size <= 0) continue
    const last = rows.at(-1)
    if (last && sameRow(last, piece)) addTo(last, piece)
    else rows.push({ pieces: [piece], baseline: piece.baseline, size: piece.size })
  }
  rows.sort((one, other) => other.baseline - one.baseline)
  const merged: Row[] = []
  for (const row of rows) {
    const above = merged.at(-1)
    if (above && Math.abs(above.baseline - row.baseline) < 0.25 * Math.min(above.size, row.size))
      for (const piece of row.pieces) addTo(above, piece)
    else merged.push(row)
  }
  return merged.map(asLine).filter(line => line.text.trim() !== '')
}

function sameRow(row: Row, piece: PlacedText): boolean {
  return Math.abs(row.baseline - piece.baseline) < 0.6 * Math.max(row.size, piece.size)
}

function addTo(row: Row, piece: PlacedText): void {
  row.pieces.push(piece)
  if (piece.size > row.size * 1.02 && piece.text.trim() !== '') {
    row.size = piece.size
    row.baseline = piece.baseline
  }
}

function asLine(row: Row): PageLine {
  const pieces = [...row.pieces].sort((one, other) => one.x - other.x)
  let text = ''
  let end = Number.NEGATIVE_INFINITY
  let firstWordEnd: number | undefined
  for (const piece of pieces) {
    const gap = piece.x - end > 0.17 * row.size
    if (text !== '' && gap && !/\s$/.test(text) && !/^\s/.test(piece.text)) text += ' '
    const raised =
      piece.size < row.size * raisedSizeShare &&
      piece.baseline > row.baseline + raisedHeightShare * row.size &&
      raisedMark.test(piece.text)
    text += raised ? piece.text.replace(/[\d,*]+/g, mark => `<sup>${mark}</sup>`) : piece.text
    end = Math.max(end, piece.x + piece.width)
    const space = piece.text.trimStart().search(/\s/)
    if (firstWordEnd === undefined && piece.text.trim() !== '')
      firstWordEnd =
        space < 0
          ? undefined
          : piece.x + (piece.width * (space + piece.text.search(/\S/))) / piece.text.length
  }
  const left = pieces.find(piece => piece.text.trim() !== '')?.x ?? 0
  return {
    // Neighbouring raised pieces are one mark.
    text: text.replaceAll('</sup><sup>', '').replaceAll('\u00ad', '-').trimEnd(),
    left,
    right: end,
    baseline: row.baseline,
    size: row.size,
    firstWordWidth: (firstWordEnd ?? end) - left,
  }
}

/** A larger step down than this share of the usual one parts two paragraphs. */
const gapShare = 1.3

/**
 * The text of a document: its lines as they are printed, an empty line where the page leaves a gap, and a form feed
 * before each further page, so that every place has its page.
 */
export function textOfPages(pages: readonly (readonly PageLine[])[]): string {
  const step = usualStep(pages)
  return pages.map(lines => textOfPage(lines, step)).join('\n\f')
}

function textOfPage(lines: readonly PageLine[], step: number): string {
  const rightEdge = Math.max(0, ...lines.map(line => line.right))
  const blocks: PageLine[][] = []
  lines.forEach((line, index) => {
    const above = lines[index - 1]
    if (above && !partedFrom(above, line, step)) blocks.at(-1)!.push(line)
    else blocks.push([line])
  })
  return blocks.map(block => textOfBlock(block, rightEdge)).join('\n\n')
}

function partedFrom(above: PageLine, line: PageLine, step: number): boolean {
  const down = (above.baseline - line.baseline) / Math.max(above.size, line.size)
  return down > step * gapShare || Math.abs(above.size - line.size) > 0.08 * above.size
}

const inlineLetter = /\S.*[;:,]\s(?:and\s|or\s)?\([a-z]\)\s/

function textOfBlock(block: readonly PageLine[], rightEdge: number): string {
  const listsInline = block.some(line => inlineLetter.test(line.text))
  return block
    .map((line, index) => {
      const above = block[index - 1]
      if (!above) return line.text.trim()
      return `${isForcedWrap(above, line, { rightEdge, listsInline }) ? ' ' : '\n'}${line.text.trim()}`
    })
    .join('')
}

const letterMark = /^\(?[a-z]{1,4}\)\s/
const otherMark = /^(?:\d{1,3}\.\s|[A-Z]\.\s|[IVXL]{1,6}\.\s|Recommendation\s+\d|\d{1,4}$|#)/

/**
 * Whether a line that opens like a numbered one only goes on with the line above: its first word did not fit there.
 * Such a line is joined; all others stay apart, as they are printed.
 */
function isForcedWrap(
  above: PageLine,
  line: PageLine,
  { rightEdge, listsInline }: { rightEdge: number; listsInline: boolean },
): boolean {
  const text = line.text.trim()
  const letter = letterMark.test(text)
  if (!letter && !otherMark.test(text)) return false
  if (line.left > above.left + 0.5 * line.size) return false
  if (letter ? !listsInline && /[;:](?:\s+(?:and|or))?\s*$/.test(above.text) : /[.;:]\s*$/.test(above.text))
    return false
  return above.right + 0.3 * line.size + line.firstWordWidth > rightEdge
}

/** A step that so small a share of all lines takes is no leading: a fraction, a formula, a crooked scan. */
const leadingShareMin = 0.12

/**
 * The step from line to line within a paragraph, in sizes of the letters: the smallest that is frequent. In a document
 * of short paragraphs the gaps between them may be more frequent still.
 */
function usualStep(pages: readonly (readonly PageLine[])[]): number {
  const counts = new Map<number, number>()
  let all = 0
  for (const lines of pages) {
    for (let index = 1; index < lines.length; index++) {
      const [above, line] = [lines[index - 1]!, lines[index]!]
      if (Math.abs(above.size - line.size) > 0.05 * above.size) continue
      const step = Math.round(((above.baseline - line.baseline) / line.size) * 20) / 20
      if (step <= 0.8 || step >= 3) continue
      counts.set(step, (counts.get(step) ?? 0) + 1)
      all++
    }
  }
  const frequent = [...counts].filter(([, count]) => count >= all * leadingShareMin).map(([step]) => step)
  return Math.min(...(frequent.length > 0 ? frequent : [1.2]))
}
