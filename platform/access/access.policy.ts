import type { Caller } from '#kernel/policy/caller.ts'
import { all, holds, no, type Policies, when, yes } from '#kernel/policy/policy.ts'

const nodeId = '00000000-0000-0000-0000-000000000000'
const isNode = (caller: Caller) => when(caller.userId === nodeId, 'node-only')

/** The node's own administrators act for no agency; an agency's administrators act for theirs. */
const administersNode = (caller: Caller) =>
  all(
    holds(caller, 'administrator'),
    when(caller.strong, 'second-factor'),
    when(caller.agencyId === null, 'node-administrator'),
  )
const administersAgency = (caller: Caller, agencyId: string) =>
  all(
    holds(caller, 'administrator'),
    when(caller.strong, 'second-factor'),
    when(caller.agencyId === null || caller.agencyId === agencyId, 'agency'),
  )

/** What a policy looks at in an account. */
export interface AccountStanding {
  userId: string
  administrator: boolean
  /** Agencies of the account. */
  agencies: readonly string[]
  /** How many administrators of the node could still sign in without this account. */
  otherAdministrators: number
}

/** An agency's administrator looks after those who belong to her agency alone; the node's after everybody. */
const looksAfter = (caller: Caller, account: AccountStanding) =>
  all(
    holds(caller, 'administrator'),
    when(caller.strong, 'second-factor'),
    when(
      caller.agencyId === null ||
        (!account.administrator &&
          account.agencies.length > 0 &&
          account.agencies.every(a => a === caller.agencyId)),
      'not-there',
    ),
  )
const notOneself = (caller: Caller, account: AccountStanding) =>
  when(caller.userId !== account.userId, 'own-account')
const leavesAnAdministrator = (account: AccountStanding) =>
  when(!account.administrator || account.otherAdministrators > 0, 'last-administrator')

/** Who may manage accounts, agencies, memberships and settings. */
export const accessPolicies = {
  'setting.change': (caller: Caller) => administersNode(caller),
  'node.mark-demonstration': (caller: Caller) =>
    all(isNode(caller), caller.purpose === 'demonstration' ? yes : no('purpose')),
  'agency.found': (caller: Caller) => administersNode(caller),
  'agency.list': (caller: Caller) => when(caller.userId !== '', 'role'),
  'account.list': (caller: Caller) => holds(caller, 'administrator'),
  'account.create': (caller: Caller, account: { administrator: boolean; agencyId: string | null }) =>
    account.administrator || account.agencyId === null
      ? administersNode(caller)
      : administersAgency(caller, account.agencyId),
  'account.lock': (caller: Caller, account: AccountStanding) =>
    all(looksAfter(caller, account), notOneself(caller, account), leavesAnAdministrator(account)),
  'account.unlock': (caller: Caller, account: AccountStanding) => looksAfter(caller, account),
  'account.reset': (caller: Caller, account: AccountStanding) =>
    all(looksAfter(caller, account), notOneself(caller, account)),
  'membership.grant': (caller: Caller, membership: { agencyId: string }) =>
    administersAgency(caller, membership.agencyId),
  'membership.revoke': (caller: Caller, membership: { agencyId: string }) =>
    administersAgency(caller, membership.agencyId),
  // What happens to an account by its own owner or by the node, written down after it happened.
  'account.sign-in': (caller: Caller, userId: string) => when(caller.userId === userId, 'owner'),
  'account.sign-out': (caller: Caller, userId: string) => when(caller.userId === userId, 'owner'),
  'account.change-password': (caller: Caller, userId: string) => when(caller.userId === userId, 'owner'),
  'account.change-second-factor': (caller: Caller, userId: string) => when(caller.userId === userId, 'owner'),
  'account.fail-sign-in': (caller: Caller) => isNode(caller),
  'account.lock-out': (caller: Caller) => isNode(caller),
} satisfies Policies
