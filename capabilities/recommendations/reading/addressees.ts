/** How a report names those it addresses, longest first; "States", "States parties" and "Member States" stay apart. */
const NAMES: readonly (readonly [pattern: string, addressee: string])[] = [
  ['Conference of the (?:States )?[Pp]arties', 'Conference'],
  ['States [Pp]arties and international organi[sz]ations', 'States parties and international organizations'],
  ['States [Pp]arties', 'States parties'],
  ['Member States', 'Member States'],
  ['States', 'States'],
  ['Conference', 'Conference'],
  ['[Ss]ecretariat', 'Secretariat'],
  ['United Nations Office on Drugs and Crime(?: \\(UNODC\\))?', 'UNODC'],
  ['UNODC', 'UNODC'],
  [
    'Working Group(?: on(?: the)? [A-Z][\\w-]*(?: (?:(?:of|in|and|for|the) ){0,2}[A-Z][\\w-]*){0,8})?',
    'Working Group',
  ],
]

const ANY_NAME = NAMES.map(([pattern]) => pattern).join('|')
const NAME = new RegExp(
  `(?:\\b(?:[Tt]he|[Aa]ll|[Bb]oth|[Rr]equesting|[Ii]nterested|[Rr]elevant|[Oo]ther) )*\\b(?:${ANY_NAME})\\b`,
  'g',
)
const WHOLE = NAMES.map(
  ([pattern, addressee]) => [new RegExp(`(?:^|\\s)(?:${pattern})$`), addressee] as const,
)
const NOT_YET = /^ (?:that|which) (?:have|had) not yet\b|^,? not yet parties\b|^ that (?:are|were) not yet\b/

/** An addressee's name as it stands in a text. */
export interface NamedAddressee {
  addressee: string
  start: number
  end: number
}

/** All names of addressees in a text, in order. */
export function findNames(text: string): NamedAddressee[] {
  const names: NamedAddressee[] = []
  for (const found of text.matchAll(NAME)) {
    const addressee = canonicalName(found[0])
    if (addressee) names.push({ addressee, start: found.index, end: found.index + found[0].length })
  }
  return names
}

/** The one word of this system for an addressee's printed name, or null when it is none. */
export function canonicalName(printed: string): string | null {
  return WHOLE.find(([pattern]) => pattern.test(printed))?.[1] ?? null
}

/** Who stands as the subject directly before a verb, or why nobody does. */
export type Subject =
  | { is: 'addressee'; addressee: string; start: number; issuer: string | null }
  | { is: 'subordinate' }
  | { is: 'none' }

const SUBORDINATOR =
  /\b(?:which|that|who|whom|whose|whether|if|how|where|when|why|because|while|until|unless|as|than|what)$/
const REPORTED =
  /\b(?:recommend|reaffirm|affirm|agree|stress|emphasi[sz]e|reiterat|note|recall|conclude|decide|underline|highlight|propose|suggest|request)(?:s|d|ed)?\s+that$/
const PREPOSITION =
  /\b(?:for|of|by|to|with|from|in|on|at|between|among|against|within|through|under|upon|into|towards?|regarding|concerning|including|requesting|encouraging|inviting)$/
const RELATIVE_TAIL =
  /^ (?:to|of|in|with|concerned|that|which|whose|for|as|having|participating|parties)\b[^,;:]*$/
const COMPANIONS = /^ and ((?:the )?[^,;:.]{2,80})$/
const PARENTHETICAL = /^,[^;:]{1,300},$/

/**
 * Finds the addressee that is the subject of a verb, given the sentence up to that verb.
 * @param before the sentence's text before the verb, adverbs such as "also" removed
 */
export function subjectBefore(before: string): Subject {
  const names = findNames(before)
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index]!
    const tail = before.slice(name.end)
    const companions = COMPANIONS.exec(tail)
    const fits = tail === '' || RELATIVE_TAIL.test(tail) || PARENTHETICAL.test(tail) || companions !== null
    if (!fits) continue
    const lead = before.slice(0, name.start).trimEnd()
    if (PREPOSITION.test(lead)) continue
    if (SUBORDINATOR.test(lead)) {
      const issuer = REPORTED.test(lead) ? issuerOf(lead) : null
      if (issuer === null) {
        if (tail === '') return { is: 'subordinate' }
        continue
      }
      return {
        is: 'addressee',
        addressee: withTail(name.addressee, tail, companions),
        start: name.start,
        issuer: issuer || null,
      }
    }
    return {
      is: 'addressee',
      addressee: withTail(name.addressee, tail, companions),
      start: name.start,
      issuer: null,
    }
  }
  return { is: 'none' }
}

/** Who recommends or reaffirms; an empty text for an impersonal "it was". */
function issuerOf(lead: string): string {
  return findNames(lead).at(-1)?.addressee ?? ''
}

function withTail(addressee: string, tail: string, companions: RegExpExecArray | null): string {
  if ((addressee === 'States' || addressee === 'States parties') && NOT_YET.test(tail))
    return 'States (not yet parties)'
  if (!companions) return addressee
  const other = companions[1]!
  return `${addressee} and ${canonicalName(other) ?? other}`
}
