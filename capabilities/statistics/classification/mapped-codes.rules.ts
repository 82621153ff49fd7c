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
