import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found, Invalid, valid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { hashHex } from '#platform/ledger/entry.ts'
import { codeVersion } from './code-version.ts'
import { countFacts } from './frozen-counts.ts'
import {
  auditInThread,
  CannotProtect,
  protectInThread,
  type ReleaseMaterial,
  type Underway,
} from './make-in-thread.ts'
import {
  auditRelease,
  type KeptRelease,
  makeRelease,
  type ReleaseAudit,
  readDocument,
} from './make-release.ts'
import {
  auditedRelease,
  freezeRelease,
  protectRelease,
  publishRelease,
  withdrawRelease,
} from './release.acts.ts'
import type { FrozenCounts, ReleaseDefinition, ReleaseStatus } from './release.entity.ts'
import { type ReleaseStanding, releasePolicies } from './release.policy.ts'
import {
  checkCorrection,
  checkMethod,
  checkSizes,
  nextNumber,
  type ReleaseWish,
  readWish,
  releaseName,
  unprotectable,
} from './release.rules.ts'

/** A release as lists show it. Times are milliseconds since 1970. */
export interface Release {
  id: string
  version: number
  number: string
  revision: number
  revises: string | null
  reason: string | null
  title: string
  status: ReleaseStatus
  kind: string
  definition: ReleaseDefinition
  publicHash: string | null
  auditSafe: boolean | null
  frozenBy: string
  frozenAtMs: number
  protectedBy: string | null
  publishedAtMs: number | null
  withdrawnAtMs: number | null
  withdrawnWhy: string | null
}

const columns = sql`id, version, number, revision, revises, reason, title, status, kind, definition,
  public_hash as "publicHash", audit_safe as "auditSafe", frozen_by as "frozenBy", frozen_at_ms as "frozenAtMs",
  protected_by as "protectedBy", published_at_ms as "publishedAtMs", withdrawn_at_ms as "withdrawnAtMs",
  withdrawn_why as "withdrawnWhy"`

/** Releases, the newest first. */
export async function listReleases(tx: Read, only: { published?: boolean } = {}): Promise<Release[]> {
  const { rows } = await sql<Release>`select ${columns} from statistics.release
    where ${only.published ? sql`published_at_ms is not null` : sql`true`}
    order by frozen_at_ms desc, number desc, revision desc limit 1000`.execute(tx.db)
  return rows
}

/** @throws NotFound */
export async function getRelease(tx: Read, id: string): Promise<Release> {
  const { rows } = await sql<Release>`select ${columns} from statistics.release where id = ${id}`.execute(
    tx.db,
  )
  return found(rows[0])
}

/** The release of a number, published; the newest revision unless one is named. */
export async function findPublished(
  tx: Read,
  number: string,
  revision?: number,
): Promise<(Release & { text: string }) | undefined> {
  const { rows } = await sql<Release & { text: string }>`select ${columns}, public_text as text
    from statistics.release where number = ${number} and published_at_ms is not null
      and ${revision === undefined ? sql`true` : sql`revision = ${revision}`}
    order by revision desc limit 1`.execute(tx.db)
  return rows[0]
}

/** Every published revision of a number, the newest first. */
export async function findRevisions(tx: Read, number: string): Promise<Release[]> {
  const { rows } = await sql<Release>`select ${columns} from statistics.release
    where number = ${number} and published_at_ms is not null order by revision desc`.execute(tx.db)
  return rows
}

/** What stays inside the node of a release. */
export async function getInside(tx: Read, id: string) {
  const { rows } = await sql<{
    counts: string
    countsHash: string
    publicText: string | null
    internalText: string | null
    audit: ReleaseAudit | null
    secret: string | null
  }>`select i.secret, i.counts, i.counts_hash as "countsHash", r.public_text as "publicText", i.internal_text as "internalText", i.audit
    from statistics.release_inside i join statistics.release r on r.id = i.release_id where i.release_id = ${id}`.execute(
    tx.db,
  )
  return found(rows[0])
}

/** Everything of this kind that ever went out before a release: what was published once is known for good. */
async function earlierReleases(
  tx: Read,
  release: Release,
  beside?: readonly string[],
): Promise<KeptRelease[]> {
  const { rows } = await sql<Release & { counts: string | null; publicText: string; internalText: string }>`
    select ${columns}, i.counts, r.public_text as "publicText", i.internal_text as "internalText"
    from statistics.release r left join statistics.release_inside i on i.release_id = r.id
    where r.kind = ${release.kind} and r.published_at_ms is not null and r.id <> ${release.id}
    order by r.published_at_ms, r.number, r.revision`.execute(tx.db)
  return rows
    .map(row => ({
      name: releaseName(row.number, row.revision),
      definition: row.definition,
      // What cannot be looked at cannot be passed over either.
      counts: JSON.parse(found(row.counts)) as FrozenCounts,
      public: readDocument(row.publicText),
      internal: readDocument(row.internalText),
    }))
    .filter(({ name }) => beside === undefined || beside.includes(name))
}

/**
 * Freezes the facts for a release: what they count now is what the release will say, whatever comes later.
 * @param corrects the release that this one is a new revision of, with the reason
 * @throws Refused, Invalid
 */
export async function freeze(
  database: Database,
  caller: Caller,
  wish: ReleaseWish,
  ids: { id: string; actId: string },
  corrects?: { id: string; reason: string },
): Promise<string> {
  authorise(caller, 'release.freeze', releasePolicies['release.freeze'], undefined)
  const tables = valid(readWish(wish))
  const wanted = tables.flatMap(table => table.dimensions)
  const { counts, ledgerPosition } = await database.statistics(async tx => {
    // Taken alone, as a checkpoint takes it: every entry up to the position stands, and none comes while facts are counted.
    await sql`select pg_advisory_xact_lock(hashtext('palermo.checkpoint'))`.execute(tx.db)
    const { rows } = await sql<{ at: string }>`select statistics.ledger_position()::text as at`.execute(tx.db)
    return { counts: await countFacts(tx, wish.kind, wanted), ledgerPosition: Number(rows[0]!.at) }
  })
  valid(checkSizes(tables, counts))
  const text = JSON.stringify(counts)
  await database.write(caller, async tx => {
    await sql`select pg_advisory_xact_lock(hashtext('statistics.release'))`.execute(tx.db)
    const releases = await listReleases(tx)
    const former = corrects && found(releases.find(r => r.id === corrects.id))
    if (former && corrects) {
      const revisions = releases.filter(r => r.number === former.number && r.publishedAtMs !== null)
      valid(checkCorrection(former, Math.max(...revisions.map(r => r.revision)), wish, corrects.reason))
    }
    const wentOut = releases.filter(r => r.kind === wish.kind && r.publishedAtMs !== null)
    valid(checkMethod(wish, wentOut.map(asWentOut)))
    const number =
      former?.number ??
      nextNumber(
        tx.now.getUTCFullYear(),
        releases.map(r => r.number),
      )
    const revision = Math.max(0, ...releases.filter(r => r.number === number).map(r => r.revision)) + 1
    const definition: ReleaseDefinition = {
      kind: wish.kind,
      tables,
      method: wish.method ?? 'withhold',
      // Rounded counts are the same for both audiences, so what is said of them is, too.
      thresholds:
        wish.method === 'round' ? { ...wish.thresholds, internal: wish.thresholds.public } : wish.thresholds,
      code: codeVersion(),
      moment: { at: tx.now.toISOString(), ledgerPosition },
      beside: [],
    }
    await act(tx, freezeRelease, {
      id: ids.actId,
      subjectId: ids.id,
      about: undefined,
      expectedVersion: 0,
      payload: {
        number,
        revision,
        revises: corrects?.id ?? null,
        reason: corrects?.reason.trim() ?? null,
        title: wish.title.trim(),
        definition,
        counts: text,
        secret: wish.method === 'round' ? randomBytes(32).toString('hex') : null,
      },
    })
  })
  return ids.id
}

/** What the policies look at in a release. */
export const standing = (release: Release): ReleaseStanding => ({
  status: release.status,
  frozenUserId: release.frozenBy,
  protectedUserId: release.protectedBy,
  auditSafe: release.auditSafe === true,
})

async function coverOf(tx: Read, release: Release) {
  const former = release.revises ? await getRelease(tx, release.revises) : undefined
  return {
    number: release.number,
    revision: release.revision,
    title: release.title,
    corrects: former ? releaseName(former.number, former.revision) : null,
    reason: release.reason,
  }
}

const asWentOut = ({ number, revision, definition }: Release) => ({
  name: releaseName(number, revision),
  definition,
})

/** What the next step of a release works on; refused when the step is not the caller's to take. */
async function materialOf(tx: Read, id: string, step: 'release.protect' | 'release.audit') {
  const release = await getRelease(tx, id)
  authorise(tx.caller, step, releasePolicies[step], standing(release))
  const inside = await getInside(tx, id)
  const earlier = await earlierReleases(tx, release)
  const material: ReleaseMaterial = {
    cover: await coverOf(tx, release),
    definition: release.definition,
    counts: JSON.parse(inside.counts) as FrozenCounts,
    secret: inside.secret,
    earlier,
  }
  return { release, inside, material }
}

/**
 * Protects a release together with every one that went out before, in a thread of its own.
 * @throws Refused; Invalid when no protection passes the audit
 */
export async function protect(
  database: Database,
  caller: Caller,
  id: string,
  actId: string,
  lists: Codelists,
  underway?: Underway,
): Promise<void> {
  const { release, material } = await database.read(caller, tx => materialOf(tx, id, 'release.protect'))
  valid(checkMethod(release.definition, material.earlier))
  const beside = material.earlier.map(e => e.name)
  // The node may have been updated since the figures were frozen: what is told is the code that made the texts.
  const code = codeVersion()
  const ordered = { ...material, definition: { ...release.definition, beside, code } }
  const texts = await protectInThread(ordered, lists, underway).catch((error: unknown) => {
    if (error instanceof CannotProtect) throw new Invalid([unprotectable(error.message)])
    throw error
  })
  await database.write(caller, async tx => {
    await act(tx, protectRelease, {
      id: actId,
      subjectId: id,
      about: standing(await getRelease(tx, id)),
      expectedVersion: release.version,
      payload: { texts, beside, code },
    })
  })
}

/** Audits what would go out together with all that went out; the report is kept whatever it says. @throws Refused */
export async function runAudit(
  database: Database,
  caller: Caller,
  id: string,
  actId: string,
  lists: Codelists,
  underway?: Underway,
): Promise<ReleaseAudit> {
  const { release, inside, material } = await database.read(caller, tx => materialOf(tx, id, 'release.audit'))
  const texts = { public: found(inside.publicText), internal: found(inside.internalText) }
  const report = await auditInThread(material, texts, lists, underway)
  await database.write(caller, async tx => {
    await act(tx, auditedRelease, {
      id: actId,
      subjectId: id,
      about: standing(await getRelease(tx, id)),
      expectedVersion: release.version,
      payload: report,
    })
  })
  return report
}

/**
 * Publishes a release that was audited and found safe, by a second person. Refused when another release of the same
 * kind went out since it was protected: the two were never looked at together.
 */
export async function publish(tx: Write, id: string, actId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('statistics.release'))`.execute(tx.db)
  const release = await getRelease(tx, id)
  const { rows: others } = await sql<{ number: string; revision: number }>`
    select number, revision from statistics.release
    where kind = ${release.kind} and published_at_ms is not null and id <> ${id}`.execute(tx.db)
  const isComplete = others.every(({ number, revision }) =>
    release.definition.beside.includes(releaseName(number, revision)),
  )
  const about = { ...standing(release), auditSafe: release.auditSafe === true && isComplete }
  await act(tx, publishRelease, {
    id: actId,
    subjectId: id,
    about,
    expectedVersion: release.version,
    payload: {},
  })
}

export async function withdraw(tx: Write, id: string, reason: string, actId: string): Promise<void> {
  const release = await getRelease(tx, id)
  await act(tx, withdrawRelease, {
    id: actId,
    subjectId: id,
    about: standing(release),
    expectedVersion: release.version,
    payload: { reason },
  })
}

/** What `verify` found: the same bytes, and an audit that says the same. */
export interface Verified {
  name: string
  sameBytes: boolean
  sameCode: boolean
  safe: boolean
  publicHash: string
}

/** Makes a release again from what was frozen, compares it byte for byte, and audits it again. */
export async function verify(tx: Read, id: string, lists: Codelists): Promise<Verified> {
  const release = await getRelease(tx, id)
  const inside = await getInside(tx, id)
  const texts = { public: found(inside.publicText), internal: found(inside.internalText) }
  const earlier = await earlierReleases(tx, release, release.definition.beside)
  const counts = JSON.parse(inside.counts) as FrozenCounts
  const cover = await coverOf(tx, release)
  const again = await makeRelease(cover, release.definition, counts, inside.secret, earlier, lists)
  const report = await auditRelease(texts, release.definition, counts, earlier, lists, again.witnesses)
  return {
    name: releaseName(release.number, release.revision),
    sameBytes:
      again.texts.public === texts.public &&
      again.texts.internal === texts.internal &&
      hashHex(inside.counts) === inside.countsHash &&
      hashHex(texts.public) === release.publicHash,
    sameCode: release.definition.code === codeVersion(),
    safe: report.safe,
    publicHash: hashHex(texts.public),
  }
}
