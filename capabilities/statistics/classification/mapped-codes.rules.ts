import type { Codelists } from '#kernel/entity/codelist.ts'
import { factListOf } from '../fact.codelists.ts'
import { findDimension } from '../statistics.entity.ts'
import type { IcTipCodes } from './classification.entity.ts'

/**
 * The IC-TIP code of a code that a release tells of, if it is mapped.
 * @param code as tables of releases write it: age groups beside age bands stand as `group 0-17`
 */
export function icTipOf(codes: IcTipCodes, dimension: string, code: string): string | undefined {
  if (dimension === 'ageBand' && code.startsWith('group '))
    return codes.get('fact.age-group')?.get(code.slice('group '.length))
  const list = findDimension(dimension)?.list
  return list === undefined ? undefined : codes.get(list)?.get(code)
}

/** The same lists with the IC-TIP code of each code; those that facts are not coded by stay without. */
export function withIcTip(lists: Codelists, icTip: IcTipCodes): Codelists {
  return {
    get(id) {
      const list = lists.get(id)
      const mapped = icTip.get(factListOf(id))
      return mapped
        ? { ...list, codes: list.codes.map(one => ({ ...one, icTip: mapped.get(one.code) ?? null })) }
        : list
    },
  }
}
