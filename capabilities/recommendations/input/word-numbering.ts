import { childrenOf, firstOf, settingOf, type XmlNode } from './word-xml.ts'

/** One level of a numbered list as Word describes it. */
interface Level {
  format: string
  /** "%1.", "(%2)": what is printed, with the numbers of the levels. */
  print: string
  start: number
  /** The level whose advance starts this one anew; null for any higher one, 0 for none. */
  restartAfter: number | null
  style: string | null
}

interface List {
  id: string
  levels: Map<number, Level>
}

const levelsMax = 9

/** The numbers that Word prints before paragraphs without writing them into the text, counted in the order of print. */
export class WordNumbering {
  readonly #lists = new Map<string, List>()
  /** By list and level: the last number given. Lists of one definition count on together. */
  readonly #counts = new Map<string, (number | undefined)[]>()
  readonly #started = new Set<string>()
  readonly #overrides = new Map<string, Map<number, number>>()

  /** @param numbering the root of word/numbering.xml; undefined when the document numbers nothing */
  constructor(numbering: XmlNode | undefined) {
    if (!numbering) return
    const definitions = new Map<string, XmlNode>()
    for (const node of childrenOf(numbering, 'w:abstractNum'))
      definitions.set(node.attributes['w:abstractNumId'] ?? '', node)
    for (const node of childrenOf(numbering, 'w:num')) {
      const id = node.attributes['w:numId'] ?? ''
      const definition = settingOf(firstOf(node, 'w:abstractNumId')) ?? ''
      const levels = levelsOf(definitions.get(definition))
      const starts = new Map<number, number>()
      for (const override of childrenOf(node, 'w:lvlOverride')) {
        const level = Number(override.attributes['w:ilvl'] ?? 0)
        const own = firstOf(override, 'w:lvl')
        if (own) levels.set(level, levelOf(own))
        const start = settingOf(firstOf(override, 'w:startOverride'))
        if (start !== undefined) starts.set(level, Number(start))
      }
      this.#overrides.set(id, starts)
      this.#lists.set(id, { id: definition, levels })
    }
  }

  /**
   * Counts one paragraph and says what is printed before it.
   * @param list Word's number of the list
   * @param level counted from 0
   * @returns "12.", "(a)", "–"; an empty text when nothing is printed
   */
  next(list: string, level: number): string {
    const known = this.#lists.get(list)
    const at = known?.levels.get(level)
    if (!known || !at || level >= levelsMax) return ''
    const counts = this.#counts.get(known.id) ?? []
    this.#counts.set(known.id, counts)
    const override = this.#overrides.get(list)?.get(level)
    if (override !== undefined && !this.#started.has(`${list} ${level}`)) counts[level] = override
    else counts[level] = (counts[level] ?? at.start - 1) + 1
    this.#started.add(`${list} ${level}`)
    for (let deeper = level + 1; deeper < levelsMax; deeper++) {
      const restart = known.levels.get(deeper)?.restartAfter ?? null
      if (restart === null || (restart > 0 && level < restart)) counts[deeper] = undefined
    }
    if (at.format === 'bullet') return '–'
    if (at.format === 'none') return ''
    return at.print.replace(/%(\d)/g, (_, figure: string) => {
      const other = Number(figure) - 1
      const count = counts[other] ?? known.levels.get(other)?.start ?? 1
      return printed(count, known.levels.get(other)?.format ?? 'decimal')
    })
  }
}

function levelsOf(definition: XmlNode | undefined): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const node of definition ? childrenOf(definition, 'w:lvl') : [])
    levels.set(Number(node.attributes['w:ilvl'] ?? 0), levelOf(node))
  return levels
}

function levelOf(node: XmlNode): Level {
  const restart = settingOf(firstOf(node, 'w:lvlRestart'))
  return {
    format: settingOf(firstOf(node, 'w:numFmt')) ?? 'decimal',
    print: settingOf(firstOf(node, 'w:lvlText')) ?? '',
    start: Number(settingOf(firstOf(node, 'w:start')) ?? 1),
    restartAfter: restart === undefined ? null : Number(restart),
    style: settingOf(firstOf(node, 'w:pStyle')) ?? null,
  }
}

/** A count as Word prints it. @see ECMA-376 part 1, section 17.18.59, ST_NumberFormat */
function printed(count: number, format: string): string {
  if (format === 'lowerLetter') return letters(count)
  if (format === 'upperLetter') return letters(count).toUpperCase()
  if (format === 'lowerRoman') return roman(count)
  if (format === 'upperRoman') return roman(count).toUpperCase()
  if (format === 'decimalZero') return String(count).padStart(2, '0')
  return String(count)
}

/** a … z, aa … zz, as Word counts on. */
function letters(count: number): string {
  if (count < 1) return ''
  const letter = String.fromCharCode(97 + ((count - 1) % 26))
  return letter.repeat(Math.min(4, Math.floor((count - 1) / 26) + 1))
}

const romans = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'],
  [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
] as const // biome-ignore format: a table of numerals

function roman(count: number): string {
  if (count < 1 || count > 3_999) return String(count)
  let rest = count
  let text = ''
  for (const [value, numeral] of romans) for (; rest >= value; rest -= value) text += numeral
  return text
}
