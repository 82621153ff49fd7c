import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, type Progress, type Status, statuses } from './plan.entity.ts'
import { noticesFor } from './plan.reminders.ts'
import {
  addDays,
  addMonths,
  daysBetween,
  differenceMatrix,
  duesOf,
  freshnessOf,
  stageOn,
  standingOf,
  standingReport,
} from './plan.rules.ts'
import { actionAsOf, publicPartsOf } from './yearly.rules.ts'

const seed = Number(process.env.SEED ?? 11)
console.log(`seed ${seed}`)
const check = <T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>) =>
  fc.assert(property, { seed, numRuns: 300 })

const day = fc.integer({ min: 0, max: 20_000 }).map(n => addDays('1990-01-01', n))
const status = fc.constantFrom(...statuses)
const decision = fc.constantFrom('accepted' as const, 'returned' as const, null)
const ms = (d: string) => Date.parse(`${d}T10:00:00Z`)

const progress = fc
  .array(fc.record({ on: day, status, decision, open: fc.boolean(), decidedOn: day }), { maxLength: 6 })
  .map(list =>
    list
      .sort((a, b) => a.on.localeCompare(b.on))
      .map(
        (one, index): Progress => ({
          id: `p${index}`,
          version: index + 2,
          public: one.open,
          status: one.status,
          reason: 'Because.',
          done: null,
          spent: null,
          agencyId: 'a',
          authorUserId: 'u',
          atMs: ms(one.on),
          decision: one.decision,
          decidedBecause: null,
          decidedAtMs: one.decision === null ? null : ms(one.decidedOn),
          evidence: [],
        }),
      ),
  )

const anAction = (more: Partial<Action> = {}): Action => ({
  id: 'one',
  version: 1,
  title: 'One',
  what: null,
  theme: 'general',
  institution: 'Office',
  institutionId: 'agency',
  institutionName: null,
  focalUserId: 'focal',
  focalRole: null,
  alternateUserId: null,
  alternateRole: 'supervisor',
  validatingId: 'other',
  validating: 'Other',
  startsOn: '2020-01-01',
  dueOn: '2025-06-30',
  budget: null,
  currency: null,
  funds: null,
  indicatorKind: 'none',
  indicatorLive: null,
  indicatorName: null,
  indicatorUnit: null,
  indicatorBaseline: null,
  indicatorTarget: null,
  indicatorMonths: null,
  public: true,
  inside: true,
  madeByAgencyId: 'ministry',
  madeAtMs: 0,
  changedAtMs: 0,
  withdrawnAtMs: null,
  withdrawnBecause: null,
  answers: [],
  milestones: [],
  progress: [],
  findings: [],
  measurements: [],
  ...more,
})
const finding = (on: string, status: Status): Action['findings'][number] => ({
  id: on,
  version: 9,
  public: true,
  capacity: 'rapporteur',
  status,
  reason: 'Seen.',
  agencyId: 'r',
  authorUserId: 'u',
  atMs: ms(on),
  evidence: [],
})

describe('days of the calendar', () => {
  it('are counted as they are added', () => {
    check(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
  })
  it('never leave the month that is meant when months are added', () => {
    check(
      fc.property(day, fc.integer({ min: 0, max: 240 }), (from, months) => {
        const later = addMonths(from, months)
        const meant = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months
        expect(Number(later.slice(0, 4)) * 12 + Number(later.slice(5, 7)) - 1).toBe(meant)
        expect(later.slice(8) <= from.slice(8)).toBe(true)
      }),
    )
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  })
})

describe('an indicator', () => {
  it('is stale only after the day on which a new value was expected', () => {
    check(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (last, months) => {
        const expected = addMonths(last, months)
        const on = (today: string) => freshnessOf({ kind: 'hand', months }, last, today)
        expect(on(expected)).toBe('fresh')
        expect(on(addDays(expected, 1))).toBe('stale')
      }),
    )
  })
  it('that has no value yet says so, and one that is not expected says nothing', () => {
    expect(freshnessOf({ kind: 'live', months: 12 }, undefined, '2025-01-01')).toBe('missing')
    expect(freshnessOf({ kind: 'none', months: null }, undefined, '2025-01-01')).toBe('none')
  })
})

describe('the status that an institution reports', () => {
  it('is that of its newest report that was not returned', () => {
    check(
      fc.property(progress, list => {
        const counted = list.filter(p => p.decision !== 'returned')
        expect(standingReport(list)).toBe(counted.at(-1))
        expect(standingOf(anAction({ progress: list }), '2030-01-01').reported).toBe(
          counted.at(-1)?.status ?? null,
        )
      }),
    )
  })
  it('on an earlier day does not know what was said later', () => {
    check(
      fc.property(progress, day, (list, asOf) => {
        const then = actionAsOf(anAction({ progress: list }), asOf)
        expect(then.progress.every(p => p.atMs <= ms(asOf))).toBe(true)
        expect(then.progress.every(p => p.decidedAtMs === null || p.decidedAtMs <= ms(asOf))).toBe(true)
        expect(then.progress.map(p => p.id)).toEqual(list.filter(p => p.atMs <= ms(asOf)).map(p => p.id))
      }),
    )
  })
  it('is drawn from public reports alone where only what is public may be shown', () => {
    check(
      fc.property(progress, list => {
        const shown = publicPartsOf(anAction({ progress: list }))!
        expect(shown.progress.every(p => p.public)).toBe(true)
        expect(publicPartsOf(anAction({ progress: list, public: false }))).toBeUndefined()
      }),
    )
  })
})

describe('two statuses', () => {
  it('differ when both are said and are not the same; silence contradicts nobody', () => {
    check(
      fc.property(progress, fc.option(status), (list, found) => {
        const { reported, differs } = standingOf(
          anAction({ progress: list, findings: found === null ? [] : [finding('2025-01-01', found)] }),
          '2030-01-01',
        )
        expect(differs.length > 0).toBe(reported !== null && found !== null && reported !== found)
      }),
    )
  })
  it('are counted pair by pair, each action once', () => {
    check(
      fc.property(fc.array(fc.tuple(status, fc.option(status)), { maxLength: 30 }), pairs => {
        const cells = differenceMatrix(
          pairs.map(([reported, found]) => ({
            ...standingOf(anAction(), '2025-01-01'),
            reported,
            found: { rapporteur: found, 'civil-society': null },
          })),
          'rapporteur',
        )
        expect(cells.reduce((sum, c) => sum + c.count, 0)).toBe(pairs.filter(p => p[1] !== null).length)
        expect(new Set(cells.map(c => `${c.reported} ${c.found}`)).size).toBe(cells.length)
      }),
    )
  })
})

describe('a reminder', () => {
  it.each([
    ['2025-05-30', undefined],
    ['2025-05-31', 'before-30'],
    ['2025-06-22', 'before-30'],
    ['2025-06-23', 'before-7'],
    ['2025-06-30', 'before-7'],
    ['2025-07-01', 'after-1'],
    ['2025-07-30', 'after-30'],
    ['2029-01-01', 'after-30'],
  ])('of what is due on 30 June 2025 is on %s at the stage %s', (today, stage) => {
    expect(stageOn('2025-06-30', today)).toBe(stage)
  })
  it('goes to the focal point and her alternate, for the action and for each milestone that is not reached', () => {
    const action = anAction({
      milestones: [
        { id: 'm1', title: 'Reached', dueOn: '2025-06-01', doneOn: '2025-05-30' },
        { id: 'm2', title: 'Open', dueOn: '2025-06-15', doneOn: null },
      ],
    })
    expect(
      noticesFor(action, '2025-06-14').map(n => [n.milestoneId, n.stage, n.recipientUserId, n.recipientRole]),
    ).toEqual([
      ['m2', 'before-7', 'focal', null],
      ['m2', 'before-7', null, 'supervisor'],
      [null, 'before-30', 'focal', null],
      [null, 'before-30', null, 'supervisor'],
    ])
  })
  it('is not raised of what is settled or was taken out of the plan', () => {
    const done = (status: Status) =>
      anAction({
        progress: [
          {
            id: 'p',
            version: 2,
            public: true,
            status,
            reason: 'Because.',
            done: null,
            spent: null,
            agencyId: 'a',
            authorUserId: 'u',
            atMs: 0,
            decision: null,
            decidedBecause: null,
            decidedAtMs: null,
            evidence: [],
          },
        ],
      })
    expect(duesOf(done('implemented'))).toEqual([])
    expect(duesOf(done('no-longer-relevant'))).toEqual([])
    expect(duesOf(done('partly-implemented'))).toHaveLength(1)
    expect(duesOf(anAction({ withdrawnAtMs: 1 }))).toEqual([])
  })
})
