import type { AddresseeOrigin, Span } from '../recommendations.entity.ts'
import { findNames, subjectBefore } from './addressees.ts'

/** A deontic head: somebody is asked for something, in a main clause. */
export interface Head {
  addressee: string
  origin: AddresseeOrigin
  issuer: string | null
  deontic: string
  /** The head's words in the sentence. */
  at: Span
  /** Where its clause begins: the subject, or the "and" that shares it. */
  clauseFrom: number
  /** Where the predicate begins. */
  predicateFrom: number
}

/** What a sentence is read with: who was addressed before. */
export interface HeadContext {
  previous: string | null
}

const PASSIVES = 'encouraged|invited|urged|requested|advised|called (?:up)?on'
const ADVERB = '(?:also|further|therefore|strongly|likewise|additionally)'
const MODAL = new RegExp(
  `\\b(?:should|shall|must|might|may (?:${ADVERB} )?wish|(?:may|can) (?:${ADVERB} )?be (?:${ADVERB} )?(?:${PASSIVES})|(?:are|is|were|was) (?:${ADVERB} )*(?:${PASSIVES})|recommend(?:s|ed)? that)\\b`,
  'g',
)
const INTERRUPTION = '(?:,[^;,]{1,240}(?:,[^;,]{1,240}){0,4},)?'
const CONSIDER = new RegExp(
  `^(?: not)?(?: ${ADVERB}| [a-z]+ly)*${INTERRUPTION}(?: ${ADVERB}| [a-z]+ly)* consider\\b`,
)
const PASSIVE_TO = new RegExp(`^${INTERRUPTION} to\\b`)
const WISH_TO = /^ to(?: consider\b)?/
const TRAILING_ADVERBS =
  /(?:,?\s+(?:also|therefore|further|likewise|additionally|accordingly|thus|moreover|in turn))+,?$/

/** A sentence with more heads is no sentence; what stands behind them is flagged as not counted. */
const HEADS_MAX = 40
/** So many words of obligation are looked at, be they heads or not; more stand in no sentence that somebody wrote. */
const CANDIDATES_MAX = 400
/** How far before its verb a subject is looked for, in characters. */
const SUBJECT_REACH_MAX = 2_000
/** How far behind "recommended that" an addressee is looked for, an aside between commas included. */
const ADDRESSEE_REACH_MAX = 600

/** Which heads a text is searched for: recommendations, or the weaker "may wish to". */
export type HeadKind = 'recommendation' | 'suggestion'

/**
 * Finds the deontic heads of one sentence, in order. Heads in relative and other subordinate clauses are none; a
 * second head after "and" shares the subject; "they" and agentless passives take the addressee before them.
 */
export function findHeads(sentence: string, context: HeadContext, kind: HeadKind): Head[] {
  const heads: Head[] = []
  let previous = context.previous
  let candidates = 0
  for (const found of sentence.matchAll(MODAL)) {
    const words = found[0]
    if (heads.length >= HEADS_MAX || ++candidates > CANDIDATES_MAX) break
    if (kind === 'suggestion' && !/\bwish$/.test(words)) continue
    const form = deonticForm(words, sentence.slice(found.index + words.length))
    if (!form) continue
    const head = /^recommend/.test(words)
      ? subjunctiveHead(sentence, found.index, words)
      : headAt(sentence, found.index, words, form, heads.at(-1) ?? null, previous)
    if (!head) continue
    if (head.issuer !== null && heads.at(-1)?.deontic === SUBJUNCTIVE) heads.pop()
    heads.push(head)
    previous = head.addressee
  }
  return heads
}

export const SUBJUNCTIVE = 'recommended that (+ subjunctive)'

interface Form {
  deontic: string
  /** Length of the head's words after the modal itself. */
  extra: number
}

function deonticForm(words: string, after: string): Form | null {
  if (/^recommend/.test(words)) return { deontic: SUBJUNCTIVE, extra: 0 }
  if (/wish$/.test(words)) {
    const to = WISH_TO.exec(after)
    if (!to) return null
    return { deontic: to[0] === ' to' ? 'may wish to' : 'may wish to consider', extra: to[0].length }
  }
  const passive = new RegExp(`(?:${PASSIVES})$`).exec(words)?.[0]
  if (passive) {
    const to = PASSIVE_TO.exec(after)
    if (!to) return null
    const auxiliary = /^(?:may|can)/.exec(words)?.[0]
    return {
      deontic: auxiliary ? `${auxiliary} be ${passive} to` : `are/were ${passive} to`,
      extra: to[0].length,
    }
  }
  const consider = words === 'should' ? CONSIDER.exec(after) : null
  if (consider) return { deontic: 'should consider', extra: consider[0].length }
  return { deontic: words, extra: 0 }
}

function headAt(
  sentence: string,
  at: number,
  words: string,
  form: Form,
  earlier: Head | null,
  previous: string | null,
): Head | null {
  const reach = Math.max(0, at - SUBJECT_REACH_MAX)
  const before = sentence.slice(reach, at).trimEnd().replace(TRAILING_ADVERBS, '')
  const end = at + words.length + form.extra
  const build = (
    addressee: string,
    origin: AddresseeOrigin,
    clauseFrom: number,
    issuer: string | null = null,
  ): Head => ({
    addressee,
    origin,
    issuer,
    deontic: form.deontic,
    at: { start: at, end },
    clauseFrom: reach + clauseFrom,
    predicateFrom: end,
  })
  const link = /(?:^|[\s,;])(and|or|but)$/.exec(before)
  if (link && earlier) return build(earlier.addressee, 'shared subject', before.length - link[1]!.length)
  const subject = subjectBefore(before)
  if (subject.is === 'subordinate') return null
  if (subject.is === 'addressee') return build(subject.addressee, 'explicit', subject.start, subject.issuer)
  if (/^(?:might|must|shall)/.test(words)) return null
  return headWithoutName(before, words, previous, sentence.slice(end), build)
}

type BuildHead = (addressee: string, origin: AddresseeOrigin, clauseFrom: number) => Head

const SUBORDINATE =
  /\b(?:which|that|who|whom|whose|whether|if|how|where|when|why|what|because|although|while|as|than)\b/i
const ACTOR =
  /(?:^|\s)(?:Governments?|organi[sz]ations?|authorities|agencies|bodies|entities|society|sector|Office|Chair|Bureau|Commission|Assembly|Group|Parties|parties|countries|Members|institutions?|donors?|Committee|Council|Organization|companies|businesses|employers)$/
const IMPERSONAL = /^ (?:also )?be (?:noted|recalled|emphasi[sz]ed|stressed|borne|mentioned|understood)\b/

/** A head whose subject is no known addressee: a pronoun, an agentless passive, or somebody else. */
function headWithoutName(
  before: string,
  words: string,
  previous: string | null,
  after: string,
  build: BuildHead,
): Head | null {
  const plain = before.endsWith(',') ? before.replace(/,[^,;]{1,240},$/, '') : before
  const clause = /(?:^|[,;:]\s|\band\s|\bbut\s)([^,;:]*)$/.exec(plain)
  const subject = (clause?.[1] ?? plain).replace(/^(?:and|but|or) /, '').trim()
  if (/^(?:it|It)$/.test(subject) && IMPERSONAL.test(after)) return null
  if (SUBORDINATE.test(subject)) return null
  const from = plain.length - subject.length
  if (/^(?:[Tt]hey|[Ii]t)$/.test(subject))
    return build(previous ?? NOBODY, previous ? 'anaphora' : 'not stated', from)
  if (ACTOR.test(subject) && !/^(?:Such|These|Those|This|such|these|those|this)\b/.test(subject)) {
    return build(subject.replace(/^(?:The|the) /, ''), 'as printed', from)
  }
  if (!/^should$/.test(words)) return null
  return build(previous ?? NOBODY, previous ? 'anaphora' : 'not stated', from)
}

/** Stands where a report asks for something and names nobody. */
export const NOBODY = 'not stated'

/** "The Working Group recommended that States adopt": the addressee follows, the issuer goes before. */
function subjunctiveHead(sentence: string, at: number, words: string): Head | null {
  const end = at + words.length
  const lead = sentence.slice(Math.max(0, at - SUBJECT_REACH_MAX), at).trimEnd()
  if (/\b(?:which|as|that)$/.test(lead)) return null
  const after = sentence.slice(end, end + ADDRESSEE_REACH_MAX)
  const named = findNames(after).find(name => /^\s*(?:,[^,]{1,240},\s*)?$/.test(after.slice(0, name.start)))
  return {
    addressee: named?.addressee ?? NOBODY,
    origin: named ? 'explicit' : 'not stated',
    issuer: findNames(lead).at(-1)?.addressee ?? null,
    deontic: SUBJUNCTIVE,
    at: { start: at, end },
    clauseFrom: 0,
    predicateFrom: end + (named?.end ?? 0),
  }
}
