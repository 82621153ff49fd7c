import { expect, it } from 'vitest'
import { addUp, isTellable, partOf } from './adding.rules.ts'
import type { CellValue, TableDefinition } from './return.entity.ts'
import { typedNumber } from './typed-number.rules.ts'

const blocks = [
  { id: 'citizenship', title: {}, rows: { dimension: 'citizenship', codes: ['_U'], open: 'countries' } },
] as unknown as TableDefinition['blocks']
const part = (values: Record<string, CellValue>) =>
  partOf(
    { blocks },
    {
      rows: { citizenship: Object.keys(values).filter(code => !code.startsWith('_')) },
      cells: Object.fromEntries(
        Object.entries(values).map(([code, value]) => [`citizenship|${code}|_T`, value]),
      ),
    },
    'table',
  )
const told = (...parts: ReturnType<typeof part>[]) =>
  Object.fromEntries(addUp(parts).counts.map(({ codes, count }) => [codes.citizenship ?? '_T', count]))

it('a citizenship that only one agency or quarter had is kept, where the others counted everybody', () => {
  expect(told(part({ NPL: 3, _U: 1 }), part({ IND: 5, NPL: 2, _U: 0 }), part({ _U: 4 }))).toEqual({
    NPL: 5,
    IND: 5,
    _U: 5,
    _T: 15,
  })
})

it('and is left out where another does not know, since a part is no whole', () => {
  expect(told(part({ NPL: 3, _U: 1 }), part({ IND: 5, _U: 'unknown', _T: 9 }))).toEqual({ IND: 5, _T: 13 })
  expect(told(part({ NPL: 3, _U: 1 }), part({ _T: 'not-collected' }))).toEqual({})
  expect(told(part({ NPL: 3, _U: 1 }), part({ _T: 7 }))).toEqual({ _T: 11 })
})

it('sums of sums know what their parts know', () => {
  const year = addUp([part({ NPL: 3, _U: 1 }), part({ _U: 2 })])
  const other = addUp([part({ IND: 1, _U: 0 }), part({ IND: 2, _U: 'unknown', _T: 5 })])
  expect(addUp([year, year]).counts.find(c => c.codes.citizenship === 'NPL')?.count).toBe(6)
  expect(addUp([year, other]).counts.find(c => c.codes.citizenship === 'NPL')).toBeUndefined()
})

it('a sum is not told where an agency that takes away its own is left with a small number of the others', () => {
  const sumOf = (...counts: number[]) =>
    addUp(counts.map(count => part({ _U: count }))).counts.find(c => c.codes.citizenship === undefined)!
  expect(isTellable(sumOf(40, 2), 5)).toBe(false)
  expect(isTellable(sumOf(40, 2, 3), 5)).toBe(true)
  expect(isTellable(sumOf(40, 0), 5)).toBe(true)
  expect([sumOf(4), sumOf(5), sumOf(0), sumOf(2, 2)].map(one => isTellable(one, 5))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('numbers are read as six languages write them, and nothing is guessed', () => {
  expect(['1 234', '١٬٢٣٤', '۱۲۳۴', '１２３４', '1\u202f234.50', '٣٫٥', '-2'].map(typedNumber)).toEqual([
    1234, 1234, 1234, 1234, 1234.5, 3.5, -2,
  ])
  expect(['1,234', '1.234.567', '12 34', '1e3', '', '٣٫٥٫١', 'five'].map(typedNumber)).toEqual(
    Array(7).fill(undefined),
  )
})
