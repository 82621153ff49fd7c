import type { Span } from '../recommendations.entity.ts'

/** Bodies that reports name in two ways. The later name comes second. */
export const renamings: readonly (readonly [earlier: string, now: string])[] = [
  [
    'Inter-Agency Cooperation Group against Trafficking in Persons',
    'Inter-Agency Coordination Group against Trafficking in Persons',
  ],
]

/** The places where a text uses a name that later reports silently replace. */
export function earlierNames(text: string): { at: Span; now: string }[] {
  const found: { at: Span; now: string }[] = []
  for (const [earlier, now] of renamings) {
    for (let at = text.indexOf(earlier); at >= 0; at = text.indexOf(earlier, at + earlier.length)) {
      found.push({ at: { start: at, end: at + earlier.length }, now })
    }
  }
  return found
}

/** A text with earlier names replaced by later ones: for comparing two issues, never for showing. */
export function withLaterNames(text: string): string {
  return renamings.reduce((sum, [earlier, now]) => sum.replaceAll(earlier, now), text)
}
