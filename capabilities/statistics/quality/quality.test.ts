import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseContent, emptyContent, openCases } from '#capabilities/cases/public.ts'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import { qualityRoutes } from './quality.routes.ts'
import { completeness, shownCases, stepContradictions, wholeShares } from './quality.rules.ts'

const seed = 20260103
const agencies = [
  [
    'shelter',
    callerOf('aaaaaaaa-0000-4000-8000-000000000001', { agencyKind: 'shelter', roles: ['supervisor'] }),
  ],
  [
    'police',
    callerOf('aaaaaaaa-0000-4000-8000-000000000002', {
      agencyKind: 'police',
      roles: ['supervisor'],
      userId: 'bbbbbbbb-0000-4000-8000-000000000002',
    }),
  ],
  [
    'national-rapporteur',
    callerOf('aaaaaaaa-0000-4000-8000-000000000003', {
      agencyKind: 'national-rapporteur',
      roles: ['rapporteur'],
      purpose: 'statistics',
      userId: 'bbbbbbbb-0000-4000-8000-000000000003',
    }),
  ],
] as const
const [shelter, police, rapporteur] = agencies.map(([, caller]) => caller) as [Caller, Caller, Caller]

const sound: CaseContent = {
  ...emptyContent(),
  case: { openedOn: '2025-02-01' },
  person: { gender: 'Feminine', citizenship: ['FRA'] },
  victimContext: { majority: 'Adult', ageAtRegistration: 30, ageWhenTrafficked: 29 },
  traffickingEvent: [
    { type: 'Recruitment', date: '2024' },
    { type: 'Exploitation', date: '2024-03-01' },
  ],
  service: [{ type: 'Shelter', from: '2025', until: '2025-01' }],
  proceeding: [{ stage: 'Prosecuted' }, { stage: 'Convicted' }],
}
const contradicting: CaseContent = {
  ...sound,
  victimContext: { majority: 'Adult', ageAtRegistration: 15, ageWhenTrafficked: 17 },
  traffickingEvent: [
    { type: 'Recruitment', date: '2024-05' },
    { type: 'Exploitation', date: '2024-03-01' },
  ],
  service: [{ type: 'Shelter', from: '2025-03', until: '2025-01-31' }],
  proceeding: [{ stage: 'Convicted' }],
}
const unsaid: CaseContent = {
  ...emptyContent(),
  person: { gender: 'NonSpecifiedUnknown', missing: { citizenship: 'unknown' } },
}

interface Answer {
  completeness: {
    agencyKind: string | null
    answers: { field: string; filled: number; unknown: number; empty: number }[] | null
  }[]
  contradictions: { kind: string; agencyKind: string; cases: number | 'few' }[]
  cases: { kind: string; caseId: string }[]
  recording: { agencyKind: string; medianDays: number | null }[]
  late: unknown[] | null
}
let server: TestServer
const quality = async (as: Caller) => (await server.ask(as, 'GET', '/api/statistics/quality')).body as Answer
let wrong: string[]

beforeAll(async () => {
  server = await openTestServer(qualityRoutes)
  const { database, keys } = server.context
  await database.write(nodeCaller('administration'), async tx => {
    for (const [kind, { agencyId, userId, roles }] of agencies) {
      await foundAgency(tx, { id: agencyId!, name: kind, kind, country: null })
      await createAccount(tx, {
        id: userId,
        name: kind,
        email: `${kind}@office.example`,
        passwordHash: null,
        memberships: [{ agencyId: agencyId!, role: roles[0]! }],
      })
    }
  })
  const open = async (as: Caller, contents: CaseContent[]) => {
    const cases = contents.map(content => ({ id: randomUUID(), actId: randomUUID(), content }))
    await database.write(as, tx => openCases(tx, keys, cases))
    return cases.map(c => c.id)
  }
  wrong = await open(
    shelter,
    Array.from({ length: 6 }, () => contradicting),
  )
  await open(shelter, [sound, sound, unsaid, unsaid])
  await open(police, [contradicting, sound])
}, 60_000)
afterAll(() => server.close())

describe('the quality of records', () => {
  it('tells filled, said to be unknown and empty apart, and no kind of agency with few cases', async () => {
    const { completeness: found } = await quality(rapporteur)
    const of = (kind: string | null) => found.find(c => c.agencyKind === kind)
    const field = (name: string) => of('shelter')!.answers!.find(a => a.field === name)
    expect(field('sex')).toEqual({ field: 'sex', filled: 80, unknown: 20, empty: 0 })
    expect(field('citizenship')).toEqual({ field: 'citizenship', filled: 80, unknown: 20, empty: 0 })
    expect(field('exploitation')).toEqual({ field: 'exploitation', filled: 0, unknown: 0, empty: 100 })
    expect(of('police')).toEqual({ agencyKind: 'police', answers: null })
    expect(of(null)).toBeUndefined()
  })

  it('counts what contradicts itself, and numbers no few', async () => {
    const { contradictions } = await quality(rapporteur)
    expect(contradictions.map(c => [c.kind, c.agencyKind, c.cases])).toEqual(
      [
        'child-and-adult',
        'trafficked-when-older',
        'exploited-before-recruited',
        'service-ends-before-start',
        'convicted-not-prosecuted',
      ].flatMap(kind => [
        [kind, 'police', 'few'],
        [kind, 'shelter', 6],
      ]),
    )
  })

  it('leads to the cases only those who take part in them', async () => {
    expect((await quality(rapporteur)).cases).toEqual([])
    const own = (await quality(shelter)).cases
    expect(new Set(own.map(c => c.caseId))).toEqual(new Set(wrong))
    expect(own).toHaveLength(6 * 5)
    expect((await quality(police)).cases).toHaveLength(5)
  })

  it('says how long after the event it was written down, and who owes returns to those who see them all', async () => {
    const seen = await quality(rapporteur)
    expect(seen.recording).toEqual([
      { agencyKind: 'police', medianDays: null, mostDays: null },
      { agencyKind: 'shelter', medianDays: 0, mostDays: 0 },
    ])
    expect(seen.late).toMatchObject([{ agency: 'police', owed: 8 }])
    expect((await quality(shelter)).late).toBeNull()
  })

  it('is for those who work with figures or answer for an agency', async () => {
    const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
    expect((await server.ask(caseworker, 'GET', '/api/statistics/quality')).status).toBe(403)
    expect((await server.ask(undefined, 'GET', '/api/statistics/quality')).status).toBe(401)
  })
})

describe('shares', () => {
  it('are whole, add to 100, and never show something as nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 3, maxLength: 3 }), parts => {
        const shares = wholeShares(parts)
        if (parts.every(p => p === 0)) return expect(shares).toEqual([0, 0, 0])
        expect(shares.reduce((a, b) => a + b, 0)).toBe(100)
        parts.forEach((part, i) => {
          expect(shares[i]! > 0).toBe(part > 0)
          expect(Math.abs(shares[i]! - (100 * part) / (parts[0]! + parts[1]! + parts[2]!))).toBeLessThan(3)
        })
      }),
      { seed },
    )
  })

  it('of all leave out the kinds that are not shown', () => {
    const counted = [
      { agencyKind: 'police', facts: 10, filled: { sex: 5 }, unknown: { sex: 5 } },
      { agencyKind: 'shelter', facts: 30, filled: { sex: 30 }, unknown: {} },
      { agencyKind: 'health', facts: 4, filled: {}, unknown: {} },
    ]
    const [all, ...kinds] = completeness(counted, 5)
    expect(all!.answers![0]).toEqual({ field: 'sex', filled: 88, unknown: 12, empty: 0 })
    expect(kinds.map(k => k.answers === null)).toEqual([false, false, true])
    expect([0, 1, 4, 5].map(n => shownCases(n, 5))).toEqual([0, 'few', 'few', 5])
  })
})

describe('steps of the response', () => {
  const count = (step: string, n: number, more: Partial<ReturnedCount> = {}) =>
    ({
      step,
      measure: 'persons',
      agencyKind: 'court',
      year: 2024,
      sex: '_T',
      age: '_T',
      citizenship: '_T',
      form: '_T',
      count: n,
      agencies: 1,
      agenciesOwing: 1,
      ...more,
    }) as ReturnedCount

  it('contradict one another where more were convicted than prosecuted, looked for in whole returns only', () => {
    const prosecuted = count('prosecuted', 10)
    expect(stepContradictions([prosecuted, count('convicted', 12)])).toEqual([
      { year: 2024, step: 'convicted', count: 12, before: 'prosecuted', limit: 10 },
    ])
    expect(stepContradictions([prosecuted, count('convicted', 10)])).toEqual([])
    expect(stepContradictions([prosecuted, count('convicted', 12, { sex: 'M' })])).toEqual([])
    expect(
      stepContradictions([count('prosecuted', 10, { agenciesOwing: 2 }), count('convicted', 12)]),
    ).toEqual([])
    expect(
      stepContradictions([
        prosecuted,
        count('convicted', 8),
        count('convicted', 4, { agencyKind: 'police' }),
      ]),
    ).toHaveLength(1)
  })
})
