import { printedReportOf } from '../documents/printed-report.ts'
import type {
  FrontLine,
  FrontRole,
  Piece,
  PrintedBlock,
  PrintedItem,
  PrintedNote,
  PrintedReport,
} from '../documents/report-document.ts'
import { printReportAsText } from '../documents/report-text.ts'
import { readReport } from '../reading/read-report.ts'
import type { Report, ReportProblem, TopicLevel } from '../recommendations.entity.ts'
import { type Holder, type LayoutStep, layOut } from './layout.ts'
import { PALERMO_NAMESPACE } from './write-akn.ts'
import { childOf, descendantsOf, elementsOf, readXml, UnreadableXml, type XmlElement } from './xml-nodes.ts'
import { forXml, unpacked } from './xml-text.ts'

export type AknReading =
  | {
      ok: true
      report: Report
      /** The text that the report was read from: the file as it was, or a new print of it. */
      source: string
      /** Whether `source` is the file that the document was written from, character for character. */
      exact: boolean
      printed: PrintedReport
    }
  | { ok: false; problem: Pick<ReportProblem, 'sentence'> }

/**
 * Reads a report in Akoma Ntoso back. Where the document carries the layout of its file and its words were not
 * changed since, the file is made again and read; else the words are printed in the layout of the reports and read.
 * It never throws; what is no such document comes back as one sentence.
 */
export function readAkn(xml: string): AknReading {
  try {
    return read(xml)
  } catch (error) {
    if (error instanceof UnreadableXml) return { ok: false, problem: { sentence: error.message } }
    throw error
  }
}

function read(xml: string): AknReading {
  const root = readXml(xml)
  if (
    root.name !== 'akomaNtoso' ||
    !root.space.startsWith('http://docs.oasis-open.org/legaldocml/ns/akn/3.0')
  )
    throw new UnreadableXml(
      'The file is XML, but no Akoma Ntoso 3.0 document. Choose the Akoma Ntoso file of a report.',
    )
  const document = elementsOf(root).find(({ children }) =>
    children.some(child => typeof child !== 'string' && child.name === 'mainBody'),
  )
  if (!document)
    throw new UnreadableXml(
      'The Akoma Ntoso document has no main body. Choose the file of a report, not of an act or a debate.',
    )
  const reader = new BodyReader(document)
  const printed = reader.read()
  const steps = layoutOf(document)
  const laidOut = steps && layOut(steps, reader.holders)
  if (laidOut !== null && laidOut !== undefined) {
    const reading = readReport(laidOut)
    if (reading.ok && sameWords(printedReportOf(reading.report), printed))
      return { ok: true, report: reading.report, source: laidOut, exact: true, printed }
  }
  const source = printReportAsText(printed)
  const reading = readReport(source)
  return reading.ok ? { ok: true, report: reading.report, source, exact: false, printed } : reading
}

function layoutOf(document: XmlElement): LayoutStep[] | null {
  const layout = descendantsOf(childOf(document, 'meta') ?? document, 'layout').find(
    ({ space }) => space === PALERMO_NAMESPACE,
  )
  if (!layout) return null
  return elementsOf(layout).map(({ name, attributes }) =>
    name === 'gap'
      ? { gap: unpacked(attributes.text ?? '') }
      : { holder: Number(attributes.of), at: Number(attributes.at), length: Number(attributes.length) },
  )
}

/** Equal up to what XML cannot hold. */
function sameWords(one: PrintedReport, other: PrintedReport): boolean {
  return forXml(JSON.stringify(joined(one))) === forXml(JSON.stringify(joined(other)))
}

function joined(report: PrintedReport): unknown {
  const words = (pieces: readonly Piece[]) =>
    pieces.reduce<Piece[]>((all, piece) => {
      const last = all.at(-1)
      const clean = typeof piece === 'string' ? forXml(piece) : piece
      if (clean === '') return all
      if (typeof clean === 'string' && typeof last === 'string') all[all.length - 1] = last + clean
      else all.push(clean)
      return all
    }, [])
  return {
    front: report.front.map(({ role, pieces, continues }) => [role, words(pieces), continues === true]),
    blocks: report.blocks.map(block =>
      block.is === 'unit'
        ? [
            block.kind,
            block.number,
            words(block.lead),
            block.items.map(item => [item.mark, forXml(item.label), words(item.pieces)]),
          ]
        : block.is === 'heading'
          ? [block.level, block.numeral, words(block.pieces)]
          : words(block.pieces),
    ),
    notes: report.notes.map(({ label, text }) => [label, forXml(text)]),
  }
}

const LEVELS: Record<string, TopicLevel> = {
  chapter: 'chapter', part: 'chapter', title: 'chapter', section: 'section', subsection: 'sub-section',
} // biome-ignore format: a table of names
const MARKS: readonly PrintedItem['mark'][] = ['letter', 'bullet', 'number', 'roman']

/** Reads the words of an Akoma Ntoso document, by this writer or another. */
class BodyReader {
  readonly holders: Holder[] = []
  readonly #document: XmlElement
  readonly #front: FrontLine[] = []
  readonly #blocks: PrintedBlock[] = []
  readonly #notes: PrintedNote[] = []
  readonly #noteAt = new Map<XmlElement, number>()
  readonly #noteNamed = new Map<string, number>()

  constructor(document: XmlElement) {
    this.#document = document
    const all = ['authorialNote', 'note'].flatMap(name => descendantsOf(document, name))
    const placed = all.map((node, place) => ({ node, order: orderOf(node, place) }))
    for (const [index, { node }] of placed.sort((one, other) => one.order - other.order).entries()) {
      this.#noteAt.set(node, index)
      if (node.attributes.eId) this.#noteNamed.set(node.attributes.eId, index)
      this.#notes.push({ label: node.attributes.marker ?? String(index + 1), text: '' })
    }
  }

  read(): PrintedReport {
    const preface = childOf(this.#document, 'preface')
    for (const line of preface ? linesOf(preface) : []) this.#frontLine(line)
    const body = childOf(this.#document, 'mainBody')!
    for (const child of elementsOf(body)) this.#block(child)
    const loose = childOf(childOf(this.#document, 'meta'), 'notes')
    for (const note of loose ? elementsOf(loose) : []) this.#note(note)
    return { front: this.#front, blocks: this.#blocks, notes: this.#notes }
  }

  #frontLine(line: XmlElement): void {
    const classes = (line.attributes.class ?? 'other').split(' ')
    const role = classes[0]!.replaceAll('-', ' ') as FrontRole
    const pieces = this.#pieces(line)
    this.#front.push({ role, pieces, ...(classes.includes('continues') && { continues: true }) })
  }

  #block(node: XmlElement): void {
    const num = childOf(node, 'num')
    const heading = childOf(node, 'heading')
    if (node.name === 'list' || (node.name === 'container' && !num)) {
      for (const child of elementsOf(node)) this.#block(child)
    } else if (node.name === 'hcontainer' && node.attributes.name === 'text') {
      for (const line of linesOf(node)) this.#blocks.push({ is: 'text', pieces: this.#pieces(line) })
    } else if (LEVELS[node.name] || (node.name === 'hcontainer' && heading)) {
      const numeral = num
        ? this.#plain(num)
            .replace(/\.\s*$/, '')
            .trim()
        : null
      const level = LEVELS[node.name] ?? 'unnumbered'
      this.#blocks.push({ is: 'heading', level, numeral, pieces: heading ? this.#pieces(heading) : [] })
      for (const child of elementsOf(node)) if (child !== num && child !== heading) this.#block(child)
    } else if (num) this.#unit(node, num)
    else {
      const lines = node.name === 'p' ? [node] : linesOf(node)
      for (const line of lines) this.#blocks.push({ is: 'text', pieces: this.#pieces(line) })
    }
  }

  #unit(node: XmlElement, num: XmlElement): void {
    const printed = this.#plain(num)
    const number = Number(/\d{1,6}/.exec(printed)?.[0] ?? Number.NaN)
    const opening =
      childOf(node, 'content') ?? childOf(node, 'intro') ?? childOf(childOf(node, 'list'), 'intro')
    const lead = opening ? this.#lines(opening) : []
    if (Number.isNaN(number)) {
      this.#blocks.push({ is: 'text', pieces: [`${printed} `, ...lead] })
      return
    }
    const kind = /^\s*Recommendation\b/.test(printed) ? 'Recommendation' : 'paragraph'
    const items = elementsOf(node).flatMap(child => (child.name === 'list' ? elementsOf(child) : [child]))
    this.#blocks.push({
      is: 'unit',
      kind,
      number,
      lead,
      items: items.flatMap(child =>
        ['point', 'indent', 'subparagraph', 'item'].includes(child.name) ? [this.#item(child)] : [],
      ),
    })
  }

  #item(node: XmlElement): PrintedItem {
    const num = childOf(node, 'num')
    const label = num ? this.#plain(num) : '–'
    const known = MARKS.find(mark => mark === node.attributes.class)
    const content = childOf(node, 'content') ?? childOf(node, 'intro')
    return {
      mark:
        known ??
        (/^\([a-z]\)$/.test(label)
          ? 'letter'
          : /^\(?[ivxIVX]+[.)]$/.test(label)
            ? 'roman'
            : /^\d/.test(label)
              ? 'number'
              : 'bullet'),
      label,
      pieces: content ? this.#lines(content) : [],
    }
  }

  /** Blocks within one element are one text to a reader of reports. */
  #lines(node: XmlElement): Piece[] {
    return elementsOf(node).flatMap((line, index) => [...(index > 0 ? [' '] : []), ...this.#pieces(line)])
  }

  #plain(node: XmlElement): string {
    return this.#pieces(node)
      .filter(piece => typeof piece === 'string')
      .join('')
  }

  /** The words of one element; it is a holder of its own, and each note within it another. */
  #pieces(node: XmlElement): Piece[] {
    const holder: Holder = { text: '' }
    this.holders.push(holder)
    const pieces: Piece[] = []
    const take = (words: string) => {
      holder.text += words
      if (typeof pieces.at(-1) === 'string') pieces[pieces.length - 1] += words
      else if (words !== '') pieces.push(words)
    }
    const walk = (from: XmlElement) => {
      for (const child of from.children) {
        if (typeof child === 'string') take(child)
        else if (child.name === 'authorialNote') pieces.push(this.#note(child))
        else if (child.name === 'noteRef') pieces.push(this.#noteRef(child))
        else if (child.name === 'eol' || child.name === 'br') take(' ')
        else walk(child)
      }
    }
    walk(node)
    return pieces
  }

  #note(node: XmlElement): Piece {
    const index = this.#noteAt.get(node) ?? null
    const words = descendantsOf(node, 'p')
      .map(line => this.#plain(line))
      .join(' ')
    if (index !== null) this.#notes[index]!.text = words
    return { label: node.attributes.marker ?? '', note: index }
  }

  #noteRef({ attributes }: XmlElement): Piece {
    return {
      label: attributes.marker ?? '',
      note: this.#noteNamed.get((attributes.href ?? '').slice(1)) ?? null,
    }
  }
}

/** The lines below an element, those of its notes not among them. */
function linesOf(node: XmlElement): XmlElement[] {
  return elementsOf(node).flatMap(child =>
    child.name === 'p' ? [child] : child.name === 'authorialNote' ? [] : linesOf(child),
  )
}

/** Notes stand in the order of the file, which their names carry; others in the order of the document. */
function orderOf(note: XmlElement, place: number): number {
  const number = /^authorialNote_(\d+)/.exec(note.attributes.eId ?? '')?.[1]
  return number ? Number(number) : place + 1
}
