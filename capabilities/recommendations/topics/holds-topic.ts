import { sql } from 'kysely'

/** A topic that holds: of an adopted concept, not rejected, and proposed still or accepted. */
export const holdsTopic = sql`(t.decision is distinct from 'rejected' and (t.proposed or t.decision = 'accepted')
  and exists (select from recommendations.concept k where k.key = t.concept and k.status = 'adopted'))`
