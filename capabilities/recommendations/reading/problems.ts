import type { ReportProblem, ReportProblemCode } from '../recommendations.entity.ts'

/** Longest text that is read, in characters; the longest report known has 55,000. */
export const REPORT_LENGTH_MAX = 10_000_000
/** A report comes with so many bytes at most; the scan of a long one has ten million. */
export const FILE_BYTES_MAX = 40 * 1024 * 1024

/** One sentence each for what a file may be instead of a report, and one for what to do. */
const TEXTS = {
  empty: ['The file is empty: it holds no text.', 'Choose the file that holds the report.'],
  binary: [
    'The file is not readable as text: it holds binary or damaged data.',
    'Choose the report as PDF, Word or plain text.',
  ],
  'too long': [
    'The file has more text than one report may have: 10 million characters or 2,000 pages.',
    'Choose the report alone.',
  ],
  'too big': [
    'The file is larger than the {0} megabytes that one report may have.',
    'Choose the report alone, without scans of its pages.',
  ],
  'other language': [
    'The file seems to be in {0}; only the English version of a report can be read.',
    'Choose the English version.',
  ],
  scan: [
    'The PDF holds pictures of pages, but no text.',
    'Choose the file as it was published, or let a program recognise the text first.',
  ],
  table: ['The file is a table, not a report.', 'Choose the report as PDF, Word or plain text.'],
  'damaged pdf': [
    'The PDF is damaged or cut off and cannot be opened.',
    'Fetch the file anew, or open it in a reader and print it to a new PDF.',
  ],
  'damaged word': [
    'The Word file is damaged or cut off and cannot be opened.',
    'Fetch the file anew, or open it in Word and save it again.',
  ],
  locked: [
    'The file is locked with a password.',
    'Open it with the password, save it without one, and choose that.',
  ],
  'unpacks too large': [
    'The file unpacks to far more than a report holds, as if made to fill the memory; reading was stopped.',
    'Fetch the report from where it was published.',
  ],
  'too slow': [
    'Taking the text out of the file took longer than half a minute; reading was stopped.',
    'Open it in a reader, save its text as a .txt file and choose that.',
  ],
  'old word': [
    'The file is in the old format of Word (.doc).',
    'Open it in Word, save it as .docx and choose that.',
  ],
  'other format': [
    'The file is neither PDF nor Word (.docx) nor plain text.',
    'Save the report in one of these three and choose that.',
  ],
  picture: ['The file is a picture.', 'Choose the report as PDF, Word or plain text.'],
  'no paragraphs': [
    'No numbered paragraph ("1. …") and no "Recommendation 1" was found anywhere in the file.',
    'Choose the text of a meeting report.',
  ],
  'not a report': [
    'The file has numbered lines, but neither a chapter ("I. …") nor a sentence that asks somebody for something ("States parties should …").',
    'Choose the text of a meeting report.',
  ],
} as const satisfies Record<ReportProblemCode, readonly [what: string, remedy: string]>

/** All codes under which a file may be refused. */
export const PROBLEM_CODES = Object.keys(TEXTS) as ReportProblemCode[]

/** Makes the problem of one file. @param values stand for {0}, {1} in the sentence */
export function problem(code: ReportProblemCode, values: readonly string[] = []): ReportProblem {
  const [what, remedy] = TEXTS[code]
  const filled = what.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place)] ?? '')
  return { code, sentence: `${filled} ${remedy}`, what: filled, remedy, values: [...values] }
}

/** What is wrong with a text before it is parsed at all, or null. */
export function problemOfText(source: string): ReportProblem | null {
  if (source.trim() === '') return problem('empty')
  if (source.length > REPORT_LENGTH_MAX) return problem('too long')
  if (isBinary(source)) return problem('binary')
  const language = otherLanguage(source)
  if (language) return problem('other language', [language])
  return isTable(source) ? problem('table') : null
}

function isBinary(source: string): boolean {
  if (source.startsWith('%PDF-') || source.startsWith('PK\u0003\u0004')) return true
  if (source.slice(0, 20_000).includes('\0')) return true
  const sample = source.slice(0, 4_000)
  let odd = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13)) odd++
  }
  return odd * 20 > sample.length
}

const CELL_ENDS = [/,(?=\S)/g, /;/g, /\t/g]

/** Rows with the same number of cells, two at least, and no sentence: what a program for tables writes. */
function isTable(source: string): boolean {
  const rows = source
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .slice(0, 40)
  if (rows.length < 2) return false
  return CELL_ENDS.some(end => {
    const counts = rows.map(row => row.match(end)?.length ?? 0)
    const first = counts[0]!
    return first > 0 && counts.filter(count => count === first).length * 10 >= counts.length * 9
  })
}

/** Ranges of letters, which cost a fraction of what the properties of Unicode cost on the first text. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/g, 'Arabic'],
  [/[\u0400-\u052f]/g, 'Russian or another language in Cyrillic letters'],
  [/[\u3400-\u4dbf\u4e00-\u9fff]/g, 'Chinese'],
]
const LATIN_WORD = /[a-z\u00c0-\u024f]+/g
const FUNCTION_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['English', new Set(['the', 'of', 'and', 'to', 'in', 'for', 'that', 'should', 'with', 'on'])],
  ['French', new Set(['le', 'la', 'les', 'des', 'du', 'et', 'de', 'une', 'aux', 'sur'])],
  ['Spanish', new Set(['el', 'los', 'las', 'y', 'que', 'de', 'del', 'en', 'para', 'una'])],
  ['Portuguese', new Set(['os', 'as', 'dos', 'das', 'e', 'que', 'em', 'uma', 'para', 'não'])],
  ['German', new Set(['der', 'die', 'das', 'und', 'den', 'von', 'zu', 'mit', 'für', 'ist'])],
]

function otherLanguage(source: string): string | null {
  const sample = source.slice(0, 12_000)
  const words = sample.toLowerCase().match(LATIN_WORD) ?? []
  const latin = words.reduce((sum, word) => sum + word.length, 0)
  for (const [script, name] of SCRIPTS) {
    const letters = sample.match(script)?.length ?? 0
    if (letters > latin && letters >= 10) return name
  }
  if (words.length < 40) return null
  const scores = FUNCTION_WORDS.map(([name, set]) => ({
    name,
    score: words.filter(word => set.has(word)).length,
  }))
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one))
  const english = scores[0]!.score
  return best.name !== 'English' && best.score * 8 > words.length && best.score > english * 3
    ? best.name
    : null
}
