import { type Codelist, findCode } from '#kernel/entity/codelist.ts'
import { westernDigits } from './read-dates.ts'

const yes = new Set(
  [
    ...'y x 1 true yes checked oui vrai sí si verdadero نعم да истина 是'.split(' '),
    '✓',
    '✔',
    '☑',
    '1.0',
  ].map(w => w.normalize('NFC')),
)
const no = new Set(
  [...'n 0 false no unchecked non faux falso لا нет ложь 否'.split(' '), '☐', '0.0'].map(w =>
    w.normalize('NFC'),
  ),
)

/** Yes or no in six languages, as checkboxes and flags write it; undefined when it is neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = text.normalize('NFC').trim().toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : undefined
}

/** A number in digits, with a point or one comma before the decimals; undefined when it is none. */
export function readNumber(text: string): number | undefined {
  const t = westernDigits(text.trim()).replace(/\u2212/g, '-')
  if (/^-?\d+(\.\d+)?$/.test(t) || /^-?\d(\.\d+)?e[+-]?\d{1,2}$/i.test(t)) return Number(t)
  return /^-?\d+,\d+$/.test(t) ? Number(t.replace(',', '.')) : undefined
}

/**
 * Takes apart a cell that holds several values of a list, e.g. 'Debt bondage; Takes earnings'. A label that itself
 * contains a comma or a semicolon stays whole: the longest run of parts that the list knows wins.
 * @returns the codes, or the parts that the list does not know
 */
export function splitCodes(list: Codelist, text: string): { codes: string[] } | { unknown: string[] } {
  const whole = findCode(list, text)
  if (whole) return { codes: [whole] }
  const codes: string[] = []
  const unknown: string[] = []
  for (const line of text.split(/[\r\n]+/)) readLine(list, line, codes, unknown)
  return unknown.length > 0 ? { unknown } : { codes }
}

function readLine(list: Codelist, line: string, codes: string[], unknown: string[]): void {
  // Odd places hold the separators, so that a run of parts can be put together as it was.
  const parts = line.split(/([;,|،؛、；，])/)
  for (let from = 0; from < parts.length; ) {
    let to = parts.length - (parts.length % 2 === 0 ? 2 : 1)
    let found: string | undefined
    for (; to >= from; to -= 2) {
      found = findCode(list, parts.slice(from, to + 1).join(''))
      if (found) break
    }
    if (found) {
      codes.push(found)
      from = to + 2
      continue
    }
    const part = parts[from]!.trim()
    const spaced = part.split(/\s+/).map(word => (findCode(list, word) === word ? word : undefined))
    // Survey forms write the codes themselves with blanks between them.
    if (spaced.length > 1 && spaced.every(code => code !== undefined)) codes.push(...(spaced as string[]))
    else if (part) unknown.push(part)
    from += 2
  }
}
