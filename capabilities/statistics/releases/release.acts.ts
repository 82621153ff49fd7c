import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import { hashHex } from '#platform/ledger/entry.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { ReleaseAudit } from './make-release.ts'
import type { Audience, ReleaseDefinition } from './release.entity.ts'
import { releasePolicies as may, type ReleaseStanding } from './release.policy.ts'

export interface FrozenRelease {
  number: string
  revision: number
  /** The release that this one corrects. */
  revises: string | null
  reason: string | null
  title: string
  definition: ReleaseDefinition
  /** The counts before protection, as JSON text. */
  counts: string
  /** What rounding draws from; null, or not there, for releases that withhold. */
  secret?: string | null
}

const topics = () => ['releases']

export const freezeRelease = defineAct<FrozenRelease>('release.freeze', {
  subject: 'release',
  policy: may['release.freeze'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries) {
      await sql`insert into statistics.release
          (id, version, number, revision, revises, reason, title, status, kind, definition, agency_id, frozen_by, frozen_at_ms)
        values (${subjectId}, ${version}, ${c.number}, ${c.revision}, ${c.revises}, ${c.reason}, ${c.title}, 'draft',
          ${c.definition.kind}, ${JSON.stringify(c.definition)}::jsonb, ${agencyId}, ${actorId}, ${recordedAtMs})`.execute(
        tx.db,
      )
      await sql`insert into statistics.release_inside (release_id, counts, counts_hash, secret)
        values (${subjectId}, ${c.counts}, ${hashHex(c.counts)}, ${c.secret ?? null})`.execute(tx.db)
    }
  },
})

export interface ProtectedRelease {
  texts: Record<Audience, string>
  /** Published releases that it was protected against, by number and revision. */
  beside: string[]
  /** The code that protected it, where it is another than that which froze it; entries of before do not say. */
  code?: string
}

export const protectRelease = defineAct<ProtectedRelease, ReleaseStanding>('release.protect', {
  subject: 'release',
  policy: may['release.protect'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content } of entries) {
      const { texts, beside, code } = content
      const told = { beside, ...(code !== undefined && { code }) }
      await sql`update statistics.release set version = ${version}, status = 'protected', public_text = ${texts.public},
          public_hash = ${hashHex(texts.public)}, protected_by = ${actorId}, protected_at_ms = ${recordedAtMs},
          definition = definition || ${JSON.stringify(told)}::jsonb
        where id = ${subjectId}`.execute(tx.db)
      await sql`update statistics.release_inside set internal_text = ${texts.internal},
          internal_hash = ${hashHex(texts.internal)} where release_id = ${subjectId}`.execute(tx.db)
    }
  },
})

export const auditedRelease = defineAct<ReleaseAudit, ReleaseStanding>('release.audit', {
  subject: 'release',
  policy: may['release.audit'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content } of entries) {
      await sql`update statistics.release set version = ${version}, status = 'audited', audit_safe = ${content.safe},
          audited_by = ${actorId}, audited_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
      await sql`update statistics.release_inside set audit = ${JSON.stringify(content)}::jsonb
        where release_id = ${subjectId}`.execute(tx.db)
    }
  },
})

export const publishRelease = defineAct<Record<string, never>, ReleaseStanding>('release.publish', {
  subject: 'release',
  policy: may['release.publish'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs } of entries)
      await sql`update statistics.release set version = ${version}, status = 'published', published_by = ${actorId},
          published_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
  },
})

export const withdrawRelease = defineAct<{ reason: string }, ReleaseStanding>('release.withdraw', {
  subject: 'release',
  policy: may['release.withdraw'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs, content } of entries)
      await sql`update statistics.release set version = ${version}, status = 'withdrawn',
          withdrawn_at_ms = ${recordedAtMs}, withdrawn_why = ${content.reason} where id = ${subjectId}`.execute(
        tx.db,
      )
  },
})

/** The tables that these acts fill. */
export const releaseProjections: Projections = {
  tables: ['statistics.release', 'statistics.release_inside'],
  acts: [freezeRelease, protectRelease, auditedRelease, publishRelease, withdrawRelease].map(
    kind => kind.name,
  ),
}
