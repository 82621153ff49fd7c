/** Uniform random numbers, as whole numbers only. */
export interface Randomness {
  /** A whole number from 0 to bound - 1, each equally likely. @param bound from 1 to 2^53 */
  below(bound: number): number
  /** The same for a bound of any size. */
  belowBig(bound: bigint): bigint
  /** False when it can be made again from a seed: what is drawn then protects nobody. */
  readonly secret: boolean
}
