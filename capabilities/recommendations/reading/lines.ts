/** One line of the file. `start` and `end` bound it in the source, without its line break. */
export interface Line {
  number: number
  start: number
  end: number
  text: string
}

const LINE_BREAK = /\r\n|\n|\r|\f|\u2028|\u2029/g

/** Splits a text into lines; their offsets point into it. */
export function splitLines(source: string): Line[] {
  const lines: Line[] = []
  let start = 0
  const push = (end: number) => {
    lines.push({ number: lines.length + 1, start, end, text: source.slice(start, end) })
  }
  for (const found of source.matchAll(LINE_BREAK)) {
    push(found.index)
    start = found.index + found[0].length
  }
  push(source.length)
  return lines
}

/** A line without the typography that carries no meaning: hashes, bold, indentation. */
export interface BareLine {
  text: string
  /** Offset of `text` within the line. */
  from: number
  to: number
  /** Hashes or bold around the whole line: a hint that it is a heading, never its level. */
  marked: boolean
}

/** Strips the hashes and the bold that surround a whole line. */
export function bareLine(line: string): BareLine {
  let from = 0
  let to = line.length
  let marked = false
  const skipSpace = () => {
    while (from < to && isSpace(line.charCodeAt(from))) from++
    while (to > from && isSpace(line.charCodeAt(to - 1))) to--
  }
  skipSpace()
  let hashes = 0
  while (hashes < 6 && line[from + hashes] === '#') hashes++
  if (hashes > 0 && isSpace(line.charCodeAt(from + hashes))) {
    from += hashes
    marked = true
    skipSpace()
  }
  const inner = line.slice(from, to)
  if (inner.length > 4 && inner.startsWith('**') && inner.indexOf('**', 2) === inner.length - 2) {
    from += 2
    to -= 2
    marked = true
    skipSpace()
  }
  return { text: line.slice(from, to), from, to, marked }
}

export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0x1680 ||
    code === 0x202f ||
    code === 0x205f ||
    (code >= 0x2000 && code <= 0x200a)
  )
}

export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) return false
  return true
}

/** A horizontal rule: it parts the text from the notes, or is decoration. */
export function isRule(text: string): boolean {
  return /^\s*(?:-{3,}|_{3,}|\*{3,}|={3,})\s*$/.test(text)
}

/** A United Nations document symbol, alone. */
export const SYMBOL = /^[A-Z]{1,6}(?:\/[A-Z0-9][A-Za-z0-9.()-]{0,20}){1,8}$/

const JOB_NUMBER = /^(?:V|GE|N)\.\d{2}-\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{6})*(?:\s*\*\d+\*)?$/
const BAR_CODE = /^\*\s?\d{6,10}\s?\*$/
const PAGE_OF = /^(?:[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?|\d{1,4}\s*\/\s*\d{1,4}|-\s?\d{1,4}\s?-)$/
const PAGE_NUMBER = /^\d{1,4}$/
const STATIONERY = /^(?:Distr\.\s?:|Original\s?:|United Nations$|Please recycle)/

/**
 * The lines that belong to the page and not to the text: running headers, job numbers, bar codes, page numbers.
 * A short line that comes back beside such a line is a running header too.
 * @returns the indices of those lines, counted from 0
 */
export function findFurniture(lines: readonly Line[], bodyFrom: number): Set<number> {
  const furniture = new Set<number>()
  const seen = new Map<string, number[]>()
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index]!.text.trim()
    if (text === '' || text.length > 120) continue
    const stands = index >= bodyFrom
    if (JOB_NUMBER.test(text) || BAR_CODE.test(text) || PAGE_OF.test(text)) furniture.add(index)
    else if (stands && (PAGE_NUMBER.test(text) || STATIONERY.test(text))) furniture.add(index)
    else if (stands && SYMBOL.test(text)) {
      if (!text.endsWith('.') && standsApart(lines, furniture, index)) furniture.add(index)
    } else if (/^[A-Z]/.test(text) && !/^(?:[A-Z]|[IVXL]+)\.\s|^Recommendation\b|[.;:,]$/.test(text)) {
      const places = seen.get(text)
      if (places) places.push(index)
      else seen.set(text, [index])
    }
  }
  for (const places of seen.values()) {
    if (places.length < 2) continue
    const beside = places.filter(index => touches(lines, furniture, index))
    if (beside.length >= 2) for (const index of beside) furniture.add(index)
  }
  return furniture
}

function standsApart(lines: readonly Line[], furniture: ReadonlySet<number>, index: number): boolean {
  const apart = (at: number) => at < 0 || at >= lines.length || furniture.has(at) || isBlank(lines[at]!.text)
  return apart(index - 1) || apart(index + 1)
}

function touches(lines: readonly Line[], furniture: ReadonlySet<number>, index: number): boolean {
  for (const step of [-1, 1]) {
    let at = index + step
    while (at >= 0 && at < lines.length && isBlank(lines[at]!.text)) at += step
    if (furniture.has(at)) return true
  }
  return false
}
