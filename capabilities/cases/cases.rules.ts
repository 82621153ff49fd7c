import { type Description, fieldNames, identifyingFields, type Plain } from '#kernel/entity/describe.ts'
import { yearsBetween } from '#kernel/time/partial-date.ts'
import { Proceeding, Service } from './assistance.entity.ts'
import { type CaseFile, caseDescriptions } from './cases.entity.ts'

/** Everything a case is made of: the file of the standard, the services given and the proceedings. */
export interface CaseContent extends CaseFile {
  service: Service[]
  proceeding: Proceeding[]
}

export const partDescriptions = { ...caseDescriptions, service: Service, proceeding: Proceeding } as const
export type PartName = keyof typeof partDescriptions
export const singleParts = ['case', 'person', 'consent', 'victimContext'] as const
export const repeatedParts = [
  'traffickingEvent',
  'perpetratorContext',
  'organisation',
  'incomingReferral',
  'outgoingReferral',
  'supportPlan',
  'caseComment',
  'service',
  'proceeding',
] as const
export type RepeatedPart = (typeof repeatedParts)[number]

/** A part with what identifies taken out. */
export interface Split {
  /** Coded values, and why others are missing. */
  open: Plain
  /** What may name a person; empty when there is nothing. */
  identifying: Record<string, unknown>
}

const sealing = new WeakMap<Description, ReadonlyMap<string, boolean>>()
/** For every field, whether it identifies. */
function sealingOf(description: Description): ReadonlyMap<string, boolean> {
  let known = sealing.get(description)
  if (!known) {
    const secret = new Set(identifyingFields(description))
    known = new Map(fieldNames(description).map(name => [name, secret.has(name)]))
    sealing.set(description, known)
  }
  return known
}

/** Takes apart what may be kept readable and what is sealed. */
export function split(description: Description, value: Plain): Split {
  const open: Plain = {}
  const identifying: Record<string, unknown> = {}
  const fields = sealingOf(description)
  for (const name in value) {
    const secret = fields.get(name)
    if (secret === undefined || value[name] === undefined) continue
    if (secret) identifying[name] = value[name]
    else open[name] = value[name]
  }
  if (value.missing && Object.keys(value.missing).length > 0) open.missing = value.missing
  return { open, identifying }
}

/** Age groups of the published case tables, by their least age in whole years. */
const ageBands: readonly [number, string][] = [
  [48, '48+'],
  [39, '39--47'],
  [30, '30--38'],
  [27, '27--29'],
  [24, '24--26'],
  [21, '21--23'],
  [18, '18--20'],
  [9, '9--17'],
  [0, '0--8'],
]
export const ageBandOf = (age: number): string => ageBands.find(([least]) => age >= least)![1]

/**
 * Works out what follows from the rest: age at registration from birthdate and opening, the age group from the age.
 * What was recorded is never overwritten.
 */
export function complete(content: CaseContent): CaseContent {
  const victimContext = { ...content.victimContext }
  victimContext.ageAtRegistration ??= yearsBetween(content.person.birthdate, content.case.openedOn)
  if (victimContext.ageAtRegistration === undefined) delete victimContext.ageAtRegistration
  else victimContext.ageBand ??= ageBandOf(victimContext.ageAtRegistration)
  return { ...content, victimContext }
}

export const emptyContent = (): CaseContent => ({
  case: {},
  person: {},
  consent: {},
  victimContext: {},
  traffickingEvent: [],
  perpetratorContext: [],
  organisation: [],
  incomingReferral: [],
  outgoingReferral: [],
  supportPlan: [],
  caseComment: [],
  service: [],
  proceeding: [],
})

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The number by which people call a case: ten letters and digits from its id, without I, L, O and U. */
export function referenceOf(caseId: string): string {
  let bits = BigInt(`0x${caseId.replaceAll('-', '').slice(-13)}`) & ((1n << 50n) - 1n)
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = alphabet[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${text.slice(0, 5)}-${text.slice(5)}`
}
