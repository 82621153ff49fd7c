import { byMeeting, findExpressions, isFirstPrint } from '../expressions/expressions.rules.ts'
import type {
  CrossReference,
  DerivedReference,
  Paragraph,
  ParagraphKind,
  Report,
} from '../recommendations.entity.ts'

/** A recommendation in its report. */
export interface Printed {
  report: Report
  paragraph: Paragraph
}

/** Who says that a way leads from one recommendation to another: the print, its way back, or a person. */
export type LinkOrigin = 'printed' | 'derived' | 'accepted'

/** A way from one recommendation to another. */
export interface Link {
  to: Printed
  fromSub: string | null
  toSub: string | null
  origin: LinkOrigin
}

/** Two recommendations that a person says are related, which no report prints. */
export interface AcceptedRelation {
  from: Printed
  fromSub: string | null
  to: Printed
  toSub: string | null
}

/**
 * The cross-references between recommendations of several reports. Where one report prints the recommendations of
 * another again, as the Chair's report does, its cross-references hold for the first print too.
 */
export class Links {
  readonly #first = new Map<Paragraph, Printed>()
  readonly #from = new Map<Paragraph, Link[]>()

  constructor(reports: readonly Report[], accepted: readonly AcceptedRelation[] = []) {
    this.#findReprints(reports)
    for (const report of reports) this.#addAll(report)
    for (const { from, fromSub, to, toSub } of accepted) {
      this.#addAccepted(from, { to, fromSub, toSub, origin: 'accepted' })
      this.#addAccepted(to, { to: from, fromSub: toSub, toSub: fromSub, origin: 'accepted' })
    }
  }

  /** The first print of a recommendation that is printed again; itself where there is none. */
  firstOf(printed: Printed): Printed {
    return this.#first.get(printed.paragraph) ?? printed
  }

  isReprint({ paragraph }: Printed): boolean {
    return this.#first.has(paragraph)
  }

  /** Printed ones first, then their ways back, then what people said; each way once. */
  from({ paragraph }: Printed): Link[] {
    const links = this.#from.get(paragraph) ?? []
    const origins: readonly LinkOrigin[] = ['printed', 'derived', 'accepted']
    return origins.flatMap(wanted => links.filter(({ origin }) => origin === wanted))
  }

  #findReprints(reports: readonly Report[]): void {
    const groups = reports.map((report, index) => byMeeting(String(index), report.paragraphs))
    reports.forEach((report, index) => {
      if (isFirstPrint(report.document)) return
      for (const [meeting, again] of groups[index]!) {
        const firstIndex = reports.findIndex(
          (one, at) =>
            isFirstPrint(one.document) && one.document.meeting?.from === meeting && groups[at]!.has(meeting),
        )
        if (firstIndex < 0) continue
        for (const { ordinal, ofOrdinal } of findExpressions(again, groups[firstIndex]!.get(meeting)!)) {
          const first = reports[firstIndex]!
          this.#first.set(report.paragraphs[ordinal]!, {
            report: first,
            paragraph: first.paragraphs[ofOrdinal]!,
          })
        }
      }
    })
  }

  #addAll(report: Report): void {
    const units = new Map<string, Paragraph>()
    for (const paragraph of report.paragraphs) {
      const key = `${paragraph.kind} ${paragraph.number}`
      if (!units.has(key)) units.set(key, paragraph)
    }
    const find = (number: number, kind: ParagraphKind) =>
      units.get(`${kind} ${number}`) ??
      units.get(`${kind === 'paragraph' ? 'Recommendation' : 'paragraph'} ${number}`)
    for (const reference of [...report.crossReferences, ...report.derivedReferences]) {
      const kind =
        'literal' in reference && /recommendation/i.test(reference.literal) ? 'Recommendation' : 'paragraph'
      const from = find(reference.fromPara, kind)
      const to = find(reference.toPara, kind)
      if (!from || !to) continue
      const target = this.#first.get(to) ?? { report, paragraph: to }
      this.#add(from, { ...sidesOf(reference), to: { report, paragraph: to } })
      const first = this.#first.get(from)
      if (first) this.#add(first.paragraph, { ...sidesOf(reference), to: target })
    }
  }

  /** What a print says already is not said again by a person. */
  #addAccepted(from: Printed, link: Link): void {
    const first = this.firstOf(from)
    const to = this.firstOf(link.to)
    for (const [paragraph, target] of [
      [from.paragraph, link.to],
      [first.paragraph, to],
    ] as const) {
      const known = this.#from.get(paragraph) ?? []
      const isPrinted = known.some(
        one =>
          one.origin !== 'accepted' &&
          this.firstOf(one.to).paragraph === to.paragraph &&
          mayMean(one.fromSub, link.fromSub) &&
          mayMean(one.toSub, link.toSub),
      )
      if (!isPrinted) this.#add(paragraph, { ...link, to: target })
    }
  }

  #add(from: Paragraph, link: Link): void {
    const links = this.#from.get(from) ?? []
    const same = links.some(
      ({ to, fromSub, toSub }) =>
        to.paragraph === link.to.paragraph && fromSub === link.fromSub && toSub === link.toSub,
    )
    if (!same) this.#from.set(from, [...links, link])
  }
}

/** Whether two ends of one recommendation are the same: the whole means each of its sub-items. */
const mayMean = (one: string | null, other: string | null) => one === null || other === null || one === other

function sidesOf({ fromSub, toSub, origin }: CrossReference | DerivedReference): Omit<Link, 'to'> {
  return { fromSub, toSub, origin }
}
