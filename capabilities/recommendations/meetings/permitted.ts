import type { Caller } from '#kernel/policy/caller.ts'
import { authorise, type Policy } from '#kernel/policy/policy.ts'
import { meetingPolicies } from './meetings.policy.ts'

/** @throws Refused when nobody is signed in */
export const mayRead = (caller: Caller) =>
  authorise(caller, 'meeting.read', meetingPolicies['meeting.read'], undefined)

/** Which of these acts the caller may do to a subject. */
export const allowed = (
  caller: Caller,
  acts: readonly (keyof typeof meetingPolicies)[],
  subject: object,
): string[] => acts.filter(name => (meetingPolicies[name] as Policy<never>)(caller, subject as never).allowed)
