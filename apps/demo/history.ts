import {
  type CaseContent,
  type PartName,
  partDescriptions,
  repeatedParts,
  split,
} from '#capabilities/cases/cases.rules.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import type { Purpose, Role } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { DemoAct, DemoCase, DemoDeed, PartChange } from './act-plan.ts'
import type { AgencyKey, DemoAccount, DemoAgency } from './agencies.ts'
import { yearLast } from './assumptions.ts'
import { dayNumber, instant, workingDay } from './calendar.ts'
import type { Chance } from './chance.ts'

/** Nothing happens after this day: the demonstration ends with its last year. */
export const lastDay = dayNumber(yearLast, 12, 31)

/**
 * Writes one case's history act by act: keeps what the case says now, who takes part, and the time, which only
 * goes forward.
 */
export class History {
  readonly acts: DemoAct[] = []
  readonly participants: AgencyKey[]
  /** What the case says at this point. */
  readonly content: CaseContent
  private readonly id: string
  private readonly chance: Chance
  private readonly agencies: ReadonlyMap<AgencyKey, DemoAgency>
  private readonly staff: ReadonlyMap<AgencyKey, readonly DemoAccount[]>
  private readonly usual = new Map<string, DemoAccount>()
  /** Rows of repeated parts by their id. */
  private readonly known = new Map<string, Plain>()
  private lastMs = 0

  constructor(
    id: string,
    chance: Chance,
    agencies: ReadonlyMap<AgencyKey, DemoAgency>,
    staff: ReadonlyMap<AgencyKey, readonly DemoAccount[]>,
    opener: DemoAccount,
    openedDay: number,
    content: CaseContent,
  ) {
    this.id = id
    this.chance = chance
    this.agencies = agencies
    this.staff = staff
    this.content = structuredClone(content)
    this.participants = [opener.agencyKey]
    this.usual.set(keyOf(opener.agencyKey, [opener.role]), opener)
    this.append(opener, openedDay, { kind: 'open', content })
  }

  /** The same person handles a case for her agency again and again. */
  worker(agency: AgencyKey, ...roles: Role[]): DemoAccount | undefined {
    const key = keyOf(agency, roles)
    const known = this.usual.get(key)
    if (known) return known
    const fitting = this.staff.get(agency)!.filter(a => roles.includes(a.role))
    if (fitting.length === 0) return undefined
    const chosen = this.chance.pick(fitting)
    this.usual.set(key, chosen)
    return chosen
  }

  /** Another agency takes part from that day on, brought in by one that may. */
  join(day: number, agency: AgencyKey): boolean {
    if (this.participants.includes(agency)) return true
    for (const present of this.participants) {
      const by = this.worker(present, 'coordinator', 'caseworker', 'supervisor')
      if (!by) continue
      if (!this.append(by, day, { kind: 'join', joinedAgencyId: this.agencies.get(agency)!.id }, 'referral'))
        return false
      this.participants.push(agency)
      return true
    }
    return false
  }

  /** Changes fields of a part of which there is one. A field set to undefined is taken away. */
  change(
    by: DemoAccount,
    day: number,
    part: 'case' | 'person' | 'victimContext',
    fields: Plain,
    purpose?: Purpose,
  ): boolean {
    const before = this.content[part] as Plain
    const value: Plain = { ...before, ...fields }
    for (const name of Object.keys(value)) if (value[name] === undefined) delete value[name]
    const changed = changedFields(before, value)
    if (changed.length === 0) return false
    const { identifying } = split(partDescriptions[part], fields)
    const done = this.amend(
      by,
      day,
      [{ part, value, sealed: Object.keys(identifying).length > 0 }],
      { [part]: changed },
      purpose,
    )
    if (done) (this.content as unknown as Record<string, Plain>)[part] = value
    return done
  }

  /** Adds rows to repeated parts, or replaces those of the same id. */
  rows(
    by: DemoAccount,
    day: number,
    rows: readonly { part: PartName; rowId: string; value: Plain }[],
    purpose?: Purpose,
  ): boolean {
    const changes = rows.map(row => ({
      ...row,
      sealed: Object.keys(split(partDescriptions[row.part], row.value).identifying).length > 0,
    }))
    const changed: { [part: string]: string[] } = {}
    for (const { part, rowId, value } of rows)
      changed[part] = [
        ...new Set([...(changed[part] ?? []), ...changedFields(this.known.get(rowId) ?? {}, value)]),
      ]
    const done = this.amend(by, day, changes, changed, purpose)
    if (done) for (const { rowId, value } of rows) this.known.set(rowId, value)
    return done
  }

  look(by: DemoAccount, day: number, parts: PartName[]): boolean {
    return this.append(by, day, { kind: 'look', parts })
  }

  erase(by: DemoAccount, day: number): boolean {
    return this.append(by, day, { kind: 'erase' }, 'protection')
  }

  uuid(): string {
    return this.chance.uuid()
  }

  finished(): DemoCase {
    return { id: this.id, acts: this.acts }
  }

  private amend(
    by: DemoAccount,
    day: number,
    changes: PartChange[],
    changed: { [part: string]: string[] },
    purpose?: Purpose,
  ) {
    const seals = changes.some(c => c.sealed)
    return this.append(
      by,
      day,
      { kind: 'amend', changes, changed, ...(seals && { sealId: this.chance.uuid() }) },
      purpose,
    )
  }

  private append(
    by: DemoAccount,
    day: number,
    deed: DemoDeed,
    purpose: Purpose = purposesOfRole[by.role][0],
  ): boolean {
    const minute = this.chance.whole(8 * 60, 17 * 60)
    const occurredAtMs = Math.max(instant(workingDay(Math.floor(day)), minute), this.lastMs + 60_000)
    if (occurredAtMs >= instant(lastDay + 1, 0)) return false
    this.lastMs = occurredAtMs
    this.acts.push({
      id: this.chance.uuid(),
      caseId: this.id,
      accountId: by.id,
      agencyId: by.agencyId,
      purpose,
      occurredAtMs,
      ...deed,
    })
    return true
  }
}

const keyOf = (agency: AgencyKey, roles: readonly Role[]) => `${agency} ${roles.join(' ')}`

const changedFields = (before: Plain, after: Plain): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    name => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )

export const isRepeated = (part: PartName): boolean => (repeatedParts as readonly string[]).includes(part)
