import type { Codelist, Codelists } from '#kernel/entity/codelist.ts'
import { languages } from '#kernel/entity/codelist.ts'
import { roles } from '#kernel/policy/caller.ts'
import { INDICATORS } from '../evidence.entity.ts'
import { themesOf } from '../topics/topic.rules.ts'
import { evidenceKinds, indicatorKinds, statuses } from './plan.entity.ts'

/** What a plan can name: agencies of the node and the accounts that act for them. */
export interface Choices {
  agencies: { id: string; name: string; kind: string }[]
  accounts: { id: string; name: string; agencyId: string; role: string }[]
}

/** Lists of the plan. The words of fixed codes stand in the locale files; agencies and accounts are this node's own. */
export function planLists(choices: Choices, standard: Codelists): Codelists {
  const lists = new Map<string, Codelist>(
    [
      codelist('plan-statuses', statuses),
      codelist(
        'plan-themes',
        themesOf().map(({ id }) => id),
      ),
      codelist('plan-roles', roles),
      codelist(
        'plan-indicators',
        INDICATORS.map(({ id }) => id),
      ),
      codelist('plan-indicator-kinds', indicatorKinds),
      codelist('plan-evidence-kinds', evidenceKinds),
      codelist(
        'plan-agencies',
        choices.agencies.map(({ id }) => id),
      ),
      codelist('plan-accounts', [...new Set(choices.accounts.map(({ id }) => id))]),
    ].map(list => [list.id, list]),
  )
  return { get: id => lists.get(id) ?? standard.get(id) }
}

function codelist(id: string, codes: readonly string[]): Codelist {
  return {
    id,
    version: '1',
    source: 'Palermo',
    labelStatus: Object.fromEntries(languages.map(l => [l, 'draft'])) as Codelist['labelStatus'],
    codes: codes.map(code => ({
      code,
      labels: Object.fromEntries(languages.map(l => [l, code])) as Codelist['codes'][number]['labels'],
    })),
  }
}
