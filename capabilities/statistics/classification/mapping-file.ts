import { stringify } from 'csv-stringify/sync'
import type { Codelists, Language } from '#kernel/entity/codelist.ts'
import type { Problem, Result } from '#kernel/result/result.ts'
import type { TextRow } from '../population/reading.rules.ts'
import { csvRows } from '../population/reading-files.ts'
import { type IcTipCodes, mappedLists } from './classification.entity.ts'

/** Largest file; all codes of facts are about 30 KB. */
export const mappingBytesMax = 1_000_000

/**
 * Every code of the facts with its label and its IC-TIP code, empty where it is not mapped: CSV that can be filled in
 * and imported again.
 */
export function mappingCsv(codes: IcTipCodes, lists: Codelists, language: Language): string {
  const lines = mappedLists.flatMap(({ list, block }) =>
    lists
      .get(list)
      .codes.map(({ code, labels }) => [
        block,
        list,
        code,
        labels[language],
        codes.get(list)?.get(code) ?? '',
      ]),
  )
  return stringify([['block', 'code list', 'code', 'label', 'IC-TIP code'], ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
  })
}

/** The rows of a CSV file (UTF-8; comma, semicolon or tab); a problem when it is none. */
export function rowsOfMapping(bytes: Uint8Array): Result<TextRow[]> {
  if (bytes.length > mappingBytesMax) return { ok: false, problems: [tooLarge] }
  try {
    return { ok: true, value: csvRows(bytes) }
  } catch {
    return { ok: false, problems: [notTable] }
  }
}

const tooLarge: Problem = {
  where: 'file',
  code: 'classification.large',
  what: 'The file is larger than 1 MB.',
  remedy: 'Choose the CSV file with code lists, codes and IC-TIP codes.',
}
const notTable: Problem = {
  where: 'file',
  code: 'classification.file',
  what: 'The file is no CSV table.',
  remedy: 'Save it as CSV in UTF-8.',
}
