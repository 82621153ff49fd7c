import { stemmer } from 'stemmer'

/** A word of a text. */
export interface Word {
  /** In small letters. */
  word: string
  stem: string
  /** Where it stands in the text. */
  start: number
  end: number
  /** It carries meaning only as a part of a set phrase. */
  silent: boolean
}

/** Words that are left out even of phrases: "countries of origin", "origin country". */
const JOINING = new Set('a an and at between by for from in of on or s the their to with'.split(' '))

/** Words that say how things are put together, and the set phrases in which every recommendation is worded. */
const SILENT = new Set(
  `a about above according accordance account across adopt adopted adopting after again against all allow allows along already also although always among an and another any
    appropriate are around as aspect at attempt available back based basis be bearing because been before being below best better between
    both but by called can cannot carry certain clear clearly come concerned concerning consider considered considering context continue
    continued could current did different do does doing done due during e each effective effectively effort efforts either else enable
    encourage encouraged encouraging endeavour enhance enhanced enhancing ensure ensured ensuring especially establish established
    establishing etc even ever every existing explore facilitate far few find first following follow for found from full fully further
    furthermore g general generally given go good greater had has have having he help her here hers him his how however i if ii iii
    implement implementation implementing important importance improve improved improving in include included includes including increase
    increased increasing indeed inter alia into is it its itself just keep key last least less like made main make makes making many may me
    means measure measures might mind more moreover most much must my namely near necessary need needed needs neither new next no nor not
    note noted noting now of off often on once one only onto or order other others our out over own paragraph paras para particular
    particularly parties party per place possible present promote promoting provide provided provides providing purpose pursuant put
    rather recommend recommendation recommendations recommended regard regarding related relation relevant request requested requesting
    requests require required respect respective role same second see seek set several shall she should since so some specific state
    states still strengthen strengthened strengthening such take taken taking than that the their theirs them then there thereby therefore
    thereof thereto these they this those through throughout thus to together too toward towards two under undertake undertaken until unto
    up upon us use used uses using various very via view was way ways we well were what when whenever where wherever whereas whether which
    while who whole whom whose why will wish with within without would yet you your
    develop developed developing development able address addressing`
    .split(/\s+/)
    .map(word => stemmer(word)),
)

/** What is known of a word, whatever text it stands in. */
interface KnownWord {
  stem: string
  silent: boolean
  joining: boolean
}

const knownWords = new Map<string, KnownWord>()
const knownWordsMax = 50_000

function knownWord(word: string): KnownWord {
  const known = knownWords.get(word)
  if (known !== undefined) return known
  // Porter's steps (1980) are for English; other scripts are compared by the whole word.
  const stem = /^[a-z]+$/.test(word) ? stemmer(word) : word
  if (knownWords.size >= knownWordsMax) knownWords.clear()
  const found = { stem, silent: SILENT.has(stem), joining: JOINING.has(word) }
  knownWords.set(word, found)
  return found
}

/**
 * The words of a text, in order, by their stem. Words joined by a hyphen are taken apart; articles, prepositions, numbers
 * and single letters are left out.
 */
export function tokensOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]+/gu)) {
    const word = match[0].toLowerCase()
    const { stem, silent, joining } = knownWord(word)
    if (!joining) words.push({ word, stem, start: match.index, end: match.index + word.length, silent })
  }
  return words
}

/** Those of the words of a text that carry meaning by themselves. */
export const wordsOf = (text: string): Word[] => tokensOf(text).filter(word => !word.silent)
