import type { Field } from '#kernel/entity/field.ts'
import { type CaseDescriptionName, caseDescriptions, repeatedDescriptions } from '../cases.entity.ts'

/**
 * Where the cells of a column go, as text that a mapping can be kept in:
 * - 'person.gender': into that field;
 * - 'traffickingEvent#2.city': into the second event's field;
 * - 'victimContext.methodsOfControl=FalsePromises': these codes (several with '+') where the cell says yes.
 */
export type TargetName = string

export interface Target {
  description: CaseDescriptionName
  field: string
  definition: Field
  /** Which of several, from 1. */
  place: number
  /** Codes that a yes stands for. */
  codes?: string[]
}

export const targetName = (
  description: string,
  field: string,
  place = 1,
  codes?: readonly string[],
): TargetName => `${description}${place > 1 ? `#${place}` : ''}.${field}${codes ? `=${codes.join('+')}` : ''}`

/** How many of one kind (events, plans, …) a row may hold. */
export const placesMax = 20

/** @returns undefined when the text names no field of a case */
export function readTarget(name: TargetName): Target | undefined {
  const [, description, place, field, codes] =
    /^([A-Za-z]+)(?:#(\d{1,3}))?\.([A-Za-z]+)(?:=(.+))?$/.exec(name) ?? []
  if (!description || !field || !Object.hasOwn(caseDescriptions, description)) return undefined
  const fields = caseDescriptions[description as CaseDescriptionName].fields as Record<string, Field>
  const definition = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!definition) return undefined
  const at = place ? Number(place) : 1
  if (at < 1 || at > placesMax) return undefined
  if (at > 1 && !(repeatedDescriptions as readonly string[]).includes(description)) return undefined
  if (codes && definition.kind !== 'codes') return undefined
  return {
    description: description as CaseDescriptionName,
    field,
    definition,
    place: at,
    ...(codes ? { codes: codes.split('+') } : {}),
  }
}

/** Every field of a case as a target, in the order in which people meet them. */
export function allTargets(): TargetName[] {
  return Object.entries(caseDescriptions).flatMap(([name, d]) =>
    Object.keys(d.fields).map(field => targetName(name, field)),
  )
}
