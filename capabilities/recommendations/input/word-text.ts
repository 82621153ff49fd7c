import { UNPACKED_BYTES_MAX, Unpackable, unpack } from './unpack.ts'
import { WordNumbering } from './word-numbering.ts'
import { WordStyles } from './word-styles.ts'
import { childrenOf, firstOf, isOn, readXml, settingOf, type XmlNode } from './word-xml.ts'

export interface WordText {
  text: string
  /** Whether changes are recorded in the file; they are read as accepted. */
  trackedChanges: boolean
}

const partNames = /^word\/(?:document|footnotes|endnotes|numbering|styles|(?:header|footer)\d*)\.xml$/

/**
 * Reads the text of a Word document (.docx): headers and footers once, then the body with the numbers that Word
 * prints, then the notes. Headings are marked with "##", notes with their raised numbers; hidden text is left out.
 * @throws Unpackable, DamagedXml
 * @see ECMA-376 part 1, WordprocessingML
 */
export function textOfWord(bytes: Uint8Array, unpackedBytesMax = UNPACKED_BYTES_MAX): WordText {
  const parts = unpack(bytes, name => partNames.test(name), unpackedBytesMax)
  const part = (name: string) => {
    const found = parts.get(`word/${name}.xml`)
    return found ? readXml(found) : undefined
  }
  const document = part('document')
  const body = firstOf(document, 'w:body')
  if (!body) throw new Unpackable('damaged')
  const styles = new WordStyles(part('styles'))
  const numbering = new WordNumbering(part('numbering'))
  const writer = new WordWriter(styles, numbering)
  const around = [...parts.keys()]
    .filter(name => /(?:header|footer)\d*\.xml$/.test(name))
    .sort()
    .flatMap(name => new WordWriter(styles, new WordNumbering(undefined)).blocks(readXml(parts.get(name)!)))
  const blocks = [...new Set(around), ...writer.blocks(body)]
  const notes = [
    ...writer.notes(part('footnotes'), 'w:footnote'),
    ...writer.notes(part('endnotes'), 'w:endnote'),
  ]
  return { text: [...blocks, ...notes].join('\n\n'), trackedChanges: writer.trackedChanges }
}

interface RunText {
  text: string
  bold: boolean
}

/** Elements of a paragraph that hold runs of printed text. */
const wrappers = new Set([
  'w:hyperlink', 'w:ins', 'w:moveTo', 'w:smartTag', 'w:sdt', 'w:sdtContent', 'w:fldSimple', 'w:customXml', 'w:dir',
  'w:bdo', 'mc:AlternateContent', 'mc:Choice',
]) // biome-ignore format: a table of names

class WordWriter {
  trackedChanges = false
  readonly #styles: WordStyles
  readonly #numbering: WordNumbering
  /** Word's ids of the notes in the order of print, with the number that Word prints; null where the text has its own mark. */
  readonly #marks = {
    'w:footnote': new Map<string, number | null>(),
    'w:endnote': new Map<string, number | null>(),
  }
  #notesNumbered = 0

  constructor(styles: WordStyles, numbering: WordNumbering) {
    this.#styles = styles
    this.#numbering = numbering
  }

  /** The paragraphs of a body, a cell, a note; one block of text each. */
  blocks(container: XmlNode): string[] {
    const blocks: string[] = []
    for (const node of container.children) {
      if (typeof node === 'string') continue
      if (node.name === 'w:p') {
        const text = this.#paragraph(node)
        if (text.trim() !== '') blocks.push(text)
      } else if (
        node.name === 'w:tbl' ||
        node.name === 'w:tr' ||
        node.name === 'w:tc' ||
        wrappers.has(node.name)
      ) {
        for (const block of this.blocks(node)) blocks.push(block)
      }
    }
    return blocks
  }

  /** The notes that the text uses, in the order of their numbers, each in one line. */
  notes(root: XmlNode | undefined, kind: 'w:footnote' | 'w:endnote'): string[] {
    const nodes = new Map(
      (root ? childrenOf(root, kind) : []).map(node => [node.attributes['w:id'] ?? '', node]),
    )
    return [...this.#marks[kind]].flatMap(([id, number]) => {
      const node = nodes.get(id)
      const words = node ? this.blocks(node).join(' ').replace(/\s+/g, ' ').trim() : ''
      return words === '' ? [] : [number === null ? words : `<sup>${number}</sup> ${words}`]
    })
  }

  #paragraph(node: XmlNode): string {
    const settings = firstOf(node, 'w:pPr')
    const style = this.#styles.find(settingOf(firstOf(settings, 'w:pStyle')))
    const runs = this.#runs(node, style.bold)
    const words = runs.map(run => run.text).join('')
    const numbering = firstOf(settings, 'w:numPr')
    const list = settingOf(firstOf(numbering, 'w:numId')) ?? style.list
    const level = Number(settingOf(firstOf(numbering, 'w:ilvl')) ?? style.level)
    const number =
      list !== null && list !== '0' && words.trim() !== '' ? this.#numbering.next(list, level) : ''
    const text = `${number === '' ? '' : `${number} `}${words.trim()}`
    const outline = settingOf(firstOf(settings, 'w:outlineLvl'))
    const heading = outline !== undefined ? Number(outline) < 9 : style.heading
    if (heading && words.trim() !== '') return `## ${text.replace(/\s*\n\s*/g, ' ')}`
    const printed = runs.filter(run => run.text.trim() !== '')
    const allBold = printed.length > 0 && printed.every(run => run.bold) && !text.includes('\n')
    return allBold ? `**${text}**` : text
  }

  #runs(node: XmlNode, bold: boolean): RunText[] {
    const runs: RunText[] = []
    for (const child of node.children) {
      if (typeof child === 'string') continue
      if (child.name === 'w:del' || child.name === 'w:moveFrom' || child.name === 'w:ins')
        this.trackedChanges = true
      if (child.name === 'w:r') runs.push(this.#run(child, bold))
      else if (wrappers.has(child.name)) for (const run of this.#runs(child, bold)) runs.push(run)
    }
    return runs
  }

  #run(node: XmlNode, bold: boolean): RunText {
    const settings = firstOf(node, 'w:rPr')
    const own = firstOf(settings, 'w:b')
    const isBold = own ? isOn(own) : bold
    if (isOn(firstOf(settings, 'w:vanish'))) return { text: '', bold: isBold }
    const words = this.#words(node)
    const raised = settingOf(firstOf(settings, 'w:vertAlign')) === 'superscript'
    const text =
      raised && /^[\d,*\s]{1,12}$/.test(words)
        ? words.replace(/[\d,*]+/g, mark => `<sup>${mark}</sup>`)
        : words
    return { text, bold: isBold }
  }

  #words(node: XmlNode): string {
    let text = ''
    for (const child of node.children) {
      if (typeof child === 'string') continue
      if (child.name === 'w:t') text += child.children.filter(part => typeof part === 'string').join('')
      else if (child.name === 'w:tab' || child.name === 'w:ptab') text += '\t'
      else if (child.name === 'w:br' || child.name === 'w:cr') text += '\n'
      else if (child.name === 'w:noBreakHyphen') text += '-'
      else if (child.name === 'w:sym') text += symbolOf(child)
      else if (child.name === 'w:footnoteReference' || child.name === 'w:endnoteReference')
        text += this.#noteMark(child)
      else if (child.name === 'mc:AlternateContent' || child.name === 'w:pict' || child.name === 'w:drawing')
        text += this.#boxed(child)
    }
    return text
  }

  #noteMark(node: XmlNode): string {
    const marks = this.#marks[node.name === 'w:footnoteReference' ? 'w:footnote' : 'w:endnote']
    const id = node.attributes['w:id'] ?? ''
    const ownMark = ['1', 'true', 'on'].includes(node.attributes['w:customMarkFollows'] ?? '')
    if (!marks.has(id)) marks.set(id, ownMark ? null : ++this.#notesNumbered)
    return ownMark ? '' : `<sup>${marks.get(id)}</sup>`
  }

  /** The text of a box, once: the second form of an alternative repeats it. */
  #boxed(node: XmlNode): string {
    const found: string[] = []
    const search = (from: XmlNode) => {
      for (const child of from.children) {
        if (typeof child === 'string' || child.name === 'mc:Fallback') continue
        if (child.name === 'w:txbxContent') for (const block of this.blocks(child)) found.push(block)
        else search(child)
      }
    }
    search(node)
    return found.length > 0 ? `\n${found.join('\n')}\n` : ''
  }
}

/** A sign of a symbol font; bullets and dashes are what reports use of them. */
function symbolOf(node: XmlNode): string {
  const code = Number.parseInt(node.attributes['w:char'] ?? '', 16)
  if (!Number.isFinite(code)) return ''
  return code >= 0xf000 && code <= 0xf0ff ? '•' : String.fromCodePoint(Math.min(code, 0x10ffff))
}
