import type { Caller } from '#kernel/policy/caller.ts'
import type { Policies } from '#kernel/policy/policy.ts'
import { releasePolicies } from '../../releases/release.policy.ts'

/**
 * Who submits the year's tables to UNODC and sees what was submitted: those who put them together, since what is kept
 * beside them are the returns of all agencies.
 */
export const submissionPolicies = {
  'unodc-submission.read': (caller: Caller, _: undefined) => releasePolicies['unodc.collect'](caller, _),
  'unodc-submission.submit': (caller: Caller, _: undefined) => releasePolicies['unodc.collect'](caller, _),
} satisfies Policies
