import type {
  ActionContent,
  EvidenceContent,
  Serves,
} from '#capabilities/recommendations/plan/plan.entity.ts'
import type { PlanExample } from '#capabilities/recommendations/plan/plan.example.ts'
import { PLAN_EXAMPLES } from '#capabilities/recommendations/plan/plan.examples.ts'
import { raiseReminders } from '#capabilities/recommendations/plan/plan.reminders.ts'
import {
  assess,
  decide,
  findAction,
  measure,
  open,
  report,
} from '#capabilities/recommendations/plan/plan.store.ts'
import { findRecommendation } from '#capabilities/recommendations/recommendation.store.ts'
import type { Caller, Role } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { AgencyKey } from './agencies.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { Demonstration } from './generate.ts'

/** The role that speaks for each agency of the demonstration. */
const focalRoles: Record<AgencyKey, Role> = {
  police: 'supervisor',
  border: 'supervisor',
  labour: 'supervisor',
  prosecution: 'supervisor',
  shelter: 'supervisor',
  counselling: 'supervisor',
  referral: 'coordinator',
  rapporteur: 'rapporteur',
  court: 'supervisor',
}

/**
 * Loads the plan of action of the demonstration: made by the ministry, reported on by the agencies, validated by the
 * coordination office, assessed by the rapporteur and the counselling association. What stands there is not loaded again.
 */
export async function loadPlan(
  database: Database,
  demonstration: Demonstration,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const chance = chanceFrom(demonstration.seed, 'plan')
  const callers = callersOf(demonstration)
  for (const [index, example] of PLAN_EXAMPLES.entries()) {
    await loadAction(database, example, chance.fork(String(index)), callers)
    progress(index + 1, PLAN_EXAMPLES.length)
  }
  await raiseReminders(database)
}

type Callers = (agency: AgencyKey, role: Role) => Caller

function callersOf({ accounts, agencies }: Demonstration): Callers {
  return (key, role) => {
    const account = accounts.find(a => a.agencyKey === key && a.role === role)
    if (!account) throw new Error(`The demonstration has no ${role} at ${key}.`)
    return {
      userId: account.id,
      agencyId: account.agencyId,
      agencyKind: agencies.find(a => a.key === key)!.kind,
      roles: [role],
      purpose: purposesOfRole[role][0],
      strong: true,
    }
  }
}

async function loadAction(database: Database, example: PlanExample, chance: Chance, callers: Callers) {
  const id = chance.fork('action').uuid()
  const ministry = callers('referral', 'ministry')
  const key = 'agency' in example.by ? (example.by.agency as AgencyKey) : undefined
  const focal = key && callers(key, focalRoles[key])
  // The coordination office does not validate its own reports.
  const validator =
    key === 'referral' ? callers('prosecution', 'supervisor') : callers('referral', 'coordinator')
  if (await database.read(ministry, tx => findAction(tx, id))) return
  await database.write(ministry, async tx =>
    open(
      tx,
      id,
      {
        action: contentOf(example, focal, validator.agencyId!),
        serves: await servesOf(tx, example),
        milestones: example.milestones.map((m, i) => ({
          id: chance.fork(`milestone ${i}`).uuid(),
          title: m.title,
          dueOn: m.dueOn,
          doneOn: m.doneOn ?? null,
        })),
      },
      { actId: chance.fork('open').uuid(), occurredAtMs: at(example.from) },
    ),
  )
  for (const step of stepsOf(example)) {
    const actId = chance.fork(step.name).uuid()
    const saying = { actId, occurredAtMs: at(step.on) }
    const caller =
      step.by === 'focal' ? (focal ?? ministry) : step.by === 'validator' ? validator : callers(...step.by)
    await database.write(caller, async tx => {
      const action = (await findAction(tx, id))!
      switch (step.kind) {
        case 'report':
          return report(
            tx,
            action,
            {
              status: step.said.status,
              reason: step.said.reason,
              done: step.said.done ?? null,
              spent: step.said.spent ?? null,
              public: step.said.public ?? true,
              evidence: (step.said.evidence ?? []).map(wholeEvidence),
              reached: [],
            },
            saying,
          )
        case 'decide': {
          const last = action.progress.at(-1)!
          const { accepted, because } = step.said
          const payload = {
            progressId: last.id,
            decision: accepted ? 'accepted' : 'returned',
            because: because ?? '',
          } as const
          return decide(tx, action, last, payload, saying)
        }
        case 'assess':
          return assess(
            tx,
            action,
            {
              capacity: step.said.capacity,
              status: step.said.status,
              reason: step.said.reason,
              public: true,
              evidence: (step.said.evidence ?? []).map(wholeEvidence),
            },
            saying,
          )
        case 'measure':
          return measure(tx, action, step.said, saying)
      }
    })
  }
}

type Step = { name: string; on: string; by: 'focal' | 'validator' | [AgencyKey, Role] } & (
  | { kind: 'report'; said: PlanExample['reports'][number] }
  | { kind: 'decide'; said: NonNullable<PlanExample['reports'][number]['decision']> }
  | { kind: 'assess'; said: PlanExample['findings'][number] }
  | { kind: 'measure'; said: { onDay: string; value: number; source: string } }
)

/** What happened to an action, in the order of days. */
function stepsOf({ reports, findings, indicator }: PlanExample): Step[] {
  const steps: Step[] = [
    ...reports.flatMap((said, i): Step[] => [
      { kind: 'report', name: `report ${i}`, on: said.on, by: 'focal', said },
      ...(said.decision
        ? [
            {
              kind: 'decide',
              name: `decide ${i}`,
              on: said.decision.on,
              by: 'validator',
              said: said.decision,
            } as const,
          ]
        : []),
    ]),
    ...findings.map(
      (said, i): Step => ({
        kind: 'assess',
        name: `assess ${i}`,
        on: said.on,
        by: said.capacity === 'rapporteur' ? ['rapporteur', 'rapporteur'] : ['counselling', 'supervisor'],
        said,
      }),
    ),
    ...(indicator.values ?? []).map(
      ([onDay, value, source], i): Step => ({
        kind: 'measure',
        name: `measure ${i}`,
        on: onDay,
        by: 'focal',
        said: { onDay, value, source },
      }),
    ),
  ]
  return steps.sort((a, b) => a.on.localeCompare(b.on))
}

function contentOf(example: PlanExample, focal: Caller | undefined, validatingId: string): ActionContent {
  const { indicator, money } = example
  return {
    title: example.title,
    what: example.what,
    theme: example.theme,
    institutionId: focal?.agencyId ?? null,
    institutionName: 'named' in example.by ? example.by.named : null,
    focalUserId: focal?.userId ?? null,
    focalRole: null,
    alternateUserId: null,
    alternateRole: focal?.roles[0] ?? null,
    validatingId,
    startsOn: example.from,
    dueOn: example.to,
    budget: money?.budget ?? null,
    currency: money ? 'EUR' : null,
    funds: money?.funds ?? null,
    indicatorKind: indicator.kind,
    indicatorLive: indicator.live ?? null,
    indicatorName: indicator.name ?? null,
    indicatorUnit: indicator.unit ?? null,
    indicatorBaseline: indicator.baseline ?? null,
    indicatorTarget: indicator.target ?? null,
    indicatorMonths: indicator.months ?? null,
    public: true,
  }
}

async function servesOf(tx: Read, { answers, external }: PlanExample): Promise<Serves[]> {
  const serves: Serves[] = []
  for (const { report, address, sub, ask } of answers) {
    const found = await findRecommendation(tx, report, address)
    if (!found) throw new Error(`The sample reports hold no recommendation ${report}/${address}.`)
    serves.push({
      kind: 'registry',
      reportId: found.reportId,
      ordinal: found.ordinal,
      sub: sub ?? null,
      ask: ask ?? null,
    })
  }
  return [...serves, ...(external ?? []).map(e => ({ kind: 'external' as const, ...e, url: null }))]
}

const wholeEvidence = (some: Partial<EvidenceContent>): EvidenceContent => ({
  kind: 'figure',
  title: '',
  public: true,
  fileId: null,
  value: null,
  unit: null,
  onDay: null,
  source: null,
  url: null,
  passage: null,
  passageAt: null,
  ...some,
})

/** Ten in the morning of a day. */
const at = (day: string): number => Date.parse(`${day}T10:00:00Z`)
