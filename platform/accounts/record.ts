import { randomUUID } from 'node:crypto'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { type ActKind, act } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'

/** Writes down what happened to an account, after it happened. */
export interface AccountRecord {
  /** By the account's owner herself. */
  own<P>(kind: ActKind<P, string>, userId: string, payload: P): Promise<void>
  /** By nobody known: the node notes it. */
  node<P>(kind: ActKind<P, undefined>, subjectId: string, payload: P): Promise<void>
  /** A subject for attempts at an address that has no account: always the same, and telling nothing. */
  subjectOfUnknown(email: string): string
}

export function createAccountRecord(database: Database, keys: NodeKeys): AccountRecord {
  const owner = (userId: string): Caller => ({ ...nodeCaller('administration'), userId, roles: [] })
  return {
    async own(kind, userId, payload) {
      await database.write(owner(userId), tx =>
        act(tx, kind, { id: randomUUID(), subjectId: userId, about: userId, payload }),
      )
    },
    async node(kind, subjectId, payload) {
      await database.write(nodeCaller('administration'), tx =>
        act(tx, kind, { id: randomUUID(), subjectId, about: undefined, payload }),
      )
    },
    subjectOfUnknown(email) {
      const bytes = Buffer.from(keys.searchHash(`unknown account ${email.trim().toLowerCase()}`))
      bytes[6] = (bytes[6]! & 0x0f) | 0x80
      bytes[8] = (bytes[8]! & 0x3f) | 0x80
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}
