import { diffArrays } from 'diff'
import { renamings } from '../reading/aliases.ts'

/**
 * What kind of edit it is: a body called by its later name, reported speech set in the present, a cross-reference put in,
 * or other words.
 */
export type EditKind = 'renaming' | 'tense' | 'cross-reference' | 'words'

/** Words that one issue of a text has and the other has not, at one place; either side may be empty. */
export interface WordEdit {
  kind: EditKind
  from: string
  to: string
  /** The lettered sub-item of the later text in which it stands. */
  sub: string | null
}

/** A stretch of both texts, or of one alone, in the order of reading. */
export interface DifferenceStretch {
  is: 'same' | 'removed' | 'added'
  text: string
  /** Of what is removed or added. */
  kind: EditKind | null
}

export interface Difference {
  edits: WordEdit[]
  stretches: DifferenceStretch[]
}

interface Token {
  text: string
  /** What is compared: quotation marks and dashes of one kind. */
  key: string
  start: number
  end: number
}

/** Texts further apart than so many words are shown as wholly replaced. */
const editsMax = 3_000
const TOKEN =
  /\((?:see|See)(?: also)? (?:paras?\.|paragraphs?|recommendations?)\s[^()]{0,400}(?:\([a-z]\)[^()]{0,400}){0,40}\)|[A-Z]{1,6}(?:\/[A-Z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)+|[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*|[^\s]/gu

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), found => ({
    text: found[0],
    key: found[0].replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, '-'),
    start: found.index,
    end: found.index + found[0].length,
  }))
}

/**
 * How one issue of a text was edited into another, word by word. White space, and the shape of quotation marks, are no
 * difference.
 */
export function differenceOf(from: string, to: string): Difference {
  const before = tokensOf(from)
  const after = tokensOf(to)
  const changes = diffArrays(before, after, {
    comparator: (one: Token, other: Token) => one.key === other.key,
    maxEditLength: editsMax,
  })
  const runs = changes ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ]
  const letters = lettersOf(to)
  const edits: WordEdit[] = []
  const stretches: DifferenceStretch[] = []
  /** How many tokens of the later and of the earlier text are behind. */
  let at = 0
  let place = 0
  let ends = { from: 0, to: 0 }
  // With the white space before it, so that the stretches read on as one text.
  const stretch = (text: string, since: number, tokens: readonly Token[]) =>
    text.slice(since, tokens.at(-1)!.end)
  for (let index = 0; index < runs.length; ) {
    const run = runs[index]!
    if (!run.removed && !run.added) {
      // The comparator lets either text stand for both; the later one is shown.
      const same = after.slice(at, at + run.value.length)
      at += run.value.length
      place += run.value.length
      stretches.push({ is: 'same', text: stretch(to, ends.to, same), kind: null })
      ends = { from: before[place - 1]!.end, to: same.at(-1)!.end }
      index++
      continue
    }
    const removed: Token[] = []
    const added: Token[] = []
    for (; index < runs.length && (runs[index]!.removed || runs[index]!.added); index++)
      for (const token of runs[index]!.value) (runs[index]!.removed ? removed : added).push(token)
    for (const part of removed.length > 0 ? [added] : byReference(added)) {
      const kind = kindOf(removed, part, from, to)
      const sub = subAt(letters, part[0]?.start ?? after[at]?.start ?? to.length)
      edits.push({ kind, from: textOf(from, removed), to: textOf(to, part), sub })
      if (removed.length > 0) stretches.push({ is: 'removed', text: stretch(from, ends.from, removed), kind })
      if (part.length > 0) stretches.push({ is: 'added', text: stretch(to, ends.to, part), kind })
      ends.to = part.at(-1)?.end ?? ends.to
    }
    at += added.length
    place += removed.length
    ends.from = removed.at(-1)?.end ?? ends.from
  }
  return { edits, stretches }
}

const textOf = (text: string, tokens: readonly Token[]): string =>
  tokens.length === 0 ? '' : text.slice(tokens[0]!.start, tokens.at(-1)!.end)

function kindOf(removed: readonly Token[], added: readonly Token[], from: string, to: string): EditKind {
  if (isReference([...removed, ...added])) return 'cross-reference'
  if (renamings.some(([earlier, now]) => lies(removed, from, earlier) && lies(added, to, now)))
    return 'renaming'
  return isTense(removed, added) ? 'tense' : 'words'
}

/** Added words parted where a cross-reference begins or ends: it is an edit of its own. */
function byReference(added: readonly Token[]): Token[][] {
  const parts: Token[][] = []
  for (const token of added) {
    const last = parts.at(-1)
    if (last && isReference([last[0]!]) === isReference([token])) last.push(token)
    else parts.push([token])
  }
  return parts
}

const isReference = (tokens: readonly Token[]): boolean => tokens.every(({ text }) => /^\([Ss]ee /.test(text))

/** Whether the words stand inside a name, wherever the text has it. */
function lies(tokens: readonly Token[], text: string, name: string): boolean {
  const [start, end] = [tokens[0]?.start, tokens.at(-1)?.end]
  if (start === undefined || end === undefined) return false
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (start >= at && end <= at + name.length) return true
  return false
}

/** What reported speech makes of the present. */
const pastOf: Readonly<Record<string, readonly string[]>> = {
  are: ['were'],
  is: ['was'],
  do: ['did'],
  does: ['did'],
  has: ['had'],
  have: ['had'],
  can: ['could'],
  may: ['might'],
  will: ['would'],
}

function isTense(removed: readonly Token[], added: readonly Token[]): boolean {
  if (removed.length !== added.length || removed.length === 0) return false
  return removed.every((token, index) => {
    const [past, present] = [token.text.toLowerCase(), added[index]!.text.toLowerCase()]
    if (past === present) return true
    if (pastOf[present]?.includes(past)) return true
    const stem = present.replace(/e?s$|e$/, '')
    return stem.length > 2 && (past === `${stem}ed` || past === `${stem}d` || past === `${present}ed`)
  })
}

/** Where the lettered sub-items of a text begin. */
function lettersOf(text: string): { letter: string; at: number }[] {
  return Array.from(text.matchAll(/(?:^|\n)\(([a-z])\)\s/g), found => ({
    letter: found[1]!,
    at: found.index,
  }))
}

const subAt = (letters: readonly { letter: string; at: number }[], place: number): string | null =>
  letters.findLast(({ at }) => at <= place)?.letter ?? null
