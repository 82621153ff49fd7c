import type { Translate } from '#platform/screens/text.ts'
import { statuses } from '../plan.entity.ts'
import type { GapKind } from '../plan.gaps.rules.ts'
import { daysBetween, isSettled } from '../plan.rules.ts'
import type { ListedAction } from './answers.ts'
import type { PlanWords } from './words.ts'

/** The ways in which the plan is read: by when, by whom, by what, by how far, by what was recommended. */
export const groupings = ['deadline', 'institution', 'theme', 'status', 'recommendation'] as const
export type Grouping = (typeof groupings)[number]

export interface Group {
  key: string
  title: string
  actions: ListedAction[]
}

/** The actions that fit the filters of the address. */
export function narrow(
  actions: readonly ListedAction[],
  search: Readonly<Record<string, string | undefined>>,
): ListedAction[] {
  return actions.filter(
    a =>
      (search.theme === undefined || a.theme === search.theme) &&
      (search.institution === undefined || a.institution === search.institution) &&
      (search.status === undefined || (a.standing.reported ?? 'none') === search.status) &&
      (search.gap === undefined || a.gaps.includes(search.gap as GapKind)),
  )
}

type Titles = { t: Translate; words: PlanWords }

/** Actions in groups with their titles, in the order in which they are read; one that answers several stands in each. */
export function groupActions(
  actions: readonly ListedAction[],
  by: Grouping,
  today: string,
  { t, words }: Titles,
): Group[] {
  switch (by) {
    case 'institution':
      return gather(actions, a => [{ key: a.institution, title: a.institution }]).sort((a, b) =>
        words.write.compare(a.title, b.title),
      )
    case 'theme':
      return gather(actions, a => [{ key: a.theme, title: t(`plan.theme.${a.theme}`) }]).sort((a, b) =>
        words.write.compare(a.title, b.title),
      )
    case 'status':
      return gather(actions, a => [
        { key: a.standing.reported ?? 'none', title: words.status(a.standing.reported) },
      ]).sort((a, b) => rank(a.key) - rank(b.key))
    case 'recommendation':
      return gather(actions, a =>
        a.answers.map(one => ({ key: words.answered(one), title: words.answered(one) })),
      ).sort((a, b) => words.write.compare(a.title, b.title))
    case 'deadline':
      return gather(actions, a => {
        const key = deadlineOf(a, today)
        return [{ key, title: t(`plan.deadline.${key}`) }]
      }).sort((a, b) => deadlines.indexOf(a.key as Deadline) - deadlines.indexOf(b.key as Deadline))
  }
}

const rank = (key: string) => (statuses as readonly string[]).indexOf(key)

const deadlines = ['overdue', 'quarter', 'year', 'later', 'settled'] as const
type Deadline = (typeof deadlines)[number]

function deadlineOf(action: ListedAction, today: string): Deadline {
  if (isSettled(action.standing.reported)) return 'settled'
  if (action.standing.overdueDays > 0) return 'overdue'
  const days = daysBetween(today, action.dueOn)
  return days <= 92 ? 'quarter' : days <= 366 ? 'year' : 'later'
}

function gather(
  actions: readonly ListedAction[],
  placesOf: (action: ListedAction) => { key: string; title: string }[],
): Group[] {
  const groups = new Map<string, Group>()
  for (const action of actions)
    for (const { key, title } of placesOf(action)) {
      const group = groups.get(key) ?? { key, title, actions: [] }
      if (!group.actions.includes(action)) group.actions.push(action)
      groups.set(key, group)
    }
  return [...groups.values()]
}
