import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Caller, nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { foundAgency, grantMembership } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'
import { callerOf } from '../../../test/support/database.ts'
import type { IndicatorReading, IndicatorSource } from '../evidence.entity.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'
import type { ActionContent, EvidenceContent } from './plan.entity.ts'
import { PLAN_EXAMPLES } from './plan.examples.ts'

/** A node with everybody whom a plan needs, each with her membership, and the sample reports in its registry. */

export const people = {
  ministry: person('ministry', 'ministry'),
  shelter: person('shelter', 'supervisor'),
  shelterAlternate: person('shelter', 'caseworker'),
  police: person('police', 'investigator'),
  referral: person('national-referral-mechanism', 'coordinator'),
  rapporteur: person('national-rapporteur', 'rapporteur'),
  association: person('ngo', 'caseworker'),
} as const
people.shelterAlternate.agencyId = people.shelter.agencyId

function person(kind: NonNullable<Caller['agencyKind']>, role: Role): Caller {
  return callerOf(randomUUID(), {
    userId: randomUUID(),
    roles: [role],
    agencyKind: kind,
    purpose: 'statistics',
  })
}

export async function settle(database: Database): Promise<void> {
  await database.write(nodeCaller('administration'), async tx => {
    const founded = new Set<string>()
    for (const { agencyId, agencyKind, userId, roles } of Object.values(people)) {
      if (!founded.has(agencyId!))
        await foundAgency(tx, {
          id: agencyId!,
          name: `Agency ${agencyKind}`,
          kind: agencyKind!,
          country: null,
        })
      founded.add(agencyId!)
      await grantMembership(tx, { userId, agencyId: agencyId!, role: roles[0]! })
    }
  })
  for (const { file } of SAMPLE_REPORTS) {
    const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
    if (!read.ok) throw new Error(`${file} cannot be read.`)
    await database.write(people.ministry, tx => enterFile(tx, read.file, randomUUID()))
  }
}

export const reading: IndicatorReading = {
  years: [2023, 2024, 2025],
  lines: [{ code: 'Shelter', label: 'Shelter', values: [12, null, 31] }],
  withheld: 1,
  threshold: 5,
  facts: null,
  changedAt: '2026-01-01T00:00:00.000Z',
}
export const source: IndicatorSource = { read: async () => reading }

/** An action as a form sends it; the shelter service answers for it. */
export const anAction = (more: Record<string, unknown> = {}) => {
  const { title, what, theme, money } = PLAN_EXAMPLES[0]!
  return {
    title,
    what,
    theme,
    institution: people.shelter.agencyId,
    focalRole: 'supervisor',
    alternateRole: 'caseworker',
    validating: people.referral.agencyId,
    startsOn: '2024-03-01',
    dueOn: '2026-06-30',
    ...money,
    currency: 'EUR',
    indicatorKind: 'live',
    indicatorLive: 'shelter',
    indicatorTarget: 400,
    indicatorMonths: 12,
    public: true,
    ...more,
  }
}

export const shelterRecommendation = { report: '2019-09-17', address: 'R9' }

/** A recommendation of another body, entered by hand. */
export const external = {
  kind: 'external',
  body: 'Committee',
  citation: '1',
  wording: 'Do it.',
  url: null,
} as const

/** An action as the store takes it. */
export const content = (more: Partial<ActionContent> = {}): ActionContent => ({
  title: 'Open shelter places',
  what: null,
  theme: 'protection',
  institutionId: people.shelter.agencyId,
  institutionName: null,
  focalUserId: people.shelter.userId,
  focalRole: null,
  alternateUserId: null,
  alternateRole: 'caseworker',
  validatingId: people.referral.agencyId!,
  startsOn: '2024-01-01',
  dueOn: '2025-12-31',
  budget: 10.5,
  currency: 'EUR',
  funds: null,
  indicatorKind: 'hand',
  indicatorLive: null,
  indicatorName: 'Places',
  indicatorUnit: null,
  indicatorBaseline: null,
  indicatorTarget: 20,
  indicatorMonths: 6,
  public: true,
  ...more,
})

export const evidence = (more: Partial<EvidenceContent>): EvidenceContent => ({
  kind: 'figure',
  title: 'Places',
  public: true,
  fileId: null,
  value: 4,
  unit: null,
  onDay: '2025-01-01',
  source: 'Count',
  url: null,
  passage: null,
  passageAt: null,
  ...more,
})

/** A report of the institution. */
export const said = (more: { public?: boolean; evidence?: EvidenceContent[] } = {}) => ({
  status: 'in-progress' as const,
  reason: 'Begun.',
  done: null,
  spent: 2,
  public: true,
  evidence: [],
  reached: [],
  ...more,
})
