import type { CaseContent } from '#capabilities/cases/cases.rules.ts'
import type { DemoAccount } from './agencies.ts'
import {
  course,
  interpretationShare,
  justice,
  meansShares,
  serviceDays,
  serviceShares,
} from './assumptions.ts'
import { isoDay, workingDay } from './calendar.ts'
import type { Chance } from './chance.ts'
import { languageOf, phone } from './content.ts'
import type { History } from './history.ts'
import type { Profile } from './profile.ts'
import { closingReasons, notVictimReason, remarks } from './texts.ts'

/** One thing that will happen to a case on a day (days since 1970). */
export interface Step {
  day: number
  run: (history: History, day: number) => void
}

/**
 * What happens to a case after it was opened, in the order of days. Steps look at what the case says when their day
 * comes: nobody is prosecuted in a case that was found to be none.
 */
export function planCourse(chance: Chance, profile: Profile): Step[] {
  const opened = profile.openedDay
  const provider = chance.happens(profile.child ? 0.75 : 0.55) ? 'shelter' : 'counselling'
  const referred = chance.happens(course.referred.share)
  const referredDay = opened + chance.between(course.referred.days)
  const provided = chance.happens(course.provider.share)
  const providedDay = referredDay + chance.between(course.provider.days)
  const decided = chance.happens(course.decision.share)
  const decisionDay = opened + chance.between(course.decision.days)
  const victim = !(decided && chance.happens(course.decidedNotVictimShare))
  const closingDay = victim
    ? opened + chance.between(course.closed.days)
    : decisionDay + chance.between([5, 20, 45, 90])
  const until = closingDay
  const steps: Step[] = [
    ...(referred ? [step(referredDay, h => h.join(referredDay, 'referral'))] : []),
    ...(provided ? [step(providedDay, (h, day) => h.join(day, provider))] : []),
    ...(decided ? [step(decisionDay, (h, day) => decide(chance, h, day, victim))] : []),
    ...facts(chance, profile, opened, until),
    ...looks(chance, opened, until),
    ...remarksOf(chance, providedDay, until),
    ...(victim ? services(chance.fork('services'), profile, providedDay, until) : []),
    ...(victim ? proceedings(chance.fork('justice'), opened) : []),
    ...closing(chance, profile, victim, closingDay),
  ]
  return steps.sort((a, b) => a.day - b.day)
}

const step = (day: number, run: Step['run']): Step => ({ day: workingDay(Math.floor(day)), run })

/** Who works on the case for help: the provider, else the coordination office, else whoever opened it. */
function helper(history: History): DemoAccount {
  for (const agency of ['shelter', 'counselling', 'referral'] as const)
    if (history.participants.includes(agency)) {
      const found = history.worker(agency, 'caseworker', 'coordinator')
      if (found) return found
    }
  return history.worker(
    history.participants[0]!,
    'first-responder',
    'investigator',
    'caseworker',
    'coordinator',
  )!
}

function decide(chance: Chance, history: History, day: number, victim: boolean) {
  const by = history.participants.includes('referral')
    ? history.worker('referral', 'coordinator')!
    : helper(history)
  history.change(
    by,
    day,
    'victimContext',
    {
      traffickingStatus: victim ? 'ActualVictimOfTrafficking' : 'NotAVictimOfTrafficking',
      traffickingStatusDecisionMakingOrg: chance.weighted({
        Police: 0.38,
        NonPoliceGovernmentalOrganization: 0.38,
        NGO: 0.19,
        CourtOrProsecution: 0.05,
      }),
    },
    'identification',
  )
}

/** More becomes known: another means of control, the education, a telephone number. */
function facts(chance: Chance, profile: Profile, opened: number, until: number): Step[] {
  const steps: Step[] = []
  const count = chance.happens(course.amended.share) ? (chance.happens(course.amended.again) ? 2 : 1) : 0
  for (let i = 0; i < count; i++) {
    const day = Math.min(until - 1, opened + 1 + chance.between(course.amended.days) * (i + 1))
    const known =
      profile.form === 'labour' || profile.form === 'servitude' ? meansShares.labour : meansShares.sexual
    const more = chance.weighted<string>(known)
    steps.push(
      step(day, (h, at) => {
        const context = h.content.victimContext
        const means = [...new Set([...(context.methodsOfControl ?? []), more])]
        h.change(
          helper(h),
          at,
          'victimContext',
          profile.child ? { recruiterRelation: ['Other'] } : { methodsOfControl: means },
        )
      }),
    )
  }
  if (chance.happens(0.12))
    steps.push(
      step(Math.min(until - 1, opened + 2 + chance.between([5, 30, 90])), (h, at) => {
        if (h.content.person.highestLevelOfEducation === undefined)
          h.change(helper(h), at, 'person', { highestLevelOfEducation: 'LowerSecondaryEducation' })
      }),
    )
  if (chance.happens(course.identityCorrected.share)) {
    const mobilePhone = phone(chance)
    steps.push(
      step(Math.min(until - 1, opened + 1 + chance.between(course.identityCorrected.days)), (h, at) =>
        h.change(helper(h), at, 'person', { mobilePhone }),
      ),
    )
  }
  return steps
}

function looks(chance: Chance, opened: number, until: number): Step[] {
  return Array.from({ length: chance.pick(course.looks) }, () => {
    const agency = chance.weighted({ helper: 0.7, investigator: 0.3 })
    return step(opened + 1 + chance.next() * Math.max(1, until - opened - 2), (h, day) => {
      const investigator = h.participants.includes('police') ? h.worker('police', 'investigator') : undefined
      h.look(agency === 'investigator' && investigator ? investigator : helper(h), day, ['person'])
    })
  })
}

function remarksOf(chance: Chance, from: number, until: number): Step[] {
  return Array.from({ length: chance.pick([0, 0, 0, 0, 1, 1]) }, () => {
    const comment = chance.pick(remarks)
    return step(from + 1 + chance.next() * Math.max(1, until - from - 2), (h, day) =>
      h.rows(helper(h), day, [{ part: 'caseComment', rowId: h.uuid(), value: { comment } }]),
    )
  })
}

type ServiceType = keyof typeof serviceShares | 'Interpretation'

/** Services that begin together are one act, those that end together another. */
function services(chance: Chance, profile: Profile, from: number, until: number): Step[] {
  const types: ServiceType[] = (Object.keys(serviceShares) as (keyof typeof serviceShares)[]).filter(type =>
    chance.happens(serviceShares[type][profile.group]),
  )
  const language = profile.citizenship[0] && languageOf[profile.citizenship[0]]
  if (language !== 'eng' && chance.happens(interpretationShare)) types.push('Interpretation')
  const first = from + 1 + chance.between([0, 0, 1, 2, 4])
  const later = first + chance.between([14, 30, 60, 90])
  const plan = chance.happens(0.6) && types.length > 1
  const late = new Set<ServiceType>([
    'EducationAndTraining',
    'EmploymentSupport',
    'ReturnAssistance',
    'ReintegrationSupport',
  ])
  return [
    ...begin(
      chance,
      types.filter(t => !late.has(t)),
      first,
      until,
      profile,
      plan,
    ),
    ...begin(
      chance,
      types.filter(t => late.has(t)),
      Math.min(later, until - 2),
      until,
      profile,
      false,
    ),
  ]
}

function begin(
  chance: Chance,
  types: readonly ServiceType[],
  from: number,
  until: number,
  profile: Profile,
  plan: boolean,
): Step[] {
  if (types.length === 0 || from >= until) return []
  const given = types.map(type => ({ type, rowId: chance.uuid(), days: daysOf(chance, type, until - from) }))
  const planId = chance.uuid()
  const supportPlan = {
    type: profile.child
      ? 'SocialCare'
      : profile.form === 'labour'
        ? 'LabourExploitationRehabilitation'
        : 'SocialCare',
    plannedEndDate: isoDay(Math.floor(from) + 180),
  }
  let begun: string | undefined
  const start = step(from, (h, day) => {
    const value = isoDay(workingDay(Math.floor(day)))
    const rows = given.map(g => ({
      part: 'service' as const,
      rowId: g.rowId,
      value: { type: g.type, from: value },
    }))
    const done = h.rows(
      helper(h),
      day,
      plan ? [...rows, { part: 'supportPlan', rowId: planId, value: supportPlan }] : rows,
    )
    if (done) begun = value
  })
  const reviewed = plan && chance.happens(course.planReviewedShare)
  const end = (days: number, ended: typeof given, withPlan: boolean) =>
    step(Math.min(from + days, until - 1), (h, day) => {
      if (begun === undefined) return
      const last = workingDay(Math.floor(day))
      const first = Math.floor(from)
      const rows = ended.map(g => ({
        part: 'service' as const,
        rowId: g.rowId,
        value: {
          type: g.type,
          from: begun,
          until: isoDay(Math.max(first + 2, Math.min(last, first + Math.floor(g.days)))),
        },
      }))
      const planEnded = { ...supportPlan, actualEndDate: isoDay(last) }
      h.rows(
        helper(h),
        day,
        withPlan ? [...rows, { part: 'supportPlan' as const, rowId: planId, value: planEnded }] : rows,
      )
    })
  // The end of a stay is written down when it comes, the end of everything else at the review after it.
  const stays = given.filter(g => g.type === 'Shelter')
  const others = given.filter(g => g.type !== 'Shelter')
  const stops = [stays, others]
    .filter(group => group.length > 0)
    .map((group, i, all) =>
      // The plan ends with the last of what it planned.
      end(Math.max(...group.map(g => g.days)), group, reviewed && i === all.length - 1),
    )
  return [start, ...stops]
}

const daysOf = (chance: Chance, type: ServiceType, most: number): number =>
  Math.min(chance.between(type === 'Shelter' ? serviceDays.Shelter : serviceDays.any), most)

/** Report, investigation, prosecution, judgment; each a row of its own with its day. */
function proceedings(chance: Chance, opened: number): Step[] {
  if (!chance.happens(justice.investigated.share)) return []
  const investigated = opened + 1 + chance.between(justice.investigated.days)
  const steps = [stage(chance, investigated, 'Investigated', 'police')]
  if (!chance.happens(justice.prosecuted.share)) {
    if (chance.happens(justice.discontinuedShare))
      steps.push(stage(chance, investigated + chance.between([120, 300, 500, 800]), 'Discontinued', 'police'))
    return steps
  }
  const prosecuted = investigated + chance.between(justice.prosecuted.days)
  steps.push(stage(chance, prosecuted, 'Prosecuted', 'prosecution'))
  let outcome = prosecuted + chance.between(justice.outcomeDays)
  if (isoDay(Math.floor(outcome)).startsWith('2020') && chance.happens(justice.delayedIn2020Share))
    outcome += 200
  steps.push(stage(chance, outcome, chance.weighted(justice.outcomes), 'prosecution'))
  return steps
}

function stage(chance: Chance, day: number, name: string, agency: 'police' | 'prosecution'): Step {
  const rowId = chance.uuid()
  return step(day, (h, at) => {
    if (h.content.victimContext.traffickingStatus === 'NotAVictimOfTrafficking' || !h.join(at, agency)) return
    const value = { stage: name, date: isoDay(workingDay(Math.floor(at))) }
    h.rows(
      h.worker(agency, 'investigator')!,
      at,
      [{ part: 'proceeding', rowId, value }],
      agency === 'police' ? 'investigation' : 'prosecution',
    )
  })
}

function closing(chance: Chance, profile: Profile, victim: boolean, day: number): Step[] {
  const followUpDay = profile.openedDay + chance.between(course.followUp.days)
  const follows = victim && chance.happens(course.followUp.share) && followUpDay < day
  const closes = chance.happens(victim ? course.closed.share : 1)
  const referred = victim && chance.happens(course.closedReferredShare)
  const reason = !victim ? notVictimReason : chance.happens(0.5) ? chance.pick(closingReasons) : undefined
  const change =
    (status: string, more: CaseContent['case'] = {}): Step['run'] =>
    (h, at) => {
      h.change(helper(h), at, 'case', { status, ...more })
    }
  return [
    ...(follows ? [step(followUpDay, change('FollowUp'))] : []),
    ...(closes
      ? [
          step(
            day,
            change(referred ? 'ClosedReferred' : 'Closed', reason ? { reasonForCaseClosure: reason } : {}),
          ),
        ]
      : []),
  ]
}
