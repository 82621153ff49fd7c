import type { AgendaItem, AttendanceKind, MeetingFacts, Stance } from './meetings.entity.ts'

/** An invented meeting, used by documentation, demonstration and tests alike. */

export const EXAMPLE_MEETING: MeetingFacts = {
  body: 'Working Group on Trafficking in Persons',
  organ: 'Conference of the Parties to the Demonstration Convention',
  ordinal: 'third',
  symbol: 'DEMO/COP/WG.1/2026/5',
  place: 'Port Calme',
  from: '2026-11-16',
  to: '2026-11-18',
  chair: 'Ines Marell',
  chairState: 'Lindrona',
}

export const EXAMPLE_AGENDA: AgendaItem[] = [
  {
    number: '1',
    title: 'Organizational matters',
    annotation: 'The Working Group is to agree on its agenda and on how it will use its five sittings.',
    parts: ['Opening of the meeting', 'Adoption of the agenda and organization of work'],
  },
  {
    number: '2',
    title: 'Safe shelter for victims of trafficking in persons',
    annotation:
      'The Working Group may wish to look at how long shelter is given, to whom, and what follows it. A background paper gathers what States have reported.',
    parts: [],
  },
  {
    number: '3',
    title: 'Topics for future meetings',
    annotation:
      'The topics proposed so far, with the delegations that support them, are before the Working Group.',
    parts: [],
  },
  { number: '4', title: 'Adoption of the report', annotation: '', parts: [] },
]

export const EXAMPLE_DOCUMENTS = [
  {
    kind: 'annotated agenda',
    title: 'Annotated provisional agenda',
    symbol: 'DEMO/COP/WG.1/2026/1',
    item: '1',
  },
  {
    kind: 'background paper',
    title: 'Background paper prepared by the Secretariat on safe shelter',
    symbol: 'DEMO/COP/WG.1/2026/2',
    item: '2',
  },
  { kind: 'draft report', title: 'Draft report', symbol: 'DEMO/COP/WG.1/2026/L.1', item: '4' },
] as const

export const EXAMPLE_ATTENDANCE: { name: string; kind: AttendanceKind }[] = [
  { name: 'Calmeria', kind: 'party' },
  { name: 'Lindrona', kind: 'party' },
  { name: 'Ostelway', kind: 'party' },
  { name: 'Quessara', kind: 'state' },
]

/** A draft on which two delegations work, with what a third one holds of it. */
export const EXAMPLE_DRAFT = {
  section: 'Recommendations on safe shelter',
  text: 'States parties should provide victims of trafficking in persons with safe shelter.',
  suggestion:
    'States parties should provide victims of trafficking in persons, in particular children, with safe shelter for as long as they need it.',
  note: 'Children need more time, and so do families.',
  comment: 'The 2019 recommendations speak of suitable accommodation as well; should the words be the same?',
  stances: [{ stance: 'support', reason: '' }] as { stance: Stance; reason: string }[],
} as const

/**
 * Topics that the Secretariat's background paper of 2011 put forward for future work, in words of our own.
 * @see Background paper for the fourth session of the Working Group on Trafficking in Persons, 2011, paragraphs 9 to 13
 */
export const TOPICS_OF_2011: readonly { title: string; para: number; note: string }[] = [
  { para: 9, note: '', title: 'How earlier recommendations were carried out, told by States themselves' },
  { para: 10, note: '', title: 'National laws against trafficking where principles of Islamic law apply' },
  { para: 10, note: '', title: 'Assessing risks during investigations' },
  { para: 11, note: '', title: 'What “consent” means in article 3 of the Protocol' },
  { para: 11, note: '', title: 'Lowering demand: awareness, and making demand an offence' },
  { para: 11, note: '', title: 'No punishment of victims for what followed directly from being trafficked' },
  { para: 11, note: '', title: 'Drug trafficking and trafficking in persons' },
  { para: 12, note: '', title: 'Requirements of the Global Plan of Action that still wait' },
  { para: 13, note: 'Op. 16', title: 'Data and research detailed enough to show nature and extent' },
  { para: 13, note: 'Op. 22', title: 'Trafficking for forced labour, and what consumers should know' },
  { para: 13, note: 'Op. 30', title: 'Keeping identified victims free from penalties' },
  { para: 13, note: 'Op. 34', title: 'Safe and voluntary return' },
  { para: 13, note: 'Op. 44', title: 'Liability of all who take part, companies included' },
  {
    para: 13,
    note: 'Op. 48',
    title: 'Ties with money-laundering, corruption, smuggling and organized crime',
  },
  { para: 13, note: 'Op. 53', title: 'National coordination of institutions, civil society and business' },
  { para: 13, note: 'Op. 54', title: 'Cooperation among law enforcement agencies' },
]
