import { type Codelists, findCode } from '#kernel/entity/codelist.ts'
import type { Missing } from '#kernel/entity/describe.ts'
import { readField } from '#kernel/entity/validate.ts'
import type { Problem } from '#kernel/result/result.ts'
import { type DateOrder, type DateReading, readDate } from './read-dates.ts'
import { readNumber, readYesNo, splitCodes } from './read-values.ts'
import type { Target } from './target.ts'

/** What a cell says: a value, why there is none, or what is wrong; `note` names what a person should look at. */
export type CellReading =
  | { value: unknown; note?: Note; order?: DateOrder }
  | { missing: Missing }
  | { problem: Omit<Problem, 'where'> }
  | undefined

/** A reading that is right as far as it goes, but rests on something that a person may know better. */
export type Note = 'date.serial' | 'country.na'

export interface CellReader {
  /** @param text the cell, trimmed and not empty */
  read(target: Target, text: string): CellReading
}

const said = (words: string) => new Set(words.split('|').map(w => w.normalize('NFC')))
const unknownWords = said(
  'unknown|not known|n/k|inconnu|inconnue|desconocido|desconocida|неизвестно|не известно|غير معروف|不详|未知',
)
const refusedWords = said(
  'refused|refused to answer|declined|declined to answer|refus|refus de répondre|se negó|отказ|отказался|رفض|拒绝回答|拒答',
)
/** What a spreadsheet shows where a formula failed or was never worked out. */
const failed =
  /^#(n\/a|ref!|value!|div\/0!|name\?|null!|num!|error!|uncalculated!|getting_data|spill!|calc!)$/i
/** As spreadsheets write telephone and identity numbers into CSV: '4.47701E+11'. */
const shortened = /^\d([.,]\d+)?E\+\d{2}$/
const remembered = 20_000

/**
 * Reads the cells of a table against the fields of the case. Codes are remembered, since tables repeat them.
 * @param since1904 whether bare day numbers count from 1904
 */
export function cellReader(lists: Codelists, order: DateOrder | undefined, since1904: boolean): CellReader {
  const memory = new Map<string, Map<string, CellReading>>()

  function coded(target: Target, text: string): CellReading {
    const key = `${target.definition.kind} ${target.definition.list}`
    let known = memory.get(key)
    if (!known) {
      known = new Map()
      memory.set(key, known)
    }
    if (known.has(text)) return known.get(text)
    const reading = readCoded(target, text)
    if (known.size < remembered) known.set(text, reading)
    return reading
  }

  function readCoded(target: Target, text: string): CellReading {
    const list = lists.get(target.definition.list!)
    const note = list.id === 'countries' && text.toUpperCase() === 'NA' ? ('country.na' as const) : undefined
    if (target.definition.kind === 'code') {
      const code = text.length <= 500 ? findCode(list, text) : undefined
      if (code) return note ? { value: code, note } : { value: code }
      return missing(text) ?? unknownCode(list.id, [text])
    }
    const found = text.length <= 4_000 ? splitCodes(list, text) : { unknown: [text] }
    if ('codes' in found) return note ? { value: found.codes, note } : { value: found.codes }
    return missing(text) ?? unknownCode(list.id, found.unknown)
  }

  return {
    read(target, text) {
      const { definition: field } = target
      if (text.charCodeAt(0) === 35 && failed.test(text))
        return wrong(
          'cell.failed',
          'The cell holds a formula without a result.',
          'Work it out in the spreadsheet, or type the value.',
          text,
        )
      // A dash says that there is nothing; in a text it stays a text.
      if (text.length === 1 && '-–—'.includes(text) && field.kind !== 'text' && field.kind !== 'longText')
        return undefined
      if (text === '[unknown]') return { missing: 'unknown' }
      if (text === '[refused]') return { missing: 'refused' }
      if (target.codes) {
        const yes = readYesNo(text)
        return yes === undefined
          ? wrong(
              'flag',
              'This is neither 1 nor empty.',
              'Write 1 where it applies, and leave it empty otherwise.',
              text,
            )
          : yes
            ? { value: target.codes }
            : undefined
      }
      switch (field.kind) {
        case 'code':
        case 'codes':
          return coded(target, text)
        case 'text':
        case 'longText':
          return shortened.test(text)
            ? wrong(
                'text.shortened',
                'A spreadsheet has shortened a long number here, so that its digits are lost.',
                'Format the column as text in the spreadsheet, type the number again and save.',
                text,
              )
            : checked(target, text, lists)
        case 'date':
          return missing(text) ?? dated(readDate(text, order, since1904, field.seasons), text)
        case 'number': {
          const number = readNumber(text)
          return number === undefined
            ? (missing(text) ?? wrong('number', 'This is not a number.', 'Write digits only.', text))
            : checked(target, number, lists)
        }
        case 'yesNo': {
          const yes = readYesNo(text)
          return yes === undefined
            ? (missing(text) ?? wrong('yesNo', 'This is neither yes nor no.', 'Write yes or no.', text))
            : { value: yes }
        }
      }
    },
  }
}

function missing(text: string): CellReading {
  const word = text.normalize('NFC').toLowerCase()
  if (unknownWords.has(word)) return { missing: 'unknown' }
  return refusedWords.has(word) ? { missing: 'refused' } : undefined
}

function checked(target: Target, raw: string | number, lists: Codelists): CellReading {
  const read = readField(target.field, target.definition, raw, lists)
  if (read.ok) return read.value === undefined ? undefined : { value: read.value }
  const { where: _, ...problem } = read.problems[0]!
  return { problem }
}

function dated(reading: DateReading, text: string): CellReading {
  if ('date' in reading)
    return {
      value: reading.date,
      ...(reading.order ? { order: reading.order } : {}),
      ...(reading.serial ? { note: 'date.serial' as const } : {}),
    }
  switch (reading.wrong) {
    case 'ambiguous':
      return wrong(
        'date.ambiguous',
        'Day and month of this date cannot be told apart.',
        'Say whether the day or the month stands first in this file, or write it as 2024-05-17.',
        text,
      )
    case 'order':
      return wrong(
        'date.order',
        'This date does not follow the order of day and month that was chosen.',
        'Check the date, or choose the other order.',
        text,
      )
    case 'century':
      return wrong(
        'date.century',
        'The year of this date has two digits.',
        'Write the year with four digits.',
        text,
      )
    case 'notDate':
      return wrong(
        'date',
        'This is not a date of the calendar.',
        'Write it as 2024-05-17, 2024-05 or 2024.',
        text,
      )
  }
}

const unknownCode = (list: string, parts: string[]): CellReading =>
  wrong(
    'code.unknown',
    `“${parts
      .map(p => p.slice(0, 80))
      .slice(0, 3)
      .join('”, “')}” is not in the list ${list}.`,
    'Choose a value of the list.',
    parts.join('; '),
  )

const wrong = (code: string, what: string, remedy: string, value: string): CellReading => ({
  problem: { code, what, remedy, value: value.slice(0, 200) },
})
