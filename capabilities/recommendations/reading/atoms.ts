import type { AddresseeOrigin, Atom, Item, Paragraph, Predicate, Span } from '../recommendations.entity.ts'
import { findHeads, type Head, type HeadKind, NOBODY } from './heads.ts'
import { sourceSpan } from './passages.ts'
import { findDelegate, findQualifiers, readPredicate } from './qualifiers.ts'
import { splitSentences } from './sentences.ts'

/** What reading one paragraph for its atoms yields. */
export interface AtomReading {
  atoms: Atom[]
  /** The lead-in that the sub-items inherit from. */
  leadIn: Head | null
  /** Lettered sub-items from which no atom came. */
  silentItems: Item[]
  /** Where heads were found, in the paragraph's text. */
  heads: Span[]
  /** Whom the next paragraph's "they" would mean. */
  previous: string | null
}

/**
 * Draws the atoms out of a paragraph: one per pair of addressee and deontic head; a sub-item without a head of its
 * own inherits that of the lead-in.
 * @param previous the addressee of the paragraph before, for "they" and "such training"
 * @param kind which heads count here
 */
export function readAtoms(paragraph: Paragraph, previous: string | null, kind: HeadKind): AtomReading {
  const reader = new AtomReader(paragraph, previous, kind)
  return reader.read()
}

class AtomReader {
  readonly #paragraph: Paragraph
  readonly #kind: HeadKind
  readonly #atoms: Atom[] = []
  #previous: string | null
  #leadIn: Head | null = null
  #leadText = ''
  readonly #heads: Span[] = []

  constructor(paragraph: Paragraph, previous: string | null, kind: HeadKind) {
    this.#paragraph = paragraph
    this.#previous = previous
    this.#kind = kind
  }

  read(): AtomReading {
    const { text, items } = this.#paragraph
    const leadEnd = items.length > 0 ? this.#startOfMark(items[0]!) : text.length
    const sentences = splitSentences(text, { start: 0, end: leadEnd })
    const inherited = items.some(item => item.letter !== null || this.#kind === 'recommendation')
    sentences.forEach((sentence, index) => {
      const leads = inherited && index === sentences.length - 1
      this.#sentence(sentence, index + 1, null, leads)
    })
    const lead = this.#leadIn
    const silentItems: Item[] = []
    for (const item of items) if (!this.#item(item, lead)) silentItems.push(item)
    return { atoms: this.#atoms, leadIn: lead, silentItems, heads: this.#heads, previous: this.#previous }
  }

  #startOfMark(item: Item): number {
    const before = this.#paragraph.text.slice(0, item.start)
    return before.length - (/(?:\([a-z]{1,4}\)\s*)?$/.exec(before.slice(-8))?.[0].length ?? 0)
  }

  #sentence(span: Span, number: number, sub: string | null, leads: boolean): number {
    const text = this.#paragraph.text.slice(span.start, span.end)
    const heads = findHeads(text, { previous: this.#previous }, this.#kind)
    heads.forEach((head, index) => {
      this.#heads.push({ start: span.start + head.at.start, end: span.start + head.at.end })
      this.#previous = head.addressee === NOBODY ? this.#previous : head.addressee
      if (leads && index === heads.length - 1) {
        this.#leadIn = head
        this.#leadText = text
      } else {
        const until = heads[index + 1]?.clauseFrom ?? text.length
        this.#push({ head, text, span, number, sub, first: index === 0, until })
      }
    })
    return heads.length
  }

  #push(found: {
    head: Head
    text: string
    span: Span
    number: number
    sub: string | null
    first: boolean
    until: number
  }) {
    const { head, text, span, number, sub, first, until } = found
    const clause = text.slice(head.predicateFrom, until)
    this.#add({
      sub,
      sentence: number,
      addressee: head.addressee,
      addresseeOrigin: head.origin,
      deontic: head.deontic,
      deonticLiteral: text.slice(head.at.start, head.at.end),
      text: first ? text : `[...] ${text.slice(head.clauseFrom)}`,
      leadIn: null,
      issuer: head.issuer,
      clause,
      whole: first ? text : text.slice(head.clauseFrom),
      at: { start: span.start + (first ? 0 : head.clauseFrom), end: span.end },
    })
  }

  /** @returns whether the sub-item asks for anything */
  #item(item: Item, lead: Head | null): boolean {
    const before = this.#atoms.length
    if (lead) this.#previous = lead.addressee
    const sentences = splitSentences(this.#paragraph.text, item)
    sentences.forEach((sentence, index) => {
      const own = this.#sentence(sentence, index + 1, item.letter, false)
      if (index === 0 && lead && (own === 0 || this.#ownIsOnlyShared(before)))
        this.#inherit(item, sentence, lead, before)
    })
    return this.#atoms.length > before
  }

  /** A sub-item that goes on with "and should" still owes its first verb to the lead-in. */
  #ownIsOnlyShared(before: number): boolean {
    const first = this.#atoms[before]
    return first !== undefined && first.addresseeOrigin === 'anaphora' && /^\[\.\.\.\] and\b/.test(first.text)
  }

  #inherit(item: Item, sentence: Span, lead: Head, place: number): void {
    const text = this.#paragraph.text.slice(sentence.start, sentence.end)
    const considers = lead.deontic === 'should' && /^consider\b/i.test(text)
    const inherited = this.#atoms.length
    this.#add({
      sub: item.letter,
      sentence: 1,
      addressee: lead.addressee,
      addresseeOrigin: 'inherited' satisfies AddresseeOrigin,
      deontic: considers ? 'should consider' : lead.deontic,
      deonticLiteral: this.#leadText.slice(lead.at.start, lead.at.end),
      text,
      leadIn: this.#leadText,
      issuer: lead.issuer,
      clause: considers ? text.slice('consider'.length) : this.#inheritedClause(lead, text),
      whole: `${this.#leadText} ${text}`,
      at: sentence,
    })
    const [atom] = this.#atoms.splice(inherited, 1)
    this.#atoms.splice(place, 0, atom!)
  }

  /** The verb may stand in the lead-in already: "should ensure that:", "should compile and disseminate:". */
  #inheritedClause(lead: Head, text: string): string {
    const tail = this.#leadText.slice(lead.predicateFrom).replace(/[:\s]+$/, '')
    return tail === '' ? text : `${tail} ${text}`
  }

  #add(
    found: Omit<Atom, 'para' | 'kind' | 'delegate' | 'qualifiers' | 'predicate' | 'source'> & {
      clause: string
      whole: string
    },
  ) {
    const { clause, whole, ...atom } = found
    this.#atoms.push({
      para: this.#paragraph.number,
      kind: this.#paragraph.kind,
      ...atom,
      delegate: findDelegate(clause),
      qualifiers: findQualifiers(whole),
      predicate: predicateOf(atom.deontic, clause),
      source: sourceSpan(this.#paragraph.runs, atom.at),
    })
  }
}

/** What is considered is a verb only as a gerund ("considering providing") or beside it ("consider and encourage"). */
function predicateOf(deontic: string, clause: string): Predicate {
  const predicate = readPredicate(clause)
  const named = deontic !== 'should consider' || /ing$/.test(predicate.verb ?? '') || /^\s*and\b/.test(clause)
  return named ? predicate : { ...predicate, verb: null }
}
