import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { languages } from '#kernel/entity/codelist.ts'
import { withLatinDigits } from '#kernel/language/format.ts'
import type { Problem } from '#kernel/result/result.ts'

const folder = join(import.meta.dirname, '../../locales')

/** What the server says: refusals, and of each capability the sentences about what was sent. */
const isSaid = (file: string) => file === 'refusals.json' || file.endsWith('-problems.json')

const texts = new Map<string, Record<string, string>>(
  languages.map(language => [language, read(language, isSaid)]),
)

function read(language: string, isWanted: (file: string) => boolean): Record<string, string> {
  return Object.assign(
    {},
    ...readdirSync(join(folder, language))
      .filter(isWanted)
      .map(file => JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as object),
  ) as Record<string, string>
}

/** The sentence of a refusal or problem in a language, in English where it is not translated. */
export const textFor = (language: string, key: string): string | undefined =>
  texts.get(language)?.[key] ?? texts.get('en')?.[key]

/** A problem as it leaves: sentences and the name of the field are in the reader's language. */
export type SaidProblem = Omit<Problem, 'labelKey' | 'values'> & {
  /** The field, as people know it; `where` keeps the name that programs know. */
  label?: string
}

/**
 * A problem in the reader's language: its own English sentences where they are not translated.
 * @returns the problem with `what` and `remedy` replaced and its field named; place, code and value as they were
 */
export function problemIn(language: string, { labelKey, values, ...problem }: Problem): SaidProblem {
  const label = labelKey === undefined ? undefined : labelFor(language, labelKey)
  const said = { ...problem, ...(label !== undefined && { label }) }
  if (language === 'en') return said
  const what = sentence(language, problem.code, 'what')
  const remedy = sentence(language, problem.code, 'remedy')
  if (what === undefined || remedy === undefined) return said
  const named = { ...values, value: isolated(language, problem.value ?? '…') }
  return { ...said, what: filled(language, what, named), remedy: filled(language, remedy, named) }
}

/** A rule without a sentence of its own is told by that of its family. */
const sentence = (language: string, code: string, part: 'what' | 'remedy') => {
  const own = texts.get(language)
  return own?.[`problem.${code}.${part}`] ?? own?.[`problem.${code.split('.')[0]}.other.${part}`]
}

const messages = new Map<string, IntlMessageFormat>()

function filled(language: string, text: string, values: Record<string, string | number>): string {
  if (!text.includes('{')) return text
  const key = `${language} ${text}`
  let message = messages.get(key)
  if (!message) {
    message = new IntlMessageFormat(text, withLatinDigits(language), undefined, { ignoreTag: true })
    messages.set(key, message)
  }
  return String(message.format(values))
}

const labels = new Map<string, Record<string, string>>()

/** The label of a field, as its form has it, in English where it is not translated; nothing where nobody wrote one. */
export function labelFor(language: string, key: string): string | undefined {
  return labelsOf(texts.has(language) ? language : 'en')[key] ?? labelsOf('en')[key]
}

/** Labels stand among the texts of the screens, which are read when the first one is asked for. */
function labelsOf(language: string): Record<string, string> {
  let known = labels.get(language)
  if (!known) {
    known = read(language, file => !isSaid(file))
    labels.set(language, known)
  }
  return known
}

/** What was sent, so that letters of another direction do not put an Arabic sentence out of order. */
const isolated = (language: string, value: string) => (language === 'ar' ? `\u2068${value}\u2069` : value)

/** The first language of an Accept-Language header that Palermo speaks. */
export function languageOf(header: string | undefined): string {
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase()
    if (texts.has(code)) return code
  }
  return 'en'
}
