import type { ReportProblem } from '../recommendations.entity.ts'

/** Longest text that is read, in characters; the longest report known has 55,000. */
export const REPORT_LENGTH_MAX = 10_000_000

/** What is wrong with a text before it is parsed at all, or null. */
export function problemOfText(source: string): ReportProblem | null {
  if (source.trim() === '') {
    return problem('empty', 'The file is empty: it holds no text. Choose the file that holds the report.')
  }
  if (source.length > REPORT_LENGTH_MAX) {
    return problem(
      'too long',
      `The file has ${source.length} characters, more than the ${REPORT_LENGTH_MAX} that one report may have. Split it, or choose the report alone.`,
    )
  }
  const binary = binaryKind(source)
  if (binary) return problem('binary', binary)
  const language = otherLanguage(source)
  if (language) {
    return problem(
      'other language',
      `The file seems to be in ${language}: only the English version of a report can be read. Choose the English version.`,
    )
  }
  return null
}

export function problem(code: ReportProblem['code'], sentence: string): ReportProblem {
  return { code, sentence }
}

function binaryKind(source: string): string | null {
  if (source.startsWith('%PDF-'))
    return 'The file is a PDF, not a text. Save its text as a .txt file and choose that.'
  if (source.startsWith('PK\u0003\u0004')) {
    return 'The file is a Word document or another archive, not a text. Save it as plain text and choose that.'
  }
  const sample = source.slice(0, 20_000)
  let odd = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if (code === 0)
      return 'The file holds no text but binary data, from its beginning on. Save the report as plain text and choose that.'
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13)) odd++
  }
  return odd * 20 > sample.length
    ? 'The file is not readable as text: more than one character in twenty is damaged. Save the report as plain text in UTF-8 and choose that.'
    : null
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Arabic}/gu, 'Arabic'],
  [/\p{Script=Cyrillic}/gu, 'Russian or another language in Cyrillic letters'],
  [/\p{Script=Han}/gu, 'Chinese'],
]
const FUNCTION_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['English', new Set(['the', 'of', 'and', 'to', 'in', 'for', 'that', 'should', 'with', 'on'])],
  ['French', new Set(['le', 'la', 'les', 'des', 'du', 'et', 'de', 'une', 'aux', 'sur'])],
  ['Spanish', new Set(['el', 'los', 'las', 'y', 'que', 'de', 'del', 'en', 'para', 'una'])],
  ['Portuguese', new Set(['os', 'as', 'dos', 'das', 'e', 'que', 'em', 'uma', 'para', 'não'])],
  ['German', new Set(['der', 'die', 'das', 'und', 'den', 'von', 'zu', 'mit', 'für', 'ist'])],
]

function otherLanguage(source: string): string | null {
  const sample = source.slice(0, 12_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [script, name] of SCRIPTS) {
    if ((sample.match(script)?.length ?? 0) * 2 > letters && letters >= 20) return name
  }
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
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

/** The sentence for a text in which nothing is numbered. */
export const NO_PARAGRAPHS = problem(
  'no paragraphs',
  'No numbered paragraph ("1. …") and no "Recommendation 1" was found anywhere in the file. Choose the text of a meeting report.',
)

/** The sentence for a numbered text without anything that makes a report. */
export const NOT_A_REPORT = problem(
  'not a report',
  'The file has numbered lines, but neither a chapter ("I. …") nor a sentence that asks somebody for something ("States parties should …"). Choose the text of a meeting report.',
)
