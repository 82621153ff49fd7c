/**
 * The smaller of the two one-sided probabilities that a Poisson count is as low, or as high, as the one seen.
 * @param mean above zero
 */
export function poissonPValue(count: number, mean: number): number {
  const below = cumulative(count - 1, mean)
  const at = Math.exp(logProbability(count, mean))
  // Where the upper tail is tiny it is summed itself, since 1 - below would lose it.
  const above = count > mean ? upperTail(count, mean) : 1 - below
  return Math.min(below + at, above, 1)
}

const logProbability = (count: number, mean: number) => count * Math.log(mean) - mean - logFactorial(count)

function cumulative(count: number, mean: number): number {
  let sum = 0
  for (let k = 0; k <= count; k++) sum += Math.exp(logProbability(k, mean))
  return sum
}

function upperTail(count: number, mean: number): number {
  let sum = 0
  let term = Math.exp(logProbability(count, mean))
  for (let k = count; term > sum * 1e-17 && term > 0; k++) {
    sum += term
    term *= mean / (k + 1)
  }
  return sum
}

const logFactorials = [0]
function logFactorial(n: number): number {
  if (n > 100_000) return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n)
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1]! + Math.log(k))
  return logFactorials[n]!
}

/**
 * The quantile of the standard normal distribution, by Newton's method on its distribution function.
 * @param probability strictly between 0 and 1
 */
export function normalQuantile(probability: number): number {
  let z = 0
  for (let step = 0; step < 100; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const change = (normalProbability(z) - probability) / density
    z -= Math.max(-1, Math.min(1, change))
    if (Math.abs(change) < 1e-14) break
  }
  return z
}

/** The distribution function of the standard normal, by its power series and, in the tails, its continued fraction. */
export function normalProbability(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (Math.abs(z) < 5) {
    let term = z
    let sum = z
    for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum) && k < 400; k += 2) {
      term *= (z * z) / k
      sum += term
    }
    return 0.5 + density * sum
  }
  const x = Math.abs(z)
  let fraction = 0
  for (let k = 60; k > 0; k--) fraction = k / (x + fraction)
  const tail = density / (x + fraction)
  return z < 0 ? tail : 1 - tail
}
