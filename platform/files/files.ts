import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { hasAgency, yes } from '#kernel/policy/policy.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { pathOf, readSealed, writeSealed } from './sealed-file.ts'

/** The folder of sealed files and what protects it. */
export interface FileRoom {
  folder: string
  keys: NodeKeys
  bytesMax: number
}

export const fileRoom = (dataFolder: string, keys: NodeKeys, bytesMax: number): FileRoom => ({
  folder: join(dataFolder, 'files'),
  keys,
  bytesMax,
})

interface Stored {
  size: number
  wrappedKey: string
  sealedName: string
}

const storeFile = defineAct<Stored>('file.store', {
  subject: 'file',
  policy: caller => hasAgency(caller),
  project: async (tx, entries) => {
    for (const e of entries)
      await sql`insert into files.file values (${e.subjectId}, ${e.actorId}, ${e.agencyId}, ${e.content.size},
        ${Buffer.from(e.content.wrappedKey, 'base64')}, ${Buffer.from(e.content.sealedName, 'base64')}, ${e.recordedAtMs})
        on conflict do nothing`.execute(tx.db)
  },
})

/** Whoever sees the file, by row-level security, may remove it. */
const removeFileAct = defineAct<Record<string, never>>('file.remove', {
  subject: 'file',
  policy: () => yes,
  project: async (tx, entries) => {
    for (const e of entries) await sql`delete from files.file where id = ${e.subjectId}`.execute(tx.db)
  },
})

/** A file whose bytes are written, waiting for its act. */
export interface WrittenFile extends Stored {
  id: string
}

/**
 * Seals and writes a file's bytes outside any transaction, since that may take long. It exists for users once
 * {@link keepFile} has recorded it; until then nothing refers to it.
 * @throws TooLarge
 */
export async function writeFile(
  room: FileRoom,
  id: string,
  name: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<WrittenFile> {
  const key = randomBytes(32)
  const size = await writeSealed(pathOf(room.folder, id), id, key, content, room.bytesMax)
  return {
    id,
    size,
    wrappedKey: room.keys.wrap(key, `file ${id}`).toString('base64'),
    sealedName: room.keys.wrap(Buffer.from(name), `file name ${id}`).toString('base64'),
  }
}

/** Records a written file as the caller's. */
export async function keepFile(tx: Write, file: WrittenFile, actId: string): Promise<void> {
  const { id, ...payload } = file
  await act(tx, storeFile, { id: actId, subjectId: id, about: undefined, payload })
}

export interface OpenFile {
  name: string
  size: number
  /** The plain bytes, part by part. */
  content(): AsyncGenerator<Buffer>
}

/** @returns undefined when there is no such file, or it is another agency's */
export async function findFile(tx: Read, room: FileRoom, id: string): Promise<OpenFile | undefined> {
  const { rows } = await sql<{ size_bytes: number; wrapped_key: Buffer; sealed_name: Buffer }>`
    select size_bytes, wrapped_key, sealed_name from files.file where id = ${id}`.execute(tx.db)
  const row = rows[0]
  if (!row) return undefined
  const key = room.keys.unwrap(row.wrapped_key, `file ${id}`)
  return {
    name: room.keys.unwrap(row.sealed_name, `file name ${id}`).toString(),
    size: row.size_bytes,
    content: () => readSealed(pathOf(room.folder, id), id, key),
  }
}

/** Removes a file: its key first, with the transaction; its bytes when the caller says that it is committed. */
export async function removeFile(
  tx: Write,
  room: FileRoom,
  id: string,
  actId: string,
): Promise<() => Promise<void>> {
  await act(tx, removeFileAct, { id: actId, subjectId: id, about: undefined, payload: {} })
  return () => rm(pathOf(room.folder, id), { force: true })
}
