import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseContent, emptyContent, openCases } from '#capabilities/cases/public.ts'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import { qualityRoutes } from './quality.routes.ts'
import { completeness, roundedShares, shownCases, stepContradictions } from './quality.rules.ts'

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
  [
    'health',
    callerOf('aaaaaaaa-0000-4000-8000-000000000004', {
      agencyKind: 'health',
      roles: ['supervisor'],
      userId: 'bbbbbbbb-0000-4000-8000-000000000004',
    }),
  ],
] as const
const [shelter, police, rapporteur, health] = agencies.map(([, caller]) => caller) as [
  Caller,
  Caller,
  Caller,
  Caller,
]

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
/** A winter reaches into the next year, or begins in the one before. */
const soundBySeason: CaseContent = {
  ...sound,
  traffickingEvent: [
    { type: 'Recruitment', date: '2025-01' },
    { type: 'Exploitation', date: '2024-24' },
  ],
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
const contradictingBySeason: CaseContent = {
  ...contradicting,
  traffickingEvent: [
    { type: 'Recruitment', date: '2024-05' },
    { type: 'Exploitation', date: '2022-24' },
  ],
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
    Array.from({ length: 6 }, (_, n) => (n % 2 ? contradicting : contradictingBySeason)),
  )
  await open(shelter, [
    ...Array.from({ length: 154 }, (_, n) => (n % 2 ? sound : soundBySeason)),
    ...Array.from({ length: 40 }, () => unsaid),
  ])
  await open(police, [contradicting, sound])
  await open(
    health,
    Array.from({ length: 7 }, () => sound),
  )
})
afterAll(() => server.close())

describe('the quality of records', () => {
  it('tells filled, said to be unknown and empty apart, and no kind of agency with few cases', async () => {
    const { completeness: found } = await quality(rapporteur)
    const of = (kind: string | null) => found.find(c => c.agencyKind === kind)
    const field = (name: string) => of('shelter')!.answers!.find(a => a.field === name)
    expect(field('sex')).toEqual({ field: 'sex', filled: 80, unknown: 20, empty: 0 })
    expect(field('citizenship')).toEqual({ field: 'citizenship', filled: 80, unknown: 20, empty: 0 })
    expect(field('exploitation')).toEqual({ field: 'exploitation', filled: 0, unknown: 0, empty: 100 })
    expect(of('police')).toEqual({ agencyKind: 'police', step: null, answers: null })
    // Seven are not few, but beside the total they would give the two away.
    expect(of('health')).toEqual({ agencyKind: 'health', step: null, answers: null })
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
      { agencyKind: 'health', medianDays: null, mostDays: null },
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
  const answersOf = (agencyKind: string, facts: number, filled: number, unknown = 0) => ({
    agencyKind,
    facts,
    filled: { sex: filled },
    unknown: { sex: unknown },
  })

  it('are multiples of the step, add to 100, and never show something as nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(1, 2, 5, 10, 20, 25, 50),
        (counts, step) => {
          const shares = roundedShares(counts, step)
          const all = counts.reduce((a, b) => a + b)
          if (all === 0) return expect(shares).toEqual([0, 0, 0])
          expect(shares.reduce((a: number, b) => a + (b ?? 0), 0)).toBe(100)
          counts.forEach((count, i) => {
            expect(shares[i] === 0).toBe(count === 0)
            expect(Math.abs((shares[i] ?? 0) - (100 * count) / all)).toBeLessThan(step)
          })
        },
      ),
      { seed },
    )
  })

  it('leave every count of persons a range of the threshold, to whoever knows how many there are', () => {
    for (const facts of [5, 29, 30, 40, 97, 150, 300, 1000, 4000])
      for (let count = 1; count < 5; count++) {
        // Everything that would be shown alike.
        const shown = (n: number, said: boolean) =>
          JSON.stringify(completeness([answersOf('shelter', facts, facts - n, said ? n : 0)], 5))
        for (const said of [true, false]) {
          const alike = Array.from({ length: facts + 1 }, (_, n) => n).filter(
            n => shown(n, said) === shown(count, said),
          )
          expect([facts, count, alike.length > 5]).toEqual([facts, count, true])
        }
      }
  })

  it('of all are made from what is shown, and leave out the kinds that are withheld', () => {
    const counted = [answersOf('police', 200, 100, 100), answersOf('shelter', 600, 599, 1)]
    const [all, ...kinds] = completeness([...counted, answersOf('health', 29, 0)], 5)
    expect(kinds.map(k => k.step)).toEqual([10, 5, null])
    expect(kinds[1]!.answers![0]).toEqual({ field: 'sex', filled: 100, unknown: null, empty: 0 })
    expect(all!.answers![0]).toEqual({ field: 'sex', filled: 90, unknown: 10, empty: 0 })
    // Two small kinds: the third stands for one of them in the figures, and so it does here.
    expect(
      completeness([answersOf('court', 2, 0), ...counted], 5).map(k => [k.agencyKind, k.answers === null]),
    ).toEqual([
      ['court', true],
      ['police', true],
      ['shelter', false],
    ])
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
