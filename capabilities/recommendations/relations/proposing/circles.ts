/** Whom an addressee stands for: UNODC is the Conference's secretariat; States in all their names are one. */
const circles: readonly (readonly [words: RegExp, bit: number])[] = [
  [/secretariat|unodc|office on drugs/i, 1],
  [/conference/i, 2],
  [/working group/i, 4],
]
const states = 8

const circleOf = (addressee: string): number =>
  circles.find(([words]) => words.test(addressee))?.[1] ?? states

const known = new WeakMap<readonly string[], number>()

/** Those whom addressees stand for, one bit each; 0 when nobody is named. */
export function circlesOf(addressees: readonly string[]): number {
  const found = known.get(addressees)
  if (found !== undefined) return found
  const bits = addressees.reduce((sum, addressee) => sum | circleOf(addressee), 0)
  known.set(addressees, bits)
  return bits
}
