import type { Formats } from '#kernel/language/format.ts'
import { beginningOf } from '../recommendations.rules.ts'
import { capacities, type Status, statuses } from './plan.entity.ts'
import type { ReportedAction, ReportedIndicator, YearlyReport } from './yearly.rules.ts'

/** A piece of the printed report; the page and the Word document draw the same pieces. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string; quiet?: boolean }
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][]; numbers: boolean[] }

/** A line of facts: what it is, how it stands, and what was said of it in the words and the language of its author. */
export interface Fact {
  label: string
  text: string
  said?: string
}

/** A text of the locale files with its values. */
export type Say = (key: string, values?: Record<string, string | number>) => string

/** The report in the reader's words: title, lines under it, and its parts. */
export interface PrintedReport {
  title: string
  stamp: string
  blocks: Block[]
}

/** Writes the report of a year in a language. Pure: the page and the Word document call it alike. */
export function printYearly(report: YearlyReport, say: Say, write: Formats): PrintedReport {
  const words = wordsOf(say, write)
  return {
    title: say('plan.document.title', { year: String(report.year) }),
    stamp: say('plan.document.stamp', { node: report.node, day: write.day(report.asOf) }),
    blocks: [
      { kind: 'text', text: say('plan.document.about') },
      {
        kind: 'text',
        quiet: true,
        text: say(report.internal ? 'plan.document.internal' : 'plan.document.public'),
      },
      ...overview(report, words),
      ...themes(report, words),
      ...differences(report, words),
      ...gaps(report, words),
      ...indicators(report, words),
      ...annex(report, words),
    ],
  }
}

interface Words {
  say: Say
  write: Formats
  status: (status: Status | null) => string
  money: (amount: number, currency: string | null) => string
}

const wordsOf = (say: Say, write: Formats): Words => ({
  say,
  write,
  status: status => say(status === null ? 'plan.status.none' : `plan.status.${status}`),
  money: (amount, currency) => `${write.number(amount)}${currency ? ` ${currency}` : ''}`,
})

function overview(report: YearlyReport, { say, write, status, money }: Words): Block[] {
  const answered = report.asked - report.unanswered
  return [
    { kind: 'heading', level: 1, text: say('plan.document.overview') },
    {
      kind: 'facts',
      rows: [
        { label: say('plan.document.actions'), text: write.number(report.actions) },
        {
          label: say('plan.document.answered'),
          text: say('plan.document.ofAsked', {
            answered: write.number(answered),
            asked: write.number(report.asked),
          }),
        },
        ...report.budgets.map(b => ({
          label: say('plan.document.budget'),
          text: say('plan.document.spentOf', {
            spent: money(b.spent, b.currency),
            planned: money(b.planned, b.currency),
          }),
        })),
      ],
    },
    {
      kind: 'table',
      head: [
        say('plan.document.status'),
        say('plan.document.reportedCount'),
        ...capacities.map(c => say(`plan.document.foundCount.${c}`)),
      ],
      numbers: [false, true, true, true],
      rows: [...statuses, null].map(one => [
        one === null ? say('plan.nothingSaid') : status(one),
        write.number(report.reported.find(l => l.status === one)?.count ?? 0),
        ...capacities.map(c =>
          write.number(report.found.find(l => l.capacity === c && l.status === one)?.count ?? 0),
        ),
      ]),
    },
  ]
}

function themes(report: YearlyReport, words: Words): Block[] {
  const { say } = words
  return [
    { kind: 'heading', level: 1, text: say('plan.document.byTheme') },
    ...(report.themes.length === 0 ? [{ kind: 'text', text: say('plan.document.noActions') } as const] : []),
    ...report.themes.flatMap(({ theme, actions }): Block[] => [
      { kind: 'heading', level: 2, text: say(`plan.theme.${theme}`) },
      ...actions.flatMap(action => tellAction(action, words)),
    ]),
  ]
}

function tellAction(action: ReportedAction, { say, write, status, money }: Words): Block[] {
  const { reported } = action
  const evidence = action.evidence.map(({ kind, title, figure, passage, by }) =>
    [
      `${say(`plan.evidence.${kind}`)}: ${title}`,
      figure && [write.number(figure.value), figure.unit].filter(Boolean).join(' '),
      figure?.onDay && write.day(figure.onDay),
      figure?.source,
      passage && `“${passage.words}”`,
      passage?.place,
      passage?.url,
      by,
    ]
      .filter(Boolean)
      .join(' · '),
  )
  return [
    { kind: 'heading', level: 3, text: action.title },
    {
      kind: 'facts',
      rows: [
        { label: say('plan.document.institution'), text: action.institution },
        { label: say('plan.document.answers'), text: action.citations.join('; ') },
        {
          label: say('plan.document.time'),
          text: [
            say('plan.document.fromTo', {
              from: write.day(action.startsOn),
              to: write.day(action.dueOn),
            }),
            action.overdueDays > 0 ? say('plan.overdue', { days: action.overdueDays }) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        },
        ...(action.milestones > 0
          ? [
              {
                label: say('plan.document.milestones'),
                text: say('plan.document.reachedOf', {
                  reached: action.milestonesReached,
                  all: action.milestones,
                }),
              },
            ]
          : []),
        ...(action.budget !== null
          ? [
              {
                label: say('plan.document.budget'),
                text: say('plan.document.spentOf', {
                  spent: money(action.spent ?? 0, action.currency),
                  planned: money(action.budget, action.currency),
                }),
              },
            ]
          : []),
        {
          label: say('plan.document.reported'),
          ...(reported
            ? {
                text: [
                  status(reported.status),
                  write.day(reported.day),
                  reported.decision === 'accepted' ? say('plan.decision.accepted') : '',
                ]
                  .filter(Boolean)
                  .join(' · '),
                said: [reported.reason, reported.done].filter(Boolean).join(' '),
              }
            : { text: say('plan.status.none') }),
        },
        ...action.found.map(f => ({
          label: say(`plan.document.found.${f.capacity}`),
          // The day stands before the name, so that a Latin name beside it does not take its digits along.
          text: [status(f.status), write.day(f.day), f.by].join(' · '),
          said: f.reason,
        })),
        ...(action.found.length === 0
          ? [{ label: say('plan.document.found.rapporteur'), text: say('plan.notAssessed') }]
          : []),
      ],
    },
    ...(evidence.length > 0
      ? [
          { kind: 'text', text: say('plan.document.evidence'), quiet: true } as const,
          { kind: 'list', items: evidence } as const,
        ]
      : []),
  ]
}

function differences(report: YearlyReport, { say, write, status }: Words): Block[] {
  const differing = report.themes.flatMap(t => t.actions).filter(a => a.differs.length > 0)
  return [
    { kind: 'heading', level: 1, text: say('plan.document.differences') },
    ...report.matrices.flatMap(({ capacity, cells }): Block[] => [
      { kind: 'heading', level: 2, text: say(`plan.document.matrix.${capacity}`) },
      {
        kind: 'table',
        head: [say('plan.document.reportedByFound'), ...statuses.map(status)],
        numbers: [false, ...statuses.map(() => true)],
        rows: statuses.map(reported => [
          status(reported),
          ...statuses.map(found =>
            write.number(cells.find(c => c.reported === reported && c.found === found)?.count ?? 0),
          ),
        ]),
      },
    ]),
    differing.length === 0
      ? { kind: 'text', text: say('plan.document.noDifferences') }
      : {
          kind: 'table',
          head: [
            say('plan.document.action'),
            say('plan.document.reported'),
            say('plan.document.foundInstead'),
            say('plan.document.why'),
          ],
          numbers: [false, false, false, false],
          rows: differing.flatMap(a =>
            a.found
              .filter(f => a.differs.includes(f.capacity))
              .map(f => [
                `${a.title} (${a.institution})`,
                status(a.reported?.status ?? null),
                `${status(f.status)} (${say(`plan.capacity.${f.capacity}`)})`,
                f.reason,
              ]),
          ),
        },
  ]
}

function gaps(report: YearlyReport, { say }: Words): Block[] {
  return [
    { kind: 'heading', level: 1, text: say('plan.document.gaps') },
    { kind: 'heading', level: 2, text: say('plan.gap.without-action') },
    report.unanswered === 0
      ? { kind: 'text', text: say('plan.document.allAnswered') }
      : {
          kind: 'list',
          items: [
            ...report.unansweredListed.map(r => `${r.citation}: ${beginningOf(r.text, shownMax)}`),
            ...(report.unanswered > report.unansweredListed.length
              ? [say('plan.document.andMore', { count: report.unanswered - report.unansweredListed.length })]
              : []),
          ],
        },
    ...report.gaps.flatMap(({ kind, actions }): Block[] => [
      { kind: 'heading', level: 2, text: say(`plan.gap.${kind}`) },
      { kind: 'list', items: actions.map(a => `${a.title} (${a.institution})`) },
    ]),
  ]
}

const shownMax = 220

function indicators(report: YearlyReport, words: Words): Block[] {
  const { say } = words
  return [
    { kind: 'heading', level: 1, text: say('plan.document.indicators') },
    ...(report.indicators.length === 0
      ? [{ kind: 'text', text: say('plan.document.noIndicators') } as const]
      : []),
    ...report.indicators.flatMap(one => tellIndicator(one, words)),
  ]
}

function tellIndicator(one: ReportedIndicator, { say, write }: Words): Block[] {
  const name = one.live === null ? (one.name ?? '') : say(`recommendations.indicator.${one.live}`)
  const figure = (value: number | null) =>
    value === null ? say('plan.document.withheld') : one.share ? write.share(value) : write.number(value)
  const unit = one.unit ? ` ${one.unit}` : ''
  const facts = [
    one.baseline === null
      ? undefined
      : { label: say('field.planAction.indicatorBaseline'), text: `${figure(one.baseline)}${unit}` },
    one.target === null
      ? undefined
      : { label: say('field.planAction.indicatorTarget'), text: `${figure(one.target)}${unit}` },
    { label: say('plan.document.freshness'), text: say(`plan.freshness.${one.freshness}`) },
  ].filter(row => row !== undefined)
  const columns = one.kind === 'live' ? one.columns.map(c => c || name) : [name + (unit && ` (${one.unit})`)]
  return [
    { kind: 'heading', level: 2, text: `${name}: ${one.action}` },
    { kind: 'facts', rows: facts },
    ...(one.rows.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: [
              say(one.kind === 'live' ? 'plan.document.year' : 'plan.document.day'),
              ...columns,
              ...(one.kind === 'hand' ? [say('plan.document.source')] : []),
            ],
            numbers: [false, ...columns.map(() => true), ...(one.kind === 'hand' ? [false] : [])],
            rows: one.rows.map(row => [
              one.kind === 'live' ? row.when : write.day(row.when),
              ...row.values.map(figure),
              ...(one.kind === 'hand' ? [row.source ?? ''] : []),
            ]),
          },
        ]),
    ...(one.withheld > 0
      ? [
          {
            kind: 'text',
            quiet: true,
            text: say('plan.document.withheldNote', { count: one.withheld, threshold: one.threshold }),
          } as const,
        ]
      : []),
  ]
}

function annex(report: YearlyReport, { say, write, status, money }: Words): Block[] {
  const actions = report.themes.flatMap(t => t.actions)
  if (actions.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: say('plan.document.annex') },
    {
      kind: 'table',
      head: [
        say('plan.document.action'),
        say('plan.document.institution'),
        say('plan.document.due'),
        say('plan.document.reported'),
        say('plan.capacity.rapporteur'),
        say('plan.capacity.civil-society'),
        say('plan.document.budget'),
      ],
      numbers: [false, false, false, false, false, false, true],
      rows: actions.map(a => [
        a.title,
        a.institution,
        write.day(a.dueOn),
        status(a.reported?.status ?? null),
        ...capacities.map(c => {
          const found = a.found.find(f => f.capacity === c)
          return found ? status(found.status) : say('plan.notAssessed')
        }),
        a.budget === null ? '' : money(a.budget, a.currency),
      ]),
    },
  ]
}
