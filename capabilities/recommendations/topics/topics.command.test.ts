import { randomUUID } from 'node:crypto'
import { Command } from 'commander'
import { Parser } from 'n3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { addTopicsCommand } from './topics.command.ts'
import { beginThesaurus } from './topics.store.ts'

let database: Database
beforeAll(async () => {
  ;({ database } = await openTestDatabase())
})
afterAll(() => database.close())

async function run(...words: string[]) {
  const said = { printed: '', complaint: '', failed: false }
  const program = new Command('palermo').exitOverride()
  addTopicsCommand(
    program,
    {
      print: text => {
        said.printed += text
      },
      complain: text => {
        said.complaint += text
      },
      fail: () => {
        said.failed = true
      },
      now: () => new Date(0),
    },
    work => work({ database }),
  )
  await program.parseAsync(['topics', ...words], { from: 'user' })
  return said
}

it('says how topics come while there are none', async () => {
  expect(await run()).toMatchObject({ failed: true, complaint: expect.stringContaining('first report') })
})

it('prints the thesaurus as a tree, as JSON, and as SKOS in both forms', async () => {
  await database.write(nodeCaller('import'), tx => beginThesaurus(tx, randomUUID()))
  const tree = (await run()).printed.split('\n')
  expect(tree).toHaveLength(82)
  expect(tree).toContain('  Shelter and safe accommodation  0')
  expect(JSON.parse((await run('--json')).printed)).toHaveLength(82)
  const quads = new Parser().parse((await run('--skos', '--base', 'https://node.example/topics')).printed)
  expect(quads.some(quad => quad.subject.value === 'https://node.example/topics/shelter')).toBe(true)
  expect(JSON.parse((await run('--skos', '--json')).printed)['@graph']).toHaveLength(83)
})
