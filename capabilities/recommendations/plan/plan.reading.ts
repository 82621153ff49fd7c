import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Description } from '#kernel/entity/describe.ts'
import { validate } from '#kernel/entity/validate.ts'
import type { Problem } from '#kernel/result/result.ts'
import { Invalid } from '#platform/http/refusals.ts'
import {
  type ActionContent,
  type EvidenceContent,
  type EvidenceKind,
  type IndicatorKind,
  type MilestoneContent,
  PlanAction,
  PlanEvidence,
  PlanMilestone,
} from './plan.entity.ts'

type Given = Record<string, unknown>

/**
 * Reads a record that was sent against its description.
 * @param where stands before the names of fields in problems, for what stands in a list
 */
export function read<D extends Description>(description: D, given: unknown, lists: Codelists, where = '') {
  const result = validate(description, given, lists)
  if (result.ok) return { value: result.value as Given, problems: [] as Problem[] }
  return {
    value: undefined,
    problems: result.problems.map(p => ({ ...p, where: `${where}${p.where}` })),
  }
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const figure = (value: unknown) => (typeof value === 'number' ? value : null)

/** @throws Invalid with every problem of a field */
export function readAction(given: unknown, lists: Codelists): ActionContent {
  const { value: v, problems } = read(PlanAction, given, lists)
  if (!v) throw new Invalid(problems)
  const kind = v.indicatorKind as IndicatorKind
  const [live, hand] = [kind === 'live', kind === 'hand']
  return {
    title: String(v.title),
    what: text(v.what),
    theme: String(v.theme),
    institutionId: text(v.institution),
    institutionName: text(v.institutionName),
    focalUserId: text(v.focalPoint),
    focalRole: text(v.focalRole),
    alternateUserId: text(v.alternate),
    alternateRole: text(v.alternateRole),
    validatingId: String(v.validating),
    startsOn: String(v.startsOn),
    dueOn: String(v.dueOn),
    budget: figure(v.budget),
    currency: text(v.currency),
    funds: text(v.funds),
    indicatorKind: kind,
    indicatorLive: live ? text(v.indicatorLive) : null,
    indicatorName: hand ? text(v.indicatorName) : null,
    indicatorUnit: hand ? text(v.indicatorUnit) : null,
    indicatorBaseline: kind === 'none' ? null : figure(v.indicatorBaseline),
    indicatorTarget: kind === 'none' ? null : figure(v.indicatorTarget),
    indicatorMonths: kind === 'none' ? null : figure(v.indicatorMonths),
    public: v.public !== false,
  }
}

/** The reverse, to fill the form with what stands. */
export const answersOfAction = (a: ActionContent): Given => ({
  title: a.title,
  what: a.what,
  theme: a.theme,
  institution: a.institutionId,
  institutionName: a.institutionName,
  focalPoint: a.focalUserId,
  focalRole: a.focalRole,
  alternate: a.alternateUserId,
  alternateRole: a.alternateRole,
  validating: a.validatingId,
  startsOn: a.startsOn,
  dueOn: a.dueOn,
  budget: a.budget,
  currency: a.currency,
  funds: a.funds,
  indicatorKind: a.indicatorKind,
  indicatorLive: a.indicatorLive,
  indicatorName: a.indicatorName,
  indicatorUnit: a.indicatorUnit,
  indicatorBaseline: a.indicatorBaseline,
  indicatorTarget: a.indicatorTarget,
  indicatorMonths: a.indicatorMonths,
  public: a.public,
})

export interface GivenMilestone {
  id: string
  title: string
  dueOn: string
  doneOn?: string | null
}

/** @throws Invalid with every problem of a field */
export function readMilestones(given: readonly GivenMilestone[], lists: Codelists): MilestoneContent[] {
  const problems: Problem[] = []
  const milestones = given.flatMap(({ id, ...rest }, index) => {
    const { value, problems: found } = read(PlanMilestone, rest, lists, `milestones.${index}.`)
    problems.push(...found)
    return value
      ? [{ id, title: String(value.title), dueOn: String(value.dueOn), doneOn: text(value.doneOn) }]
      : []
  })
  if (problems.length > 0) throw new Invalid(problems)
  return milestones
}

/** @throws Invalid with every problem of a field */
export function readEvidence(
  given: readonly (Given & { fileId?: string | null | undefined })[],
  lists: Codelists,
): EvidenceContent[] {
  const problems: Problem[] = []
  const evidence = given.flatMap(({ fileId, ...rest }, index) => {
    const { value: v, problems: found } = read(PlanEvidence, rest, lists, `evidence.${index}.`)
    problems.push(...found)
    if (!v) return []
    const kind = v.kind as EvidenceKind
    const of = <T>(wanted: EvidenceKind, value: T | null): T | null => (kind === wanted ? value : null)
    return [
      {
        kind,
        title: String(v.title),
        public: v.public !== false,
        fileId: of('file', fileId ?? null),
        value: of('figure', figure(v.value)),
        unit: of('figure', text(v.unit)),
        onDay: of('figure', text(v.onDay)),
        source: of('figure', text(v.source)),
        url: of('extract', text(v.url)),
        passage: of('extract', text(v.passage)),
        passageAt: of('extract', text(v.passageAt)),
      },
    ]
  })
  if (problems.length > 0) throw new Invalid(problems)
  return evidence
}
