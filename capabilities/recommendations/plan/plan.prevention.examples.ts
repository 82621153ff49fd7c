import { type PlanExample, SAMPLE_SLUGS } from './plan.example.ts'

const none = { kind: 'none' } as const

/** Actions that prevent, identify, train, count and coordinate. */
export const PREVENTION_EXAMPLES: readonly PlanExample[] = [
  {
    title: 'Interpreters at the first talk',
    what: 'A roster of interpreters, trained and on call day and night, of the gender that the person prefers.',
    theme: 'identification',
    by: { agency: 'police' },
    answers: [
      { report: SAMPLE_SLUGS.third, address: 'R7' },
      { report: SAMPLE_SLUGS.first, address: '6', sub: 'b' },
    ],
    from: '2023-06-01',
    to: '2025-12-31',
    money: { budget: 320_000, funds: 'State budget, heading 3' },
    indicator: {
      kind: 'hand',
      name: 'Languages on call',
      unit: 'languages',
      baseline: 4,
      target: 18,
      months: 12,
      values: [
        ['2024-06-30', 11, 'Roster'],
        ['2025-12-15', 19, 'Roster'],
      ],
    },
    milestones: [{ title: 'Roster on call at night', dueOn: '2024-12-31', doneOn: '2025-02-01' }],
    reports: [
      {
        on: '2025-12-18',
        status: 'implemented',
        reason: 'Nineteen languages are on call at any hour.',
        spent: 298_000,
        evidence: [
          {
            kind: 'figure',
            title: 'Languages on call',
            value: 19,
            onDay: '2025-12-15',
            source: 'Roster of interpreters',
          },
        ],
        decision: { on: '2026-01-12', accepted: true },
      },
    ],
    findings: [
      {
        on: '2026-01-28',
        capacity: 'rapporteur',
        status: 'implemented',
        reason: 'Calls at night were answered in each of five languages tried.',
      },
      {
        on: '2026-02-20',
        capacity: 'civil-society',
        status: 'partly-implemented',
        reason:
          'In the east of the country the first talk is still often led by a neighbour who happens to speak the language.',
      },
    ],
  },
  {
    title: 'Training of every new inspector, officer and judge',
    what: 'One day on the signs of exploitation and whom to call, with those who help.',
    theme: 'training',
    by: { agency: 'labour' },
    answers: [
      { report: SAMPLE_SLUGS.second, address: '20' },
      { report: SAMPLE_SLUGS.first, address: '6', sub: 'a' },
    ],
    from: '2022-09-01',
    to: '2025-06-30',
    indicator: {
      kind: 'hand',
      name: 'Officials trained',
      unit: 'persons',
      baseline: 0,
      target: 900,
      months: 12,
      values: [
        ['2023-06-30', 210, 'Attendance lists'],
        ['2024-06-30', 480, 'Attendance lists'],
      ],
    },
    milestones: [{ title: 'Course for judges', dueOn: '2024-12-31' }],
    reports: [
      {
        on: '2024-07-08',
        status: 'in-progress',
        reason: 'Inspectors and officers attend; the course for judges is not agreed yet.',
      },
    ],
    findings: [
      {
        on: '2025-10-21',
        capacity: 'rapporteur',
        status: 'in-progress',
        reason: 'No judge has attended so far.',
      },
    ],
  },
  {
    title: 'One office that keeps the national figures',
    what: 'The coordination office joins what agencies count and publishes it twice a year.',
    theme: 'data',
    by: { agency: 'referral' },
    answers: [{ report: SAMPLE_SLUGS.second, address: '10' }],
    from: '2023-01-01',
    to: '2024-12-31',
    money: { budget: 120_000, funds: 'State budget, heading 12' },
    indicator: { kind: 'live', live: 'victims', months: 12 },
    milestones: [{ title: 'First joint figures published', dueOn: '2024-03-31', doneOn: '2024-03-20' }],
    reports: [
      {
        on: '2024-12-12',
        status: 'implemented',
        reason: 'Figures of all agencies are joined and published twice a year.',
        spent: 112_000,
        evidence: [
          {
            kind: 'extract',
            title: 'Figures of 2024',
            url: 'https://example.org/figures/2024',
            passage: 'The figures contain the cases of all seven agencies.',
            passageAt: 'Page 2',
          },
        ],
        decision: { on: '2025-01-10', accepted: true },
      },
    ],
    findings: [
      {
        on: '2025-03-04',
        capacity: 'rapporteur',
        status: 'implemented',
        reason: 'The figures were checked against three agencies and agree.',
      },
    ],
  },
  {
    title: 'A meeting with every domestic worker of a diplomatic household, once a year',
    what: 'In person, without the employer, with an interpreter; each receives a sheet with telephone numbers.',
    theme: 'domestic-workers',
    by: { named: 'Protocol Department of the Ministry of Foreign Affairs' },
    answers: [
      { report: SAMPLE_SLUGS.third, address: 'R11' },
      { report: SAMPLE_SLUGS.third, address: 'R12' },
    ],
    from: '2025-01-01',
    to: '2026-12-31',
    indicator: {
      kind: 'hand',
      name: 'Workers met in the year',
      unit: 'persons',
      baseline: 0,
      target: 140,
      months: 12,
      values: [['2025-12-31', 87, 'Protocol Department']],
    },
    milestones: [{ title: 'Wages paid into own accounts', dueOn: '2026-06-30' }],
    reports: [
      {
        on: '2026-01-22',
        status: 'in-progress',
        reason: 'Eighty-seven of one hundred and forty workers were met.',
        evidence: [
          {
            kind: 'figure',
            title: 'Workers met',
            value: 87,
            onDay: '2025-12-31',
            source: 'Protocol Department',
          },
        ],
        decision: { on: '2026-02-06', accepted: true },
      },
    ],
    findings: [],
  },
  {
    title: 'Checks of the State’s own purchases for forced work',
    what: 'Contracts above a threshold name the chain of suppliers; the labour inspectorate may ask for it.',
    theme: 'demand',
    by: { named: 'Procurement Agency' },
    answers: [{ report: SAMPLE_SLUGS.third, address: 'R4' }],
    from: '2025-07-01',
    to: '2027-12-31',
    indicator: none,
    milestones: [{ title: 'Clause in every new contract', dueOn: '2026-12-31' }],
    reports: [],
    findings: [],
  },
  {
    title: 'Joint checks at ports with neighbouring States',
    what: 'Four joint checks a year; routes are told of within a week.',
    theme: 'cooperation',
    by: { agency: 'border' },
    answers: [
      { report: SAMPLE_SLUGS.second, address: '11' },
      { report: SAMPLE_SLUGS.third, address: 'R5' },
    ],
    from: '2023-03-01',
    to: '2025-09-30',
    indicator: {
      kind: 'hand',
      name: 'Joint checks in the year',
      unit: 'checks',
      baseline: 1,
      target: 4,
      months: 12,
      values: [
        ['2023-12-31', 2, 'Reports on the checks'],
        ['2024-12-31', 4, 'Reports on the checks'],
      ],
    },
    milestones: [],
    reports: [
      {
        on: '2025-02-11',
        status: 'implemented',
        reason: 'Four joint checks took place in 2024.',
        decision: { on: '2025-03-05', accepted: true },
      },
    ],
    findings: [
      {
        on: '2025-10-02',
        capacity: 'rapporteur',
        status: 'in-progress',
        reason:
          'Two of the four checks were meetings in an office. New routes were told of after two months.',
      },
    ],
  },
  {
    title: 'The national plan is reviewed every second year with survivors',
    what: 'A council of survivors is heard before the plan is changed, and paid for its work.',
    theme: 'coordination',
    by: { agency: 'referral' },
    answers: [{ report: SAMPLE_SLUGS.third, address: 'R1' }],
    from: '2025-09-01',
    to: '2027-09-30',
    indicator: none,
    milestones: [
      { title: 'Council appointed', dueOn: '2026-04-30' },
      { title: 'First review', dueOn: '2027-06-30' },
    ],
    reports: [
      {
        on: '2026-02-02',
        status: 'not-started',
        reason: 'The fee of the council is not agreed yet.',
        public: false,
      },
    ],
    findings: [],
  },
]
