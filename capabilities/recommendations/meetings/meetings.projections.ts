import type { Projections } from '#platform/ledger/rebuild.ts'
import * as drafting from './drafting.acts.ts'
import * as meetings from './meetings.acts.ts'

/** Every table that the acts of meetings fill, and those acts. */
export const meetingProjections: Projections = {
  tables: [
    'meeting',
    'agenda_item',
    'document',
    'attendance',
    'statement',
    'topic',
    'topic_support',
    'draft',
    'draft_update',
    'draft_hand',
    'suggestion',
    'comment',
    'position',
    'report_part',
  ].map(table => `meetings.${table}`),
  acts: [...Object.values(meetings), ...Object.values(drafting)].map(kind => kind.name),
}
