import { childrenOf, firstOf, isOn, settingOf, type XmlNode } from './word-xml.ts'

/** What a style says that matters to the text: whether it is a heading, bold, and what it numbers. */
export interface WordStyle {
  heading: boolean
  bold: boolean
  list: string | null
  level: number
}

const plain: WordStyle = { heading: false, bold: false, list: null, level: 0 }
const inheritedMax = 20

/** Styles by their ids, each with what it takes over from the one it is based on. */
export class WordStyles {
  readonly #nodes = new Map<string, XmlNode>()
  readonly #known = new Map<string, WordStyle>()

  /** @param styles the root of word/styles.xml, if there is one */
  constructor(styles: XmlNode | undefined) {
    for (const node of styles ? childrenOf(styles, 'w:style') : [])
      this.#nodes.set(node.attributes['w:styleId'] ?? '', node)
  }

  find(id: string | undefined, depth = 0): WordStyle {
    const node = id === undefined ? undefined : this.#nodes.get(id)
    if (!node || id === undefined || depth > inheritedMax) return plain
    const known = this.#known.get(id)
    if (known) return known
    const base = this.find(settingOf(firstOf(node, 'w:basedOn')), depth + 1)
    const paragraph = firstOf(node, 'w:pPr')
    const numbering = firstOf(paragraph, 'w:numPr')
    const bold = firstOf(firstOf(node, 'w:rPr'), 'w:b')
    const outline = settingOf(firstOf(paragraph, 'w:outlineLvl'))
    const style: WordStyle = {
      heading: outline !== undefined ? Number(outline) < 9 : base.heading,
      bold: bold ? isOn(bold) : base.bold,
      list: settingOf(firstOf(numbering, 'w:numId')) ?? base.list,
      level: Number(settingOf(firstOf(numbering, 'w:ilvl')) ?? base.level),
    }
    this.#known.set(id, style)
    return style
  }
}
