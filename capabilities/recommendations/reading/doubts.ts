import type {
  Citation,
  CrossReference,
  Flag,
  FlagPlace,
  Note,
  Paragraph,
  Span,
  Topic,
} from '../recommendations.entity.ts'
import { earlierNames } from './aliases.ts'
import { subAt } from './crossreferences.ts'
import { flag } from './flags.ts'
import { findNearMisses } from './near-misses.ts'
import { sourceSpan } from './passages.ts'

/** Where in a paragraph a flag points. */
export function placeIn(paragraph: Paragraph, at: Span, lineOf: (offset: number) => number): FlagPlace {
  const source = sourceSpan(paragraph.runs, at)
  return { line: lineOf(source.start), para: paragraph.number, sub: subAt(paragraph, at.start), source }
}

type LineOf = (offset: number) => number

/** References to paragraphs that are missing or stand the other way. */
export function doubtReferences(
  references: readonly CrossReference[],
  paragraphs: readonly Paragraph[],
  lineOf: LineOf,
): Flag[] {
  const byNumber = new Map(paragraphs.map(paragraph => [paragraph.number, paragraph]))
  const flags: Flag[] = []
  for (const reference of references) {
    const where = {
      line: lineOf(reference.source.start),
      para: reference.fromPara,
      sub: reference.fromSub,
      source: reference.source,
    }
    const target = byNumber.get(reference.toPara)
    const named = `${reference.toPara}${reference.toSub ? ` (${reference.toSub})` : ''}`
    if (!target || (reference.toSub && !target.items.some(item => item.letter === reference.toSub))) {
      flags.push(flag('reference-target-missing', where, reference.literal, [named]))
    } else if (
      (reference.direction === 'above' && reference.toPara > reference.fromPara) ||
      (reference.direction === 'below' && reference.toPara < reference.fromPara)
    ) {
      flags.push(
        flag('reference-direction-doubtful', where, reference.literal, [
          reference.direction,
          String(reference.toPara),
        ]),
      )
    }
  }
  return flags
}

/** Notes without a place, marks without a note. */
export function doubtNotes(
  paragraphs: readonly Paragraph[],
  notes: readonly Note[],
  usedElsewhere: ReadonlySet<number>,
  lineOf: LineOf,
): Flag[] {
  const flags: Flag[] = []
  const used = new Set(usedElsewhere)
  for (const paragraph of paragraphs) {
    for (const use of paragraph.notes) {
      if (use.note !== null) used.add(use.note)
      else {
        const where = placeIn(paragraph, { start: Math.max(0, use.at - 1), end: use.at }, lineOf)
        flags.push(flag('note-without-text', where, use.literal, [use.label]))
      }
    }
  }
  notes.forEach((note, index) => {
    if (used.has(index)) return
    const where = { line: note.lines.from, para: null, sub: null, source: note.source }
    flags.push(flag('note-without-place', where, note.literal, [note.label]))
  })
  return flags
}

/** Volumes of the Treaty Series that are far from their like. */
export function doubtVolumes(citations: readonly Citation[], lineOf: LineOf): Flag[] {
  const series = citations.filter(citation => citation.kind === 'treaty series')
  const volumes = series.map(citation => Number(/^vol\. (\d+)/.exec(citation.target)?.[1] ?? Number.NaN))
  const sorted = volumes.filter(Number.isFinite).sort((one, other) => one - other)
  const middle = sorted[(sorted.length - 1) >> 1] ?? Number.NaN
  return series.flatMap((citation, index) => {
    const volume = volumes[index]!
    const near = volume <= middle * 3 && volume * 3 >= middle
    if (near || (sorted.length < 2 && volume < 10_000)) return []
    const where = {
      line: lineOf(citation.source.start),
      para: citation.para,
      sub: citation.sub,
      source: citation.source,
    }
    return [flag('volume-doubtful', where, citation.literal, [String(volume)])]
  })
}

const LETTER_FOR_FIGURE = /\bparas?\. ([oOlI])\b(?! *\))/g
const COMMA_AFTER_THAT =
  /\bthat, (?!in |where|when|if |as |by |for |subject|while|after|to |at |on |under|with|consistent|upon|during|since|pursuant|inter |following|before|because|although|despite|given|among|through|until|once|over|of |from |within|without|according|owing|due|prior|further|also|therefore|moreover|however|[a-z]+ly,)[a-z]+/g
const OWN_CHAPTER = /\brecommendations?\b[^.]{0,240}\bcontained in chapter ([IVX]+) of the present report/g

/** Damage and slips in the words themselves; nothing is mended. */
export function doubtWords(
  paragraphs: readonly Paragraph[],
  chapters: readonly Topic[],
  lineOf: LineOf,
): Flag[] {
  const flags: Flag[] = []
  const own = chapters.map(chapter => chapter.numeral).filter(numeral => numeral !== null)
  for (const paragraph of paragraphs) {
    const report = (code: Parameters<typeof flag>[0], at: Span, values: string[]) =>
      flags.push(flag(code, placeIn(paragraph, at, lineOf), paragraph.text.slice(at.start, at.end), values))
    for (const found of paragraph.text.matchAll(LETTER_FOR_FIGURE))
      report('figure-doubtful', spanOf(found), [found[1]!])
    for (const found of paragraph.text.matchAll(OWN_CHAPTER)) {
      if (own.length > 0 && !own.includes(found[1]!))
        report('chapter-doubtful', spanOf(found), [found[1]!, own.join(', ')])
    }
    for (const name of earlierNames(paragraph.text)) {
      report('name-changed', name.at, [paragraph.text.slice(name.at.start, name.at.end), name.now])
    }
    if (paragraph.role !== 'recommendation') continue
    for (const found of paragraph.text.matchAll(COMMA_AFTER_THAT)) report('comma-doubtful', spanOf(found), [])
  }
  for (const miss of findNearMisses(paragraphs)) {
    const where = placeIn(miss.paragraph, miss.at, lineOf)
    flags.push(flag('spelling-doubtful', where, miss.word, [miss.word, miss.usual]))
  }
  return flags
}

function spanOf(found: RegExpExecArray): Span {
  return { start: found.index, end: found.index + found[0].length }
}
