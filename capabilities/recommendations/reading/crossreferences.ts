import type {
  CrossReference,
  DerivedReference,
  Direction,
  Paragraph,
  ReferenceScope,
} from '../recommendations.entity.ts'
import { sourceSpan } from './passages.ts'

/** A printed target: a paragraph, one of its sub-items, or part of a range. */
export interface Target {
  para: number
  sub: string | null
  direction: Direction | null
}

const PARENTHESIS =
  /\((?:see|See)(?: also)? (?:paras?\.|paragraphs?|recommendations?)\s[^()]{0,400}(?:\([a-z]\)[^()]{0,400}){0,40}\)/g
const TOKEN =
  /paras?\.|paragraphs?|recommendations?|see(?: also)?|\d{1,3}\s*[-–]\s*\d{1,3}|\d{1,3}|\([a-z]\)|above|below|and|[,;]|\s+|[^\s]/gi
const RANGE_MAX = 60

/**
 * Reads what a parenthesis such as "(see paras. 17 (b), (c) and (e) above and para. 84 below)" points to.
 * @returns the targets in print order, and what in it could not be read
 */
export function readTargets(literal: string): { targets: Target[]; unread: string[] } {
  const targets: Target[] = []
  const unread: string[] = []
  let open: Target[] = []
  for (const [token] of literal.slice(1, -1).matchAll(TOKEN)) {
    const range = /^(\d+)\s*[-–]\s*(\d+)$/.exec(token)
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])]
      if (to < from || to - from > RANGE_MAX) unread.push(token)
      else for (let para = from; para <= to; para++) open.push({ para, sub: null, direction: null })
    } else if (/^\d+$/.test(token)) {
      open.push({ para: Number(token), sub: null, direction: null })
    } else if (/^\([a-z]\)$/.test(token)) {
      const last = open.at(-1)
      if (!last) unread.push(token)
      else if (last.sub === null) last.sub = token[1]!
      else open.push({ para: last.para, sub: token[1]!, direction: null })
    } else if (/^(?:above|below)$/i.test(token)) {
      for (const target of open) target.direction = token.toLowerCase() as Direction
      for (const one of open) targets.push(one)
      open = []
    } else if (!/^(?:paras?\.|paragraphs?|recommendations?|see(?: also)?|and|[,;]|\s+)$/i.test(token)) {
      unread.push(token)
    }
  }
  for (const one of open) targets.push(one)
  return { targets, unread }
}

export interface ReferenceDoubt {
  code: 'reference-unread' | 'reference-without-direction'
  paragraph: Paragraph
  sub: string | null
  at: { start: number; end: number }
  literal: string
}

/** All cross-references that a document prints between its own paragraphs, with direction and level as printed. */
export function readCrossReferences(paragraphs: readonly Paragraph[]): {
  references: CrossReference[]
  doubts: ReferenceDoubt[]
} {
  const references: CrossReference[] = []
  const doubts: ReferenceDoubt[] = []
  for (const paragraph of paragraphs) {
    for (const found of paragraph.text.matchAll(PARENTHESIS)) {
      const literal = found[0]
      const at = { start: found.index, end: found.index + literal.length }
      const sub = subAt(paragraph, found.index)
      const { targets, unread } = readTargets(literal)
      if (unread.length > 0 || targets.length === 0)
        doubts.push({ code: 'reference-unread', paragraph, sub, at, literal })
      if (targets.some(target => target.direction === null)) {
        doubts.push({ code: 'reference-without-direction', paragraph, sub, at, literal })
      }
      for (const target of targets) {
        references.push({
          fromPara: paragraph.number,
          fromSub: sub,
          toPara: target.para,
          toSub: target.sub,
          direction: target.direction,
          literal,
          origin: 'printed',
          scope: sub === null ? 'paragraph' : 'sub-item',
          scopeInDoubt: sub !== null && sub === lastLetter(paragraph),
          returned: 'never',
          source: sourceSpan(paragraph.runs, at),
        })
      }
    }
  }
  settleReturns(references)
  return { references, doubts }
}

/** The sub-item that an offset of a paragraph's text lies in. */
export function subAt(paragraph: Paragraph, at: number): string | null {
  let low = 0
  let high = paragraph.items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (paragraph.items[middle]!.start <= at) low = middle + 1
    else high = middle
  }
  return paragraph.items[low - 1]?.letter ?? null
}

function lastLetter(paragraph: Paragraph): string | null {
  return paragraph.items.findLast(item => item.letter !== null)?.letter ?? null
}

function settleReturns(references: CrossReference[]): void {
  const exact = new Set(references.map(keyOf))
  const byParagraph = new Set(references.map(reference => `${reference.fromPara}>${reference.toPara}`))
  const wholeTo = new Set(
    references
      .filter(reference => reference.toSub === null)
      .map(reference => `${reference.fromPara}>${reference.toPara}`),
  )
  for (const reference of references) {
    const back = `${reference.toPara}>${reference.fromPara}`
    if (exact.has(inverseKey(reference))) reference.returned = 'exactly'
    else if (byParagraph.has(back)) reference.returned = 'by paragraph'
    if (reference.scopeInDoubt) reference.scope = resolveScope(reference, wholeTo.has(back))
  }
}

/** A reference on the last sub-item: the way back tells whether it stands for the whole paragraph. */
function resolveScope(reference: CrossReference, backNamesWhole: boolean): ReferenceScope {
  if (reference.returned === 'exactly') return 'sub-item'
  return backNamesWhole ? 'paragraph' : 'open'
}

function keyOf(reference: CrossReference): string {
  return `${reference.fromPara}${reference.fromSub ?? ''}>${reference.toPara}${reference.toSub ?? ''}`
}

function inverseKey(reference: CrossReference): string {
  return `${reference.toPara}${reference.toSub ?? ''}>${reference.fromPara}${reference.fromSub ?? ''}`
}

/** The ways back that the report does not print at any level, marked as derived. */
export function deriveInverses(references: readonly CrossReference[]): DerivedReference[] {
  return references
    .filter(reference => reference.returned === 'never')
    .map(reference => ({
      fromPara: reference.toPara,
      fromSub: reference.toSub,
      toPara: reference.fromPara,
      toSub: reference.fromSub,
      direction: reference.direction === null ? null : reference.direction === 'above' ? 'below' : 'above',
      origin: 'derived',
    }))
}
