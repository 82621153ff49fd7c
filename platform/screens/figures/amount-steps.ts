/** A shade of a legend: the least and the largest count that has it. */
export interface AmountStep {
  shade: number
  from: number
  to: number
}

/**
 * The shade of a count, from 0; the root spreads the many small ones.
 * @param count 1 or more
 * @param most the largest count
 * @param shades how many there are
 */
export const shadeOf = (count: number, most: number, shades: number): number =>
  Math.min(shades - 1, Math.floor(Math.sqrt(count / most) * shades))

/**
 * Shades that some count has, from light to dark. A legend names the counts themselves and no bound between them, so
 * that no number stands there that is not in the table.
 * @param counts those that are shown and not 0
 */
export function amountSteps(counts: readonly number[], shades: number): AmountStep[] {
  const most = Math.max(...counts)
  const byShade = new Map<number, AmountStep>()
  for (const count of counts) {
    const shade = shadeOf(count, most, shades)
    const { from, to } = byShade.get(shade) ?? { from: count, to: count }
    byShade.set(shade, { shade, from: Math.min(from, count), to: Math.max(to, count) })
  }
  return [...byShade.values()].sort((a, b) => a.shade - b.shade)
}
