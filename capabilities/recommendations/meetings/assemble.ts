import { composeReport } from '../documents/compose-report.ts'
import type {
  DraftChapter,
  DraftSection,
  DraftUnit,
  PrintedBlock,
  PrintedItem,
  PrintedReport,
  ReportDraft,
} from '../documents/report-document.ts'
import { dayInWords } from '../documents/words.ts'
import { unitOf } from './adoption.rules.ts'
import { attendanceUnits, daysPhrase, documentUnits, listed, statementUnits } from './gathered.ts'
import { type AgendaItem, type AttendanceKind, generalSection, type MeetingFacts } from './meetings.entity.ts'

/** Everything that a report is made of. */
export interface ReportInput {
  meeting: MeetingFacts & { agenda: AgendaItem[]; adoptedOn: string | null }
  documents: { kind: string; title: string; symbol: string | null }[]
  attendance: { name: string; kind: AttendanceKind }[]
  statements: { item: string; speaker: string; state: string; summary: string }[]
  /** Adopted recommendations in their order. */
  adopted: {
    section: string
    text: string
    amended: boolean
    reservations: { speaker: string; reason: string }[]
  }[]
  /** Prose by the name of its part; paragraphs parted by empty lines. */
  parts: ReadonlyMap<string, string>
}

/**
 * Assembles the report of a meeting from its parts, in the manner of the meetings' reports: introduction,
 * recommendations, summary of deliberations, organization of the meeting, adoption of the report. What was written
 * stands as written; the rest is gathered from what was recorded.
 */
export function assembleReport(input: ReportInput): PrintedReport {
  const first = composeReport(draftOf(input, new Map()))
  // A recommendation with a reservation carries a note that names the paragraph where it is recorded, and that number is
  // known only when all paragraphs have one.
  const numbers = new Map<number, number>()
  for (const [index, one] of input.adopted.entries())
    if (one.reservations.length > 0) {
      const text = reservationText(index + 1, one.reservations)
      const at = first.blocks.find(b => b.is === 'unit' && b.kind === 'paragraph' && b.lead[0] === text)
      if (at?.is === 'unit') numbers.set(index, at.number)
    }
  return withAgenda(composeReport(draftOf(input, numbers)), input.meeting.agenda)
}

function draftOf(input: ReportInput, notes: ReadonlyMap<number, number>): ReportDraft {
  const { meeting } = input
  const held = `${meeting.place} ${daysPhrase(meeting.from, meeting.to)}`
  return {
    titlePage: {
      organ: meeting.organ,
      ...(meeting.symbol ? { symbol: meeting.symbol } : {}),
      date: meeting.adoptedOn ?? meeting.to,
      originalLanguage: 'English',
      body: meeting.body,
      placeAndDays: `${meeting.place}, ${daysPhrase(meeting.from, meeting.to).replace(/^(on|from) /, '')}`,
      title: `Report on the meeting of the ${meeting.body} held in ${held}`,
    },
    chapters: [
      introduction(input, held),
      ...recommendations(input, notes, held),
      ...deliberations(input),
      organization(input, held),
      adoption(input),
    ],
  }
}

const proseOf = (input: ReportInput, part: string): DraftUnit[] =>
  (input.parts.get(part) ?? '')
    .split(/\n\s*\n/)
    .map(unitOf)
    .filter(unit => unit.text !== '')

function introduction(input: ReportInput, held: string): DraftChapter {
  const written = proseOf(input, 'introduction')
  const { body, organ } = input.meeting
  return {
    title: 'Introduction',
    units:
      written.length > 0
        ? written
        : [
            {
              text: `The ${body} advises and assists the ${organ}. The present report is on its meeting held in ${held}.`,
            },
          ],
  }
}

function recommendations(
  input: ReportInput,
  notes: ReadonlyMap<number, number>,
  held: string,
): DraftChapter[] {
  if (input.adopted.length === 0) return []
  const { body, organ } = input.meeting
  const sections = new Map<string, DraftUnit[]>()
  // Recommendations keep the order in which they are numbered, so sections stand in the order of their first one.
  for (const [section, own] of groupsOf(input.adopted))
    sections.set(
      section,
      own.map(({ index, one }) => withNote(unitOf(one.text), notes.get(index))),
    )
  return [
    {
      title: 'Recommendations',
      opening: [
        {
          text: `At its meeting held in ${held}, the ${body} adopted the recommendations presented below for consideration by the ${organ}.`,
        },
      ],
      unitsAs: 'Recommendation',
      sections: [...sections].map(([title, units]): DraftSection => ({ title, units })),
    },
  ]
}

type Adopted = ReportInput['adopted'][number]
function groupsOf(adopted: readonly Adopted[]): Map<string, { index: number; one: Adopted }[]> {
  const groups = new Map<string, { index: number; one: Adopted }[]>()
  for (const [index, one] of adopted.entries()) {
    const section = one.section || generalSection
    groups.set(section, [...(groups.get(section) ?? []), { index, one }])
  }
  return groups
}

/** Adopted recommendations in the order of print: sections together, each in the order of its first recommendation. */
export const inSections = <A extends Adopted>(adopted: readonly A[]): A[] =>
  [...groupsOf(adopted).values()].flatMap(group => group.map(({ one }) => one as A))

function withNote(unit: DraftUnit, paragraph: number | undefined): DraftUnit {
  if (paragraph === undefined) return unit
  const note = { note: `See paragraph ${paragraph} below.` }
  return { ...unit, text: [String(unit.text), note] }
}

function deliberations(input: ReportInput): DraftChapter[] {
  const { agenda, body } = input.meeting
  const sections = agenda.flatMap((item): DraftSection[] => {
    const written = proseOf(input, `deliberations:${item.number}`)
    const isFrame = item === agenda[0] || item === agenda.at(-1)
    if (isFrame && written.length === 0) return []
    const summaries = input.statements
      .filter(s => s.item === item.number && s.state === 'made' && s.summary !== '')
      .map(s => ({ text: s.summary }))
    const considered = {
      text: `The ${body} considered agenda item ${item.number}, entitled “${item.title}”.`,
    }
    return [{ title: item.title, units: written.length > 0 ? written : [considered, ...summaries] }]
  })
  return sections.length > 0 ? [{ title: 'Summary of deliberations', sections }] : []
}

function organization(input: ReportInput, held: string): DraftChapter {
  const { meeting } = input
  const { body, ordinal, chair, chairState } = meeting
  const opening: DraftUnit[] = [
    { text: `The ${ordinal ? `${ordinal} meeting` : 'meeting'} of the ${body} was held in ${held}.` },
    ...(chair
      ? [
          {
            text: `The meeting was opened by ${chair}${chairState ? ` (${chairState})` : ''}, Chair of the ${body}.`,
          },
        ]
      : []),
    ...proseOf(input, 'opening'),
  ]
  const sections: DraftSection[] = [
    { title: 'Opening of the meeting', units: opening },
    { title: 'Statements', units: statementUnits(meeting.agenda, input.statements, input.attendance) },
    {
      title: 'Adoption of the agenda and organization of work',
      units: meeting.agenda.length > 0 ? [{ text: agendaLead(body) }] : [],
    },
    { title: 'Attendance', units: attendanceUnits(input.attendance) },
    {
      title: 'Documentation',
      units: documentUnits(
        body,
        input.documents.filter(d => d.kind !== 'draft report'),
      ),
    },
  ]
  return { title: 'Organization of the meeting', sections: sections.filter(s => s.units.length > 0) }
}

const agendaLead = (body: string) => `The ${body} adopted the following agenda:`

/** The agenda is printed with the numbers of its items, under which their parts have letters. */
function withAgenda(printed: PrintedReport, agenda: readonly AgendaItem[]): PrintedReport {
  const items = agenda.flatMap(({ number, title, parts }): PrintedItem[] => [
    { mark: 'number', label: `${number}.`, pieces: [`${title}${parts.length > 0 ? ':' : '.'}`] },
    ...parts.map(
      (part, index): PrintedItem => ({
        mark: 'letter',
        label: `(${String.fromCharCode(97 + index)})`,
        pieces: [`${part}${index === parts.length - 1 ? '.' : ';'}`],
      }),
    ),
  ])
  const isAgenda = (block: PrintedBlock) =>
    block.is === 'unit' &&
    typeof block.lead[0] === 'string' &&
    block.lead[0].endsWith('adopted the following agenda:')
  return {
    ...printed,
    blocks: printed.blocks.map(block =>
      isAgenda(block) && block.is === 'unit' ? { ...block, items } : block,
    ),
  }
}

function adoption(input: ReportInput): DraftChapter {
  const { body, adoptedOn, to } = input.meeting
  const drafts = input.documents.flatMap(d => (d.kind === 'draft report' && d.symbol ? [d.symbol] : []))
  const symbols = drafts.length > 0 ? ` (${listed(drafts)})` : ''
  const amended = input.adopted.some(one => one.amended) ? ', as orally amended' : ''
  return {
    title: 'Adoption of the report',
    units: [
      {
        text: `On ${dayInWords(adoptedOn ?? to)}, the ${body} adopted the report on its meeting${symbols}${amended}.`,
      },
      ...input.adopted.flatMap((one, index) =>
        one.reservations.length > 0 ? [{ text: reservationText(index + 1, one.reservations) }] : [],
      ),
    ],
  }
}

function reservationText(number: number, reservations: Adopted['reservations']): string {
  const said = reservations.map(({ speaker, reason }, index) => {
    const who = index === 0 ? `the representative of ${speaker}` : `The representative of ${speaker}`
    return `${who} entered a reservation${reason ? `: ${reason.replace(/[.\s]+$/, '')}` : ''}.`
  })
  return `With regard to Recommendation ${number}, ${said.join(' ')}`
}
