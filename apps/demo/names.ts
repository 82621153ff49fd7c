import type { Chance } from './chance.ts'

/**
 * Names are put together from syllables that no list of given or family names begins with, so that nobody real can be
 * meant. The first syllables say which kind of thing it is: person, family or place.
 */
const beginnings = {
  given: ['Xov', 'Zwim', 'Vlaq', 'Qued', 'Yxo', 'Zghe', 'Ktil', 'Vruq', 'Xhan', 'Qomb', 'Zlyt', 'Yvvo'],
  family: ['Qran', 'Xeld', 'Zvop', 'Vyxt', 'Qulm', 'Xorv', 'Yzgar', 'Ptolv', 'Zqui', 'Vmer', 'Xtam', 'Qsed'],
  place: ['Ozwa', 'Quell', 'Ynxa', 'Vlom', 'Zwend', 'Xaru', 'Qovi', 'Ulqa'],
} as const
const middles = ['a', 'e', 'i', 'o', 'u', 'ara', 'eli', 'oru', 'imo', 'ude', 'ane', 'ily']
const ends = {
  given: ['q', 'lix', 'vox', 'dwi', 'zen', 'mux', 'thu', 'pexi'],
  family: ['brux', 'dwell', 'quist', 'zantir', 'movex', 'larqu', 'vintor', 'pheq'],
  place: ['port', 'mouth', 'stead', 'haven', 'field', 'bridge'],
} as const

export type NameKind = keyof typeof ends

/** A name that is nobody's, e.g. 'Zwimalix' or 'Qranorupheq'. */
export const inventedName = (chance: Chance, kind: NameKind): string =>
  `${chance.pick(beginnings[kind])}${chance.pick(middles)}${chance.pick(ends[kind])}`

/** Given name and family name of an invented person. */
export const inventedPerson = (chance: Chance): { given: string; family: string } => ({
  given: inventedName(chance, 'given'),
  family: inventedName(chance, 'family'),
})

/** Places of the demonstration: the same few towns come again and again, as in a small State. */
export const inventedTowns = (chance: Chance, count: number): string[] => {
  const towns = new Set<string>()
  while (towns.size < count) towns.add(inventedName(chance, 'place'))
  return [...towns]
}
