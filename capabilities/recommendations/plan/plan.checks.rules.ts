import type { Problem } from '#kernel/result/result.ts'
import type { ActionContent, EvidenceContent, MilestoneContent, Serves } from './plan.entity.ts'

/** Limits that keep an action readable on one page. */
export const servesMax = 50
export const milestonesMax = 40
export const evidenceMax = 20

const problem = (where: string, code: string, what: string, remedy: string): Problem => ({
  where,
  code: `plan.${code}`,
  what,
  remedy,
})

/** A whole day of the calendar, where a date may be partly known elsewhere. */
export const isDay = (date: string): boolean => date.length === 10

/** Problem of a day that is not whole, or nothing. */
export const dayProblem = (where: string, date: string | null | undefined): Problem[] =>
  date && !isDay(date) ? [problem(where, 'day', 'The day is not whole.', 'Give year, month and day.')] : []

/**
 * What is wrong with an action as a whole, after each field was read by itself.
 * @param agencyOf the agencies that an account acts for
 */
export function checkAction(
  action: ActionContent,
  serves: readonly Serves[],
  milestones: readonly MilestoneContent[],
  agenciesOf: (accountId: string) => readonly string[],
): Problem[] {
  return [
    ...checkBearers(action, agenciesOf),
    ...dayProblem('startsOn', action.startsOn),
    ...dayProblem('dueOn', action.dueOn),
    ...(isDay(action.startsOn) && isDay(action.dueOn) && action.startsOn > action.dueOn
      ? [problem('dueOn', 'order', 'It is due before it begins.', 'Correct one of the two days.')]
      : []),
    ...checkMilestones(action, milestones),
    ...(action.budget !== null && action.currency === null
      ? [problem('currency', 'currency', 'The budget has no currency.', 'Choose the currency.')]
      : []),
    ...checkIndicator(action),
    ...checkServes(serves),
  ]
}

function checkBearers(
  action: ActionContent,
  agenciesOf: (accountId: string) => readonly string[],
): Problem[] {
  const problems: Problem[] = []
  const { institutionId, institutionName } = action
  if ((institutionId === null) === (institutionName === null))
    problems.push(
      problem(
        institutionId === null ? 'institution' : 'institutionName',
        'institution',
        institutionId === null ? 'Nobody is responsible.' : 'Two institutions are responsible.',
        'Choose an agency of this node, or write the name of another institution; not both.',
      ),
    )
  if (institutionId !== null && action.focalUserId === null && action.focalRole === null)
    problems.push(
      problem(
        'focalPoint',
        'focal',
        'There is no focal point.',
        'Choose an account or a role of the institution.',
      ),
    )
  for (const [where, id] of [
    ['focalPoint', action.focalUserId],
    ['alternate', action.alternateUserId],
  ] as const)
    if (id !== null && (institutionId === null || !agenciesOf(id).includes(institutionId)))
      problems.push(
        problem(
          where,
          'focal-agency',
          'This account does not act for the responsible institution.',
          'Choose one that does.',
        ),
      )
  if (action.focalUserId !== null && action.focalUserId === action.alternateUserId)
    problems.push(
      problem(
        'alternate',
        'alternate',
        'The alternate is the focal point herself.',
        'Choose another account.',
      ),
    )
  if (institutionId !== null && institutionId === action.validatingId)
    problems.push(
      problem(
        'validating',
        'validating',
        'The institution would validate its own reports.',
        'Choose another agency as validating authority.',
      ),
    )
  return problems
}

function checkMilestones(action: ActionContent, milestones: readonly MilestoneContent[]): Problem[] {
  if (milestones.length > milestonesMax)
    return [
      problem(
        'milestones',
        'milestones-many',
        `There are ${milestones.length} milestones.`,
        `Keep to ${milestonesMax}; make a second action for the rest.`,
      ),
    ]
  return milestones.flatMap((m, index) => {
    const where = `milestones.${index}.dueOn`
    const notWhole = [...dayProblem(where, m.dueOn), ...dayProblem(`milestones.${index}.doneOn`, m.doneOn)]
    if (notWhole.length > 0) return notWhole
    return m.dueOn > action.dueOn || m.dueOn < action.startsOn
      ? [
          problem(
            where,
            'milestone-outside',
            'The milestone lies outside the time of the action.',
            'Move the milestone, or the days of the action.',
          ),
        ]
      : []
  })
}

function checkIndicator(action: ActionContent): Problem[] {
  if (action.indicatorKind === 'live' && action.indicatorLive === null)
    return [
      problem(
        'indicatorLive',
        'indicator',
        'No live figure is chosen.',
        'Choose a figure, or another kind of indicator.',
      ),
    ]
  if (action.indicatorKind !== 'hand') return []
  return [
    ...(action.indicatorName === null
      ? [problem('indicatorName', 'indicator-name', 'The indicator has no name.', 'Write what is measured.')]
      : []),
    ...(action.indicatorMonths === null
      ? [
          problem(
            'indicatorMonths',
            'indicator-months',
            'It is not said how often a new value is expected.',
            'Write after how many months a new value is expected.',
          ),
        ]
      : []),
  ]
}

function checkServes(serves: readonly Serves[]): Problem[] {
  if (serves.length === 0)
    return [
      problem(
        'serves',
        'serves-none',
        'The action answers no recommendation.',
        'Choose one of the registry, or enter one of another body.',
      ),
    ]
  if (serves.length > servesMax)
    return [
      problem(
        'serves',
        'serves-many',
        `The action answers ${serves.length} recommendations.`,
        `Keep to ${servesMax}; make a second action for the rest.`,
      ),
    ]
  const known = new Set<string>()
  return serves.flatMap((one, index) => {
    const key = JSON.stringify(one)
    const repeated = known.has(key)
    known.add(key)
    return [
      ...(repeated
        ? [
            problem(
              `serves.${index}`,
              'serves-twice',
              'This recommendation is named twice.',
              'Remove one of the two.',
            ),
          ]
        : []),
      ...(one.kind === 'external' ? urlProblem(`serves.${index}.url`, one.url) : []),
    ]
  })
}

/** An address that anybody can look up: no account or password in it, and a host with a name. */
const webAddress = /^https?:\/\/[^\s/?#@:]+\.[^\s/?#@:]+(:\d{1,5})?([/?#]\S*)?$/i

function urlProblem(where: string, url: string | null): Problem[] {
  return url === null || webAddress.test(url)
    ? []
    : [
        problem(
          where,
          'url',
          'This is not an address of the web.',
          'Copy it from the browser; it begins with https:// and names no account.',
        ),
      ]
}

/** What is wrong with evidence: each kind needs what lets somebody else look it up. */
export function checkEvidence(evidence: readonly EvidenceContent[]): Problem[] {
  if (evidence.length > evidenceMax)
    return [
      problem(
        'evidence',
        'evidence-many',
        `There are ${evidence.length} pieces of evidence.`,
        `Keep to ${evidenceMax} in one report.`,
      ),
    ]
  return evidence.flatMap((e, index) => {
    const where = (field: string) => `evidence.${index}.${field}`
    const needed: [string, unknown, string, string][] =
      e.kind === 'file'
        ? [['fileId', e.fileId, 'There is no file.', 'Choose a file.']]
        : e.kind === 'figure'
          ? [
              ['value', e.value, 'There is no figure.', 'Write the figure.'],
              ['onDay', e.onDay, 'It is not said of which day the figure is.', 'Give the day.'],
              ['source', e.source, 'It is not said where the figure comes from.', 'Name the source.'],
            ]
          : [
              ['url', e.url, 'There is no address.', 'Give the address of the document.'],
              ['passage', e.passage, 'The passage is missing.', 'Quote the words that prove it.'],
              [
                'passageAt',
                e.passageAt,
                'It is not said where the passage stands.',
                'Give page or paragraph.',
              ],
            ]
    return [
      ...needed
        .filter(([, value]) => value === null)
        .map(([field, , what, remedy]) => problem(where(field), `evidence-${field}`, what, remedy)),
      ...dayProblem(where('onDay'), e.onDay),
      ...urlProblem(where('url'), e.url),
    ]
  })
}

/** What is wrong with a value that was measured by hand. */
export const checkMeasurement = (onDay: string, today: string): Problem[] =>
  isDay(onDay) && onDay > today
    ? [problem('onDay', 'future', 'This day has not come yet.', 'Give the day on which it was measured.')]
    : dayProblem('onDay', onDay)

/** A reason is what makes a status worth reading. */
export const checkReason = (reason: string): Problem[] =>
  reason.trim() === '' ? [problem('reason', 'reason', 'There is no reason.', 'Say in a sentence why.')] : []
