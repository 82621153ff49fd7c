import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { KyselyPlugin, RootOperationNode } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Read } from '#platform/database/transaction.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { createSimilar } from './similar.store.ts'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
const importer = nodeCaller('import')

async function enter(year: number) {
  const read = readFile(readFileSync(new URL(`../samples/sample-${year}.txt`, import.meta.url)))
  if (!read.ok) throw new Error(read.problem.sentence)
  await opened.database.write(importer, tx => enterFile(tx, read.file, randomUUID()))
}

/** A transaction that counts what it asks the database, and fails where it is told to. */
function counting(tx: Read, failing = false): { tx: Read; asked: () => number } {
  let asked = 0
  const plugin: KyselyPlugin = {
    transformQuery({ node }): RootOperationNode {
      asked++
      if (failing && asked > 1) throw new Error('The line to the database broke.')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { tx: { ...tx, db: tx.db.withPlugin(plugin) } as Read, asked: () => asked }
}

beforeAll(async () => {
  opened = await openTestDatabase()
  await enter(2009)
})
afterAll(() => opened.database.close())

const text = 'States parties should open safe places in shelters for families.'
const read = <T>(work: (tx: Read) => Promise<T>) => opened.database.read(importer, work)

describe('earlier recommendations like a draft', () => {
  it('are made ready once for all who ask at the same time, and again when the registry has changed', async () => {
    const similar = createSimilar()
    await read(async tx => {
      const alone = counting(tx)
      await createSimilar()(alone.tx, text, 3)
      const first = counting(tx)
      const [one, other] = await Promise.all([similar(first.tx, text, 3), similar(first.tx, text, 3)])
      expect(one).toEqual(other)
      // The second of them asks only whether the registry is still the same.
      expect(first.asked()).toBe(alone.asked() + 1)
      const later = counting(tx)
      await similar(later.tx, text, 3)
      expect(later.asked()).toBe(1)
      expect(one!.every(found => found.report === '2009-06-09')).toBe(true)
    })
    await enter(2019)
    const found = await read(tx => similar(tx, text, 3))
    expect(found[0]).toMatchObject({ report: '2019-09-17', address: 'R9' })
  })

  it('are made ready anew after the line to the database broke', async () => {
    const similar = createSimilar()
    await read(async tx => {
      await expect(similar(counting(tx, true).tx, text, 3)).rejects.toThrow('line to the database')
      expect(await similar(tx, text, 3)).toHaveLength(3)
    })
  })
})
