import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { findingPolicies as may } from './finding.policy.ts'
import type { SearchFilter } from './searches.rules.ts'

/** A search that a person keeps under a name, for herself. */
export interface SavedSearch {
  id: string
  name: string
  filter: SearchFilter
}

export interface ListedSearch extends SavedSearch {
  version: number
  /** Where it can be followed, and since when; null while it has no feed. */
  feed: { id: string; version: number; secret: string; openedAtMs: number } | null
}

interface KeptSearch {
  /** Name and filters under the node's key (base64): she may have typed a name. */
  sealed: string
}

const topics = () => ['searches']

export const saveSearchAct = defineAct<KeptSearch>('search.save', {
  subject: 'search',
  policy: may['search.save'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content } of entries)
      await sql`insert into recommendations.saved_search (id, version, user_id, saved_at_ms, sealed)
        values (${subjectId}, ${version}, ${actorId}, ${recordedAtMs}, decode(${content.sealed}, 'base64'))
        on conflict (id) do update set version = excluded.version, sealed = excluded.sealed`.execute(tx.db)
  },
})

export const removeSearchAct = defineAct<Record<string, never>>('search.remove', {
  subject: 'search',
  policy: may['search.remove'],
  topics,
  project: async (tx, entries) => {
    const ids = entries.map(e => e.subjectId)
    await sql`delete from recommendations.feed where search_id = any(${ids}::uuid[])`.execute(tx.db)
    await sql`delete from recommendations.saved_search where id = any(${ids}::uuid[])`.execute(tx.db)
  },
})

interface OpenedFeed {
  searchId: string
  /** SHA-256 of the secret in its address, in hexadecimal digits. */
  secretHash: string
}

export const openFeedAct = defineAct<OpenedFeed>('feed.open', {
  subject: 'feed',
  policy: may['feed.open'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content } of entries)
      await sql`insert into recommendations.feed (id, version, search_id, user_id, secret_hash, opened_at_ms)
        values (${subjectId}, ${version}, ${content.searchId}, ${actorId}, decode(${content.secretHash}, 'hex'), ${recordedAtMs})`.execute(
        tx.db,
      )
  },
})

export const closeFeedAct = defineAct<Record<string, never>>('feed.close', {
  subject: 'feed',
  policy: may['feed.close'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs } of entries)
      await sql`update recommendations.feed set version = ${version}, closed_at_ms = ${recordedAtMs}
        where id = ${subjectId}`.execute(tx.db)
  },
})

const contextOf = (id: string) => `recommendation search ${id}`

/** The secret part of a feed's address: made from the node's key, so that it need not be kept. */
export const secretOf = (keys: NodeKeys, feedId: string): string =>
  createHmac('sha256', keys.secretFor('recommendation feeds')).update(feedId).digest('base64url')

const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

/** Name and filters as they were sealed. */
const unsealed = (keys: NodeKeys, id: string, sealed: Uint8Array) =>
  JSON.parse(keys.unwrap(sealed, contextOf(id)).toString()) as Omit<SavedSearch, 'id'>

/** The caller's own searches, the oldest first. */
export async function listSearches(tx: Read, keys: NodeKeys): Promise<ListedSearch[]> {
  const { rows } = await sql<{
    id: string
    version: number
    sealed: Buffer
    feed_id: string | null
    feed_version: number | null
    opened_at_ms: number | null
  }>`select s.id, s.version, s.sealed, f.id as feed_id, f.version as feed_version, f.opened_at_ms
    from recommendations.saved_search s
    left join recommendations.feed f on f.search_id = s.id and f.closed_at_ms is null
    where s.user_id = (select access.member()) order by s.saved_at_ms, s.id`.execute(tx.db)
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    ...unsealed(keys, row.id, row.sealed),
    feed:
      row.feed_id === null
        ? null
        : {
            id: row.feed_id,
            version: row.feed_version!,
            secret: secretOf(keys, row.feed_id),
            openedAtMs: row.opened_at_ms!,
          },
  }))
}

/**
 * Keeps a search, or changes one that is kept.
 * @param expectedVersion 0 for a new one
 * @throws Refused, VersionConflict
 */
export async function saveSearch(
  tx: Write,
  keys: NodeKeys,
  search: SavedSearch,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const { id, ...kept } = search
  const sealed = keys.wrap(Buffer.from(JSON.stringify(kept)), contextOf(id)).toString('base64')
  await act(tx, saveSearchAct, {
    id: actId,
    subjectId: id,
    about: undefined,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    payload: { sealed },
  })
}

/** @returns false when she has no such search */
export async function removeSearch(tx: Write, id: string, actId: string): Promise<boolean> {
  if (!(await isOwn(tx, id))) return false
  await act(tx, removeSearchAct, { id: actId, subjectId: id, about: undefined, payload: {} })
  return true
}

async function isOwn(tx: Read, id: string): Promise<boolean> {
  const { rows } = await sql`select from recommendations.saved_search where id = ${id}`.execute(tx.db)
  return rows.length > 0
}

/**
 * Gives a search an address at which it can be followed; one that has an address keeps it.
 * @returns false when she has no such search
 */
export async function openFeed(tx: Write, keys: NodeKeys, searchId: string, actId: string): Promise<boolean> {
  if (!(await isOwn(tx, searchId))) return false
  if ((await openFeedOf(tx, searchId)) !== undefined) return true
  await act(tx, openFeedAct, {
    id: actId,
    subjectId: actId,
    about: undefined,
    expectedVersion: 0,
    payload: { searchId, secretHash: hashOf(secretOf(keys, actId)).toString('hex') },
  })
  return true
}

async function openFeedOf(tx: Read, searchId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from recommendations.feed
    where search_id = ${searchId} and closed_at_ms is null`.execute(tx.db)
  return rows[0]?.id
}

/** From now on nobody can follow the search at its address. @returns false when it has none */
export async function closeFeed(tx: Write, searchId: string, actId: string): Promise<boolean> {
  const id = await openFeedOf(tx, searchId)
  if (id === undefined) return false
  await act(tx, closeFeedAct, { id: actId, subjectId: id, about: undefined, payload: {} })
  return true
}

/** The search behind an open feed, for whoever has its secret. */
export async function findSearchOfFeed(
  tx: Read,
  keys: NodeKeys,
  secret: string,
): Promise<(SavedSearch & { openedAtMs: number }) | undefined> {
  const { rows } = await sql<{ search_id: string; sealed: Buffer; opened_at_ms: number }>`
    select search_id, sealed, opened_at_ms from recommendations.search_of_feed(${hashOf(secret)}::bytea)`.execute(
    tx.db,
  )
  const [row] = rows
  return (
    row && { id: row.search_id, openedAtMs: row.opened_at_ms, ...unsealed(keys, row.search_id, row.sealed) }
  )
}
