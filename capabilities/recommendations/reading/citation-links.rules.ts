import type { Citation } from '../recommendations.entity.ts'

/** Where a cited document can be read. */
export interface CitationLink {
  symbol: string
  href: string
}

/** Series of United Nations documents whose symbols the resolver knows. */
const series = new Set(
  'A E S T ST CTOC CAC CAT CCPR CED CEDAW CERD CMW CRC CRPD DP ECE FCCC HRI HSP TD UNEP'.split(' '),
)
const symbolForm = /^([A-Z]{1,6})(?:\/[A-Z0-9][A-Za-z0-9.()-]*)+$/

/** Instruments by the names that reports give them, with the resolution whose annex is their text. */
const instruments: readonly (readonly [name: RegExp, symbol: string])[] = [
  [
    /^(?:United Nations )?(?:Organized Crime Convention$|Convention against Transnational Organized Crime\b)/,
    'A/RES/55/25',
  ],
  [
    /^(?:Trafficking in Persons Protocol$|Protocol to Prevent, Suppress and Punish Trafficking\b)/,
    'A/RES/55/25',
  ],
  [/^(?:Migrants Protocol$|Protocol against the Smuggling of Migrants\b)/, 'A/RES/55/25'],
  [/^Convention on the Rights of the Child$/, 'A/RES/44/25'],
  [/^Convention on the Elimination of All Forms of Discrimination against Women$/, 'A/RES/34/180'],
  [/^(?:United Nations )?Convention against Corruption$/, 'A/RES/58/4'],
]

/**
 * The address at which what is cited can be read, where it follows surely from the words: a document by its symbol, a
 * resolution of the General Assembly by its number, an article by the resolution to which its instrument is annexed.
 * @returns null where the words leave more than one answer; no address is guessed
 * @see https://undocs.org, the resolver of United Nations document symbols
 */
export function citationLink({
  kind,
  target,
  of,
}: Pick<Citation, 'kind' | 'target' | 'of'>): CitationLink | null {
  const symbol = symbolOf(kind, target, of)
  return symbol === null ? null : { symbol, href: `https://undocs.org/${symbol}` }
}

function symbolOf(kind: Citation['kind'], target: string, of: string | null): string | null {
  if (kind === 'document') {
    const found = symbolForm.exec(target)
    return found && series.has(found[1]!) ? target : null
  }
  if (kind === 'resolution' && of === 'General Assembly') {
    // From the thirty-first session on, numbers name the session.
    const session = /^(\d{2,3})\/\d{1,3}(?: ([A-Z]))?$/.exec(target)
    return session && Number(session[1]) >= 31 ? `A/RES/${target.replace(' ', '')}` : null
  }
  if (kind === 'treaty article' && of !== null)
    return instruments.find(([name]) => name.test(of.trim()))?.[1] ?? null
  return null
}
