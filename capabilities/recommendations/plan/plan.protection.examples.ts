import { type PlanExample, SAMPLE_SLUGS } from './plan.example.ts'

/** Actions that protect and assist victims. */
export const PROTECTION_EXAMPLES: readonly PlanExample[] = [
  {
    title: 'Open shelter places for men and for families',
    what: 'Two houses are rented and fitted out; staff are hired and trained before the first arrival.',
    theme: 'protection',
    by: { agency: 'shelter' },
    answers: [
      { report: SAMPLE_SLUGS.third, address: 'R9' },
      { report: SAMPLE_SLUGS.second, address: '7', ask: 1 },
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
    answers: [{ report: SAMPLE_SLUGS.third, address: 'R8' }],
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
    title: 'Guardians for children within one day',
    what: 'A duty service of guardians; the youth office is called by whoever meets the child first.',
    theme: 'protection',
    by: { named: 'Youth Office of the Ministry of Social Affairs' },
    answers: [{ report: SAMPLE_SLUGS.second, address: '9' }],
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
    title: 'Decisions on requests to stay within thirty days',
    what: 'A unit of its own decides; the reasons are given in writing in a language that the person reads.',
    theme: 'protection',
    by: { agency: 'border' },
    answers: [{ report: SAMPLE_SLUGS.third, address: 'R10' }],
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
    title: 'Help towards work and school',
    what: 'Places on courses and paid first months with employers who were chosen with the trade unions.',
    theme: 'protection',
    by: { agency: 'counselling' },
    answers: [
      { report: SAMPLE_SLUGS.second, address: '5' },
      { report: SAMPLE_SLUGS.first, address: '8' },
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
]
