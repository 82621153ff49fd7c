import type { Capacity, EvidenceContent, IndicatorKind, Status } from './plan.entity.ts'

/**
 * Neutral examples of a plan: tests, demonstration and documentation use the same ones. Everything is invented;
 * institutions are named by the keys of the demonstration's agencies, or in words where they are not on the node.
 */
export interface PlanExample {
  title: string
  what: string
  theme: string
  /** Key of an agency, or the name of an institution that is not on the node. */
  by: { agency: string } | { named: string }
  /** Recommendations of the sample reports: slug and address, with a sub-item or one thing asked. */
  answers: { report: string; address: string; sub?: string; ask?: number }[]
  external?: { body: string; citation: string; wording: string }[]
  from: string
  to: string
  money?: { budget: number; funds: string }
  indicator: {
    kind: IndicatorKind
    live?: string
    name?: string
    unit?: string
    baseline?: number
    target?: number
    months?: number
    values?: readonly (readonly [day: string, value: number, source: string])[]
  }
  milestones: { title: string; dueOn: string; doneOn?: string }[]
  reports: {
    on: string
    status: Status
    reason: string
    done?: string
    spent?: number
    public?: boolean
    evidence?: Partial<EvidenceContent>[]
    decision?: { on: string; accepted: boolean; because?: string }
  }[]
  findings: {
    on: string
    capacity: Capacity
    status: Status
    reason: string
    evidence?: Partial<EvidenceContent>[]
  }[]
}

const [first, second, third] = ['2009-06-09', '2010-04-20', '2019-09-17']
const none = { kind: 'none' } as const

export const PLAN_EXAMPLES: readonly PlanExample[] = [
  {
    title: 'Open shelter places for men and for families',
    what: 'Two houses are rented and fitted out; staff are hired and trained before the first arrival.',
    theme: 'protection',
    by: { agency: 'shelter' },
    answers: [
      { report: third, address: 'R9' },
      { report: second, address: '7', ask: 1 },
    ],
    from: '2024-03-01',
    to: '2027-06-30',
    money: { budget: 1_450_000, funds: 'State budget, heading 12' },
    indicator: { kind: 'live', live: 'shelter', target: 220, months: 12 },
    milestones: [
      { title: 'First house open', dueOn: '2025-01-31', doneOn: '2025-03-14' },
      { title: 'Second house open', dueOn: '2026-03-31' },
      { title: 'Places for families open', dueOn: '2027-03-31' },
    ],
    reports: [
      {
        on: '2024-12-10',
        status: 'in-progress',
        reason: 'The first house is rented; the fire inspection is still to come.',
        spent: 310_000,
        evidence: [
          {
            kind: 'figure',
            title: 'Places planned',
            value: 24,
            onDay: '2024-12-01',
            source: 'Lease and plan of rooms',
          },
        ],
        decision: { on: '2025-01-15', accepted: true },
      },
      {
        on: '2025-12-09',
        status: 'partly-implemented',
        reason: 'The first house has been open since March; the second waits for its permit.',
        done: '24 places for men and for families were opened, with staff at night.',
        spent: 780_000,
        evidence: [
          {
            kind: 'figure',
            title: 'Places open',
            value: 24,
            unit: 'places',
            onDay: '2025-11-30',
            source: 'Register of the Shelter Service',
          },
          {
            kind: 'extract',
            title: 'Order on shelters',
            url: 'https://example.org/orders/2025-14',
            passage:
              'The house in Example Street is approved for twenty-four persons, men and families included.',
            passageAt: 'Article 2',
          },
        ],
        decision: { on: '2026-01-20', accepted: true },
      },
    ],
    findings: [
      {
        on: '2026-02-03',
        capacity: 'rapporteur',
        status: 'in-progress',
        reason:
          'The first house is open, but on both visits no family had been taken in: the rooms for families are used as offices.',
        evidence: [
          {
            kind: 'figure',
            title: 'Families housed in January',
            value: 0,
            unit: 'families',
            onDay: '2026-01-31',
            source: 'Two visits of the rapporteur',
          },
        ],
      },
      {
        on: '2026-02-17',
        capacity: 'civil-society',
        status: 'partly-implemented',
        reason: 'Men referred by the association were housed within a day; families were not.',
      },
    ],
  },
  {
    title: 'Standards for shelters, and inspections that are published',
    what: 'Standards are written with those who run shelters and those who lived in them; inspections follow every year.',
    theme: 'protection',
    by: { agency: 'referral' },
    answers: [{ report: third, address: 'R8' }],
    from: '2024-01-15',
    to: '2026-12-31',
    money: { budget: 90_000, funds: 'State budget, heading 12' },
    indicator: {
      kind: 'hand',
      name: 'Shelters inspected in the year',
      unit: 'shelters',
      baseline: 0,
      target: 12,
      months: 6,
      values: [
        ['2024-12-31', 2, 'List of inspections 2024'],
        ['2025-06-30', 4, 'List of inspections, first half of 2025'],
      ],
    },
    milestones: [
      { title: 'Standards adopted', dueOn: '2024-11-30', doneOn: '2024-11-12' },
      { title: 'First inspections published', dueOn: '2025-09-30' },
    ],
    reports: [
      {
        on: '2025-07-04',
        status: 'in-progress',
        reason: 'The standards stand; the first four inspections are done and not yet published.',
        spent: 41_000,
        evidence: [
          {
            kind: 'extract',
            title: 'Standards for shelters',
            url: 'https://example.org/standards/shelters',
            passage: 'Every shelter is inspected once a year, and the result is published.',
            passageAt: 'Section 9',
          },
        ],
        decision: { on: '2025-07-30', accepted: true },
      },
    ],
    findings: [
      {
        on: '2025-11-18',
        capacity: 'rapporteur',
        status: 'in-progress',
        reason: 'Four inspections took place; none is published.',
      },
    ],
  },
  {
    title: 'Interpreters at the first talk',
    what: 'A roster of interpreters, trained and on call day and night, of the gender that the person prefers.',
    theme: 'identification',
    by: { agency: 'police' },
    answers: [
      { report: third, address: 'R7' },
      { report: first, address: '6', sub: 'b' },
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
    title: 'Specialised prosecutors with time for long proceedings',
    what: 'Six prosecutors work on exploitation alone; financial investigation begins on the first day.',
    theme: 'criminal-justice',
    by: { agency: 'prosecution' },
    answers: [
      { report: second, address: '13' },
      { report: second, address: '14' },
      { report: first, address: '10' },
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
    title: 'Guardians for children within one day',
    what: 'A duty service of guardians; the youth office is called by whoever meets the child first.',
    theme: 'protection',
    by: { named: 'Youth Office of the Ministry of Social Affairs' },
    answers: [{ report: second, address: '9' }],
    external: [
      {
        body: 'Committee on Example Rights',
        citation: 'Concluding observations 2023, para. 31',
        wording:
          'The Committee recommends that a guardian be appointed for every child before the first interview.',
      },
    ],
    from: '2024-09-01',
    to: '2026-08-31',
    money: { budget: 540_000, funds: 'State budget, heading 9' },
    indicator: {
      kind: 'hand',
      name: 'Hours until a guardian is appointed, median',
      unit: 'hours',
      baseline: 96,
      target: 24,
      months: 6,
      values: [['2025-03-31', 61, 'Youth Office, quarterly count']],
    },
    milestones: [
      { title: 'Duty service begins', dueOn: '2025-06-30', doneOn: '2025-07-15' },
      { title: 'Duty service in every region', dueOn: '2026-06-30' },
    ],
    reports: [
      {
        on: '2025-09-02',
        status: 'in-progress',
        reason: 'The duty service works in two of five regions.',
        spent: 160_000,
      },
    ],
    findings: [],
  },
  {
    title: 'Training of every new inspector, officer and judge',
    what: 'One day on the signs of exploitation and whom to call, with those who help.',
    theme: 'training',
    by: { agency: 'labour' },
    answers: [
      { report: second, address: '20' },
      { report: first, address: '6', sub: 'a' },
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
    answers: [{ report: second, address: '10' }],
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
    title: 'Free legal counsel for every victim',
    what: 'The law on legal aid is changed; a list of counsel who know the field is kept.',
    theme: 'compensation',
    by: { named: 'Ministry of Justice' },
    answers: [{ report: second, address: '6' }],
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
    title: 'Decisions on requests to stay within thirty days',
    what: 'A unit of its own decides; the reasons are given in writing in a language that the person reads.',
    theme: 'protection',
    by: { agency: 'border' },
    answers: [{ report: third, address: 'R10' }],
    from: '2024-06-01',
    to: '2026-05-31',
    indicator: {
      kind: 'hand',
      name: 'Requests decided within thirty days',
      unit: '%',
      baseline: 22,
      target: 90,
      months: 6,
      values: [
        ['2024-12-31', 31, 'Register of requests'],
        ['2025-06-30', 44, 'Register of requests'],
        ['2025-12-31', 52, 'Register of requests'],
      ],
    },
    milestones: [{ title: 'Unit at work', dueOn: '2024-10-31', doneOn: '2024-10-15' }],
    reports: [
      {
        on: '2026-01-14',
        status: 'partly-implemented',
        reason: 'Half of the requests are decided within thirty days, twice as many as before.',
        evidence: [
          {
            kind: 'figure',
            title: 'Decided within thirty days',
            value: 52,
            unit: '%',
            onDay: '2025-12-31',
            source: 'Register of requests',
          },
        ],
      },
    ],
    findings: [
      {
        on: '2026-02-10',
        capacity: 'civil-society',
        status: 'in-progress',
        reason: 'Persons whom the association accompanies wait ten weeks on average.',
      },
    ],
  },
  {
    title: 'A meeting with every domestic worker of a diplomatic household, once a year',
    what: 'In person, without the employer, with an interpreter; each receives a sheet with telephone numbers.',
    theme: 'domestic-workers',
    by: { named: 'Protocol Department of the Ministry of Foreign Affairs' },
    answers: [
      { report: third, address: 'R11' },
      { report: third, address: 'R12' },
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
    answers: [{ report: third, address: 'R4' }],
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
      { report: second, address: '11' },
      { report: third, address: 'R5' },
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
    title: 'Victims are not punished for what they were forced to do',
    what: 'A provision of the criminal code and a guideline for prosecutors.',
    theme: 'non-punishment',
    by: { agency: 'prosecution' },
    answers: [{ report: first, address: '11' }],
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
    title: 'Help towards work and school',
    what: 'Places on courses and paid first months with employers who were chosen with the trade unions.',
    theme: 'protection',
    by: { agency: 'counselling' },
    answers: [
      { report: second, address: '5' },
      { report: first, address: '8' },
    ],
    from: '2024-01-01',
    to: '2026-12-31',
    money: { budget: 410_000, funds: 'Solidarity fund' },
    indicator: { kind: 'live', live: 'reintegration', target: 150, months: 12 },
    milestones: [{ title: 'Agreement with the trade unions', dueOn: '2024-12-31', doneOn: '2024-12-19' }],
    reports: [
      {
        on: '2026-01-09',
        status: 'partly-implemented',
        reason: 'Courses are open to all; paid first months exist in two trades.',
        spent: 205_000,
        evidence: [
          {
            kind: 'figure',
            title: 'Persons on courses',
            value: 64,
            unit: 'persons',
            onDay: '2025-12-31',
            source: 'Counselling Association',
          },
        ],
        decision: { on: '2026-01-26', accepted: true },
      },
    ],
    findings: [
      {
        on: '2026-02-12',
        capacity: 'rapporteur',
        status: 'partly-implemented',
        reason: 'Those who were asked are content with the courses; work is harder to find.',
      },
    ],
  },
  {
    title: 'Witnesses heard by video link',
    what: 'Two court rooms are fitted out; the code of procedure allows it already.',
    theme: 'witnesses',
    by: { named: 'Supreme Court' },
    answers: [{ report: second, address: '12' }],
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
  {
    title: 'The national plan is reviewed every second year with survivors',
    what: 'A council of survivors is heard before the plan is changed, and paid for its work.',
    theme: 'coordination',
    by: { agency: 'referral' },
    answers: [{ report: third, address: 'R1' }],
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
