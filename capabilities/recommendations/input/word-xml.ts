import { SaxesParser } from 'saxes'

/** An element of a Word part. Only what is printed or counted is kept: elements with their attributes, and text. */
export interface XmlNode {
  name: string
  attributes: Readonly<Record<string, string>>
  children: (XmlNode | string)[]
}

/** A part that is no XML as Word writes it. */
export class DamagedXml extends Error {
  override readonly name = 'DamagedXml'
}

const depthMax = 400
const nodesMax = 3_000_000

/**
 * Reads one part of a Word file. A document type declaration, which Office files may not have and which is the way to
 * make a small file large, is refused.
 * @throws DamagedXml
 * @see ECMA-376 part 2, section 8.1.4: a part shall contain no document type declaration
 */
export function readXml(bytes: Uint8Array): XmlNode {
  const parser = new SaxesParser()
  const root: XmlNode = { name: '', attributes: {}, children: [] }
  const open: XmlNode[] = [root]
  let nodes = 0
  const stop = () => {
    throw new DamagedXml('The part is no XML as Word writes it.')
  }
  parser.on('doctype', stop)
  parser.on('error', stop)
  parser.on('opentag', ({ name, attributes }) => {
    if (++nodes > nodesMax || open.length > depthMax) stop()
    const node: XmlNode = { name, attributes: attributes as Record<string, string>, children: [] }
    open.at(-1)!.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  const take = (text: string) => void open.at(-1)!.children.push(text)
  parser.on('text', take)
  parser.on('cdata', take)
  parser.write(decoded(bytes)).close()
  const first = root.children.find((child): child is XmlNode => typeof child !== 'string')
  if (!first) throw new DamagedXml('The part is empty.')
  return first
}

/** Office writes UTF-8 or UTF-16. */
function decoded(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(wide).decode(bytes)
}

/** Elements of that name directly within. */
export const childrenOf = (node: XmlNode, name: string): XmlNode[] =>
  node.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name)

export const firstOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child): child is XmlNode => typeof child !== 'string' && child.name === name)

/** The attribute that carries what most of Word's settings say. */
export const settingOf = (node: XmlNode | undefined): string | undefined => node?.attributes['w:val']

/** Whether a switch such as bold is on: it is there, and does not say that it is off. */
export const isOn = (node: XmlNode | undefined): boolean =>
  node !== undefined && !['0', 'false', 'off', 'none'].includes(settingOf(node) ?? 'true')
