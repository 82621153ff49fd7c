import { ok, type Problem, type Result, refused } from '#kernel/result/result.ts'
import type { AgendaItem, MeetingFacts } from './meetings.entity.ts'

const problem = (
  where: string,
  code: string,
  what: string,
  remedy: string,
  labelKey = `meetings.fact.${where}`,
): Problem => ({ where, code: `meeting.${code}`, what, remedy, labelKey })

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const orNull = (text: string | null) => (text === null || oneLine(text) === '' ? null : oneLine(text))

/** The facts of a meeting, each on one line; what is missing, or days that stand the wrong way round. */
export function checkMeeting(facts: MeetingFacts): Result<MeetingFacts> {
  const checked = {
    body: oneLine(facts.body),
    organ: oneLine(facts.organ),
    ordinal: orNull(facts.ordinal),
    symbol: orNull(facts.symbol),
    place: oneLine(facts.place),
    from: facts.from,
    to: facts.to,
    chair: orNull(facts.chair),
    chairState: orNull(facts.chairState),
  }
  const problems: Problem[] = []
  for (const where of ['body', 'organ', 'place'] as const)
    if (checked[where] === '')
      problems.push(
        problem(where, 'missing', 'This is needed and is empty.', 'Write it as it is to be printed.'),
      )
  if (checked.from > checked.to)
    problems.push(
      problem(
        'to',
        'days',
        'The last day lies before the first.',
        'Give the last day on or after the first one.',
      ),
    )
  return problems.length > 0 ? refused(...problems) : ok(checked)
}

/** The agenda that stands, and the numbers of its items on which a statement, a document or a part of the report hangs. */
export interface StandingAgenda {
  agenda: readonly AgendaItem[]
  inUse: readonly string[]
}

/**
 * An agenda whose items all have a title, numbered from 1 in their order; or the item that has none.
 * @param agenda items that stood before come with the number that they had
 * @param before what stands; an item that is in use keeps its number
 */
export function checkAgenda(agenda: readonly AgendaItem[], before?: StandingAgenda): Result<AgendaItem[]> {
  const checked = agenda.map(({ title, annotation, parts }, index) => ({
    number: String(index + 1),
    title: oneLine(title).replace(/[.;:]$/, ''),
    annotation: annotation.trim(),
    parts: parts.map(part => oneLine(part).replace(/[.;]$/, '')).filter(part => part !== ''),
  }))
  const empty = checked.findIndex(item => item.title === '')
  if (empty >= 0)
    return refused(
      problem(
        `agenda.${empty}`,
        'missing',
        'This item of the agenda has no title.',
        'Name it, or leave it out.',
        'meetings.agenda',
      ),
    )
  const moved = before?.inUse.find(number => isMoved(number, before.agenda, agenda, checked))
  return moved === undefined
    ? ok(checked)
    : refused(
        problem(
          `agenda.${Number(moved) - 1}`,
          'item-in-use',
          `Statements, documents or a part of the report stand under item ${moved}, which would move or go.`,
          'Leave it at its place, and put new items after it.',
          'meetings.agenda',
        ),
      )
}

/** Whether another item would carry the number: by the numbers that came with the items, and by their titles. */
function isMoved(
  number: string,
  before: readonly AgendaItem[],
  given: readonly AgendaItem[],
  checked: readonly AgendaItem[],
): boolean {
  const at = Number(number) - 1
  const [was, is] = [before[at], checked[at]]
  if (!was) return false
  if (!is || given[at]!.number !== number) return true
  return (
    is.title !== was.title &&
    (before.some(item => item.title === is.title) || checked.some(item => item.title === was.title))
  )
}

/** What the agenda of a meeting of the kind begins and ends with. */
export const usualAgenda = (): AgendaItem[] => [
  {
    number: '1',
    title: 'Organizational matters',
    annotation: '',
    parts: ['Opening of the meeting', 'Adoption of the agenda and organization of work'],
  },
  { number: '2', title: 'Other matters', annotation: '', parts: [] },
  { number: '3', title: 'Adoption of the report', annotation: '', parts: [] },
]

/** Names in the order in which reports print them. */
export const inPrintOrder = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))
