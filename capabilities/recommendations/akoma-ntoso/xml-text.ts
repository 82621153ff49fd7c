/** What XML 1.0 cannot hold: most control characters, halves of surrogate pairs, two noncharacters. */
const OUTSIDE_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** A text with the replacement character for whatever XML cannot hold; its length stays. @see XML 1.0, 2.2 */
export function forXml(text: string): string {
  return text.replace(OUTSIDE_XML, '\ufffd')
}

/** Text between tags. */
export function escapeText(text: string): string {
  return forXml(text).replace(/[&<>\r]/g, sign => ENTITIES[sign]!)
}

function escapeAttribute(text: string): string {
  return forXml(text).replace(/[&<>"\r\n\t]/g, sign => ENTITIES[sign]!)
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

export type Attributes = Record<string, string | number | boolean | null | undefined>

/** One element; `content` is XML already. Attributes that are null or undefined are left out. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let open = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) open += ` ${key}="${escapeAttribute(String(value))}"`
  }
  return content === '' ? `<${open}/>` : `<${open}>${content}</${name}>`
}

/** Any text at all as one that XML can hold: backslash, control characters and odd code units as \uXXXX. */
export function packed(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/[\r\t]/g, sign => (sign === '\r' ? '\\r' : '\\t'))
    .replace(OUTSIDE_XML, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The text that `packed` was given. */
export function unpacked(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, sign: string) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16))
    return sign === 'n' ? '\n' : sign === 'r' ? '\r' : sign === 't' ? '\t' : sign
  })
}
