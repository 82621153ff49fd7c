import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '#kernel/entity/codelist.ts'
import { formats, withLatinDigits } from '#kernel/language/format.ts'
import type { Problem } from '#kernel/result/result.ts'
import ar from '#locales/ar/statistics-returns.json' with { type: 'json' }
import en from '#locales/en/statistics-returns.json' with { type: 'json' }
import es from '#locales/es/statistics-returns.json' with { type: 'json' }
import fr from '#locales/fr/statistics-returns.json' with { type: 'json' }
import ru from '#locales/ru/statistics-returns.json' with { type: 'json' }
import zh from '#locales/zh/statistics-returns.json' with { type: 'json' }
import type { Check, CheckCode } from './checks.rules.ts'
import { readPeriod } from './period.rules.ts'
import { type TableDefinition, total } from './return.entity.ts'
import { codeName } from './sheet-file.ts'

const texts = { en, fr, es, ar, ru, zh }
type Values = Record<string, string | number>

/**
 * A check as one clear sentence, for the command line and answers of the API. English says what to do apart; the other
 * languages say it in the sentences of the screens.
 * @param titleOf title of a table in the language, for checks that name one
 */
export function sentence(
  check: Check,
  definition: TableDefinition,
  language: Language = 'en',
  titleOf: (tableId: string) => string = id => id,
): Problem {
  const { code, cells, values } = check
  const where = placeOf(cells[0], definition, language)
  if (language === 'en') {
    const [what, remedy] = words[code](values, cells.length)
    return { where, code: `returns.${code}`, what, remedy }
  }
  const write = formats(language, 'UTC')
  const said = Object.entries(values).map(([key, value]): [string, string | number] => {
    if (key === 'count' && code === 'empty') return [key, value]
    if (key === 'period') return [key, periodIn(String(value), language)]
    if (key === 'table') return [key, titleOf(String(value))]
    if (key === 'sex') return [key, sideName('sex', String(value), language)]
    return [key, typeof value === 'number' ? write.number(value) : value]
  })
  const what = say(`returns.check.${code}`, Object.fromEntries(said), language)
  return { where, code: `returns.${code}`, what, remedy: '' }
}

/** A cell as the reader knows it: block, row, column. */
export function placeOf(
  key: string | undefined,
  { id, title, blocks }: TableDefinition,
  language: Language = 'en',
): string {
  const [blockId, row = total, column = total] = key?.split('|') ?? []
  const block = blocks.find(b => b.id === blockId)
  if (!block) return language === 'en' ? id : (title[language] ?? title.en)
  const side = sideName(block.rows.dimension, row, language)
  const cell = block.columns
    ? say(
        'returns.place.cell',
        { row: side, column: sideName(block.columns.dimension, column, language) },
        language,
      )
    : side
  return say('returns.place', { title: block.title[language] ?? block.title.en, cell }, language)
}

const sideName = (dimension: string, code: string, language: Language) =>
  code === total ? say('returns.total', {}, language) : codeName(dimension, code, language)

function periodIn(text: string, language: Language): string {
  const period = readPeriod(text)
  if (!period) return text
  return say(`returns.period.${period.kind}`, { year: String(period.year), part: period.part }, language)
}

function say(key: string, values: Values, language: Language): string {
  const text = (texts[language] as Record<string, string>)[key] ?? (en as Record<string, string>)[key] ?? key
  return String(new IntlMessageFormat(text, withLatinDigits(language)).format(values))
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
