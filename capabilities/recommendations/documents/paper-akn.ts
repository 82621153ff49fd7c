import { AKN_NAMESPACE } from '../akoma-ntoso/write-akn.ts'
import { element, escapeText } from '../akoma-ntoso/xml-text.ts'
import type { CompiledBlock } from './compilation.ts'
import type { Paper, PaperRecommendation, PaperReference, PaperRow } from './paper.ts'

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'eng', fr: 'fra', es: 'spa', ar: 'ara', ru: 'rus', zh: 'zho',
} // biome-ignore format: a table of codes

/**
 * Writes a paper as an Akoma Ntoso 3.0 document; in a comparison with del and ins. It is a paper of this node and not of the
 * United Nations, and its address says so.
 * @param writtenOn ISO 8601 day
 */
export function paperAsAkn(paper: Paper, writtenOn: string): string {
  return new PaperWriter(paper, writtenOn).write()
}

class PaperWriter {
  readonly #paper: Paper
  readonly #day: string
  #notes = 0

  constructor(paper: Paper, writtenOn: string) {
    this.#paper = paper
    this.#day = writtenOn.slice(0, 10)
  }

  write(): string {
    const { kind, title, sourcesTitle, sources, lead, groups } = this.#paper
    const front = [
      element('p', {}, element('docTitle', {}, escapeText(title))),
      element('p', {}, escapeText(sourcesTitle)),
      ...sources.map(source => element('p', { 'xml:lang': 'en' }, escapeText(source))),
      ...(lead ? [element('p', {}, escapeText(lead))] : []),
    ]
    const body = groups.map(({ title, parts }, group) =>
      element(
        'chapter',
        { eId: `chp_${group + 1}` },
        [
          element('heading', {}, escapeText(title)),
          ...parts.map((part, index) => {
            const eId = `chp_${group + 1}__sec_${index + 1}`
            const heading = element('heading', {}, escapeText(part.title))
            const content =
              part.rows.length > 0
                ? [element('content', {}, this.#table(part.rows))]
                : part.recommendations.map(one => this.#recommendation(one))
            return element('section', { eId }, `\n${[heading, ...content].join('\n')}\n`)
          }),
        ].join('\n'),
      ),
    )
    const content = [
      element('meta', {}, this.#identification()),
      element('preface', {}, front.join('\n')),
      element('mainBody', {}, body.length > 0 ? `\n${body.join('\n')}\n` : element('p', {})),
    ]
    const document = element('doc', { name: kind, contains: 'originalVersion' }, `\n${content.join('\n')}\n`)
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('akomaNtoso', { xmlns: AKN_NAMESPACE }, `\n${document}\n`)}\n`
  }

  #identification(): string {
    const { kind, language, title } = this.#paper
    const work = `/akn/un/doc/${kind}/palermo/${this.#day}`
    const expression = `${work}/${LANGUAGES[language] ?? 'eng'}@${this.#day}`
    const level = (name: string, address: string, last: string, more: string) =>
      element(
        name,
        {},
        [
          element('FRBRthis', { value: `${address}/!main${last}` }),
          element('FRBRuri', { value: `${address}${last}` }),
          element('FRBRdate', { date: this.#day, name: 'compiled' }),
          element('FRBRauthor', { href: '#palermo' }),
          more,
        ].join(''),
      )
    return [
      element(
        'identification',
        { source: '#palermo' },
        [
          level(
            'FRBRWork',
            work,
            '',
            element('FRBRcountry', { value: 'un' }) + element('FRBRname', { value: title }),
          ),
          level(
            'FRBRExpression',
            expression,
            '',
            element('FRBRlanguage', { language: LANGUAGES[language] ?? 'eng' }),
          ),
          level(
            'FRBRManifestation',
            expression,
            '.xml',
            element('FRBRformat', { value: 'application/akn+xml' }),
          ),
        ].join('\n'),
      ),
      element(
        'references',
        { source: '#palermo' },
        element('TLCOrganization', {
          eId: 'palermo',
          href: '/akn/ontology/organization/palermo',
          showAs: 'Palermo',
        }),
      ),
    ].join('\n')
  }

  #recommendation({ position, source, addressees, blocks, references }: PaperRecommendation): string {
    const eId = `para_${position}`
    const [lead, ...items] = blocks
    const points = items.map((block, index) => {
      const letter = /^\(([a-z]{1,4})\)$/.exec(block.mark ?? '')?.[1]
      return element(
        letter ? 'point' : 'indent',
        { eId: `${eId}__${letter ? `point_${letter}-${index + 1}` : `indent_${index + 1}`}` },
        (block.mark ? element('num', {}, escapeText(block.mark)) : '') +
          element('content', {}, this.#words(block)),
      )
    })
    const see =
      references.length === 0
        ? ''
        : element(
            'p',
            { class: 'see-also' },
            `${escapeText(this.#paper.seeAlso)} ${this.#references(references)}`,
          )
    const heading = [
      element('num', {}, `${position}.`),
      element('heading', {}, escapeText(addressees)),
      element('subheading', {}, escapeText(source)),
    ].join('')
    const words = lead ? this.#words(lead) : element('p', {})
    const content =
      points.length === 0
        ? element('content', {}, words + see)
        : [element('intro', {}, words), ...points, ...(see === '' ? [] : [element('wrapUp', {}, see)])].join(
            '\n',
          )
    return element('paragraph', { eId }, heading + content)
  }

  #words(block: CompiledBlock): string {
    const xml = block.pieces.map(piece => {
      if ('text' in piece)
        return piece.is
          ? element(piece.is === 'removed' ? 'del' : 'ins', {}, escapeText(piece.text))
          : escapeText(piece.text)
      this.#notes++
      const { label, text, resolved } = piece.note
      return element(
        'authorialNote',
        { eId: `authorialNote_${this.#notes}`, marker: label, placement: 'bottom' },
        element('p', {}, escapeText(resolved ?? text)),
      )
    })
    return element('p', { 'xml:lang': 'en' }, xml.join(''))
  }

  #references(references: readonly PaperReference[]): string {
    return references
      .map(({ text, position }) =>
        position === null
          ? escapeText(text)
          : element('ref', { href: `#para_${position}` }, escapeText(text)),
      )
      .join(escapeText(this.#paper.listSeparator))
  }

  #table(rows: readonly PaperRow[]): string {
    const row = (tag: string, cells: readonly string[]) =>
      element('tr', {}, cells.map(cell => element(tag, {}, element('p', {}, cell))).join(''))
    return element(
      'table',
      {},
      [
        row('th', this.#paper.columns.map(escapeText)),
        ...rows.map(({ number, addressees, references, document }) =>
          row('td', [
            escapeText(number),
            escapeText(addressees),
            this.#references(references),
            escapeText(document),
          ]),
        ),
      ].join('\n'),
    )
  }
}
