import { type Language, languages } from '#kernel/entity/codelist.ts'
import type { Block, Breakdown, ReturnDimension, TableDefinition } from '../../return.entity.ts'

type Texts = Record<Language, string>

/** The next version of a table before anybody has changed anything: the newest one, from next year on. */
export const nextDraft = (last: TableDefinition, thisYear: number): TableDefinition => ({
  ...structuredClone(last),
  version: last.version + 1,
  from: String(Math.max(Number(last.from), thisYear + 1)),
  reason: '',
})

/** A further part that counts by a dimension, with every code of its list. */
export function newBlock(
  blocks: readonly Block[],
  dimension: ReturnDimension,
  codes: Readonly<Record<string, readonly string[]>>,
): Block {
  const taken = new Set(blocks.map(({ id }) => id))
  let id: string = dimension
  for (let n = 2; taken.has(id); n++) id = `${dimension}-${n}`
  return { id, title: inAll(''), rows: newSide(dimension, codes) }
}

/** A breakdown with every code of its list; what has no list is added by agencies. */
export function newSide(
  dimension: ReturnDimension,
  codes: Readonly<Record<string, readonly string[]>>,
): Breakdown {
  const open = openKind(dimension)
  return { dimension, codes: [...(codes[dimension] ?? [])], ...(open && { open }) }
}

/** What agencies may add as rows of their own. */
export const openKind = (dimension: ReturnDimension): Breakdown['open'] =>
  dimension === 'citizenship' ? 'countries' : dimension === 'article' ? 'text' : undefined

/** The parts with one moved up or down. */
export function movedBlock(blocks: readonly Block[], from: number, by: -1 | 1): Block[] {
  const moved = [...blocks]
  const [block] = moved.splice(from, 1)
  moved.splice(from + by, 0, block!)
  return moved
}

/** The same definition as agencies will read it: English where a language has nothing. */
export const asRead = (definition: TableDefinition): TableDefinition => ({
  ...definition,
  title: filled(definition.title),
  note: filled(definition.note),
  blocks: definition.blocks.map(blockAsRead),
})

export const blockAsRead = (block: Block): Block => ({ ...block, title: filled(block.title) })

const filled = (texts: Texts): Texts =>
  Object.fromEntries(
    languages.map(language => [language, texts[language]?.trim() ? texts[language] : (texts.en ?? '')]),
  ) as Texts

const inAll = (text: string): Texts =>
  Object.fromEntries(languages.map(language => [language, text])) as Texts

/** Languages in which every one of these texts has no wording of its own. */
export const untranslated = (texts: readonly Texts[]): Language[] =>
  languages.filter(
    language =>
      language !== 'en' &&
      texts.some(one => one.en.trim() !== '' && (!one[language]?.trim() || one[language] === one.en)),
  )

/** Languages that still say what they said before though the English was written anew. */
export const leftBehind = (pairs: readonly { before: Texts | undefined; after: Texts }[]): Language[] =>
  languages.filter(
    language =>
      language !== 'en' &&
      pairs.some(
        ({ before, after }) =>
          before !== undefined &&
          before.en !== after.en &&
          before[language] === after[language] &&
          before[language] !== before.en,
      ),
  )
