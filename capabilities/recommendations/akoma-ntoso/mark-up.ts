import { type Place, placesOf, printedReportOf } from '../documents/printed-report.ts'
import type {
  FrontLine,
  Piece,
  PrintedBlock,
  PrintedItem,
  PrintedReport,
} from '../documents/report-document.ts'
import type { Report, Topic } from '../recommendations.entity.ts'
import { Layout, type LayoutStep } from './layout.ts'
import { ElementNames, itemName, unitName } from './names.ts'
import { type MarkedReference, markReferences } from './references.ts'
import { element, escapeText, forXml } from './xml-text.ts'

/** What is cited, listed once. */
export interface Cited {
  id: string
  kind: string
  target: string
  of: string | null
}

/** The content of a report in Akoma Ntoso, without its metadata. */
export interface MarkedUp {
  preface: string
  body: string
  /** Notes that no place in the text leads to. */
  looseNotes: string
  cited: Cited[]
  layout: LayoutStep[]
  /** The element that a recommendation, or one of its sub-items, is. */
  nameOf(kind: string, number: number, sub: string | null): string | null
}

type Unit = PrintedBlock & { is: 'unit' }
const unitKey = (kind: string, number: number, label: string | null) => `${kind} ${number} ${label ?? ''}`

/** Marks up a read report: headings within each other, units, sub-items, notes at their places, references as links. */
export function markUp(report: Report, source: string): MarkedUp {
  return new MarkUp(report, source).write()
}

class MarkUp {
  readonly #report: Report
  readonly #printed: PrintedReport
  readonly #places: readonly Place[]
  readonly #layout: Layout
  readonly #names = new ElementNames()
  readonly #units = new Map<Unit, string>()
  readonly #byNumber = new Map<string, string>()
  readonly #cited = new Map<string, Cited>()
  readonly #notesPlaced = new Set<number>()
  #holders = 0

  constructor(report: Report, source: string) {
    this.#report = report
    this.#printed = printedReportOf(report)
    this.#places = placesOf(report)
    this.#layout = new Layout(source)
    for (const block of this.#printed.blocks) if (block.is === 'unit') this.#nameUnit(block)
  }

  write(): MarkedUp {
    const fronts = this.#places.filter(place => place.is === 'front')
    const others = this.#places.filter(place => place.is !== 'front')
    const preface = this.#printed.front.map((line, index) => this.#front(line, fronts[index]!)).join('\n')
    const body = this.#body(others)
    const looseNotes = this.#printed.notes
      .map((_, index) => (this.#notesPlaced.has(index) ? '' : this.#note('note', index)))
      .join('')
    return {
      preface,
      body,
      looseNotes,
      cited: [...this.#cited.values()],
      layout: this.#layout.steps(),
      nameOf: (kind, number, sub) =>
        this.#byNumber.get(unitKey(kind, number, sub && `(${sub})`)) ??
        this.#byNumber.get(unitKey(kind, number, null)) ??
        null,
    }
  }

  #nameUnit(unit: Unit): void {
    const name = this.#names.take(unitName(unit))
    this.#units.set(unit, name)
    this.#remember(unitKey(unit.kind, unit.number, null), name)
    unit.items.forEach(({ label }, index) => {
      const key = unitKey(unit.kind, unit.number, label)
      this.#remember(key, itemName(name, label, index))
    })
  }

  #remember(key: string, name: string): void {
    if (!this.#byNumber.has(key)) this.#byNumber.set(key, name)
  }

  #front({ role, pieces, continues }: FrontLine, place: Place): string {
    const { date } = this.#report.document
    const words = this.#words(pieces, (holder, text) =>
      this.#layout.placeWithin(holder, text, place.start, place.end),
    )
    const marked =
      role === 'symbol'
        ? element('docNumber', {}, words)
        : role === 'title'
          ? element('docTitle', {}, words)
          : role === 'date' && date
            ? element('docDate', { date }, words)
            : words
    return element(
      'p',
      { class: [role.replaceAll(' ', '-'), ...(continues ? ['continues'] : [])].join(' ') },
      marked,
    )
  }

  #body(places: readonly Place[]): string {
    const open: string[] = []
    const out: string[] = []
    const close = (depth: number) => {
      while (open.length > depth) out.push(`</${open.pop()}>`)
    }
    const levels: Topic['level'][] = []
    let prefix = ''
    const prefixes: string[] = []
    this.#printed.blocks.forEach((block, index) => {
      const place = places[index]!
      if (block.is === 'unit') out.push(this.#unit(block, place as Place & { is: 'unit' }))
      else if (block.is === 'text') {
        const words = this.#paragraph(block.pieces, place.start, place.end)
        const eId = this.#names.take(`${prefix}hcontainer_text_${index + 1}`)
        out.push(element('hcontainer', { name: 'text', eId }, element('content', {}, words)))
      } else {
        const depth = levels.findIndex(level => RANK[level] >= RANK[block.level])
        if (depth >= 0) {
          close(depth)
          levels.length = depth
          prefixes.length = depth
        }
        const [name, opening, eId] = this.#heading(block, place, prefixes.at(-1) ?? '')
        levels.push(block.level)
        prefixes.push(`${eId}__`)
        prefix = `${eId}__`
        open.push(name)
        out.push(opening)
      }
    })
    close(0)
    return out.join('\n')
  }

  #heading(
    block: PrintedBlock & { is: 'heading' },
    place: Place,
    prefix: string,
  ): [name: string, opening: string, eId: string] {
    const { tag, short } = TAGS[block.level]
    const eId = this.#names.take(`${prefix}${short}_${block.numeral ?? this.#holders}`)
    let from = place.start
    const num =
      block.numeral === null
        ? ''
        : element(
            'num',
            {},
            this.#plain(`${block.numeral}.`, (holder, text) => {
              from = this.#layout.placeWithin(holder, text, from, place.end)
            }),
          )
    const title = this.#words(block.pieces, (holder, text) =>
      this.#layout.placeWithin(holder, text, from, place.end),
    )
    const attributes = tag === 'hcontainer' ? ` name="unnumbered" eId="${eId}"` : ` eId="${eId}"`
    return [tag, `<${tag}${attributes}>${num}${element('heading', {}, title)}`, eId]
  }

  #unit(unit: Unit, { paragraph }: Place & { is: 'unit' }): string {
    const eId = this.#units.get(unit)!
    const { start } = paragraph.source
    const printed = unit.kind === 'Recommendation' ? `Recommendation ${unit.number}` : `${unit.number}.`
    const num = element(
      'num',
      {},
      this.#plain(printed, (holder, text) =>
        this.#layout.placeWithin(holder, text, start, start + text.length + 8),
      ),
    )
    const lead = element(
      'p',
      {},
      this.#words(unit.lead, (holder, text) => this.#layout.placeRuns(holder, text, paragraph.runs, 0)),
    )
    const items = paragraph.items.filter(({ mark }) => mark !== 'inline letter')
    const points = unit.items.map((item, index) => {
      const opens = paragraph.text.lastIndexOf('\n', items[index]!.start) + 1
      return this.#item(item, itemName(eId, item.label, index), paragraph.runs, opens, items[index]!.start)
    })
    const content =
      points.length === 0
        ? element('content', {}, lead)
        : `${element('intro', {}, lead)}\n${points.join('\n')}`
    return unit.kind === 'Recommendation'
      ? element('hcontainer', { name: 'recommendation', eId }, num + content)
      : element('paragraph', { eId }, num + content)
  }

  #item(
    item: PrintedItem,
    wanted: string,
    runs: Parameters<Layout['placeRuns']>[2],
    opens: number,
    start: number,
  ): string {
    const eId = this.#names.take(wanted)
    const num = element(
      'num',
      {},
      this.#plain(item.label, (holder, text) => {
        if (item.mark !== 'bullet') this.#layout.placeRuns(holder, text, runs, opens)
      }),
    )
    const words = element(
      'p',
      {},
      this.#words(item.pieces, (holder, text) => this.#layout.placeRuns(holder, text, runs, start)),
    )
    return element(
      item.mark === 'bullet' ? 'indent' : 'point',
      { eId, class: item.mark },
      num + element('content', {}, words),
    )
  }

  #paragraph(pieces: readonly Piece[], start: number, end: number): string {
    return element(
      'p',
      {},
      this.#words(pieces, (holder, text) => this.#layout.placeWithin(holder, text, start, end)),
    )
  }

  #plain(text: string, place: (holder: number, text: string) => void): string {
    place(this.#holders++, forXml(text))
    return escapeText(text)
  }

  /** The words of one element, with notes at their places and links on what points somewhere. */
  #words(pieces: readonly Piece[], place: (holder: number, text: string) => unknown): string {
    const text = pieces.filter(piece => typeof piece === 'string').join('')
    place(this.#holders++, forXml(text))
    const notes: { at: number; label: string; note: number | null }[] = []
    let length = 0
    for (const piece of pieces) {
      if (typeof piece === 'string') length += piece.length
      else notes.push({ at: length, ...piece })
    }
    const links = markReferences(text).filter(
      ({ start, end }) => !notes.some(({ at }) => at > start && at < end),
    )
    let xml = ''
    let done = 0
    const until = (to: number) => {
      xml += escapeText(text.slice(done, to))
      done = to
    }
    const events = [
      ...notes.map(note => ({ at: note.at, note, link: null })),
      ...links.map(link => ({ at: link.start, note: null, link })),
    ].sort((one, other) => one.at - other.at)
    for (const { at, note, link } of events) {
      until(at)
      if (note) xml += this.#noteMark(note.label, note.note)
      else {
        xml += this.#link(link, escapeText(text.slice(link.start, link.end)))
        done = link.end
      }
    }
    until(text.length)
    return xml
  }

  #link(link: MarkedReference, words: string): string {
    if (link.to === 'range') {
      const [from, upTo] = [this.#target(link.from, null), this.#target(link.upTo, null)]
      return element('rref', { from: from.href, upTo: upTo.href, class: from.class ?? upTo.class }, words)
    }
    if (link.to === 'unit') return element('ref', this.#target(link.number, link.letter), words)
    const key = `${link.kind} ${link.target} ${link.of}`
    const { kind, target, of } = link
    const known = this.#cited.get(key) ?? { id: `cited_${this.#cited.size + 1}`, kind, target, of }
    this.#cited.set(key, known)
    return element('ref', { href: `#${known.id}`, class: kind.replaceAll(' ', '-') }, words)
  }

  /** A paragraph of this document; one that it does not have is named all the same, and marked. */
  #target(number: number, letter: string | null): { href: string; class: string | null } {
    for (const kind of ['paragraph', 'Recommendation']) {
      const name = this.#byNumber.get(unitKey(kind, number, letter && `(${letter})`))
      if (name) return { href: `#${name}`, class: null }
    }
    return { href: `#para_${number}${letter ? `__point_${letter}` : ''}`, class: 'missing' }
  }

  #noteMark(label: string, note: number | null): string {
    if (note === null) return element('noteRef', { href: '#missing', marker: label })
    if (this.#notesPlaced.has(note))
      return element('noteRef', { href: `#authorialNote_${note + 1}`, marker: label })
    return this.#note('authorialNote', note)
  }

  #note(tag: 'authorialNote' | 'note', index: number): string {
    this.#notesPlaced.add(index)
    const { label, text } = this.#printed.notes[index]!
    const { source } = this.#report.notes[index]!
    const words = this.#paragraph([text], source.start, source.end)
    return element(
      tag,
      { eId: this.#names.take(`authorialNote_${index + 1}`), marker: label, placement: 'bottom' },
      words,
    )
  }
}

const RANK = { chapter: 0, section: 1, 'sub-section': 2, unnumbered: 2 } as const

const TAGS = {
  chapter: { tag: 'chapter', short: 'chp' },
  section: { tag: 'section', short: 'sec' },
  'sub-section': { tag: 'subsection', short: 'subsec' },
  unnumbered: { tag: 'hcontainer', short: 'hcontainer' },
} as const
