import { randomNumbers } from '../../../test/support/random-cases.ts'

const addressees = [
  'States parties',
  'States',
  'The Conference',
  'The Secretariat',
  'UNODC',
  'The Working Group',
]
const heads = ['should', 'should consider', 'are encouraged to', 'might']
const words =
  'victims identification protection shelter training prosecution investigation cooperation regional data labour exploitation prevention awareness witnesses compensation legislation border officers guidelines technical assistance civil society private sector recruitment demand children interpreters housing courts police inspectors consular evidence financial proceeds confiscation networks online platforms'.split(
    ' ',
  )

/**
 * Reports in the layout of the real ones, with invented words.
 * @param asked.referencesEach printed references of one recommendation
 */
export function inventedReports(asked: {
  seed: number
  reports: number
  recommendationsEach: number
  referencesEach: number
}): Buffer[] {
  const { seed, reports, recommendationsEach, referencesEach } = asked
  const random = randomNumbers(seed)
  const below = (count: number) => Math.floor(random() * count)
  const one = <T>(from: readonly T[]): T => from[below(from.length)]!
  // A few words are frequent and most are rare, as in real texts.
  const rare = Array.from(
    { length: 3_000 },
    () => `${one(words)}${'aeiou'[below(5)]}${one(words).slice(0, 4)}`,
  )
  const vocabulary = [...words, ...rare]
  const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 1.5)]!
  const phrase = (count: number) => Array.from({ length: count }, word).join(' ')
  const last = 1 + recommendationsEach
  return Array.from({ length: reports }, (_, n) => {
    const year = 1990 + (n % 36)
    const month = 'January February March April May June July'.split(' ')[Math.floor(n / 36)]!
    const lines = [
      'Distr.: General',
      `20 ${month} ${year}`,
      `## Report on the meeting of the Working Group on Exploitation held in Example City on 9 and 10 ${month} ${year}`,
      '### I. Introduction',
      '1. The Working Group met.',
      '### II. Recommendations adopted by the Working Group',
      '#### A. Application of the Model Convention',
    ]
    for (let number = 2; number <= last; number++) {
      const others = Array.from(
        { length: referencesEach },
        (_, k) => 2 + ((number - 2 + 3 * k + 1) % recommendationsEach),
      )
      const see = ` (see paras. ${others.slice(0, -1).join(', ')} and ${others.at(-1)})`
      lines.push(
        `${number}. With regard to ${phrase(3)}, ${one(addressees)} ${one(heads)} strengthen ${phrase(8)} and improve ${phrase(30)}${see}.`,
      )
    }
    return Buffer.from(lines.join('\n\n'))
  })
}
