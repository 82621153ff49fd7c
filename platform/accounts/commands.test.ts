import { Readable, Writable } from 'node:stream'
import { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/support/database.ts'
import { addAccountCommands } from './commands.ts'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  opened = await openTestDatabase()
})
afterAll(() => opened.database.close())

async function run(typed: string, ...words: string[]): Promise<string> {
  const lines: string[] = []
  const program = new Command('palermo').exitOverride()
  const output = new Writable({ write: (_c, _e, done) => done() })
  addAccountCommands(
    program,
    work => work(opened),
    { input: Readable.from([typed]), output },
    line => lines.push(line),
  )
  await program.parseAsync(['node', 'palermo', ...words])
  return lines.join('\n')
}
const create = (typed: string, email = 'first@example.org') =>
  run(typed, 'admin', 'create', '--email', email, '--name', 'First')

it('creates the first administrator with a password that is read, never an argument', async () => {
  await expect(create('short\n')).rejects.toThrow('The password has 5 characters.')
  await expect(create('', 'x@y')).rejects.toThrow(/0 characters/)
  await expect(create('a good long phrase\n', 'nobody')).rejects.toThrow('not an e-mail address')
  expect(await create('a good long phrase\n')).toContain('First can sign in now.')
  await expect(create('a good long phrase\n')).rejects.toThrow(
    'There is an account with this address already.',
  )
  expect(await run('', 'accounts', 'list')).toBe(
    'first@example.org\tFirst\topen\tpassword only\tadministrator\n1 accounts.',
  )
})
it('closes, opens and resets accounts, and never closes the last administrator', async () => {
  await expect(run('', 'accounts', 'lock', 'first@example.org')).rejects.toThrow(/last-administrator/)
  await create('another good phrase\n', 'second@example.org')
  await run('', 'accounts', 'lock', 'first@example.org')
  expect(await run('', 'accounts', 'list')).toContain('first@example.org\tFirst\tclosed')
  await run('', 'accounts', 'unlock', 'first@example.org')
  expect(await run('a third good phrase\n', 'accounts', 'reset', 'first@example.org')).toContain(
    'new password',
  )
  await expect(run('', 'accounts', 'lock', 'third@example.org')).rejects.toThrow('There is no account')
  const { rows } = await opened.database.maintain(db =>
    sql<{
      act: string
    }>`select act from ledger.entry where subject_kind = 'account' order by position`.execute(db),
  )
  expect(rows.map(r => r.act)).toEqual([
    'account.create',
    'account.create',
    'account.lock',
    'account.unlock',
    'account.reset',
  ])
})
