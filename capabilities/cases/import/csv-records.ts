/** One record of a CSV file, and whether its quotation marks follow the rules. */
export interface CsvRecord {
  cells: string[]
  /** Text follows a closing quotation mark, so that it is unclear where the cell ends. */
  unclear?: boolean
}

export interface CsvReader {
  /** Takes the next piece of text. @returns the records that it completes */
  push(piece: string): CsvRecord[]
  /** @returns what remains, and whether a quotation mark was still open */
  end(): { records: CsvRecord[]; open: boolean }
  /** Characters held back because their record is not complete. */
  held(): number
}

/**
 * Reads CSV (RFC 4180) from pieces of text. A quotation mark inside an unquoted cell is part of the text, as in
 * spreadsheets; an empty line is a record of one empty cell, so that records can be numbered as a spreadsheet does.
 * It works on whole stretches between separators, much faster than letter by letter.
 * @param separator one character
 * @param newline what ends a record: '\n', with or without '\r' before it, or '\r' alone
 */
export function csvReader(separator: string, newline: '\n' | '\r' = '\n'): CsvReader {
  const separatorCode = separator.charCodeAt(0)
  let text = ''
  let at = 0

  /** Reads one record from `at`; undefined when the text ends before it does. */
  function record(last: boolean): CsvRecord | undefined {
    const cells: string[] = []
    let unclear = false
    let from = at
    let lineEnd = text.indexOf(newline, from)
    let nextSeparator = -2
    while (true) {
      const first = text.charCodeAt(from)
      if (first === separatorCode) {
        cells.push('')
        from++
        continue
      }
      let end: number
      if (first === 34) {
        const quoted = quotedCell(from + 1, last)
        if (!quoted) return undefined
        cells.push(quoted.value)
        unclear ||= quoted.unclear
        end = quoted.end
        if (lineEnd !== -1 && lineEnd < end) lineEnd = text.indexOf(newline, end)
      } else {
        if (nextSeparator !== -1 && nextSeparator < from) nextSeparator = text.indexOf(separator, from)
        const inLine = nextSeparator !== -1 && (lineEnd === -1 || nextSeparator < lineEnd)
        if (!inLine && lineEnd === -1 && !last) return undefined
        end = inLine ? nextSeparator : lineEnd === -1 ? text.length : lineEnd
        const cut =
          !inLine && newline === '\n' && text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end
        cells.push(text.slice(from, cut))
      }
      if (text.charCodeAt(end) === separatorCode) {
        from = end + 1
        // A separator may be the very last character: the cell behind it is empty, once we know that nothing follows.
        if (from >= text.length) {
          if (!last) return undefined
          cells.push('')
          at = from
          return unclear ? { cells, unclear } : { cells }
        }
        continue
      }
      at = end + (end < text.length ? 1 : 0)
      return unclear ? { cells, unclear } : { cells }
    }
  }

  /** Reads a quoted cell; `end` is the place of the separator or line end behind it. */
  function quotedCell(
    start: number,
    last: boolean,
  ): { value: string; end: number; unclear: boolean } | undefined {
    let value = ''
    let from = start
    while (true) {
      const quote = text.indexOf('"', from)
      if (quote === -1 || (quote === text.length - 1 && !last)) return undefined
      const next = text.charCodeAt(quote + 1)
      if (next === 34) {
        value += text.slice(from, quote + 1)
        from = quote + 2
        continue
      }
      value += text.slice(from, quote)
      let end = quote + 1
      if (newline === '\n' && next === 13) {
        if (quote + 2 >= text.length && !last) return undefined
        if (text.charCodeAt(quote + 2) === 10) end++
      }
      if (end >= text.length || text.charCodeAt(end) === separatorCode || text[end] === newline)
        return { value, end, unclear: false }
      while (end < text.length && text.charCodeAt(end) !== separatorCode && text[end] !== newline) end++
      if (end >= text.length && !last) return undefined
      return { value: value + text.slice(quote + 1, end), end, unclear: true }
    }
  }

  const drain = (last: boolean): CsvRecord[] => {
    const records: CsvRecord[] = []
    while (at < text.length) {
      const read = record(last)
      if (!read) break
      records.push(read)
    }
    text = text.slice(at)
    at = 0
    return records
  }

  return {
    push(piece) {
      text += piece
      return drain(false)
    },
    end() {
      const records = drain(true)
      const open = text.length > 0
      text = ''
      return { records, open }
    },
    held: () => text.length,
  }
}
