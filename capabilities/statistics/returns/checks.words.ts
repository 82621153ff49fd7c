import type { Problem } from '#kernel/result/result.ts'
import lists from '#standards/returns/lists.json' with { type: 'json' }
import type { Check, CheckCode } from './checks.rules.ts'
import { type TableDefinition, total } from './return.entity.ts'

const labels = new Map(
  lists.flatMap(list =>
    list.codes.map(c => [`${list.id.replace('returns.', '')}|${c.code}`, c.labels.en] as const),
  ),
)

/** A check as one clear sentence, for the command line and answers of the API; screens say it in their language. */
export function sentence(check: Check, definition: TableDefinition): Problem {
  const { code, cells, values } = check
  const [what, remedy] = words[code](values, cells.length)
  return { where: placeOf(cells[0], definition), code: `returns.${code}`, what, remedy }
}

/** A cell as the reader knows it: block, row, column. */
export function placeOf(key: string | undefined, { id, blocks }: TableDefinition): string {
  const [blockId, row = total, column = total] = key?.split('|') ?? []
  const block = blocks.find(b => b.id === blockId)
  if (!block) return id
  const name = (dimension: string | undefined, code: string) =>
    code === total ? 'Total' : (labels.get(`${dimension}|${code}`) ?? code)
  const sides = [name(block.rows.dimension, row)]
  if (block.columns) sides.push(name(block.columns.dimension, column))
  return `${block.title.en}: ${sides.join(', ')}`
}

type Said = (v: Check['values'], cells: number) => [what: string, remedy: string]

const words: Record<CheckCode, Said> = {
  negative: v => [`${v.value} is less than nothing.`, 'Write 0 or more.'],
  decimals: v => [
    `${v.value} is no whole number.`,
    'Count persons and proceedings in whole numbers, money in hundredths.',
  ],
  'too-large': v => [`${v.value} is more than can be.`, 'Look at the digits.'],
  sum: v => [
    `The parts add to ${v.sum}, the total says ${v.total}.`,
    'Correct a part or the total, or leave the total empty.',
  ],
  'part-greater': v => [
    `The parts that are known add to ${v.sum}, which is more than the total of ${v.total}.`,
    'Correct a part or the total.',
  ],
  'total-said-unknown': v => [
    `The total is said to be unknown, though its parts add to ${v.sum}.`,
    'Leave the total empty, or say which part is unknown.',
  ],
  'blocks-differ': v => [
    `This says ${v.total}, another part of the table says ${v.other} of the same.`,
    'Make both say the same.',
  ],
  empty: v => [
    v.count === 1 ? 'A cell is empty.' : `${v.count} cells are empty.`,
    'Write a number, “unknown” or “not collected”; 0 only where there was none.',
  ],
  articles: () => ['No article of law is named.', 'Name the articles under which was counted.'],
  source: () => ['No source is named.', 'Name the register or system the figures come from.'],
  currency: () => ['The currency is not said.', 'Give its three letters, such as EUR.'],
  'not-in-table': () => ['The table has no such cell.', 'Take the value out.'],
  jump: v => [
    `${v.now}, where it was ${v.before} in ${v.period}: more than chance would change it.`,
    'Correct the number, or explain it.',
  ],
  pair: v => [
    `${v.count}, though ${v.table} says ${v.limit} for the same period${v.sex === total ? '' : ` (sex ${v.sex})`}.`,
    'Correct the number, or explain it.',
  ],
}
