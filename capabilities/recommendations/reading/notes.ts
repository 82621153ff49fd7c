import type { LineRange, Note, Span } from '../recommendations.entity.ts'
import { isBlank, isRule, type Line } from './lines.ts'

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Superscript figures as plain ones; anything else unchanged. */
export function plainFigures(text: string): string {
  let plain = ''
  for (const char of text) {
    const figure = SUPERSCRIPTS.indexOf(char)
    plain += figure >= 0 ? String(figure) : char
  }
  return plain
}

/** How a file marks its notes: raised figures, or figures that the conversion glued to the words. */
export type NoteStyle = 'raised' | 'bare'

/** A note as it lies in the file, before its words are cleaned. */
export interface FoundNote {
  label: string
  style: NoteStyle
  /** Where the words of the note lie, one span per line. */
  pieces: Span[]
  source: Span
  lines: LineRange
}

export interface FoundNotes {
  notes: FoundNote[]
  /** Line index to the index of its note. */
  byLine: Map<number, number>
  /** Indices of horizontal rules. */
  rules: Set<number>
}

const RAISED = /^\s*(?:<sup>\s*(\d{1,3}|\*{1,3})\s*<\/sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))\s*(?=\S)/
const STAR = /^\s*(\*{1,3})\s+(?=\S)/
const BARE = /^\s*(\d{1,3})\s+(?=[^\s\d.])/
const NEW_UNIT =
  /^\s*(?:#{1,6}\s|\*\*|\d{1,3}\.\s|[-–•]\s|\([a-z]{1,4}\)\s|[A-Z]\.\s|[IVXL]{1,6}\.\s|Recommendation\s+\d)/

/**
 * Finds the notes at the feet of the pages. A note opens with its raised number; after a horizontal rule a bare
 * number opens one too, and a star does where the text carries a star. It ends at a blank line, at the next note
 * or where a new unit of the text begins.
 */
export function findNotes(
  source: string,
  lines: readonly Line[],
  furniture: ReadonlySet<number>,
): FoundNotes {
  const notes: FoundNote[] = []
  const byLine = new Map<number, number>()
  const rules = new Set<number>()
  const starred = /[\p{L}\d)”"]\*(?![*\p{L}])/u.test(source)
  let open: FoundNote | null = null
  let inZone = false
  let previous: 'start' | 'blank' | 'rule' | 'note' | 'text' = 'start'
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    if (furniture.has(index)) continue
    if (isBlank(line.text)) {
      open = null
      if (previous !== 'rule' && previous !== 'note') previous = 'blank'
      continue
    }
    if (isRule(line.text)) {
      rules.add(index)
      open = null
      inZone = true
      previous = 'rule'
      continue
    }
    const opening: { label: string; style: NoteStyle; length: number } | null =
      previous === 'text' ? null : openNote(line.text, inZone, starred)
    if (opening) {
      const from = line.start + opening.length
      open = {
        label: opening.label,
        style: opening.style,
        pieces: [{ start: from, end: line.end }],
        source: { start: line.start, end: line.end },
        lines: { from: line.number, to: line.number },
      }
      byLine.set(index, notes.length)
      notes.push(open)
      previous = 'note'
    } else if (open && goesOn(source, open, line.text)) {
      open.pieces.push({ start: line.start, end: line.end })
      open.source.end = line.end
      open.lines.to = line.number
      byLine.set(index, notes.length - 1)
    } else {
      open = null
      inZone = false
      previous = 'text'
    }
  }
  return { notes, byLine, rules }
}

function openNote(text: string, inZone: boolean, starred: boolean) {
  const raised = RAISED.exec(text)
  if (raised) {
    return {
      label: raised[1] ?? plainFigures(raised[2]!),
      style: 'raised' as const,
      length: raised[0].length,
    }
  }
  const star = starred ? STAR.exec(text) : null
  if (star) return { label: star[1]!, style: 'raised' as const, length: star[0].length }
  const bare = inZone ? BARE.exec(text) : null
  if (bare) return { label: bare[1]!, style: 'bare' as const, length: bare[0].length }
  return null
}

function goesOn(source: string, note: FoundNote, text: string): boolean {
  if (NEW_UNIT.test(text)) return false
  const last = note.pieces.at(-1)!
  const ended = /[.?!]["”’)]?\s*$/.test(source.slice(Math.max(last.start, last.end - 12), last.end))
  return !(ended && /^\s*\p{Ll}/u.test(text))
}

/**
 * Writes out what each "ibid." stands for: the work of the note before it, with what the note itself adds.
 * The literal text stays beside it.
 */
export function resolveIbidem(notes: Note[]): void {
  for (let index = 1; index < notes.length; index++) {
    const note = notes[index]!
    const ibid = /^ibid\.?\s*(,?)\s*/i.exec(note.text)
    if (!ibid) continue
    const earlier = notes[index - 1]!
    const work = (earlier.resolved ?? earlier.text).trim()
    const rest = note.text.slice(ibid[0].length).trim()
    note.sameAs = earlier.label
    note.resolved = rest === '' ? work : `${workAlone(work, rest)}, ${rest}`
  }
}

/** The work without the volume or page that the "ibid." replaces by its own. */
function workAlone(work: string, rest: string): string {
  const kind = /^(vol|No|p|pp|para|paras|chap|sect|annex|art)\b/.exec(rest)?.[1]
  const cut = kind ? work.search(new RegExp(`,\\s+${kind}\\b`)) : -1
  return (cut > 0 ? work.slice(0, cut) : work).replace(/[.,;]\s*$/, '')
}

/** The notes by label, in the order of the file. */
export class NoteIndex {
  readonly #byLabel = new Map<string, number[]>()
  readonly #notes: readonly FoundNote[]
  readonly hasBare: boolean

  constructor(notes: readonly FoundNote[]) {
    this.#notes = notes
    this.hasBare = notes.some(note => note.style === 'bare')
    notes.forEach((note, index) => {
      const list = this.#byLabel.get(note.label)
      if (list) list.push(index)
      else this.#byLabel.set(note.label, [index])
    })
  }

  /** The note that a mark at this place of the source means: the next one with its label, else the last. */
  find(label: string, at: number): number | null {
    const list = this.#byLabel.get(label)
    if (!list) return null
    return list.find(index => this.#notes[index]!.source.start >= at) ?? list.at(-1)!
  }

  findBare(label: string, at: number): number | null {
    const index = this.hasBare ? this.find(label, at) : null
    return index !== null && this.#notes[index]!.style === 'bare' ? index : null
  }
}
