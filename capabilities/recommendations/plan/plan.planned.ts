import type { Problem } from '#kernel/result/result.ts'
import type { Read } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { ValueOf } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { checkAction } from './plan.checks.rules.ts'
import { findChoices } from './plan.choices.store.ts'
import { PlanExternal, type Serves } from './plan.entity.ts'
import { planLists } from './plan.lists.ts'
import { read, readAction, readMilestones } from './plan.reading.ts'
import type { amendShape } from './plan.shapes.ts'

type Given = ValueOf<typeof amendShape>

/** Reads a plan that was sent. @throws Invalid with every problem */
export async function plannedFrom(tx: Read, given: Given) {
  const choices = await findChoices(tx)
  const lists = planLists(choices, codelists)
  const action = readAction(given.action, lists)
  const milestones = readMilestones(given.milestones, lists)
  const problems: Problem[] = []
  const serves: Serves[] = []
  for (const [index, one] of given.serves.entries())
    serves.push(...(await servesFrom(tx, one, index, problems)))
  const agenciesOf = (accountId: string) =>
    choices.accounts.filter(a => a.id === accountId).map(a => a.agencyId)
  refuse([...problems, ...checkAction(action, serves, milestones, agenciesOf)])
  return { action, serves, milestones }
}

async function servesFrom(
  tx: Read,
  one: Given['serves'][number],
  index: number,
  problems: Problem[],
): Promise<Serves[]> {
  const where = `serves.${index}`
  if (one.report === undefined || one.address === undefined) {
    const { report: _, address: __, sub: ___, ask: ____, url, ...rest } = one
    const read_ = read(PlanExternal, { ...rest, ...(url ? { url } : {}) }, codelists, `${where}.`)
    problems.push(...read_.problems)
    const { value } = read_
    return value
      ? [
          {
            kind: 'external',
            body: String(value.body),
            citation: String(value.citation),
            wording: String(value.wording),
            url: value.url === undefined ? null : String(value.url),
          },
        ]
      : []
  }
  const printed = await findRecommendation(tx, one.report, one.address)
  // What a later document prints again is answered where it was printed first, as it is counted there.
  const first = printed?.expressions.find(print => print.first)
  const record = first ? await findRecommendation(tx, first.report, first.address) : printed
  const wrong = (code: string, what: string, remedy: string) => {
    problems.push({ where, code: `plan.${code}`, what, remedy })
    return []
  }
  if (!record)
    return wrong(
      'serves-unknown',
      'There is no such recommendation in the registry.',
      'Choose one that the search finds.',
    )
  const [sub, ask] = [one.sub ?? null, one.ask ?? null]
  if (sub !== null && !record.items.some(item => item.letter === sub))
    return wrong(
      'serves-sub',
      'The recommendation has no such sub-item.',
      'Name one of its letters, or none.',
    )
  if (ask !== null && ask > record.atoms.length)
    return wrong(
      'serves-ask',
      'The recommendation does not ask so many things.',
      'Name one of them, or none.',
    )
  return [{ kind: 'registry', reportId: record.reportId, ordinal: record.ordinal, sub, ask }]
}

/** @throws Invalid when there is any problem */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems)
}
