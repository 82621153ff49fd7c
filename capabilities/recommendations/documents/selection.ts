import type {
  CrossReference,
  DerivedReference,
  Meeting,
  Paragraph,
  Report,
} from '../recommendations.entity.ts'
import { chooseTheme, THEMES, type Theme } from '../themes.ts'

/** A recommendation taken out of its report, with what a reader needs to find it again. */
export interface SelectedRecommendation {
  report: Report
  paragraph: Paragraph
  theme: Theme
  meeting: Meeting | null
  /** As a reader cites it: "para. 13", "Recommendation 9". */
  number: string
  /** The symbol where one is printed, else the title. */
  document: string
  addressees: string[]
  deontics: string[]
  references: ReferenceLabel[]
}

export interface ReferenceLabel {
  /** "para. 17 (b)", as seen from here. */
  label: string
  /** The printed sub-item that the reference starts from. */
  fromSub: string | null
  direction: 'above' | 'below' | null
  origin: 'printed' | 'derived'
}

export interface ThemeGroup {
  theme: Theme
  recommendations: SelectedRecommendation[]
}

/** All recommendations of the reports, by theme, then in order of time, then as printed. */
export function selectByTheme(reports: readonly Report[]): ThemeGroup[] {
  const all = reports.flatMap(selectFrom)
  return THEMES.map(theme => ({
    theme,
    recommendations: all.filter(selected => selected.theme.id === theme.id).sort(inTime),
  })).filter(group => group.recommendations.length > 0)
}

function selectFrom(report: Report): SelectedRecommendation[] {
  return report.paragraphs
    .filter(paragraph => paragraph.role === 'recommendation')
    .map(paragraph => {
      const atoms = report.atoms.filter(
        atom => atom.para === paragraph.number && atom.kind === paragraph.kind,
      )
      return {
        report,
        paragraph,
        theme: chooseTheme(paragraph).theme,
        meeting: paragraph.meeting,
        number: numberLabel(paragraph),
        document: report.document.symbol ?? report.document.title ?? '',
        addressees: [...new Set(atoms.map(atom => atom.addressee))],
        deontics: [...new Set(atoms.map(atom => atom.deontic))],
        references: referencesOf(report, paragraph),
      }
    })
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

export function numberLabel(paragraph: Pick<Paragraph, 'kind' | 'number'>): string {
  return paragraph.kind === 'Recommendation'
    ? `Recommendation ${paragraph.number}`
    : `para. ${paragraph.number}`
}

/** The printed references of a paragraph, then those that only the other side prints, marked as derived. */
function referencesOf(report: Report, paragraph: Paragraph): ReferenceLabel[] {
  const from = (reference: CrossReference | DerivedReference) => reference.fromPara === paragraph.number
  return [...report.crossReferences.filter(from), ...report.derivedReferences.filter(from)].map(
    reference => ({
      label: `para. ${reference.toPara}${reference.toSub ? ` (${reference.toSub})` : ''}`,
      fromSub: reference.fromSub,
      direction: reference.direction,
      origin: reference.origin,
    }),
  )
}
