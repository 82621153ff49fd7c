import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { type FileRoom, fileRoom, findFile, keepFile, removeFile, writeFile } from './files.ts'
import { pathOf, readSealed, TooLarge, writeSealed } from './sealed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = randomBytes(32)
const read = async (path: string, id: string) => {
  const parts: Buffer[] = []
  for await (const part of readSealed(path, id, key)) parts.push(part)
  return Buffer.concat(parts)
}

describe('a sealed file', () => {
  it('gives back what was written, whatever its size and pieces', async () => {
    const sizes = fc.array(fc.constantFrom(0, 1, 1000, 65_535, 65_536, 65_537, 200_000), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(sizes, async list => {
        const id = randomUUID()
        const pieces = list.map(n => randomBytes(n))
        await writeSealed(join(folder, id), id, key, pieces, 1e7)
        expect((await read(join(folder, id), id)).equals(Buffer.concat(pieces))).toBe(true)
      }),
      { seed: 20260101, numRuns: 25 },
    )
  })
  it('is refused when a part was altered, dropped, exchanged or cut off, or it is another’s', async () => {
    const id = randomUUID()
    const path = join(folder, id)
    const part = 65_536 + 29
    await writeSealed(path, id, key, [randomBytes(3 * 65_536)], 1e7)
    const whole = readFileSync(path)
    const damaged = [
      Buffer.concat([whole.subarray(part, 2 * part), whole.subarray(0, part), whole.subarray(2 * part)]),
      Buffer.concat([whole.subarray(0, part), whole.subarray(2 * part)]),
      whole.subarray(0, 2 * part),
      Buffer.concat([whole.subarray(0, 500), Buffer.from([whole[500]! ^ 1]), whole.subarray(501)]),
    ]
    for (const bytes of damaged) {
      writeFileSync(path, bytes)
      await expect(read(path, id)).rejects.toThrow()
    }
    writeFileSync(path, whole)
    await expect(read(path, randomUUID())).rejects.toThrow()
    truncateSync(path, 0)
    await expect(read(path, id)).rejects.toThrow()
  })
  it('is not begun when it is too large: nothing is left behind', async () => {
    const id = randomUUID()
    await expect(writeSealed(join(folder, 'large', id), id, key, [randomBytes(2000)], 1000)).rejects.toThrow(
      TooLarge,
    )
    expect(readdirSync(join(folder, 'large'))).toEqual([])
  })
})

describe('a kept file', () => {
  let database: Database
  let room: FileRoom
  const mine = callerOf('aaaaaaaa-0000-4000-8000-000000000001')
  const theirs = callerOf('aaaaaaaa-0000-4000-8000-000000000002', { userId: randomUUID() })
  beforeAll(async () => {
    const opened = await openTestDatabase()
    database = opened.database
    room = fileRoom(folder, opened.keys, 1e6)
  })
  afterAll(() => database.close())

  it('is opened by its agency, unknown to others, and unreadable on the disk', async () => {
    const id = randomUUID()
    const written = await writeFile(room, id, 'list of persons.csv', [Buffer.from('secret content')])
    await database.write(mine, tx => keepFile(tx, written, randomUUID()))
    const found = await database.read(mine, tx => findFile(tx, room, id))
    expect(found).toMatchObject({ name: 'list of persons.csv', size: 14 })
    expect((await Array.fromAsync(found!.content())).join('')).toBe('secret content')
    expect(await database.read(theirs, tx => findFile(tx, room, id))).toBeUndefined()
    expect(readFileSync(pathOf(room.folder, id)).includes('secret')).toBe(false)
    const wipe = await database.write(mine, tx => removeFile(tx, room, id, randomUUID()))
    await wipe()
    expect(await database.read(mine, tx => findFile(tx, room, id))).toBeUndefined()
  })
})
