import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Problem } from '#kernel/result/result.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { Invalid, NotFound } from '#platform/http/refusals.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import { accessPolicies } from './access.policy.ts'

/** A setting that administrators may change while the node runs. */
export interface Setting<T> {
  name: string
  default: T
  /** What is wrong with a value, or nothing. */
  check(value: unknown): string | undefined
}

const known = new Map<string, Setting<unknown>>()

/**
 * Declares a setting; those without declaration cannot be changed from outside.
 * @throws Error when the name is taken
 */
export function defineSetting<T>(setting: Setting<T>): Setting<T> {
  if (known.has(setting.name)) throw new Error(`The setting ${setting.name} is defined twice.`)
  known.set(setting.name, setting)
  return setting
}

const wholeNumber = (min: number, max: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max
    ? undefined
    : `It must be a whole number from ${min} to ${max}.`

/** Counts under this number are withheld from figures. */
export const cellCountMin = defineSetting<number>({
  name: 'statistics.cellCountMin',
  default: 5,
  check: wholeNumber(3, 100),
})

/** Whether acting needs a session opened with a second factor; a demonstration node does without. */
export const secondFactorRequired = defineSetting<boolean>({
  name: 'account.secondFactorRequired',
  default: true,
  check: value => (typeof value === 'boolean' ? undefined : 'It must be true or false.'),
})

/** The value of a setting, or its default. */
export async function readSetting<T>(tx: Pick<Read, 'db'>, setting: Setting<T>): Promise<T> {
  const { rows } = await sql<{
    value: T
  }>`select value from access.setting where name = ${setting.name}`.execute(tx.db)
  return rows[0] ? rows[0].value : setting.default
}

/** Every declared setting with its value. */
export async function listSettings(tx: Read): Promise<{ name: string; value: unknown; default: unknown }[]> {
  const { rows } = await sql<{
    name: string
    value: unknown
  }>`select name, value from access.setting`.execute(tx.db)
  const values = new Map(rows.map(r => [r.name, r.value]))
  return [...known.values()].map(s => ({
    name: s.name,
    value: values.has(s.name) ? values.get(s.name) : s.default,
    default: s.default,
  }))
}

/** All settings are one subject of the ledger, so that their changes stand in one order. */
const settingsSubject = '5e771465-0000-4000-8000-000000000000'

const changeSetting = defineAct<{ name: string; value: unknown }>('setting.change', {
  subject: 'setting',
  policy: accessPolicies['setting.change'],
  project: async (tx, entries) => {
    for (const { content } of entries)
      await sql`insert into access.setting (name, value) values (${content.name}, ${JSON.stringify(content.value)}::jsonb)
        on conflict (name) do update set value = excluded.value`.execute(tx.db)
  },
  topics: () => ['settings'],
})

/**
 * Changes a declared setting.
 * @throws NotFound for a setting that is not declared, Invalid for a value that it cannot take, Refused
 */
export async function setSetting(
  tx: Write,
  name: string,
  value: unknown,
  id: string = randomUUID(),
): Promise<void> {
  const setting = known.get(name)
  if (!setting) throw new NotFound()
  const wrong = setting.check(value)
  if (wrong) throw new Invalid([problem(name, wrong)])
  await act(tx, changeSetting, { id, subjectId: settingsSubject, about: undefined, payload: { name, value } })
}

const problem = (where: string, remedy: string): Problem => ({
  where,
  code: 'setting.value',
  what: 'The setting cannot take this value.',
  remedy,
})

const markDemonstration = defineAct<{ seed: string }>('node.mark-demonstration', {
  subject: 'setting',
  policy: accessPolicies['node.mark-demonstration'],
  project: async (tx, entries) => {
    for (const { content } of entries)
      await sql`insert into access.setting (name, value) values ('node.demonstration', ${JSON.stringify(content)}::jsonb)`.execute(
        tx.db,
      )
  },
})

/**
 * Marks this node as a demonstration, once and only while it has no account of its own.
 * @throws Refused from a request; an error of the database when the node has accounts or is marked already
 */
export async function markAsDemonstration(tx: Write, seed: string): Promise<void> {
  await act(tx, markDemonstration, {
    id: randomUUID(),
    subjectId: settingsSubject,
    about: undefined,
    payload: { seed },
  })
}

/** Whether this node is a demonstration; only such a node has accounts with public passwords. */
export async function isDemonstration(tx: Pick<Read, 'db'>): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select accounts.is_demonstration() as is`.execute(tx.db)
  return rows[0]?.is ?? false
}
