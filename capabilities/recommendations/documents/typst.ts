import type { CompiledBlock } from './compilation.ts'
import type { Paper, PaperRecommendation, PaperReference, PaperRow } from './paper.ts'

/** Faces in the order in which a sign is looked for. */
const FACES = ['Noto Sans', 'Noto Naskh Arabic', 'Noto Sans Hans']

/**
 * A paper in the language of the typesetter. Words stand in string literals only, so that nothing
 * in a report is ever taken for a command.
 * @see Typst reference, "Syntax" and "Model"
 */
export function paperAsTypst(paper: Paper): string {
  const parts = [
    `#set document(title: ${literal(paper.title)}, author: "Palermo")`,
    '#set page(paper: "a4", margin: (x: 22mm, top: 24mm, bottom: 26mm), numbering: "1")',
    `#set text(font: (${FACES.map(literal).join(', ')}), size: 10pt, lang: ${literal(paper.language)})`,
    '#set par(leading: 0.72em, spacing: 0.9em)',
    '#set heading(numbering: none)',
    '#show heading.where(level: 1): it => block(above: 2em, below: 0.9em, text(size: 14pt, weight: "bold", it.body))',
    '#show heading.where(level: 2): it => block(above: 1.4em, below: 0.8em, text(size: 11pt, weight: "bold", fill: luma(90), it.body))',
    '#show footnote.entry: it => { set text(size: 8pt, lang: "en", dir: ltr); set align(left); it }',
    '#set footnote.entry(separator: align(left, line(length: 30%, stroke: 0.5pt)))',
    '#show table.cell: set block(breakable: false)',
    '#let english(body) = { set text(lang: "en", dir: ltr); set align(left); body }',
    `#block(below: 1.2em, text(size: 20pt, weight: "bold")[${words(paper.title)}])`,
    `#block(below: 0.6em, strong[${words(paper.sourcesTitle)}])`,
    ...paper.sources.map(source => `#english[#block(spacing: 0.6em)[${words(source)}]]`),
    ...(paper.lead ? [`#block(above: 1em)[${words(paper.lead)}]`] : []),
  ]
  for (const group of paper.groups) {
    parts.push(`#heading(level: 1)[${words(group.title)}]`)
    for (const part of group.parts) {
      parts.push(`#heading(level: 2)[${words(part.title)}]`)
      if (part.rows.length > 0) parts.push(table(paper, part.rows))
      for (const one of part.recommendations) parts.push(recommendation(paper, one))
    }
  }
  return `${parts.join('\n')}\n`
}

function table(paper: Paper, rows: readonly PaperRow[]): string {
  const withDocuments = rows.some(({ document }) => document !== '')
  const head = paper.columns.slice(0, withDocuments ? 4 : 3).map(column => `[#strong[${words(column)}]]`)
  const lines = rows.map(({ number, addressees, references, document }) => [
    `[${words(number)}]`,
    `[${words(addressees)}]`,
    `[${links(paper, references)}]`,
    ...(withDocuments ? [`[#english[${words(document)}]]`] : []),
  ])
  const columns = withDocuments ? '(17%, 25%, 28%, 30%)' : '(20%, 35%, 45%)'
  return `#table(columns: ${columns}, inset: (x: 5pt, y: 4pt), align: start, stroke: (x, y) => (bottom: 0.5pt + luma(190)), table.header(${head.join(', ')}), ${lines.flat().join(', ')})`
}

function recommendation(paper: Paper, one: PaperRecommendation): string {
  const see =
    one.references.length === 0
      ? ''
      : `\n#block(above: 0.6em, text(size: 9pt, style: "italic")[${words(`${paper.seeAlso} `)}${links(paper, one.references)}])`
  const head = `#block(above: 1.5em, below: 0.6em, sticky: true)[#strong[${words(`${one.position}. ${one.addressees}`)}]#h(0.8em)#text(size: 8.5pt, fill: luma(90), lang: "en")[${words(one.source)}]] <p${one.position}>`
  return `${head}\n#english[\n${one.blocks.map(block).join('\n')}\n]${see}`
}

/** As printed: a lead, or a sub-item with its letter hanging before it. */
function block({ mark, pieces }: CompiledBlock): string {
  const text = pieces
    .map(piece =>
      'text' in piece ? marked(piece) : `#footnote[${words(piece.note.resolved ?? piece.note.text)}]`,
    )
    .join('')
  if (mark === null) return `#block(spacing: 0.7em)[${text}]`
  return `#block(spacing: 0.7em, inset: (left: 8mm))[#grid(columns: (8mm, 1fr), [${words(mark)}], [${text}])]`
}

function marked({ text, is }: { text: string; is?: 'removed' | 'added' }): string {
  if (!is) return words(text)
  return is === 'removed'
    ? `#text(fill: rgb("#9B1C1C"), strike[${words(text)}])`
    : `#text(fill: rgb("#1B4B91"), underline[${words(text)}])`
}

/** References to numbers of the same paper can be followed. */
function links(paper: Paper, references: readonly PaperReference[]): string {
  return references
    .map(({ text, position }) => (position === null ? words(text) : `#link(<p${position}>)[${words(text)}]`))
    .join(words(paper.listSeparator))
}

const words = (text: string) => (text === '' ? '' : `#${literal(text)};`)

function literal(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, sign => (/[\n\t\r]/.test(sign) ? ' ' : '\ufffd'))
  return `"${plain.replace(/[\\"]/g, sign => `\\${sign}`)}"`
}
