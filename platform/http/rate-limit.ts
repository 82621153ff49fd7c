import { randomBytes } from 'node:crypto'
import { TooMany } from './refusals.ts'

export interface RateLimit {
  /**
   * Takes the cost of a request from the caller's bucket.
   * @throws TooMany when it is empty, with the seconds until it would suffice
   */
  take(key: string, cost: number): void
}

const callersMax = 100_000

/**
 * Token buckets in memory: each caller has a minute's worth at most, refilled evenly.
 * @param perMinute units of cost
 * @param nowMs milliseconds that only go forward
 */
export function createRateLimit(perMinute: number, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { units: number; atMs: number }>()
  const perMs = perMinute / 60_000
  const sweep = (now: number) => {
    for (const [key, bucket] of buckets)
      if ((now - bucket.atMs) * perMs + bucket.units >= perMinute) buckets.delete(key)
    // Full of callers that all are busy: forget the oldest rather than grow.
    for (const key of buckets.keys()) {
      if (buckets.size < callersMax * 0.9) break
      buckets.delete(key)
    }
  }
  return {
    take(key, cost) {
      const now = nowMs()
      if (buckets.size >= callersMax) sweep(now)
      const bucket = buckets.get(key) ?? { units: perMinute, atMs: now }
      bucket.units = Math.min(perMinute, bucket.units + (now - bucket.atMs) * perMs)
      bucket.atMs = now
      buckets.set(key, bucket)
      if (bucket.units < cost) throw new TooMany((cost - bucket.units) / perMs / 1000)
      bucket.units -= cost
    },
  }
}

const salt = randomBytes(16).toString('hex')

/** A network address as a key that means nothing outside this process; IPv6 counts by its /64. */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return `address ${salt} ${plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain}`
}
