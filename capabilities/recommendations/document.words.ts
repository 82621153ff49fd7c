import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { daysInWords } from './days.rules.ts'
import { type DocumentWords, ENGLISH_WORDS } from './documents/words.ts'
import { addresseeKeys } from './name-keys.ts'
import { startingThesaurus } from './topics/starting-thesaurus.ts'

const SEPARATORS: Readonly<Record<string, string>> = { ar: '؛ ', zh: '；' }
const COMMAS: Readonly<Record<string, string>> = { ar: '، ', zh: '，' }

const folder = join(import.meta.dirname, '../../locales')
const known = new Map<string, DocumentWords>()

/** The words that a printed index, compilation or comparison adds, in a language of the house; English where it has none. */
export function documentWords(language: string): DocumentWords {
  const code = (languages as readonly string[]).includes(language) ? language : 'en'
  const words = known.get(code) ?? read(code)
  known.set(code, words)
  return words
}

function read(language: string): DocumentWords {
  const texts: Record<string, string> = Object.assign(
    {},
    ...['recommendations.json', 'recommendations-reading.json'].map(file =>
      JSON.parse(readFileSync(join(folder, language, file), 'utf8')),
    ),
  )
  const of = (key: string, otherwise: string) => texts[`recommendations.document.${key}`] ?? otherwise
  const comma = COMMAS[language] ?? ', '
  const isolated = (text: string) => (language === 'ar' ? `\u2068${text}\u2069` : text)
  return {
    language,
    indexTitle: of('indexTitle', ENGLISH_WORDS.indexTitle),
    compilationTitle: of('compilationTitle', ENGLISH_WORDS.compilationTitle),
    documents: of('documents', ENGLISH_WORDS.documents),
    number: of('number', ENGLISH_WORDS.number),
    document: of('document', ENGLISH_WORDS.document),
    addressee: of('addressee', ENGLISH_WORDS.addressee),
    references: of('references', ENGLISH_WORDS.references),
    seeAlso: of('seeAlso', ENGLISH_WORDS.seeAlso),
    derived: of('derived', ENGLISH_WORDS.derived),
    accepted: of('accepted', ENGLISH_WORDS.accepted),
    noMeeting: of('noMeeting', ENGLISH_WORDS.noMeeting),
    unknownDocument: of('unknownDocument', ENGLISH_WORDS.unknownDocument),
    page: of('page', ENGLISH_WORDS.page),
    comparison: comparisonWords(texts),
    listSeparator: SEPARATORS[language] ?? '; ',
    comma,
    isolated,
    numberOf: (kind, number, sub) => {
      const key = kind === 'Recommendation' ? 'recommendation' : 'paragraph'
      const printed = `${number}${sub ? ` (${sub})` : ''}`
      return (texts[`recommendations.number.${key}`] ?? `${key} {number}`).replace('{number}', printed)
    },
    addresseeName: printed => {
      const [first = '', ...rest] = texts[`recommendations.addressee.${addresseeKeys[printed]}`] ?? printed
      return first.toLocaleUpperCase(language) + rest.join('')
    },
    themeTitle: (id, title) =>
      startingThesaurus.find(one => one.key === id)?.labels[language as Language] ?? title,
    meetingTitle: ({ year, place, from, to }) =>
      `${year}: ${[place && isolated(place), isolated(daysInWords(language, from, to))].filter(Boolean).join(comma)}`,
  }
}

function comparisonWords(texts: Readonly<Record<string, string>>): DocumentWords['comparison'] {
  const { edits, ...words } = ENGLISH_WORDS.comparison
  const of = (key: string, otherwise: string) => texts[`recommendations.${key}`] ?? otherwise
  return {
    title: of('compare.title', words.title),
    lead: of('compare.marks', words.lead),
    otherWords: of('compare.otherWords', words.otherWords),
    sameWords: of('compare.sameWords', words.sameWords),
    onlyFrom: of('compare.onlyFrom', words.onlyFrom),
    onlyTo: of('compare.onlyTo', words.onlyTo),
    edits: {
      renaming: of('edit.renaming', edits.renaming),
      tense: of('edit.tense', edits.tense),
      'cross-reference': of('edit.cross-reference', edits['cross-reference']),
      words: of('edit.words', edits.words),
    },
  }
}
