import { SaxesParser } from 'saxes'

/** An element with what stands in it. Names are without prefixes; `space` is the namespace. */
export interface XmlElement {
  name: string
  space: string
  attributes: Readonly<Record<string, string>>
  children: (XmlElement | string)[]
}

/** A file that is no XML, or XML that nobody should open. The message is one sentence for the reader. */
export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml'
}

/** Longest file that is read, in characters; the longest report known gives 200,000. */
export const XML_LENGTH_MAX = 60_000_000
const DEPTH_MAX = 200
const ELEMENTS_MAX = 2_000_000

/**
 * Reads XML into elements. Document type declarations are refused, so that no entity is ever expanded; so are files
 * that are too long, too deep or have too many elements.
 * @throws UnreadableXml
 */
export function readXml(text: string): XmlElement {
  if (text.length > XML_LENGTH_MAX)
    throw new UnreadableXml('The file is too long for a report. Choose the Akoma Ntoso file of one report.')
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: XmlElement[] = [{ name: '', space: '', attributes: {}, children: [] }]
  let elements = 0
  const refuse = (sentence: string) => {
    throw new UnreadableXml(sentence)
  }
  parser.on('doctype', () =>
    refuse(
      'The file declares a document type, which could hide other files or grow without end; it was not read.',
    ),
  )
  parser.on('error', () =>
    refuse(
      `The file is not well-formed XML near line ${parser.line}. Choose a file that its program saved whole.`,
    ),
  )
  parser.on('opentag', tag => {
    elements++
    if (elements > ELEMENTS_MAX || open.length > DEPTH_MAX)
      refuse('The file has more elements, or more within each other, than any report; it was not read.')
    const attributes: Record<string, string> = {}
    for (const attribute of Object.values(tag.attributes)) attributes[attribute.local] = attribute.value
    const node: XmlElement = { name: tag.local, space: tag.uri, attributes, children: [] }
    open.at(-1)!.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  const take = (words: string) => void open.at(-1)!.children.push(words)
  parser.on('text', take)
  parser.on('cdata', take)
  parser.write(text.startsWith('\ufeff') ? text.slice(1) : text).close()
  const root = elementsOf(open[0]!)[0]
  if (!root) throw new UnreadableXml('The file is empty: it holds no XML.')
  return root
}

export function elementsOf(node: XmlElement): XmlElement[] {
  return node.children.filter((child): child is XmlElement => typeof child !== 'string')
}

export function childOf(node: XmlElement | undefined, name: string): XmlElement | undefined {
  return node && elementsOf(node).find(child => child.name === name)
}

/** Every element of that name below, in document order. */
export function descendantsOf(node: XmlElement, name: string): XmlElement[] {
  return elementsOf(node).flatMap(child => [
    ...(child.name === name ? [child] : []),
    ...descendantsOf(child, name),
  ])
}
