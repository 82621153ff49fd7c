import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { meetingPolicies } from '#capabilities/recommendations/meetings/meetings.policy.ts'
import type { ActionBearers } from '#capabilities/recommendations/plan/plan.policy.ts'
import type { ReleaseStanding } from '#capabilities/statistics/releases/release.policy.ts'
import { type AgencyKind, type Caller, nodeCaller, type Role, roles } from '#kernel/policy/caller.ts'
import type { Policy } from '#kernel/policy/policy.ts'

const own = 'aaaaaaaa-0000-4000-8000-000000000001'
const other = 'aaaaaaaa-0000-4000-8000-000000000002'
const me = '11111111-1111-4111-8111-111111111111'
const colleague = '22222222-2222-4222-8222-222222222222'

/** What a policy looks at, of one's own agency and of another. */
type Subjects = Record<string, unknown>
const caseOf = (agency: string, erased = false) => ({ participants: [agency], erased })
const cases: Subjects = {
  'own agency’s case': caseOf(own),
  'other agency’s case': caseOf(other),
  'own, person erased': caseOf(own, true),
}
const nothing: Subjects = { anything: undefined }
const account = (agency: string, administrator = false) => ({
  userId: colleague,
  administrator,
  agencies: [agency],
  otherAdministrators: 1,
})
const accounts: Subjects = {
  'own agency’s account': account(own),
  'other agency’s account': account(other),
  'node administrator’s account': { ...account(own, true), agencies: [] },
}
const agencies: Subjects = {
  'own agency': { agencyId: own, administrator: false },
  'other agency': { agencyId: other, administrator: false },
}
const owners: Subjects = { 'own account': me, 'colleague’s account': colleague }

const meeting = (more: object = {}) => ({ state: 'session', draft: 'drafting', adopted: false, ...more })
/** Of a meeting that is in session; what stands in the way of everybody is tested with the meetings. */
const meetings: Record<string, Subjects> = {
  ...Object.fromEntries(Object.keys(meetingPolicies).map(act => [act, { 'meeting in session': meeting() }])),
  ...Object.fromEntries(
    [
      'meeting-document.remove',
      'attendance.record',
      'attendance.remove',
      'statement.inscribe',
      'statement.amend',
      'meeting-topic.withdraw',
      'draft.withdraw',
      'suggestion.withdraw',
      'position.take',
    ].map(act => [
      act,
      {
        'own agency’s': meeting({ agencyId: own }),
        'other agency’s': meeting({ agencyId: other }),
        'own, meeting over': meeting({ agencyId: own, state: 'closed' }),
      },
    ]),
  ),
  'draft.adopt': { 'being drafted': meeting(), 'before the meeting': meeting({ draft: 'tabled' }) },
  'draft.reopen': { 'before the meeting': meeting({ draft: 'tabled' }) },
  'meeting-report.enter': { 'not adopted': meeting(), adopted: meeting({ adopted: true }) },
}

const action = (more: Partial<ActionBearers> = {}): ActionBearers => ({
  institutionAgencyId: own,
  focalUserId: me,
  focalRole: null,
  alternateUserId: null,
  alternateRole: null,
  validatingAgencyId: other,
  withdrawn: false,
  ...more,
})
const actions: Subjects = {
  'own agency’s, focal point': action(),
  'own agency’s, not focal point': action({ focalUserId: colleague }),
  'other agency’s': action({ institutionAgencyId: other, focalUserId: colleague }),
  'institution outside the node': action({ institutionAgencyId: null, focalUserId: null }),
  'own agency’s, withdrawn': action({ withdrawn: true }),
}
const notice = { recipientUserId: null, recipientRole: 'supervisor', recipientAgencyId: own }
const plan: Record<string, Subjects> = {
  ...Object.fromEntries(
    ['plan.amend', 'plan.withdraw', 'plan.report', 'plan.assess', 'plan.measure'].map(act => [act, actions]),
  ),
  'plan.validate': {
    'validated by own agency': { ...action({ validatingAgencyId: own }), authorUserId: colleague },
    'own report': { ...action({ validatingAgencyId: own }), authorUserId: me },
    'validated by other agency': { ...action(), authorUserId: colleague },
  },
  'plan.put-aside': {
    'sent to own account': { ...notice, recipientUserId: me },
    'sent to a colleague': { ...notice, recipientUserId: colleague },
    'sent to supervisors here': notice,
  },
}

const release = (more: Partial<ReleaseStanding>): ReleaseStanding => ({
  status: 'draft',
  frozenUserId: colleague,
  protectedUserId: colleague,
  auditSafe: true,
  ...more,
})
const releases: Record<string, Subjects> = {
  'release.protect': { draft: release({}), audited: release({ status: 'audited' }) },
  'release.audit': { protected: release({ status: 'protected' }), draft: release({}) },
  'release.publish': {
    'audited, safe': release({ status: 'audited' }),
    'audited, leaks': release({ status: 'audited', auditSafe: false }),
    'audited, frozen by oneself': release({ status: 'audited', frozenUserId: me }),
    'not audited': release({ status: 'protected' }),
  },
  'release.withdraw': { published: release({ status: 'published' }), draft: release({}) },
}

const returned = (more: object = {}) => ({ agencyId: own, owes: true, waiting: false, ...more })
const returns: Record<string, Subjects> = {
  ...Object.fromEntries(
    ['return.save', 'return.send'].map(act => [
      act,
      {
        'own agency’s': returned(),
        'other agency’s': returned({ agencyId: other }),
        'own, not owed': returned({ owes: false }),
      },
    ]),
  ),
  'return.decide': {
    'other agency’s, waiting': returned({ agencyId: other, waiting: true }),
    'own agency’s, waiting': returned({ waiting: true }),
    'other agency’s, decided': returned({ agencyId: other }),
  },
  'return-reminder.put-aside': {
    'own agency’s': { agencyId: own },
    'other agency’s': { agencyId: other },
  },
}

const withdrawable: Subjects = {
  'in force': { isWithdrawn: false },
  'withdrawn before': { isWithdrawn: true },
}

const subjectsOf: Record<string, Subjects> = {
  ...returns,
  'population.withdraw': withdrawable,
  'definition.withdraw': withdrawable,
  ...meetings,
  ...plan,
  ...releases,
  ...Object.fromEntries(
    ['case.read', 'case.amend', 'case.join', 'identity.open', 'person.erase'].map(act => [act, cases]),
  ),
  ...Object.fromEntries(
    ['case.list', 'case-view.save', 'case.open', 'case.import', 'case.export', 'person.search'].map(act => [
      act,
      nothing,
    ]),
  ),
  ...Object.fromEntries(
    [
      'recommendation.read',
      'report.enter',
      'flag.settle',
      'reading.correct',
      'reading.restore',
      'erratum.record',
      'erratum.withdraw',
      'evidence.tie',
      'evidence.untie',
      'relation.propose',
      'relation.accept',
      'relation.reject',
      'relation.add',
      'relation.withdraw',
      'concept.begin',
      'concept.propose',
      'concept.amend',
      'concept.adopt',
      'concept.merge',
      'concept.retire',
      'topic.propose',
      'topic.settle',
      'search.save',
      'search.remove',
      'feed.open',
      'feed.close',
      'plan.read',
      'plan.open',
      'plan.remind',
      'facts.take',
      'statistics.read',
      'estimate.make',
      'return.read',
      'return.fill',
      'return.overview',
      'return-table.define',
      'return-reminder.raise',
      'quality.read',
      'unodc.collect',
      'unodc-submission.read',
      'unodc-submission.submit',
      'population.read',
      'population.load',
      'district.place-agency',
      'definition.write',
      'classification.read',
      'classification.map',
      'release.read',
      'release.freeze',
      'synthetic-release.read',
      'synthetic-release.order',
      'synthetic-release.finish',
      'setting.change',
      'node.mark-demonstration',
      'agency.found',
      'agency.list',
      'account.list',
      'account.fail-sign-in',
      'account.lock-out',
    ].map(act => [act, nothing]),
  ),
  ...Object.fromEntries(['account.lock', 'account.unlock', 'account.reset'].map(act => [act, accounts])),
  ...Object.fromEntries(
    ['account.create', 'membership.grant', 'membership.revoke'].map(act => [act, agencies]),
  ),
  ...Object.fromEntries(
    ['account.sign-in', 'account.sign-out', 'account.change-password', 'account.change-second-factor'].map(
      act => [act, owners],
    ),
  ),
}

/** Every policy of the house, wherever it stands: a file that is new here cannot be left out. */
const root = join(import.meta.dirname, '../..')
const policies: Record<string, Policy<never>> = {}
for (const file of globSync('{capabilities,platform}/**/*.policy.ts', { cwd: root }).sort())
  for (const exported of Object.values(await import(join(root, file))))
    if (typeof exported === 'object' && exported !== null) Object.assign(policies, exported)

/** Roles of a meeting are held in agencies of its kinds. */
const kinds: Partial<Record<Role, AgencyKind>> = {
  secretariat: 'secretariat',
  chair: 'secretariat',
  delegate: 'delegation',
}
const callerAs = (role: Role): Caller => ({
  ...nodeCaller('assistance', own),
  userId: me,
  agencyKind: kinds[role] ?? 'shelter',
  roles: [role],
})
const callers: [string, Caller][] = [
  ...roles.map((role): [string, Caller] => [role, callerAs(role)]),
  ['administrator of the node', { ...callerAs('administrator'), agencyId: null, agencyKind: null }],
]

function table(): string {
  const lines = [
    'Who may do what, by policy. “—” is nobody. Written by test/permissions; review its difference.',
    '',
  ]
  for (const [act, policy] of Object.entries(policies).sort(([a], [b]) => a.localeCompare(b)))
    for (const [name, subject] of Object.entries(subjectsOf[act] ?? {})) {
      const allowed = callers
        .filter(([, caller]) => policy(caller, subject as never).allowed)
        .map(([role]) => role)
      lines.push(`${act.padEnd(30)} ${name.padEnd(30)} ${allowed.join(', ') || '—'}`)
    }
  return `${lines.join('\n')}\n`
}

describe('the table of permissions', () => {
  it('speaks of every policy', () => {
    expect(Object.keys(policies).filter(act => !(act in subjectsOf))).toEqual([])
    expect(Object.keys(subjectsOf).filter(act => !(act in policies))).toEqual([])
  })
  it('is the reviewed one (PALERMO_REVIEWED=1 writes it anew)', () => {
    const file = join(import.meta.dirname, '..', 'permissions.txt')
    if (process.env.PALERMO_REVIEWED || !existsSync(file)) writeFileSync(file, table())
    expect(table()).toBe(readFileSync(file, 'utf8'))
  })
  it('refuses a caller without any role everything but her own account and public documents', () => {
    const nobody = { ...callerAs('caseworker'), roles: [] }
    const allowed = Object.entries(policies).flatMap(([act, policy]) =>
      Object.entries(subjectsOf[act]!)
        .filter(([, subject]) => policy(nobody, subject as never).allowed)
        .map(([name]) => `${act}: ${name}`),
    )
    expect(
      allowed.every(line =>
        /recommendation\.read|meeting\.read|plan\.read|search\.|feed\.|agency\.list|own account|focal point$|plan\.assess: other agency|plan\.assess: institution outside/.test(
          line,
        ),
      ),
      allowed.join('\n'),
    ).toBe(true)
  })
})
