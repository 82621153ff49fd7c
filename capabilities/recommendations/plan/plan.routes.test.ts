import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import { raiseReminders } from './plan.reminders.ts'
import { planRoutesWith } from './plan.routes.ts'
import { anAction, people, settle, shelterRecommendation, source } from './plan.testing.ts'
import type { ActionAnswer, GapsAnswer, HistoryLine, NoticesAnswer, PlanAnswer } from './screens/answers.ts'
import type { YearlyReport } from './yearly.rules.ts'

let server: TestServer
const action = randomUUID()
const milestone = randomUUID()

beforeAll(async () => {
  server = await openTestServer(planRoutesWith(source))
  await settle(server.context.database)
})
afterAll(() => server.close())

type Method = 'GET' | 'POST' | 'PUT'
async function ask<T>(
  as: Caller | undefined,
  method: Method,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) {
  return (await server.ask(as, method, path, body, headers)) as unknown as {
    status: number
    body: T
    text: string
    raw: Buffer
    headers: Record<string, unknown>
  }
}
const see = async (as: Caller = people.ministry) =>
  (await ask<ActionAnswer>(as, 'GET', `/api/plan/actions/${action}`)).body
const plan = (more: Record<string, unknown> = {}) => ({
  action: anAction(more),
  serves: [
    shelterRecommendation,
    { body: 'Committee on Example Rights', citation: 'para. 31', wording: 'Provide places for families.' },
  ],
  milestones: [{ id: milestone, title: 'First house open', dueOn: '2025-01-31' }],
})
const report = (more: Record<string, unknown> = {}) => ({
  report: { status: 'implemented', reason: 'Both houses are open.', spent: 900_000, ...more },
  evidence: [] as Record<string, unknown>[],
  reached: [] as unknown[],
})
const wrong = (body: unknown) =>
  ((body as { problems?: { where: string; code: string }[] }).problems ?? []).map(p => `${p.where} ${p.code}`)

describe('making the plan', () => {
  it('is for the ministry and the coordinating body', async () => {
    for (const somebody of [people.shelter, people.rapporteur, people.association])
      expect((await ask(somebody, 'POST', '/api/plan/actions', { id: action, ...plan() })).status).toBe(403)
    expect((await ask(undefined, 'POST', '/api/plan/actions', { id: action, ...plan() })).status).toBe(401)
  })

  it('says everything that is wrong at once', async () => {
    const { status, body } = await ask(people.ministry, 'POST', '/api/plan/actions', {
      id: action,
      action: anAction({
        currency: undefined,
        dueOn: '2024',
        focalRole: undefined,
        validating: people.shelter.agencyId,
      }),
      serves: [{ report: '2019-09-17', address: 'R999' }],
      milestones: [],
    })
    expect(status).toBe(422)
    expect(wrong(body)).toEqual(
      expect.arrayContaining([
        'serves.0 plan.serves-unknown',
        'dueOn plan.day',
        'currency plan.currency',
        'focalPoint plan.focal',
        'validating plan.validating',
        'serves plan.serves-none',
      ]),
    )
  })

  it('takes an action once, however often it is sent', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    for (const _ of [1, 2])
      expect(
        (await ask(people.ministry, 'POST', '/api/plan/actions', { id: action, ...plan() }, headers)).status,
      ).toBe(201)
    const { body } = await ask<PlanAnswer>(people.association, 'GET', '/api/plan/actions')
    expect(body.actions.map(a => a.id)).toEqual([action])
    expect(body.actions[0]!.answers.map(a => [a.citation, a.body])).toEqual([
      ['DEMO/COP/WG.1/2019/6, Recommendation 9', null],
      ['para. 31', 'Committee on Example Rights'],
    ])
  })

  it('tells who is focal point to those who work on it, and to nobody else', async () => {
    expect((await see(people.referral)).focal).toEqual({ name: null, role: 'supervisor' })
    const outside = await see(people.association)
    expect([outside.focal, outside.inside, outside.planned]).toEqual([null, false, null])
  })

  it('refuses a change that did not see the last one, and keeps both', async () => {
    const { version } = await see()
    const put = (as: Caller, title: string, seen: number) =>
      ask(as, 'PUT', `/api/plan/actions/${action}`, plan({ title }), { 'if-match': `"${seen}"` })
    expect((await put(people.referral, 'Open shelter places', version)).status).toBe(200)
    const late = await put(people.ministry, 'Open more places', version)
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ currentVersion: version + 1 })
    expect((await see()).title).toBe('Open shelter places')
  })

  it('shows an action on the page of what it answers', async () => {
    const { report, address } = shelterRecommendation
    const of = async (address: string) =>
      (await ask<PlanAnswer>(people.police, 'GET', `/api/plan/recommendations/${report}/${address}`)).body
        .actions
    expect((await of(address)).map(a => a.id)).toEqual([action])
    expect(await of('R8')).toEqual([])
  })
})

describe('reporting, validating and assessing', () => {
  const path = `/api/plan/actions/${action}`
  it('is for the focal point, or her alternate', async () => {
    for (const somebody of [people.ministry, people.police, people.rapporteur])
      expect((await ask(somebody, 'POST', `${path}/reports`, report())).status).toBe(403)
    expect(
      (
        await ask(
          people.shelterAlternate,
          'POST',
          `${path}/reports`,
          report({ status: 'in-progress', public: false }),
        )
      ).status,
    ).toBe(201)
  })

  it('needs a reason, and evidence that can be looked up', async () => {
    const { body } = await ask(people.shelter, 'POST', `${path}/reports`, {
      ...report({ reason: ' ' }),
      evidence: [
        { kind: 'extract', title: 'Act', url: 'https://me:secret@example.org/a', passage: 'x' },
        { kind: 'figure', title: 'Places', onDay: '2025' },
        { kind: 'file', title: 'Lease' },
      ],
    })
    expect(wrong(body)).toEqual(
      expect.arrayContaining([
        'reason required',
        'evidence.0.url plan.url',
        'evidence.0.passageAt plan.evidence-passageAt',
        'evidence.1.value plan.evidence-value',
        'evidence.1.onDay plan.day',
        'evidence.1.source plan.evidence-source',
        'evidence.2.fileId plan.evidence-fileId',
      ]),
    )
  })

  it('carries a file that whoever sees the evidence can open, and nobody else', async () => {
    const boundary = 'xxpalermoxx'
    const sent = await ask<{ fileId: string }>(
      people.shelter,
      'POST',
      `${path}/files`,
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="lease.pdf"\r\ncontent-type: application/pdf\r\n\r\nsigned\r\n--${boundary}--\r\n`,
      ),
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    )
    expect(sent.status).toBe(201)
    const { fileId } = sent.body
    const given = {
      ...report(),
      evidence: [
        { kind: 'file', title: 'Lease', fileId, public: false },
        {
          kind: 'extract',
          title: 'Decree',
          url: 'https://example.org/decree',
          passage: 'Forty places',
          passageAt: 'Article 2',
        },
      ],
      reached: [{ milestoneId: milestone, doneOn: '2025-02-20' }],
    }
    expect((await ask(people.shelterAlternate, 'POST', `${path}/reports`, given)).status).toBe(422)
    expect((await ask(people.shelter, 'POST', `${path}/reports`, given)).status).toBe(201)
    const last = (await see()).progress.at(-1)!
    const file = `${path}/evidence/${last.evidence[0]!.id}/file`
    const opened = await ask(people.referral, 'GET', file)
    expect([opened.status, opened.raw.toString()]).toEqual([200, 'signed'])
    expect((await ask(people.association, 'GET', file)).status).toBe(404)
    expect((await see(people.association)).progress.at(-1)!.evidence.map(e => e.title)).toEqual(['Decree'])
    expect((await see()).milestones[0]!.doneOn).toBe('2025-02-20')
  })

  it('hides a report that is not public from outsiders, and its entry in the ledger too', async () => {
    expect((await see()).progress).toHaveLength(2)
    expect((await see(people.police)).progress.map(p => p.status)).toEqual(['implemented'])
    const lines = async (as: Caller) =>
      (await ask<{ lines: HistoryLine[] }>(as, 'GET', `${path}/history`)).body.lines
    expect((await lines(people.police)).length).toBe(0)
    expect((await lines(people.rapporteur)).map(l => l.act)).toEqual([
      'plan.report',
      'plan.report',
      'plan.amend',
      'plan.open',
    ])
    expect((await lines(people.ministry)).find(l => l.act === 'plan.amend')!.changed).toContain('title')
  })

  it('is decided upon by the validating authority, once, with a reason when it is returned', async () => {
    const { progress } = await see()
    const decide = (as: Caller, body: unknown) =>
      ask(as, 'PUT', `${path}/reports/${progress.at(-1)!.id}/decision`, body)
    expect((await see(people.referral)).may).toContain('plan.validate')
    for (const somebody of [people.shelter, people.ministry, people.rapporteur])
      expect((await decide(somebody, { decision: 'accepted', because: '' })).status).toBe(403)
    expect(wrong((await decide(people.referral, { decision: 'returned', because: '' })).body)).toEqual([
      'because plan.reason',
    ])
    expect((await decide(people.referral, { decision: 'returned', because: 'One house only.' })).status).toBe(
      200,
    )
    expect((await decide(people.referral, { decision: 'accepted', because: '' })).status).toBe(422)
    expect((await see()).standing).toMatchObject({ reported: 'in-progress', awaitsValidation: false })
    expect((await ask(people.shelter, 'POST', `${path}/reports`, report())).status).toBe(201)
    expect((await see()).standing).toMatchObject({ reported: 'implemented', awaitsValidation: true })
  })

  it('takes no second decision of somebody who did not see the first', async () => {
    const { progress } = await see()
    const decided = await Promise.all(
      ['accepted', 'returned'].map(decision =>
        ask(people.referral, 'PUT', `${path}/reports/${progress.at(-1)!.id}/decision`, {
          decision,
          because: 'One house only.',
        }),
      ),
    )
    expect(decided.filter(d => d.status === 200)).toHaveLength(1)
    expect((await ask(people.shelter, 'POST', `${path}/reports`, report())).status).toBe(201)
  })

  it('keeps what is found beside what is reported, from outside the institution only', async () => {
    const finding = (status: string, reason: string) => ({ assessment: { status, reason }, evidence: [] })
    const assess = (as: Caller, status: string) =>
      ask(as, 'POST', `${path}/assessments`, finding(status, 'Seen on two visits.'))
    expect((await assess(people.shelter, 'implemented')).status).toBe(403)
    expect((await assess(people.police, 'implemented')).status).toBe(403)
    expect((await assess(people.rapporteur, 'partly-implemented')).status).toBe(201)
    expect((await assess(people.association, 'implemented')).status).toBe(201)
    const { standing, findings } = await see()
    expect(standing).toMatchObject({
      reported: 'implemented',
      found: { rapporteur: 'partly-implemented', 'civil-society': 'implemented' },
      differs: ['rapporteur'],
    })
    expect(findings.map(f => f.capacity)).toEqual(['rapporteur', 'civil-society'])
    const { body } = await ask<{ capacities: { capacity: string; cells: unknown[] }[] }>(
      people.police,
      'GET',
      '/api/plan/differences',
    )
    expect(body.capacities[0]!.cells).toEqual([
      { reported: 'implemented', found: 'partly-implemented', count: 1 },
    ])
  })
})

describe('what the plan lacks', () => {
  it('is told: recommendations to States without an action, and actions by gap', async () => {
    const { body } = await ask<GapsAnswer>(people.association, 'GET', '/api/plan/gaps')
    expect(body.unanswered).toBe(body.asked - 1)
    expect(body.recommendations.some(r => r.address === 'R9' && r.report === '2019-09-17')).toBe(false)
    // Asked of the Working Group, not of States.
    expect(body.recommendations.some(r => r.address === 'R6' && r.report === '2019-09-17')).toBe(false)
    const of = (kind: string) => body.gaps.find(g => g.kind === kind)!.actions
    expect(of('differs')).toEqual([action])
    expect(of('awaits-validation')).toEqual([action])
    expect(of('overdue')).toEqual([])
  })

  it('is reminded of to the focal points, once, until it is put aside', async () => {
    const late = randomUUID()
    const body = {
      id: late,
      ...plan({ title: 'Publish the house rules', dueOn: '2025-12-31', indicatorLive: 'shelter-share' }),
      milestones: [],
    }
    expect((await ask(people.ministry, 'POST', '/api/plan/actions', body)).status).toBe(201)
    const { database, home } = server.context
    expect(await raiseReminders(database)).toBe(2)
    expect(await raiseReminders(database)).toBe(0)
    const notices = async (as: Caller) => (await ask<NoticesAnswer>(as, 'GET', '/api/plan/notices')).body
    const [notice] = (await notices(people.shelter)).notices
    expect(notice).toMatchObject({ actionId: late, stage: 'after-1', dueOn: '2025-12-31', milestone: null })
    expect((await notices(people.police)).notices).toEqual([])
    expect((await notices(people.ministry)).notices).toEqual([])
    expect((await notices(people.referral)).awaiting).toBe(1)
    expect((await database.read(people.shelter, tx => home.items(tx))).map(i => i.titleKey)).toEqual([
      'plan.nav.reminders.waiting',
    ])
    expect((await ask(people.police, 'POST', `/api/plan/notices/${notice!.id}/aside`)).status).toBe(404)
    expect((await ask(people.shelter, 'POST', `/api/plan/notices/${notice!.id}/aside`)).status).toBe(200)
    expect((await notices(people.shelter)).notices).toEqual([])
    expect((await notices(people.shelterAlternate)).notices).toHaveLength(1)
  })
})

describe("the rapporteur's report of a year", () => {
  it('holds what is public alone, unless more is asked for', async () => {
    const of = async (as: Caller, query: string) =>
      (await ask<YearlyReport>(as, 'GET', `/api/plan/yearly?${query}`)).body
    const open = await of(people.rapporteur, 'year=2026')
    const told = open.themes.flatMap(t => t.actions).find(a => a.id === action)!
    expect(told.evidence.map(e => e.title)).toEqual(['Decree'])
    expect(told.found.map(f => f.status)).toEqual(['partly-implemented', 'implemented'])
    const all = await of(people.rapporteur, 'year=2026&internal=true')
    expect(
      all.themes
        .flatMap(t => t.actions)
        .find(a => a.id === action)!
        .evidence.map(e => e.title),
    ).toEqual(['Lease', 'Decree'])
    // An outsider who asks for more is told what she may see.
    const outside = await of(people.association, 'year=2026&internal=true')
    expect(JSON.stringify(outside)).not.toContain('Lease')
    const figures = open.indicators.map(i => [i.live, i.share]).sort()
    expect(figures).toEqual([
      ['shelter', false],
      ['shelter-share', true],
    ])
    expect(open.indicators.find(i => i.live === 'shelter')).toMatchObject({
      live: 'shelter',
      rows: [
        { when: '2023', values: [12] },
        { when: '2024', values: [null] },
        { when: '2025', values: [31] },
      ],
      withheld: 1,
    })
  })

  it.each(['en', 'ar', 'zh'])('is printed as a Word document in %s, with node and day', async language => {
    const answer = await ask(people.rapporteur, 'GET', `/api/plan/yearly/word?year=2026&language=${language}`)
    expect(answer.headers['content-type']).toContain('wordprocessingml')
    const files = unzipSync(new Uint8Array(answer.raw))
    const text = strFromU8(files['word/document.xml']!)
    expect(text).toContain('Open shelter places')
    expect(text).not.toContain('Lease')
    expect(text).toContain(server.context.configuration.nodeName)
    expect(text).not.toMatch(/plan\.[a-z]/)
    expect(text.includes('w:bidi')).toBe(language === 'ar')
  })
})

describe('an action that was taken out of the plan', () => {
  it('is gone from every view, and takes no more reports', async () => {
    const path = `/api/plan/actions/${action}`
    expect(wrong((await ask(people.ministry, 'POST', `${path}/withdrawal`, { because: ' ' })).body)).toEqual([
      'because plan.reason',
    ])
    expect(
      (await ask(people.ministry, 'POST', `${path}/withdrawal`, { because: 'Taken over by a law.' })).status,
    ).toBe(200)
    const { body } = await ask<PlanAnswer>(people.ministry, 'GET', '/api/plan/actions')
    expect(body.actions.map(a => a.id)).not.toContain(action)
    expect((await ask(people.shelter, 'POST', `${path}/reports`, report())).status).toBe(403)
    expect((await ask(people.association, 'GET', path)).status).toBe(404)
    expect((await see(people.shelter)).withdrawn).toMatchObject({ because: 'Taken over by a law.' })
  })
})
