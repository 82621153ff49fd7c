import { defineAct } from '#platform/ledger/act.ts'
import { factPolicies } from './facts.policy.ts'

/** That facts were taken out of the node: of which moment, and how many. The entry itself is all that is kept. */
export const takeFacts = defineAct<{ asOf: string; victim: number; service: number; proceeding: number }>(
  'facts.take',
  { subject: 'fact-copy', policy: factPolicies['facts.take'], project: async () => {} },
)
