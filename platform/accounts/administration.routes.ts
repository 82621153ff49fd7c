import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { languages } from '#kernel/entity/codelist.ts'
import { agencyKinds, roles } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { accessPolicies } from '#platform/access/access.policy.ts'
import { listSettings, setSetting } from '#platform/access/settings.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  anything,
  list,
  nullable,
  object,
  oneOf,
  optional,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import {
  type Account,
  createAccount,
  findAccount,
  foundAgency,
  grantMembership,
  listAccounts,
  listAgencies,
  lockAccount,
  resetAccount,
  revokeMembership,
  unlockAccount,
} from './accounts.store.ts'
import type { Attempts } from './attempts.ts'
import { firstPassword } from './first-password.ts'

const account = object({
  id: uuid,
  name: text(),
  email: text(),
  language: nullable(text()),
  administrator: yesNo,
  locked: yesNo,
  secondFactor: yesNo,
  demonstration: yesNo,
  memberships: list(object({ agencyId: uuid, agency: text(), role: oneOf(roles) })),
})
const email = schema<string>({ type: 'string', format: 'email', maxLength: 320 })
const agency = object({
  id: uuid,
  name: text(),
  kind: text(),
  country: nullable(schema<string>({ type: 'string', pattern: '^[A-Z]{2}$' })),
})
const membership = object({ agencyId: uuid, role: oneOf(roles) })
const withPassword = object({ account, password: text() })

/** Accounts, agencies, memberships and settings, for administrators. */
export function administrationRoutes(server: RouteServer, _: RouteContext, attempts: Attempts): void {
  server.read(
    'GET',
    '/api/accounts',
    {
      summary: 'Accounts by name: of the whole node, or of the agency one acts for',
      caller: 'signed-in',
      cost: 2,
      query: { search: optional(text({ max: 100 })) },
      answer: object({ accounts: list(account) }),
    },
    ({ caller, query, read }) => {
      authorise(caller, 'account.list', accessPolicies['account.list'], undefined)
      return read(async tx => ({ accounts: await listAccounts(tx, query.search) }))
    },
  )

  server.write(
    'POST',
    '/api/accounts',
    {
      summary: 'Create an account; the answer shows its first password once',
      caller: 'signed-in',
      cost: 20,
      body: object({
        id: optional(uuid),
        name: text({ min: 1, max: 200 }),
        email,
        language: optional(oneOf(languages)),
        administrator: optional(yesNo),
        memberships: optional(list(membership, 20)),
      }),
      answer: withPassword,
      status: 201,
    },
    async ({ actId, body, write }) => {
      const password = firstPassword()
      const passwordHash = await hashPassword(password)
      const id = body.id ?? randomUUID()
      const created = await write(async tx => {
        await createAccount(tx, { ...body, id, actId, passwordHash, mustChangePassword: true })
        return getAccount(tx, id)
      })
      return { account: created, password }
    },
  )

  for (const [what, change] of [
    ['lock', lockAccount],
    ['unlock', unlockAccount],
  ] as const)
    server.write(
      'POST',
      `/api/accounts/:accountId/${what}`,
      {
        summary: what === 'lock' ? 'Close an account and end its sessions' : 'Open an account again',
        caller: 'signed-in',
        params: { accountId: uuid },
        answer: account,
      },
      async ({ actId, params, write }) => {
        const changed = await write(async tx => {
          await change(tx, await getAccount(tx, params.accountId), actId)
          return getAccount(tx, params.accountId)
        })
        if (what === 'unlock') {
          await attempts.forgive('account', changed.email)
          await attempts.forgive('account', changed.id)
        }
        return changed
      },
    )

  server.write(
    'POST',
    '/api/accounts/:accountId/reset',
    {
      summary: 'Give an account a new first password and take away its second factors; shown once',
      caller: 'signed-in',
      cost: 20,
      params: { accountId: uuid },
      answer: withPassword,
    },
    async ({ actId, params, write }) => {
      const password = firstPassword()
      const passwordHash = await hashPassword(password)
      const changed = await write(async tx => {
        await resetAccount(tx, await getAccount(tx, params.accountId), passwordHash, actId)
        return getAccount(tx, params.accountId)
      })
      return { account: changed, password }
    },
  )

  for (const [method, summary, change] of [
    ['POST', 'Let an account act for an agency in a role', grantMembership],
    ['DELETE', 'Take a role away from an account', revokeMembership],
  ] as const)
    server.write(
      method,
      '/api/accounts/:accountId/memberships',
      { summary, caller: 'signed-in', params: { accountId: uuid }, body: membership, answer: account },
      ({ actId, params, body, write }) =>
        write(async tx => {
          await getAccount(tx, params.accountId)
          await change(tx, { userId: params.accountId, ...body }, actId)
          return getAccount(tx, params.accountId)
        }),
    )

  server.read(
    'GET',
    '/api/agencies',
    { summary: 'Agencies of this node', caller: 'signed-in', answer: object({ agencies: list(agency) }) },
    ({ read }) => read(async tx => ({ agencies: await listAgencies(tx) })),
  )

  server.write(
    'PUT',
    '/api/agencies/:agencyId',
    {
      summary: 'Found an agency, or correct what is said of it',
      caller: 'signed-in',
      params: { agencyId: uuid },
      body: object({
        name: text({ min: 1, max: 200 }),
        kind: oneOf(agencyKinds),
        country: optional(schema<string>({ type: 'string', pattern: '^[A-Z]{2}$' })),
      }),
      answer: agency,
    },
    ({ actId, params, body, write }) =>
      write(async tx => {
        const founded = {
          id: params.agencyId,
          name: body.name,
          kind: body.kind,
          country: body.country ?? null,
        }
        await foundAgency(tx, founded, actId)
        return founded
      }),
  )

  server.read(
    'GET',
    '/api/settings',
    {
      summary: 'Settings of this node',
      caller: 'signed-in',
      answer: object({ settings: list(object({ name: text(), value: anything, default: anything })) }),
    },
    ({ read }) => read(async tx => ({ settings: await listSettings(tx) })),
  )

  server.write(
    'PUT',
    '/api/settings',
    {
      summary: 'Change a setting of this node',
      caller: 'signed-in',
      body: object({ name: text({ max: 100 }), value: anything }),
      answer: object({ settings: list(object({ name: text(), value: anything, default: anything })) }),
    },
    ({ actId, body, write }) =>
      write(async tx => {
        await setSetting(tx, body.name, body.value, actId)
        return { settings: await listSettings(tx) }
      }),
  )
}

/** The account, if the caller may know of it. @throws NotFound */
async function getAccount(tx: Read, id: string): Promise<Account> {
  return found(await findAccount(tx, id))
}
