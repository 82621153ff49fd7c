import type { PrintedBlock } from '../documents/report-document.ts'
import type { ReportDocument } from '../recommendations.entity.ts'

/** Where a document stands in Akoma Ntoso: the element, its name, and its addresses at three levels. */
export interface AknNames {
  element: 'debateReport' | 'doc'
  name: string
  subtype: string
  /** The body that the report is of, as the address names it. */
  actor: string
  date: string
  /** False where the report prints no date; the address then carries the first day there is. */
  dated: boolean
  work: string
  expression: string
  manifestation: string
}

/** Where no date is printed: Akoma Ntoso has no address without one. */
const NO_DATE = '0001-01-01'

const CLASSES: Record<ReportDocument['kind'], Pick<AknNames, 'element' | 'name' | 'subtype'>> = {
  'meeting report': { element: 'debateReport', name: 'meetingReport', subtype: 'report' },
  'draft report': { element: 'debateReport', name: 'draftReport', subtype: 'report' },
  "chair's report": { element: 'debateReport', name: 'chairReport', subtype: 'report' },
  report: { element: 'debateReport', name: 'meetingReport', subtype: 'report' },
  'background paper': { element: 'doc', name: 'backgroundPaper', subtype: 'paper' },
}

/**
 * The address of a report: /akn/un/debateReport/report/{actor}/{date}/{number}. Only what is printed goes in; a report
 * without a symbol has an address without a number.
 * @see AKN4UN Guidelines, part 1, "AKN4UN Naming convention", and part 2, "Document Class: Meeting Reports"
 */
export function namesOf(document: ReportDocument): AknNames {
  const sort = CLASSES[document.kind]
  const date = document.date ?? document.meeting?.to ?? NO_DATE
  const actor = actorOf(document)
  const number = document.symbol?.replaceAll('/', '-')
  const work = ['/akn/un', sort.element, sort.subtype, actor, date, ...(number ? [number] : [])].join('/')
  const expression = `${work}/eng@${date}`
  return {
    ...sort,
    actor,
    date,
    dated: date !== NO_DATE,
    work,
    expression,
    manifestation: `${expression}/!main.xml`,
  }
}

/** "CTOC/COP/WG.4/2010/6" → "un-ctoc-cop-wg.4"; without a symbol, the working group that the title names. */
function actorOf({ symbol, title }: ReportDocument): string {
  if (symbol) {
    const parts = symbol.split('/')
    const end = parts.findIndex(part => /^(?:\d|L\.|CRP\.|INF)/.test(part))
    const organs = end < 0 ? parts : parts.slice(0, end)
    if (organs.length > 0) return `un-${slug(organs.join('-'))}`
  }
  const body =
    /\b(Working Group on [A-Z]\w*(?: (?:in|of|on|and|the|against|[A-Z]\w*)){0,8}?)(?= held| at |,|$)/.exec(
      title ?? '',
    )
  return body ? `un-${slug(body[1]!)}` : 'un'
}

export function slug(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
}

/** Gives every element its name within the document, once. @see Akoma Ntoso Naming Convention 1.0, section 5 */
export class ElementNames {
  readonly #given = new Set<string>()

  /** The wanted name, or the same with a counter where a report uses one number twice. */
  take(wanted: string): string {
    const base = wanted.replace(/\s+/g, '_')
    let name = base
    for (let again = 2; this.#given.has(name); again++) name = `${base}-${again}`
    this.#given.add(name)
    return name
  }
}

/** Paragraphs are numbered through the whole document and so are their names. */
export function unitName({ kind, number }: Pick<PrintedBlock & { is: 'unit' }, 'kind' | 'number'>): string {
  return kind === 'Recommendation' ? `hcontainer_rec_${number}` : `para_${number}`
}

export function itemName(unit: string, label: string, index: number): string {
  const letter = /^\(([a-z]{1,4})\)$/.exec(label)?.[1] ?? /^(\w{1,6})\.$/.exec(label)?.[1]
  return `${unit}__${letter ? `point_${letter}` : `indent_${index + 1}`}`
}
