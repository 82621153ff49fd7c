import type { Caller } from '#kernel/policy/caller.ts'
import { all, any, holds, type Policies, when } from '#kernel/policy/policy.ts'
import type { ReleaseStatus } from './release.entity.ts'

/** What a policy looks at in a release. */
export interface ReleaseStanding {
  status: ReleaseStatus
  frozenUserId: string
  protectedUserId: string | null
  auditSafe: boolean
}

const nodeId = '00000000-0000-0000-0000-000000000000'
const publishes = (caller: Caller) => holds(caller, 'rapporteur', 'ministry')
/** Whoever works with figures, and the node itself at the command line; publishing takes a person. */
const worksWithFigures = (caller: Caller) => any(publishes(caller), when(caller.userId === nodeId, 'role'))

/** Who may do what to a release. Published ones are for everybody; two persons are needed to publish. */
export const releasePolicies = {
  'release.read': (caller: Caller, _: undefined) => holds(caller, 'rapporteur', 'ministry', 'supervisor'),
  /** Puts returns of all agencies beside figures: who may not read them all would send in a part for the whole. */
  'unodc.collect': (caller: Caller, _: undefined) => worksWithFigures(caller),
  'release.freeze': (caller: Caller, _: undefined) => worksWithFigures(caller),
  'release.protect': (caller: Caller, release: ReleaseStanding) =>
    all(worksWithFigures(caller), when(release.status === 'draft', 'release-step')),
  'release.audit': (caller: Caller, release: ReleaseStanding) =>
    all(worksWithFigures(caller), when(release.status === 'protected', 'release-step')),
  'release.publish': (caller: Caller, release: ReleaseStanding) =>
    all(
      publishes(caller),
      when(release.status === 'audited', 'release-step'),
      when(release.auditSafe, 'release-leaks'),
      when(
        caller.userId !== release.frozenUserId && caller.userId !== release.protectedUserId,
        'release-second-person',
      ),
    ),
  'release.withdraw': (caller: Caller, release: ReleaseStanding) =>
    all(publishes(caller), when(release.status === 'published', 'release-step')),
} satisfies Policies
