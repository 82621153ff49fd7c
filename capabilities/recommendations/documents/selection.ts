import type { Meeting, ParagraphKind, Report } from '../recommendations.entity.ts'
import { themeOf, themesOf } from '../topics/topic.rules.ts'
import { type AcceptedRelation, type Link, type LinkOrigin, Links, type Printed } from './links.ts'

/** By what an index or a compilation is ordered first; within it, by meeting, or by theme where the meeting comes first. */
export type DocumentOrder = 'theme' | 'meeting' | 'addressee'
export const documentOrders: readonly DocumentOrder[] = ['theme', 'meeting', 'addressee']

/** Which recommendations go in, and how. Filters that are left out let everything through; values of one are alternatives. */
export interface Selection {
  order?: DocumentOrder
  /** First days of meetings, ISO 8601. */
  meetings?: readonly string[]
  addressees?: readonly string[]
  /** Words of obligation: "should consider". */
  forces?: readonly string[]
  /** Ids of themes. */
  themes?: readonly string[]
  /** Only recommendations printed in these; cross-references come from all reports all the same. */
  from?: readonly Report[]
  /** Recommendations that a later report prints again too. */
  reprints?: boolean
  /** Whatever else says that a recommendation goes in, as a saved search does. */
  only?: (printed: Printed) => boolean
  /** Relations that people accepted: shown beside the printed cross-references. */
  accepted?: readonly AcceptedRelation[]
  /** Who says what a recommendation is about; the rule of the themes where nobody does. */
  themed?: Themed
}

/** Themes in their order, and the one of each recommendation. */
export interface Themed {
  themes: readonly { id: string; title: string }[]
  themeOf(printed: Printed): string
}

const byRule: Themed = { themes: themesOf(), themeOf: ({ paragraph }) => themeOf(paragraph) }

/** A recommendation taken out of its report, with what a reader needs to find it again. */
export interface SelectedRecommendation extends Printed {
  theme: string
  meeting: Meeting | null
  /** As a reader cites it: "para. 13", "Recommendation 9". */
  number: string
  /** The symbol where one is printed, else the title. */
  document: string
  addressees: string[]
  deontics: string[]
  links: Link[]
}

/** What the recommendations of a group have in common. */
export interface GroupLabel {
  by: DocumentOrder
  /** Id of a theme, first day of a meeting or an addressee as printed. */
  id: string
  /** In English; documents in other languages have their own words. */
  title: string
  meeting: Meeting | null
}

export interface Group<Entry> extends GroupLabel {
  parts: (GroupLabel & { entries: Entry[] })[]
}

/** The chosen recommendations in groups of two levels; within them in order of time, then as printed. */
export function selectInGroups(
  reports: readonly Report[],
  selection: Selection = {},
): Group<SelectedRecommendation>[] {
  const themed = selection.themed ?? byRule
  const links = new Links(reports, selection.accepted)
  const all = reports
    .flatMap(report => selectFrom(report, links, themed))
    .filter(one => goesIn(one, selection, links))
    .sort(inTime)
  const order = selection.order ?? 'theme'
  const groups = labelled(all, order, themed, selection.addressees)
  return groups.map(([label, entries]) => ({
    ...label,
    parts: labelled(entries, order === 'meeting' ? 'theme' : 'meeting', themed).map(([part, own]) => ({
      ...part,
      entries: own,
    })),
  }))
}

function selectFrom(report: Report, links: Links, themed: Themed): SelectedRecommendation[] {
  return report.paragraphs
    .filter(paragraph => paragraph.role === 'recommendation')
    .map(paragraph => {
      const atoms = report.atoms.filter(
        atom => atom.para === paragraph.number && atom.kind === paragraph.kind,
      )
      return {
        report,
        paragraph,
        theme: themed.themeOf({ report, paragraph }),
        meeting: paragraph.meeting,
        number: numberLabel(paragraph),
        document: documentLabel(report),
        addressees: [...new Set(atoms.map(atom => atom.addressee))],
        deontics: [...new Set(atoms.map(atom => atom.deontic))],
        links: links.from({ report, paragraph }),
      }
    })
}

/** Addressee and obligation must meet in one and the same request. */
function goesIn(one: SelectedRecommendation, selection: Selection, links: Links): boolean {
  const { meetings, addressees, forces, themes, from, reprints, only } = selection
  if (from && !from.includes(one.report)) return false
  if (!reprints && links.isReprint(one) && (!from || from.includes(links.firstOf(one).report))) return false
  if (!allows(meetings, one.meeting?.from) || !allows(themes, one.theme)) return false
  if (only && !only(one)) return false
  if (!addressees?.length && !forces?.length) return true
  return one.report.atoms.some(
    ({ para, kind, addressee, deontic }) =>
      para === one.paragraph.number &&
      kind === one.paragraph.kind &&
      allows(addressees, addressee) &&
      allows(forces, deontic),
  )
}

const allows = (values: readonly string[] | undefined, value: string | undefined) =>
  !values?.length || (value !== undefined && values.includes(value))

type Labelled = [GroupLabel, SelectedRecommendation[]]

function labelled(
  all: readonly SelectedRecommendation[],
  by: DocumentOrder,
  { themes }: Themed,
  addressees?: readonly string[],
): Labelled[] {
  const groups = new Map<string, Labelled>()
  const put = (one: SelectedRecommendation, label: GroupLabel) => {
    const group = groups.get(label.id)
    if (!group) groups.set(label.id, [label, [one]])
    else {
      group[1].push(one)
      // One report may print the place that another leaves out.
      if (!group[0].meeting?.place && label.meeting?.place) group[0].meeting = label.meeting
    }
  }
  for (const one of all) {
    if (by === 'theme') {
      const title = themes.find(({ id }) => id === one.theme)?.title ?? one.theme
      put(one, { by, id: one.theme, title, meeting: null })
    } else if (by === 'meeting') {
      const id = one.meeting ? one.meeting.from : one.document
      put(one, { by, id, title: one.meeting?.literal ?? one.document, meeting: one.meeting })
    } else {
      for (const who of one.addressees)
        if (allows(addressees, who)) put(one, { by, id: who, title: who, meeting: null })
    }
  }
  const sorted = [...groups.values()]
  if (by === 'theme') {
    const place = ([{ id }]: Labelled) => themes.findIndex(theme => theme.id === id) + 1 || themes.length + 1
    return sorted.sort((one, other) => place(one) - place(other))
  }
  return by === 'addressee' ? sorted.sort((one, other) => other[1].length - one[1].length) : sorted
}

function inTime(one: SelectedRecommendation, other: SelectedRecommendation): number {
  const [a, b] = [timeOf(one), timeOf(other)]
  if (a !== b) return a < b ? -1 : 1
  if (one.document !== other.document) return one.document < other.document ? -1 : 1
  return one.paragraph.source.start - other.paragraph.source.start
}

function timeOf({ meeting, report }: SelectedRecommendation): string {
  return meeting?.from ?? report.document.date ?? ''
}

export function numberLabel({ kind, number }: { kind: ParagraphKind; number: number }): string {
  return kind === 'Recommendation' ? `Recommendation ${number}` : `para. ${number}`
}

/** The symbol where one is printed, else the title. */
export function documentLabel({ document }: Pick<Report, 'document'>): string {
  return document.symbol ?? document.title ?? ''
}

/** Where a cross-reference leads. */
export interface ReferenceLabel {
  /** "para. 17 (b)". */
  label: string
  /** The sub-item that the reference starts from, and the one it leads to. */
  fromSub: string | null
  toSub: string | null
  origin: LinkOrigin
  /** Above or below in the same report; null where it leads to another report. */
  direction: 'above' | 'below' | null
  kind: ParagraphKind
  paragraph: number
  document: string
  meeting: Meeting | null
  /** Its number in the compilation; null in an index and where the compilation does not have it. */
  position: number | null
}

export function referenceLabels(
  selected: SelectedRecommendation,
  positionOf: (printed: Printed) => number | null = () => null,
): ReferenceLabel[] {
  return selected.links.map(({ to, fromSub, toSub, origin }) => ({
    label: `${numberLabel(to.paragraph)}${toSub ? ` (${toSub})` : ''}`,
    fromSub,
    toSub,
    origin,
    direction:
      to.report !== selected.report
        ? null
        : to.paragraph.source.start < selected.paragraph.source.start
          ? 'above'
          : 'below',
    kind: to.paragraph.kind,
    paragraph: to.paragraph.number,
    document: documentLabel(to.report),
    meeting: to.paragraph.meeting,
    position: positionOf(to),
  }))
}
