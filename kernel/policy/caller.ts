/** What a person may be appointed to in an agency. One person may hold several. */
export const roles = [
  'first-responder',
  'caseworker',
  'investigator',
  'coordinator',
  'supervisor',
  'rapporteur',
  'ministry',
  'secretariat',
  'chair',
  'delegate',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export const agencyKinds = [
  'police',
  'prosecution',
  'court',
  'border',
  'labour-inspectorate',
  'immigration',
  'health',
  'shelter',
  'ngo',
  'national-referral-mechanism',
  'national-rapporteur',
  'ministry',
  'secretariat',
  'delegation',
] as const
export type AgencyKind = (typeof agencyKinds)[number]

/** Why somebody looks or writes; every entry of the ledger carries one. */
export const purposes = [
  'identification',
  'assistance',
  'protection',
  'referral',
  'investigation',
  'prosecution',
  'statistics',
  'oversight',
  'deliberation',
  'administration',
  'import',
  'demonstration',
] as const
export type Purpose = (typeof purposes)[number]

/** Who is asking, for which agency and for what purpose. Built by the platform from the session, never by a client. */
export interface Caller {
  userId: string
  agencyId: string | null
  agencyKind: AgencyKind | null
  roles: readonly Role[]
  purpose: Purpose
  /** True when the session was opened with a second factor (or the node does not require one). */
  strong: boolean
}

/** The node itself: clocks, migrations, checkpoints, demonstration data. Never reachable from a request. */
export const nodeCaller = (purpose: Purpose, agencyId: string | null = null): Caller => ({
  userId: '00000000-0000-0000-0000-000000000000',
  agencyId,
  agencyKind: null,
  roles: ['administrator'],
  purpose,
  strong: true,
})
