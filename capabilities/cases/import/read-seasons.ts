import { isSeason } from '#kernel/time/partial-date.ts'

/** Names of the seasons in the six languages, without accents, as they stand beside a year. */
const names: readonly [code: string, words: string][] = [
  ['21', 'spring|printemps|primavera|весна|весной|весны|ربيع|الربيع|春|春天|春季'],
  ['22', 'summer|ete|verano|лето|летом|лета|صيف|الصيف|夏|夏天|夏季'],
  ['23', 'autumn|fall|automne|otono|осень|осенью|осени|خريف|الخريف|秋|秋天|秋季'],
  ['24', 'winter|hiver|invierno|зима|зимой|зимы|شتاء|الشتاء|冬|冬天|冬季'],
]
const seasons = new Map(names.flatMap(([code, words]) => words.split('|').map(word => [folded(word), code])))
/** Words that may stand between a season and its year. */
const between = new Set(
  ['of', 'the', 'in', 'de', 'du', 'del', 'l', 'en', 'г', 'года', 'عام', 'سنة', 'من'].map(folded),
)

/**
 * Reads the season of a year as people write it.
 * @param text e.g. '2024-21', 'spring 2024', 'printemps de 2024', '2024年春'; digits 0 to 9
 * @returns 'YYYY-21' (spring) to 'YYYY-24' (winter), or undefined when the text says no season of a year, or says more
 */
export function readSeason(text: string): string | undefined {
  if (isSeason(text)) return text
  const [year, ...more] = text.match(/\d+/g) ?? []
  if (year === undefined || more.length > 0 || text.length > 50) return undefined
  const words = text
    .replace(year, ' ')
    .split(/[\s,.年'’/-]+/)
    .map(folded)
    .filter(word => word !== '' && !between.has(word))
  const [word, ...others] = words
  const code = word === undefined || others.length > 0 ? undefined : seasons.get(word)
  const date = `${year}-${code}`
  return isSeason(date) ? date : undefined
}

function folded(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
