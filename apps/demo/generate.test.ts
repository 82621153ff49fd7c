import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { casePolicies } from '#capabilities/cases/cases.policy.ts'
import { type CaseContent, type PartName, partDescriptions } from '#capabilities/cases/cases.rules.ts'
import { validate } from '#kernel/entity/validate.ts'
import { roles } from '#kernel/policy/caller.ts'
import type { Policy } from '#kernel/policy/policy.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import { codelists } from '#standards/codelists.ts'
import type { DemoAct } from './act-plan.ts'
import { casesByYear, farCitizenships, meansShares, neighbourShares } from './assumptions.ts'
import { chanceFrom } from './chance.ts'
import { type Demonstration, defaultSeed, generate } from './generate.ts'
import { inventedPerson } from './names.ts'
import { formSharesOf } from './profile.ts'
import { closingReasons, notVictimReason, remarks } from './texts.ts'

/** Those who act at meetings of States come with the meeting (load-meeting.ts). */
const meetingRoles: ReadonlySet<string> = new Set(['secretariat', 'chair', 'delegate'])

let demonstration: Demonstration
let acts: DemoAct[]
let opened: CaseContent[]
beforeAll(() => {
  codelists.admitInventedStates()
  demonstration = generate()
  acts = demonstration.cases.flatMap(c => c.acts)
  opened = demonstration.cases.map(c => (c.acts[0] as Extract<DemoAct, { kind: 'open' }>).content)
})

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const share = (
  wanted: (content: CaseContent) => boolean | undefined,
  among: readonly CaseContent[] = opened,
) => among.filter(c => wanted(c)).length / among.length
const parts = (act: DemoAct): { part: PartName; value: unknown }[] =>
  act.kind === 'amend'
    ? act.changes
    : act.kind === 'open'
      ? Object.entries(act.content).flatMap(([part, value]) =>
          [value].flat().map(one => ({ part: part as PartName, value: one })),
        )
      : []

describe('chance', () => {
  it('is the same for a seed on every machine', () => {
    const chance = chanceFrom(1, 'a')
    expect([
      chance.whole(0, 999),
      chance.whole(0, 999),
      chance.uuid(),
      chance.fork('b').whole(0, 999),
    ]).toEqual([783, 89, 'fed989ff-3b27-4bfd-998d-80b97a523c63', 234])
  })

  it('spreads evenly and keeps its streams apart', () => {
    const chance = chanceFrom(7)
    const tens = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 100_000; i++) tens[chance.whole(0, 9)]!++
    for (const n of tens) expect(Math.abs(n - 10_000)).toBeLessThan(400)
    const before = chanceFrom(7).fork('x').next()
    const moved = chanceFrom(7)
    moved.next()
    expect(moved.fork('x').next()).toBe(before)
    expect(chanceFrom(7).fork('y').next()).not.toBe(before)
  })
})

describe('the demonstration', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(hashOf(generate(defaultSeed, 0.05))).toBe(hashOf(generate(defaultSeed, 0.05)))
    expect(hashOf(generate(defaultSeed + 1, 0.05))).not.toBe(hashOf(generate(defaultSeed, 0.05)))
  })

  it('refuses what is no seed', () => {
    expect(() => generate(1.5)).toThrow('not a whole number from 0 to 4294967295')
    expect(() => generate(-1)).toThrow('not a whole number')
  })

  it('has nine agencies of nine kinds, 41 accounts in every role, and 3,000 cases', () => {
    expect(new Set(demonstration.agencies.map(a => a.kind)).size).toBe(9)
    expect(demonstration.accounts).toHaveLength(41)
    expect(new Set(demonstration.accounts.map(a => a.role))).toEqual(
      new Set(roles.filter(role => !meetingRoles.has(role))),
    )
    expect(new Set(demonstration.accounts.map(a => a.email)).size).toBe(41)
    expect(demonstration.cases).toHaveLength(3000)
    expect(acts.length).toBeGreaterThan(20_000)
    expect(new Set(acts.flatMap(a => [a.id, ...('sealId' in a && a.sealId ? [a.sealId] : [])])).size).toBe(
      acts.length + acts.filter(a => 'sealId' in a && a.sealId).length,
    )
  })

  it('opens the stated number of cases in each year', () => {
    for (const [year, count] of Object.entries(casesByYear))
      expect(opened.filter(c => c.case.openedOn?.startsWith(year)).length, year).toBe(count)
  })

  it('writes nothing that the descriptions would not take', () => {
    const problems = acts.flatMap(act =>
      parts(act).flatMap(({ part, value }) => {
        const read = validate(partDescriptions[part], value, codelists)
        return read.ok ? [] : read.problems.map(p => `${act.caseId} ${part}: ${JSON.stringify(p)}`)
      }),
    )
    expect(problems.slice(0, 5)).toEqual([])
  })

  it('lets nobody do what the policies would refuse, and nobody act before she takes part', () => {
    const accounts = new Map(demonstration.accounts.map(a => [a.id, a]))
    const names = {
      open: 'case.open',
      join: 'case.join',
      amend: 'case.amend',
      look: 'identity.open',
      erase: 'person.erase',
    }
    const refused: string[] = []
    for (const { acts: history } of demonstration.cases) {
      const standing = { participants: [] as string[], erased: false }
      for (const act of history) {
        const account = accounts.get(act.accountId)!
        const agency = demonstration.agencies.find(a => a.id === act.agencyId)!
        const caller = {
          userId: account.id,
          agencyId: agency.id,
          agencyKind: agency.kind,
          roles: [account.role],
          purpose: act.purpose,
          strong: true,
        }
        const policy = casePolicies[names[act.kind] as keyof typeof casePolicies] as Policy<unknown>
        if (!policy(caller, standing).allowed) refused.push(`${act.kind} by ${account.email}`)
        if (!purposesOfRole[account.role].includes(act.purpose))
          refused.push(`${act.purpose} by ${account.email}`)
        if (act.kind === 'open') standing.participants.push(act.agencyId)
        if (act.kind === 'join') standing.participants.push(act.joinedAgencyId)
        if (act.kind === 'erase') standing.erased = true
      }
    }
    expect(refused).toEqual([])
  })

  it('goes only forward in time, by day, and ends with its last year', () => {
    for (const { acts: history } of demonstration.cases) {
      const times = history.map(a => a.occurredAtMs)
      if (times.some((at, i) => i > 0 && at <= times[i - 1]!)) expect.fail('An act goes back in time.')
    }
    const years = acts.map(a => new Date(a.occurredAtMs).getUTCFullYear())
    expect([years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))]).toEqual([
      2016, 2025,
    ])
  })
})

describe('the margins', () => {
  const near = (value: number, expected: number, tolerance: number, what: string) =>
    expect(Math.abs(value - expected), `${what}: ${value.toFixed(3)}, stated ${expected}`).toBeLessThan(
      tolerance,
    )

  it('follow the stated forms of exploitation in the first and in the last years', () => {
    for (const years of [
      [2016, 2017],
      [2024, 2025],
    ]) {
      const among = opened.filter(c => years.includes(Number(c.case.openedOn!.slice(0, 4))))
      const shares = formSharesOf((years[0]! + years[1]!) / 2)
      const whole = Object.values(shares).reduce((a, b) => a + b)
      const has = (code: string) => (c: CaseContent) => c.victimContext.typeOfExploitation?.includes(code)
      near(share(has('SexualExploitation'), among), (shares.sexual + shares.mixed) / whole, 0.06, 'sexual')
      near(share(has('ForcedLabour'), among), (shares.labour + shares.mixed) / whole, 0.06, 'labour')
      near(share(has('ForcedCriminalActivity'), among), shares.criminality / whole, 0.04, 'criminality')
    }
  })

  it('follow the stated sex and age', () => {
    near(
      share(c => c.person.gender === 'Feminine'),
      0.62,
      0.04,
      'female',
    )
    near(
      share(c => c.person.gender === 'Masculine'),
      0.37,
      0.04,
      'male',
    )
    near(
      share(c => ['0--8', '9--17'].includes(c.victimContext.ageBand ?? '')),
      0.35,
      0.04,
      'children',
    )
    near(
      share(c => c.victimContext.ageBand === undefined),
      0.02,
      0.015,
      'age not known',
    )
  })

  it('follow the stated citizenship, and let no State stand out among the distant ones', () => {
    near(
      share(c => c.person.citizenship?.includes('XPA')),
      0.385,
      0.04,
      'own',
    )
    near(
      share(c => c.person.citizenship?.[0] !== undefined && c.person.citizenship[0] in neighbourShares),
      0.35,
      0.04,
      'neighbours',
    )
    const far = opened.filter(c => farCitizenships.some(code => c.person.citizenship?.includes(code)))
    near(far.length / opened.length, 0.245, 0.04, 'far')
    for (const code of farCitizenships)
      near(
        share(c => c.person.citizenship?.includes(code), far),
        1 / 20,
        0.025,
        code,
      )
  })

  it('follow the stated means of control of forced labour', () => {
    const labour = opened.filter(
      c =>
        c.victimContext.typeOfExploitation?.[0] === 'ForcedLabour' &&
        c.victimContext.typeOfExploitation.length === 1 &&
        c.victimContext.methodsOfControl,
    )
    for (const [code, stated] of Object.entries(meansShares.labour))
      near(
        share(c => c.victimContext.methodsOfControl?.includes(code), labour),
        stated,
        0.05,
        code,
      )
  })

  it('place exploitation and every station in invented States only', () => {
    for (const c of opened) {
      for (const code of c.victimContext.countryOfExploitation ?? []) expect(code).toMatch(/^XP[A-D]$/)
      for (const event of c.traffickingEvent) if (event.country) expect(event.country).toMatch(/^XP[A-D]$/)
      expect(c.person.mailingCountry).toBeUndefined()
    }
  })

  it('lead from investigation to judgment as stated', () => {
    const stages = acts.flatMap(a =>
      a.kind === 'amend' ? a.changes.filter(c => c.part === 'proceeding').map(c => c.value.stage) : [],
    )
    const n = (stage: string) => stages.filter(s => s === stage).length
    near(n('Investigated') / 3000, 0.54, 0.05, 'investigated')
    near(n('Prosecuted') / n('Investigated'), 0.41, 0.06, 'prosecuted')
    near(n('Convicted') / (n('Convicted') + n('Acquitted')), 0.82, 0.06, 'convicted of judged')
  })

  it('give shelter to about three in five persons who were recognised', () => {
    const served = new Set(
      acts
        .filter(
          a => a.kind === 'amend' && a.changes.some(c => c.part === 'service' && c.value.type === 'Shelter'),
        )
        .map(a => a.caseId),
    )
    near(served.size / 3000, 0.58, 0.06, 'shelter')
  })
})

describe('the tone', () => {
  /** Words that the house does not use, and words that no dull file needs. */
  const forbidden =
    /prostitut|illegal|\balien|\bslave|\brape|\bwhore|\bchain|\bcage|\bblood|\bbeat|\bburn|\btortur|\bkill|\bscream|\bsubject\b/i

  it('has no lurid word and no word that the house avoids', () => {
    for (const text of [
      ...remarks,
      ...closingReasons,
      notVictimReason,
      ...demonstration.agencies.map(a => a.name),
    ])
      expect(text).not.toMatch(forbidden)
  })

  it('writes no free text about a person but the listed remarks and reasons', () => {
    const listed = new Set<unknown>([...remarks, ...closingReasons, notVictimReason])
    const free = acts.flatMap(parts).flatMap(({ part, value }) => {
      const fields = value as Record<string, unknown>
      return [
        part === 'caseComment' ? fields.comment : undefined,
        fields.reasonForCaseClosure,
        ...['roleDetails', 'detailsOfVulnerabilities', 'description', 'objectives', 'actionPlan'].map(
          f => fields[f],
        ),
      ].filter(text => text !== undefined)
    })
    expect(free.length).toBeGreaterThan(500)
    expect(free.filter(text => !listed.has(text))).toEqual([])
  })

  it('gives nobody a name that people have', () => {
    const common = new Set(
      'maria anna fatima mohammed ahmed ali john james mary patricia jose juan li wei wang zhang chen ivan olga elena sofia emma liam noah olivia amina aisha omar hassan yusuf david daniel peter paul thomas michael george carlos luis ana rosa carmen lucia marco laura sara sarah eva nina ivana petra jan karel pavel anh linh nguyen tran kim lee park sato suzuki singh kumar priya raj amit sunil joy grace blessing chidi ngozi kofi ama abebe tigist mehmet ayse fatma mustafa dmitri sergei natalia svetlana'.split(
        ' ',
      ),
    )
    for (const c of opened)
      for (const name of [c.person.firstName, c.person.secondName]) {
        if (name === undefined) continue
        expect(common.has(name.toLowerCase())).toBe(false)
        expect(name).toMatch(/[qxzvyptk]/i)
      }
    for (let i = 0; i < 1000; i++) {
      const { given, family } = inventedPerson(chanceFrom(i))
      expect(common.has(given.toLowerCase()) || common.has(family.toLowerCase())).toBe(false)
      expect(given.length).toBeGreaterThan(4)
    }
  })
})
