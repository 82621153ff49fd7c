import type { FactHistory } from '#capabilities/statistics/public.ts'
import type { Plain } from '#kernel/entity/describe.ts'
import { type AmendedCase, amendCase, type OpenedCase, openCase, type StoredRow } from './cases.acts.ts'
import { type CodedCase, factParts, factsOf } from './cases.facts.ts'

/** The facts of a case from its entries alone: as it was opened, then each amendment in turn. */
export const caseFactHistory: FactHistory = {
  acts: [openCase.name, amendCase.name],
  factsOf(entries, agencyKind) {
    const [opening] = entries
    if (opening?.act !== openCase.name) return []
    const single = new Map<string, Plain>()
    const repeated = new Map<string, Map<string, Plain>>()
    for (const { content } of entries) {
      const { parts, removed } = content as Pick<OpenedCase, 'parts'> & Pick<AmendedCase, 'removed'>
      for (const [part, stored] of Object.entries(parts))
        if (!factParts.has(part)) continue
        else if (Array.isArray(stored)) {
          const rows = repeated.get(part) ?? new Map<string, Plain>()
          repeated.set(part, rows)
          for (const row of stored as StoredRow[]) rows.set(row.id, row.open)
        } else single.set(part, stored.open)
      for (const id of removed?.ids ?? []) repeated.get(removed!.part)?.delete(id)
    }
    const rowsOf = (part: keyof CodedCase) => [...(repeated.get(part)?.values() ?? [])]
    const coded: CodedCase = {
      case: single.get('case') ?? {},
      person: single.get('person') ?? {},
      victimContext: single.get('victimContext') ?? {},
      traffickingEvent: rowsOf('traffickingEvent'),
      service: rowsOf('service'),
      proceeding: rowsOf('proceeding'),
    }
    return factsOf(coded, agencyKind(opening.agencyId))
  },
}
