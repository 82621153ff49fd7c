import { sectionOf } from './proposing/corpus-index.ts'
import type { Comparable, RelationLevel, RelationOrigin, RelationType } from './relations.entity.ts'

/** What became of a relation that was proposed or added. */
export const relationStates = ['proposed', 'accepted', 'rejected', 'withdrawn'] as const
export type RelationState = (typeof relationStates)[number]

/** What a person may do next with a relation. */
export type RelationStep = 'accept' | 'reject' | 'withdraw'

const steps: Readonly<Record<RelationState, readonly RelationStep[]>> = {
  proposed: ['accept', 'reject'],
  accepted: ['withdraw'],
  rejected: ['accept'],
  withdrawn: ['accept'],
}

/** Whether a step is open: nobody decides twice the same way, and only what holds can be withdrawn. */
export const mayTake = (state: RelationState, step: RelationStep): boolean => steps[state].includes(step)

/** Who says that it holds: a proposal that a person accepted is hers as well. */
export const originOf = (origin: 'proposed' | 'by hand', state: RelationState): RelationOrigin =>
  origin === 'proposed' && state === 'accepted' ? 'accepted' : origin

export const levelOf = (fromSub: string | null, toSub: string | null): RelationLevel =>
  fromSub === null && toSub === null ? 'paragraph' : 'sub-item'

/** Of two recommendations the later one: by their meetings, and within one report by the order of print. */
export function laterOf<C extends Pick<Comparable, 'meeting' | 'report' | 'number'>>(one: C, other: C): C {
  const [a, b] = [one.meeting ?? '', other.meeting ?? '']
  if (a !== b) return a > b ? one : other
  if (one.report !== other.report) return one.report > other.report ? one : other
  return one.number >= other.number ? one : other
}

/** Neighbours under one heading need no link: the report itself shows them together. */
export const mayBeProposed = (from: Comparable, to: Comparable): boolean =>
  from.report !== to.report || sectionOf(from) !== sectionOf(to)

/** Undirected name of a pair of recommendations. */
export const pairOf = (one: string, other: string): string =>
  one < other ? `${one}|${other}` : `${other}|${one}`

/** Which types a person may choose from for each one proposed: all, the proposed one first. */
export const typesFirst = (proposed: RelationType, all: readonly RelationType[]): RelationType[] => [
  proposed,
  ...all.filter(type => type !== proposed),
]
