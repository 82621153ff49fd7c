import type {
  Atom,
  Chapter,
  Flag,
  Note,
  Paragraph,
  Part,
  Reading,
  Report,
  Span,
  Topic,
} from '../recommendations.entity.ts'
import { readAtoms } from './atoms.ts'
import { buildParagraph, type ReadingGround } from './build-paragraphs.ts'
import { readCitations } from './citations.ts'
import { deriveInverses, readCrossReferences } from './crossreferences.ts'
import { readMeeting } from './dates.ts'
import { doubtAtoms } from './doubt-atoms.ts'
import { doubtNotes, doubtReferences, doubtVolumes, doubtWords, placeIn } from './doubts.ts'
import { flag } from './flags.ts'
import { NOBODY } from './heads.ts'
import { findFurniture, isBlank, type Line, SYMBOL, splitLines } from './lines.ts'
import { type Gap, readMark } from './marks.ts'
import { type FoundNotes, findNotes, NoteIndex, resolveIbidem } from './notes.ts'
import { PassageBuilder, vocabularyOf } from './passages.ts'
import { problem, problemOfText } from './problems.ts'
import { readTitlePage } from './title-page.ts'
import type { Units } from './unit-log.ts'
import { readUnits } from './units.ts'

/**
 * Reads a meeting report of the Conference or one of its working groups, as plain or Markdown text.
 * It never throws and mends nothing: what is doubtful is kept as read and listed in `flags`; `parts` hold the whole
 * file. A text that is no such report comes back as a problem with one sentence.
 * @see the layout and the counting rule in the documents of the domain, "How recommendations are laid out"
 */
export function readReport(source: string): Reading {
  const refused = problemOfText(source)
  if (refused) return { ok: false, problem: refused }
  const lines = splitLines(source)
  const furniture = findFurniture(lines, bodyFrom(lines))
  const foundNotes = findNotes(source, lines, furniture)
  const units = readUnits(lines, skippedLines(lines, furniture, foundNotes))
  if (units.units.length === 0) return { ok: false, problem: problem('no paragraphs') }
  const report = assemble({ source, lines, furniture, foundNotes, units })
  if (report.chapters.length === 0 && report.atoms.length === 0 && report.suggestions.length === 0) {
    return { ok: false, problem: problem('not a report') }
  }
  return { ok: true, report }
}

interface Found {
  source: string
  lines: Line[]
  furniture: Set<number>
  foundNotes: FoundNotes
  units: Units
}

function assemble(found: Found): Report {
  const { source, lines, foundNotes, units } = found
  const notes = new NoteIndex(foundNotes.notes)
  const ground: ReadingGround = { source, notes, words: vocabularyOf(source) }
  const lineOf = lineFinder(lines)
  const usedInHeadings = cleanTitles(units, ground)
  const chapters = chaptersOf(units.topics)
  const document = readTitlePage(units.front, runningSymbols(found))
  const notesRead = readNotes(foundNotes, ground)
  for (const line of units.front) for (const use of frontUses(line.line, notes)) usedInHeadings.add(use)

  const meetingOf = new Map(chapters.map(chapter => [chapter as Topic, chapter.meeting]))
  const paragraphs = units.units.map(unit =>
    buildParagraph(unit, ground, (unit.topics[0] && meetingOf.get(unit.topics[0])) ?? document.meeting),
  )
  if (
    document.kind === 'report' &&
    paragraphs.some(({ text }) => /^The present background paper\b/.test(text))
  ) {
    document.kind = 'background paper'
  }
  const reading = readAllAtoms(paragraphs, chapters, lineOf)
  const { references, doubts } = readCrossReferences(paragraphs)
  const citations = readCitations(paragraphs, notesRead)
  const flags = [
    ...reading.flags,
    ...unitFlags(units, paragraphs),
    ...furnitureFlags(found),
    ...doubts.map(doubt => flag(doubt.code, placeIn(doubt.paragraph, doubt.at, lineOf), doubt.literal)),
    ...doubtReferences(references, paragraphs, lineOf),
    ...doubtNotes(paragraphs, notesRead, usedInHeadings, lineOf),
    ...doubtVolumes(citations, lineOf),
    ...doubtWords(
      paragraphs,
      chapters.filter(chapter => chapter.holdsRecommendations),
      lineOf,
    ),
  ]
  return {
    document,
    chapters,
    paragraphs,
    atoms: reading.atoms,
    suggestions: reading.suggestions,
    crossReferences: references,
    derivedReferences: deriveInverses(references),
    citations,
    notes: notesRead,
    flags: flags.sort((one, other) => one.where.line - other.where.line),
    parts: partsOf(found),
  }
}

/** The first line that may belong to the body: before it, a symbol or a number is the title page's own. */
function bodyFrom(lines: readonly Line[]): number {
  const at = lines.findIndex(line => {
    const mark = readMark(line.text.replace(/^[\s#*]+/, ''))
    return (
      mark.is === 'recommendation' ||
      (mark.is === 'number' && mark.number === 1) ||
      (mark.is === 'capital' && (mark.letter === 'A' || mark.letter === 'I'))
    )
  })
  return Math.max(at, 0)
}

function skippedLines(
  lines: readonly Line[],
  furniture: ReadonlySet<number>,
  notes: FoundNotes,
): Map<number, Gap> {
  const skip = new Map<number, Gap>()
  lines.forEach((line, index) => {
    if (furniture.has(index)) skip.set(index, 'running header')
    else if (notes.byLine.has(index)) skip.set(index, 'note')
    else if (notes.rules.has(index) || isBlank(line.text)) skip.set(index, 'blank')
  })
  return skip
}

function runningSymbols({ lines, furniture }: Found): string[] {
  return [...furniture].map(index => lines[index]!.text.trim()).filter(text => SYMBOL.test(text))
}

function cleanTitles(units: Units, ground: ReadingGround): Set<number> {
  const used = new Set<number>()
  for (const [topic, pieces] of units.titles) {
    const builder = new PassageBuilder(ground.source, ground.notes, ground.words)
    for (const piece of pieces) builder.add(piece)
    const passage = builder.finish()
    topic.title = passage.text.trim()
    for (const use of passage.notes) if (use.note !== null) used.add(use.note)
  }
  return used
}

function frontUses(line: Line, notes: NoteIndex): number[] {
  const uses: number[] = []
  for (const found of line.text.matchAll(/<sup>(\d{1,3}|\*)<\/sup>|(?<=[\p{L}\d)])(\*)(?![*\p{L}])/gu)) {
    const use = notes.find(found[1] ?? found[2]!, line.start)
    if (use !== null) uses.push(use)
  }
  return uses
}

function chaptersOf(topics: readonly Topic[]): Chapter[] {
  const chapters = topics.filter(topic => topic.level === 'chapter') as Chapter[]
  const named = (topic: Topic) => /\brecommendations?\b/i.test(topic.title)
  for (const chapter of chapters) {
    chapter.holdsRecommendations = named(chapter)
    chapter.meeting = readMeeting(chapter.title)
  }
  return chapters
}

function readNotes(found: FoundNotes, ground: ReadingGround): Note[] {
  const notes = found.notes.map(note => {
    const builder = new PassageBuilder(ground.source, ground.notes, ground.words)
    for (const piece of note.pieces) builder.add(piece)
    const literal = ground.source.slice(note.source.start, note.source.end).trim()
    const text = builder.finish().text.trim()
    return {
      label: note.label,
      literal,
      text,
      resolved: null,
      sameAs: null,
      source: note.source,
      lines: note.lines,
    }
  })
  resolveIbidem(notes)
  return notes
}

const POINTS_TO_RECOMMENDATIONS =
  /\brecommendations?\b[^.]{0,120}\b(?:set out|presented|contained|listed|reproduced|adopted)? ?below\b|\bfollowing recommendations?\b/

interface AllAtoms {
  atoms: Atom[]
  suggestions: Atom[]
  flags: Flag[]
}

/** Parses by chapter, then by form: only what stands in a chapter of recommendations, and asks for something. */
function readAllAtoms(
  paragraphs: readonly Paragraph[],
  chapters: readonly Chapter[],
  lineOf: (at: number) => number,
): AllAtoms {
  const all: AllAtoms = { atoms: [], suggestions: [], flags: [] }
  const byChapter = chapters.some(chapter => chapter.holdsRecommendations)
  const formOnly = chapters.length === 0
  const bySection = !byChapter && paragraphs.some(paragraph => inNamedSection(paragraph))
  let previous: string | null = null
  for (const paragraph of paragraphs) {
    const inPlace =
      paragraph.kind === 'Recommendation' ||
      formOnly ||
      (byChapter
        ? paragraph.topics.some(topic => (topic as Chapter).holdsRecommendations === true)
        : bySection && inNamedSection(paragraph))
    if (!inPlace || pointsToOthers(paragraph)) {
      paragraph.role = inPlace ? 'framing' : 'other'
      if (!inPlace)
        for (const one of readAtoms(paragraph, null, 'suggestion').atoms) all.suggestions.push(one)
      continue
    }
    const reading = readAtoms(paragraph, previous, 'recommendation')
    paragraph.role =
      reading.atoms.length > 0 || paragraph.kind === 'Recommendation' ? 'recommendation' : 'framing'
    if (reading.atoms.some(atom => atom.addressee !== NOBODY)) previous = reading.previous
    for (const one of reading.atoms) all.atoms.push(one)
    for (const one of doubtAtoms(paragraph, reading, lineOf)) all.flags.push(one)
  }
  const start: Span = { start: 0, end: 0 }
  const nowhere = { line: 1, para: null, sub: null, source: start }
  if (all.atoms.length === 0) all.flags.push(flag('no-recommendations', nowhere, ''))
  else if (formOnly) all.flags.push(flag('by-form-only', nowhere, ''))
  return all
}

/** A paragraph that only announces recommendations; with sub-items it holds them itself. */
function pointsToOthers(paragraph: Paragraph): boolean {
  return (
    paragraph.kind === 'paragraph' &&
    paragraph.items.length === 0 &&
    POINTS_TO_RECOMMENDATIONS.test(paragraph.text)
  )
}

function inNamedSection(paragraph: Paragraph): boolean {
  return paragraph.topics.some(
    topic => topic.level === 'section' && /\brecommendations?\b/i.test(topic.title),
  )
}

function unitFlags(units: Units, paragraphs: readonly Paragraph[]): Flag[] {
  const roleOf = new Map(units.units.map((unit, index) => [unit, paragraphs[index]!]))
  const flags: Flag[] = []
  for (const doubt of units.doubts) {
    const paragraph = doubt.unit ? (roleOf.get(doubt.unit) ?? null) : null
    if (doubt.code === 'text-after-end' && paragraph?.role !== 'recommendation') continue
    const where = { line: doubt.line, para: paragraph?.number ?? null, sub: null, source: doubt.span }
    flags.push(flag(doubt.code, where, doubt.literal))
  }
  for (const paragraph of paragraphs) {
    if (paragraph.text.trim() !== '') continue
    const where = { line: paragraph.lines.from, para: paragraph.number, sub: null, source: paragraph.source }
    flags.push(flag('unit-empty', where, ''))
  }
  return flags
}

function furnitureFlags({ lines, furniture }: Found): Flag[] {
  const flags: Flag[] = []
  const isText = (index: number) =>
    index >= 0 && index < lines.length && !furniture.has(index) && !isBlank(lines[index]!.text)
  for (const index of furniture) {
    const line = lines[index]!
    if (!/^\s*\d{1,4}\s*$/.test(line.text) || !(isText(index - 1) || isText(index + 1))) continue
    const where = { line: line.number, para: null, sub: null, source: { start: line.start, end: line.end } }
    flags.push(flag('page-number-doubtful', where, line.text.trim()))
  }
  return flags
}

/** Every line that is not blank belongs to one part; neighbours of one unit share it. */
function partsOf({ source, lines, furniture, foundNotes, units }: Found): Part[] {
  const parts: Part[] = []
  let lastKey = ''
  lines.forEach((line, index) => {
    if (isBlank(line.text)) return
    const note = foundNotes.byLine.get(index)
    const unit = units.partOf.get(index)
    const kind = furniture.has(index)
      ? 'furniture'
      : note !== undefined
        ? 'note'
        : foundNotes.rules.has(index)
          ? 'rule'
          : (unit?.kind ?? 'text')
    const key = `${kind} ${kind === 'note' ? note : kind === 'furniture' || kind === 'rule' ? '' : unit?.of}`
    const last = parts.at(-1)
    if (last && key === lastKey) {
      last.end = line.end
      last.text = source.slice(last.start, last.end)
    } else {
      parts.push({ kind, start: line.start, end: line.end, text: line.text, line: line.number })
    }
    lastKey = key
  })
  return parts
}

function lineFinder(lines: readonly Line[]): (offset: number) => number {
  return offset => {
    let low = 0
    let high = lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (lines[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return lines[low]?.number ?? 1
  }
}
