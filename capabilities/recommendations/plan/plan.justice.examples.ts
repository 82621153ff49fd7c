import { type PlanExample, SAMPLE_SLUGS } from './plan.example.ts'

const none = { kind: 'none' } as const

/** Actions before the courts: prosecution, witnesses, non-punishment, compensation. */
export const JUSTICE_EXAMPLES: readonly PlanExample[] = [
  {
    title: 'Specialised prosecutors with time for long proceedings',
    what: 'Six prosecutors work on exploitation alone; financial investigation begins on the first day.',
    theme: 'criminal-justice',
    by: { agency: 'prosecution' },
    answers: [
      { report: SAMPLE_SLUGS.second, address: '13' },
      { report: SAMPLE_SLUGS.second, address: '14' },
      { report: SAMPLE_SLUGS.first, address: '10' },
    ],
    from: '2023-01-01',
    to: '2026-12-31',
    money: { budget: 2_100_000, funds: 'State budget, heading 7' },
    indicator: { kind: 'live', live: 'proceedings', months: 12 },
    milestones: [
      { title: 'Six prosecutors appointed', dueOn: '2024-06-30', doneOn: '2024-05-02' },
      { title: 'Guide on financial investigation in use', dueOn: '2026-09-30' },
    ],
    reports: [
      {
        on: '2024-06-05',
        status: 'in-progress',
        reason: 'Four of six are appointed.',
        spent: 600_000,
        decision: {
          on: '2024-06-20',
          accepted: false,
          because: 'The list of appointments is missing. Please add it.',
        },
      },
      {
        on: '2025-06-11',
        status: 'partly-implemented',
        reason: 'All six are appointed; the guide is being written.',
        spent: 1_250_000,
        evidence: [
          {
            kind: 'extract',
            title: 'Order of the Prosecutor General',
            url: 'https://example.org/orders/pg-31',
            passage: 'Six prosecutors are assigned to the section on exploitation and to no other work.',
            passageAt: 'Paragraph 1',
          },
        ],
        decision: { on: '2025-07-01', accepted: true },
      },
    ],
    findings: [
      {
        on: '2025-10-09',
        capacity: 'rapporteur',
        status: 'partly-implemented',
        reason: 'The six work on nothing else. Bank accounts were looked at in one case of three.',
      },
    ],
  },
  {
    title: 'Free legal counsel for every victim',
    what: 'The law on legal aid is changed; a list of counsel who know the field is kept.',
    theme: 'compensation',
    by: { named: 'Ministry of Justice' },
    answers: [{ report: SAMPLE_SLUGS.second, address: '6' }],
    from: '2024-02-01',
    to: '2026-12-31',
    money: { budget: 800_000, funds: 'State budget, heading 6' },
    indicator: { kind: 'live', live: 'services', months: 12 },
    milestones: [{ title: 'Bill before parliament', dueOn: '2025-03-31' }],
    reports: [],
    findings: [
      {
        on: '2026-01-15',
        capacity: 'civil-society',
        status: 'not-started',
        reason: 'Counsel is still paid by the association or by nobody.',
      },
    ],
  },
  {
    title: 'Victims are not punished for what they were forced to do',
    what: 'A provision of the criminal code and a guideline for prosecutors.',
    theme: 'non-punishment',
    by: { agency: 'prosecution' },
    answers: [{ report: SAMPLE_SLUGS.first, address: '11' }],
    from: '2023-05-01',
    to: '2026-03-31',
    indicator: none,
    milestones: [{ title: 'Guideline in force', dueOn: '2025-12-31' }],
    reports: [
      {
        on: '2025-05-20',
        status: 'in-progress',
        reason: 'The provision passed its first reading.',
        evidence: [
          {
            kind: 'extract',
            title: 'Bill 214',
            url: 'https://example.org/bills/214',
            passage:
              'A person is not punished for an act which she or he was forced to commit as a victim of exploitation.',
            passageAt: 'Article 1',
          },
        ],
        decision: { on: '2025-06-03', accepted: true },
      },
    ],
    findings: [
      {
        on: '2025-11-25',
        capacity: 'rapporteur',
        status: 'in-progress',
        reason: 'The bill rests; no guideline is in force.',
      },
    ],
  },
  {
    title: 'Witnesses heard by video link',
    what: 'Two court rooms are fitted out; the code of procedure allows it already.',
    theme: 'witnesses',
    by: { named: 'Supreme Court' },
    answers: [{ report: SAMPLE_SLUGS.second, address: '12' }],
    from: '2022-01-01',
    to: '2023-12-31',
    indicator: none,
    milestones: [],
    reports: [
      {
        on: '2023-11-30',
        status: 'no-longer-relevant',
        reason: 'A law of 2023 obliges every court to it; the action goes on as part of that law.',
        decision: { on: '2023-12-15', accepted: true },
      },
    ],
    findings: [
      {
        on: '2024-05-14',
        capacity: 'rapporteur',
        status: 'no-longer-relevant',
        reason: 'The law is in force and goes further than the action.',
      },
    ],
  },
]
