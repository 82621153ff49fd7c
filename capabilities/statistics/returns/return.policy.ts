import type { Caller } from '#kernel/policy/caller.ts'
import { all, any, belongsTo, holds, type Policies, when } from '#kernel/policy/policy.ts'
import { fillingRoles, sendingRoles } from './return.entity.ts'

/** What a policy looks at: whose return it is, and where its newest revision stands. */
export interface ReturnBearers {
  agencyId: string
  /** Whether agencies of this kind owe the table. */
  owes: boolean
  /** Whether the newest revision waits for a decision. */
  waiting: boolean
}

const nodeId = '00000000-0000-0000-0000-000000000000'
const receives = (caller: Caller) => holds(caller, 'rapporteur', 'ministry')
const fills = (caller: Caller, { agencyId, owes }: ReturnBearers) =>
  all(belongsTo(caller, agencyId), holds(caller, ...fillingRoles), when(owes, 'return-not-owed'))
const isNode = (caller: Caller) => when(caller.userId === nodeId, 'node-only')

/**
 * Who may do what to returns. An agency fills in and sends its own; the rapporteur and the ministry read all of them,
 * accept each or send it back with a question, and say what is owed.
 */
export const returnPolicies = {
  'return.read': (caller: Caller, _: undefined) => any(receives(caller), holds(caller, ...fillingRoles)),
  'return.fill': (caller: Caller, _: undefined) => holds(caller, ...fillingRoles),
  'return.overview': (caller: Caller, _: undefined) => any(receives(caller), isNode(caller)),
  'return.save': (caller: Caller, of: ReturnBearers) => fills(caller, of),
  'return.send': (caller: Caller, of: ReturnBearers) =>
    all(fills(caller, of), holds(caller, ...sendingRoles)),
  'return.decide': (caller: Caller, of: ReturnBearers) =>
    all(
      receives(caller),
      when(caller.agencyId !== of.agencyId, 'own-report'),
      when(of.waiting, 'return-decided'),
    ),
  'return-table.define': (caller: Caller, _: undefined) => any(receives(caller), isNode(caller)),
  'return-reminder.raise': (caller: Caller, _: undefined) => isNode(caller),
  'return-reminder.put-aside': (caller: Caller, of: { agencyId: string }) =>
    all(belongsTo(caller, of.agencyId), holds(caller, ...fillingRoles)),
} satisfies Policies
