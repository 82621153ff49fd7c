import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import { readAkn } from '../akoma-ntoso/read-akn.ts'
import { readFile, readReportFile } from '../input/read-file.ts'
import { realText } from '../reading/real-reports.testing.ts'
import type { Report } from '../recommendations.entity.ts'
import { EXAMPLE_AGENDA, EXAMPLE_DRAFT, EXAMPLE_MEETING } from './meetings.examples.ts'
import { foundPeople, meetingAndReportRoutes, people } from './meetings.testing.ts'
import { merged, textOf, toBase64, updateTo } from './shared-text.ts'

const { secretariat, chair, calmeria, ostelway, lindrona, reader } = people
const hasReports = existsSync(new URL('../../../../shared/reports', import.meta.url))

let server: TestServer
let meeting: string
beforeAll(async () => {
  server = await openTestServer(meetingAndReportRoutes)
  await foundPeople(server.context.database)
  meeting = await convened()
})
afterAll(() => server.close())

type Asking = Parameters<TestServer['ask']>
async function ask<T = Record<string, unknown>>(...asking: Asking) {
  return (await server.ask(...asking)) as unknown as { status: number; body: T; text: string; raw: Buffer }
}
const convened = async () =>
  (
    await ask<{ id: string }>(secretariat, 'POST', '/api/meetings', {
      ...EXAMPLE_MEETING,
      agenda: EXAMPLE_AGENDA,
    })
  ).body.id
const status = async (...asking: Asking) => (await ask(...asking)).status
const at = (path = '') => `/api/meetings/${meeting}${path}`

interface Page {
  version: number
  state: string
  agenda: { number: string; title: string }[]
  documents: { id: string; title: string; hasFile: boolean; may: string[] }[]
  attendance: { id: string; name: string; may: string[] }[]
  statements: {
    id: string
    speaker: string
    place: number
    state: string
    text: string
    own: boolean
    may: string[]
  }[]
  drafts: { id: string; version: number; number: number | null; positions: Record<string, number> }[]
  topics: { title: string }[]
  delegation: string | null
  reportSlug: string | null
  may: string[]
}
const page = async (as: Asking[0] = reader) => (await ask<Page>(as, 'GET', at())).body
interface Room {
  version: number
  state: string
  text: string
  adoptedText: string | null
  adoptedBy: string | null
  hands: { agency: string; text: string }[]
  suggestions: { id: string; version: number; state: string; wouldRead: string; may: string[] }[]
  comments: { agency: string; text: string }[]
  positions: { agency: string; stance: string; reason: string; own: boolean }[]
  may: string[]
}
const room = async (draft: string, as: Asking[0] = reader) =>
  (await ask<Room>(as, 'GET', at(`/drafts/${draft}`))).body
const propose = async (as: Asking[0], text: string, section = '') =>
  (await ask<{ id: string }>(as, 'POST', at('/drafts'), { section, text })).body.id
/** Writes a new text over the one that stands, as a browser does. */
async function writeOver(as: Asking[0], draft: string, hand: number, base: Uint8Array, text: string) {
  const update = toBase64(updateTo(base, text, hand))
  return ask<{ version: number }>(as, 'POST', at(`/drafts/${draft}/text`), { hand, update })
}
async function stateOfText(draft: string) {
  const { body } = await ask<{ updates: { update: string; agency: string }[] }>(
    reader,
    'GET',
    at(`/drafts/${draft}/text?after=0`),
  )
  return body.updates.reduce<Uint8Array | undefined>(
    (state, { update }) => merged(state, Buffer.from(update, 'base64')).state,
    undefined,
  )!
}

describe('a meeting', () => {
  it('is convened by a secretariat and read by whoever is signed in', async () => {
    const body = { ...EXAMPLE_MEETING, agenda: EXAMPLE_AGENDA }
    for (const as of [chair, calmeria, reader])
      expect(await status(as, 'POST', '/api/meetings', body)).toBe(403)
    expect(await status(undefined, 'GET', at())).toBe(401)
    expect(await page()).toMatchObject({
      state: 'preparation',
      agenda: EXAMPLE_AGENDA,
      delegation: null,
      may: [],
    })
    expect((await page(calmeria)).delegation).toBe('Calmeria')
  })

  it('says what is wrong with its days and its agenda', async () => {
    const wrong = { ...EXAMPLE_MEETING, to: '2026-11-15' }
    const { status: code, body } = await ask<{ problems: { where: string }[] }>(
      secretariat,
      'POST',
      '/api/meetings',
      { ...wrong, agenda: [] },
    )
    expect([code, body.problems[0]?.where]).toEqual([422, 'to'])
    const untitled = { agenda: [{ number: '1', title: ' ', annotation: '', parts: [] }] }
    expect(await status(secretariat, 'PUT', at('/agenda'), untitled)).toBe(422)
  })

  it('keeps a colleague’s change to its agenda from being overwritten unseen', async () => {
    const { version } = await page()
    const put = (agenda: typeof EXAMPLE_AGENDA) =>
      status(secretariat, 'PUT', at('/agenda'), { agenda }, { 'if-match': `"${version}"` })
    expect(await put(EXAMPLE_AGENDA)).toBe(204)
    expect(await put([])).toBe(409)
    expect((await page()).agenda).toHaveLength(EXAMPLE_AGENDA.length)
    expect(await status(calmeria, 'PUT', at('/agenda'), { agenda: [] })).toBe(403)
  })

  it('has documents by symbol, link and file, each taken back by its own agency or the secretariat', async () => {
    const base = { kind: 'background paper', title: 'On shelter', symbol: null, link: null, item: '2' }
    expect(await status(secretariat, 'POST', at('/documents'), base)).toBe(422)
    expect(await status(reader, 'POST', at('/documents'), { ...base, symbol: 'X' })).toBe(403)
    expect(await status(secretariat, 'POST', at('/documents'), { ...base, symbol: 'DEMO/1' })).toBe(201)
    const boundary = 'xxpalermoxx'
    const file = Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="paper.txt"\r\ncontent-type: text/plain\r\n\r\nWhat we do.\r\n--${boundary}--\r\n`,
    )
    const sent = await ask<{ id: string }>(
      calmeria,
      'POST',
      at('/documents/file?kind=conference%20room%20paper'),
      file,
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    )
    expect(sent.status).toBe(201)
    const read = await ask(ostelway, 'GET', at(`/documents/${sent.body.id}/file`))
    expect([read.status, read.text]).toEqual([200, 'What we do.'])
    expect(await status(ostelway, 'DELETE', at(`/documents/${sent.body.id}`))).toBe(403)
    expect(await status(calmeria, 'DELETE', at(`/documents/${sent.body.id}`))).toBe(204)
    expect(await status(ostelway, 'GET', at(`/documents/${sent.body.id}/file`))).toBe(404)
    expect((await page()).documents.map(d => d.title)).toEqual(['On shelter'])
  })

  it('is attended by those who say so themselves, and by others whom the secretariat names', async () => {
    expect(await status(calmeria, 'POST', at('/attendance'), { name: 'Ostelway', kind: 'party' })).toBe(204)
    expect(await status(secretariat, 'POST', at('/attendance'), { name: 'Ostelway', kind: 'party' })).toBe(
      204,
    )
    expect(await status(secretariat, 'POST', at('/attendance'), { name: ' ', kind: 'party' })).toBe(422)
    expect(await status(reader, 'POST', at('/attendance'), { name: 'Reader', kind: 'state' })).toBe(403)
    const { attendance } = await page(calmeria)
    expect(attendance.map(a => [a.name, a.may.length > 0])).toEqual([
      ['Calmeria', true],
      ['Ostelway', false],
    ])
    expect(await status(calmeria, 'DELETE', at(`/attendance/${attendance[1]!.id}`))).toBe(403)
  })

  it('gives the floor in the order of inscription, each delegation for itself', async () => {
    const say = (as: Asking[0], item: string, text: string, speaker?: string) =>
      ask<{ id: string }>(as, 'POST', at('/statements'), { item, text, ...(speaker ? { speaker } : {}) })
    const first = await say(calmeria, '2', 'We have shelters for families.', 'Ostelway')
    await say(ostelway, '2', 'We agree.')
    expect((await say(calmeria, '9', 'Nothing.')).status).toBe(422)
    expect((await page()).statements.map(s => [s.speaker, s.place])).toEqual([
      ['Calmeria', 1],
      ['Ostelway', 2],
    ])
    const { id } = first.body
    expect(await status(ostelway, 'PATCH', at(`/statements/${id}`), { text: 'Other words' })).toBe(403)
    expect(
      await status(secretariat, 'PATCH', at(`/statements/${id}`), {
        state: 'made',
        summary: 'One speaker described shelters for families.',
      }),
    ).toBe(204)
    expect(await status(calmeria, 'PUT', at(`/statements/${id}/place`), { place: 9 })).toBe(403)
    expect(await status(chair, 'PUT', at(`/statements/${id}/place`), { place: 9 })).toBe(204)
    expect((await page()).statements.map(s => s.speaker)).toEqual(['Ostelway', 'Calmeria'])
    expect((await page()).statements[1]!.text).toBe('We have shelters for families.')
  })

  it('lets a delegation change its own words alone, and the secretariat what is recorded of them', async () => {
    const own = async (as: Asking[0], speaker: string) =>
      (await ask<{ id: string }>(as, 'POST', at('/statements'), { item: '2', text: 'First words.', speaker }))
        .body.id
    const change = (as: Asking[0], id: string, part: object) =>
      status(as, 'PATCH', at(`/statements/${id}`), part)
    const id = await own(lindrona, '')
    expect(await change(lindrona, id, { state: 'made' })).toBe(403)
    expect(await change(lindrona, id, { summary: 'Everybody agreed.' })).toBe(403)
    expect(await change(secretariat, id, { text: 'Other words.' })).toBe(403)
    expect(await change(secretariat, id, { text: 'First words.', state: 'made' })).toBe(204)
    expect(await change(lindrona, id, { text: 'Second words.' })).toBe(204)
    expect((await page()).statements.find(s => s.id === id)).toMatchObject({
      text: 'Second words.',
      state: 'made',
    })
    expect(await change(lindrona, id, { state: 'withdrawn' })).toBe(204)
    const entered = await own(secretariat, 'An observer')
    expect(await change(secretariat, entered, { text: 'Second words.' })).toBe(204)
    expect(await change(secretariat, entered, { state: 'withdrawn' })).toBe(204)
  })
})

describe('an agenda on whose items something hangs', () => {
  it('is changed around them: an item in use neither moves nor goes', async () => {
    const { agenda } = (await ask<{ agenda: typeof EXAMPLE_AGENDA }>(reader, 'GET', at())).body
    const put = (changed: typeof EXAMPLE_AGENDA) =>
      ask<{ problems?: { where: string }[] }>(secretariat, 'PUT', at('/agenda'), { agenda: changed })
    const fresh = { number: '', title: 'Another matter', annotation: '', parts: [] }
    const renumbered = (items: typeof EXAMPLE_AGENDA) =>
      items.map((item, index) => ({ ...item, number: String(index + 1) }))
    const [first, second, ...rest] = agenda as [(typeof agenda)[0], (typeof agenda)[0]]
    const wrong = [[first, ...rest], [second, first, ...rest], [first, fresh, second, ...rest], [first]]
    for (const items of [...wrong, ...wrong.map(renumbered)]) {
      const { status: code, body } = await put(items)
      expect([code, body.problems?.map(p => p.where)]).toEqual([422, ['agenda 2']])
    }
    expect((await put([...agenda, fresh])).status).toBe(204)
    expect((await page()).agenda.at(-1)).toMatchObject({ number: String(agenda.length + 1) })
    const retitled = agenda.map(item =>
      item.number === '2' ? { ...item, title: `${item.title}, again` } : item,
    )
    expect((await put(retitled)).status).toBe(204)
    expect((await put(agenda)).status).toBe(204)
  })
})

describe('topics for future meetings', () => {
  interface Board {
    topics: {
      id: string
      title: string
      supporters: string[]
      supported: boolean
      source: { para: number; citation: string } | null
      state: string
      may: string[]
    }[]
  }
  const board = async (as: Asking[0] = reader) =>
    (await ask<Board>(as, 'GET', '/api/meeting-topics')).body.topics

  it.skipIf(!hasReports)('begin with those that a report suggests, and are imported once', async () => {
    const boundary = 'xxpalermoxx'
    const file = Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="r.txt"\r\ncontent-type: text/plain\r\n\r\n${realText('003')}\r\n--${boundary}--\r\n`,
    )
    const { body } = await ask<{ slug: string }>(secretariat, 'POST', '/api/recommendations/reports', file, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    })
    const bring = (as: Asking[0]) => ask(as, 'POST', '/api/meeting-topics/import', { report: body.slug })
    expect((await bring(calmeria)).status).toBe(403)
    expect((await bring(secretariat)).body).toEqual({ found: 16, added: 16 })
    expect((await bring(secretariat)).body).toEqual({ found: 16, added: 0 })
    expect((await board()).filter(t => t.source?.para === 13)).toHaveLength(8)
  })

  it('are proposed by delegations, supported by each for itself, and chosen for a meeting', async () => {
    const proposed = await ask<{ id: string }>(ostelway, 'POST', '/api/meeting-topics', {
      title: 'Shelter for families',
      note: '',
    })
    const path = `/api/meeting-topics/${proposed.body.id}`
    expect(await status(reader, 'PUT', `${path}/support`, { supported: true })).toBe(403)
    expect(await status(secretariat, 'PUT', `${path}/support`, { supported: true })).toBe(403)
    for (const as of [calmeria, lindrona, calmeria])
      expect(await status(as, 'PUT', `${path}/support`, { supported: true })).toBe(204)
    expect((await board(calmeria))[0]).toMatchObject({
      title: 'Shelter for families',
      supporters: ['Calmeria', 'Lindrona'],
      supported: true,
    })
    await ask(calmeria, 'PUT', `${path}/support`, { supported: false })
    expect((await board())[0]?.supporters).toEqual(['Lindrona'])
    expect(await status(ostelway, 'PUT', `${path}/meeting`, { meetingId: meeting })).toBe(403)
    expect(await status(chair, 'PUT', `${path}/meeting`, { meetingId: meeting })).toBe(204)
    expect((await page()).topics.map(t => t.title)).toEqual(['Shelter for families'])
    expect(await status(calmeria, 'DELETE', path)).toBe(403)
  })
})

describe('drafting together', () => {
  it('takes in what two delegations write at the same time, and says who wrote what', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const base = await stateOfText(draft)
    const [one, other] = await Promise.all([
      writeOver(calmeria, draft, 101, base, `${EXAMPLE_DRAFT.text} They should also train interpreters.`),
      writeOver(
        ostelway,
        draft,
        202,
        base,
        EXAMPLE_DRAFT.text.replace('safe shelter', 'safe and free shelter'),
      ),
    ])
    expect([one.status, other.status]).toEqual([200, 200])
    const { text, hands } = await room(draft)
    expect(text).toBe(
      'States parties should provide victims of trafficking in persons with safe and free shelter. They should also train interpreters.',
    )
    expect(hands.map(h => h.agency)).toEqual(['Calmeria', 'Ostelway', 'Calmeria'])
    expect(hands[1]!.text.trim()).toBe('and free')
    expect(textOf(await stateOfText(draft))).toBe(text)
  })

  it('takes no words from those who only read, nor in a hand that is somebody else’s', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const base = await stateOfText(draft)
    expect((await writeOver(reader, draft, 7, base, 'No.')).status).toBe(403)
    expect((await writeOver(calmeria, draft, 101, base, `${EXAMPLE_DRAFT.text} A.`)).status).toBe(200)
    const later = await stateOfText(draft)
    const stolen = await writeOver(ostelway, draft, 101, later, `${EXAMPLE_DRAFT.text} A. B.`)
    expect(stolen.status).toBe(422)
    const { status: unreadable } = await ask(calmeria, 'POST', at(`/drafts/${draft}/text`), {
      hand: 5,
      update: '////',
    })
    expect(unreadable).toBe(422)
    expect((await room(draft)).text).toBe(`${EXAMPLE_DRAFT.text} A.`)
  })

  it('writes nothing twice when the same words are sent again', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const base = await stateOfText(draft)
    const first = await writeOver(ostelway, draft, 202, base, `${EXAMPLE_DRAFT.text} B.`)
    const again = await writeOver(ostelway, draft, 202, base, `${EXAMPLE_DRAFT.text} B.`)
    expect([first.body.version, again.body.version]).toEqual([2, 2])
  })

  it('takes a suggestion up beside what was written meanwhile, and keeps whose words they are', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const suggest = (as: Asking[0], text: string) =>
      ask<{ id: string }>(as, 'POST', at(`/drafts/${draft}/suggestions`), { text })
    expect((await suggest(ostelway, EXAMPLE_DRAFT.text)).status).toBe(422)
    const { body } = await suggest(ostelway, EXAMPLE_DRAFT.suggestion)
    await writeOver(lindrona, draft, 303, await stateOfText(draft), `${EXAMPLE_DRAFT.text} This is urgent.`)
    const [seen] = (await room(draft, calmeria)).suggestions
    expect(seen).toMatchObject({
      state: 'open',
      may: [],
      wouldRead: `${EXAMPLE_DRAFT.suggestion} This is urgent.`,
    })
    const ruling = at(`/drafts/${draft}/suggestions/${body.id}/ruling`)
    expect(await status(calmeria, 'PUT', ruling, { ruling: 'taken' })).toBe(403)
    expect(await status(chair, 'PUT', ruling, { ruling: 'taken' })).toBe(204)
    expect(await status(chair, 'PUT', ruling, { ruling: 'declined' })).toBe(404)
    const after = await room(draft)
    expect(after.text).toBe(`${EXAMPLE_DRAFT.suggestion} This is urgent.`)
    expect(new Set(after.hands.map(h => h.agency))).toEqual(new Set(['Calmeria', 'Ostelway', 'Lindrona']))
  })

  it('lets each delegation hold a position for its own State alone, and change it', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const hold = (as: Asking[0], stance: string, reason = '') =>
      status(as, 'PUT', at(`/drafts/${draft}/position`), { stance, reason })
    for (const as of [secretariat, chair, reader]) expect(await hold(as, 'support')).toBe(403)
    expect(await hold(calmeria, 'oppose')).toBe(204)
    expect(await hold(calmeria, 'support')).toBe(204)
    expect(await hold(ostelway, 'reservation', 'Its law has no such term.')).toBe(204)
    expect((await room(draft, calmeria)).positions).toMatchObject([
      { agency: 'Calmeria', stance: 'support', own: true },
      { agency: 'Ostelway', stance: 'reservation', reason: 'Its law has no such term.', own: false },
    ])
    expect((await page()).drafts.find(d => d.id === draft)?.positions).toEqual({
      support: 1,
      accept: 0,
      reservation: 1,
      oppose: 0,
    })
  })

  it('keeps comments of those who take part', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const say = (as: Asking[0], text: string) => status(as, 'POST', at(`/drafts/${draft}/comments`), { text })
    expect([
      await say(ostelway, EXAMPLE_DRAFT.comment),
      await say(ostelway, ' '),
      await say(reader, 'x'),
    ]).toEqual([204, 422, 403])
    expect((await room(draft)).comments).toMatchObject([{ agency: 'Ostelway', text: EXAMPLE_DRAFT.comment }])
  })
})

const asksOf = (report: Report) =>
  report.atoms.map(({ para, sub, addressee, deontic, text }) => [para, sub, addressee, deontic, text])

describe('adoption', () => {
  it('is ruled by the Chair on a text that is closed, and shows what was amended', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const adopt = (as: Asking[0], text: string, version?: number) =>
      status(
        as,
        'PUT',
        at(`/drafts/${draft}/adoption`),
        { text },
        version === undefined ? {} : { 'if-match': `"${version}"` },
      )
    const move = (as: Asking[0], state: string) => status(as, 'PUT', at(`/drafts/${draft}/state`), { state })
    expect(await adopt(chair, EXAMPLE_DRAFT.text)).toBe(403)
    expect(await move(ostelway, 'tabled')).toBe(403)
    expect(await move(secretariat, 'tabled')).toBe(204)
    const base = await stateOfText(draft)
    expect((await writeOver(calmeria, draft, 101, base, 'Too late.')).status).toBe(403)
    const { version } = await room(draft)
    expect(await adopt(secretariat, EXAMPLE_DRAFT.text)).toBe(403)
    expect(await adopt(chair, 'States parties should:\n(b) Act.')).toBe(422)
    expect(await adopt(chair, EXAMPLE_DRAFT.text, version - 1)).toBe(409)
    expect(await adopt(chair, 'States parties should provide safe and free shelter.', version)).toBe(204)
    expect(await room(draft)).toMatchObject({
      state: 'adopted',
      text: EXAMPLE_DRAFT.text,
      adoptedText: 'States parties should provide safe and free shelter.',
    })
    expect(await move(chair, 'drafting')).toBe(204)
    expect(await room(draft)).toMatchObject({
      state: 'drafting',
      text: 'States parties should provide safe and free shelter.',
      adoptedText: null,
    })
    expect(await move(calmeria, 'withdrawn')).toBe(204)
    expect((await page()).drafts.some(d => d.id === draft)).toBe(false)
  })

  it('leads from the drafts to the report, its files and the registry without retyping', async () => {
    for (const { id } of (await page()).drafts)
      await ask(secretariat, 'PUT', at(`/drafts/${id}/state`), { state: 'withdrawn' })
    const texts = [
      'States parties should:\n(a) Open shelters;\n(b) Train interpreters.',
      EXAMPLE_DRAFT.suggestion,
    ]
    for (const text of texts) {
      const id = await propose(calmeria, text, 'Safe shelter')
      await ask(secretariat, 'PUT', at(`/drafts/${id}/state`), { state: 'tabled' })
      await ask(ostelway, 'PUT', at(`/drafts/${id}/position`), {
        stance: 'reservation',
        reason: 'no such law',
      })
      expect(await status(chair, 'PUT', at(`/drafts/${id}/adoption`), { text })).toBe(204)
    }
    expect((await page()).drafts.map(d => d.number)).toEqual([1, 2])
    const part = {
      text: 'Many speakers stressed that shelter comes first.\n\nOne speaker asked for figures.',
    }
    expect(await status(calmeria, 'PUT', at('/report/parts/deliberations:2'), part)).toBe(403)
    expect(await status(secretariat, 'PUT', at('/report/parts/deliberations:2'), part)).toBe(204)
    const preview = await ask<{ read: { recommendations: number; atoms: number; doubts: unknown[] } }>(
      reader,
      'GET',
      at('/report'),
    )
    expect(preview.body.read).toEqual({ recommendations: 2, atoms: 3, doubts: [] })

    const enter = (as: Asking[0]) => ask<{ slug: string }>(as, 'POST', at('/report/registry'))
    expect((await enter(secretariat)).status).toBe(403)
    const gavel = (as: Asking[0]) => status(as, 'PUT', at('/report/adoption'), { on: '2026-11-18' })
    expect(await gavel(secretariat)).toBe(403)
    expect(await gavel(chair)).toBe(204)
    expect(await page(secretariat)).toMatchObject({ state: 'closed', may: [] })
    expect(await status(secretariat, 'PUT', at('/report/parts/opening'), part)).toBe(403)
    expect(await status(secretariat, 'PUT', at('/state'), { state: 'session' })).toBe(403)
    expect((await enter(calmeria)).status).toBe(403)
    const entered = await enter(secretariat)
    expect([entered.status, entered.body.slug]).toEqual([200, '2026-11-16'])
    expect((await enter(secretariat)).body).toEqual(entered.body)
    expect((await page()).reportSlug).toBe('2026-11-16')

    const printed = (await ask(reader, 'GET', at('/report.txt'))).text
    const kept = await ask(reader, 'GET', '/api/recommendations/reports/2026-11-16/text')
    expect(kept.text).toBe(printed)
    const atoms = await ask<{ atoms: object[] }>(
      reader,
      'GET',
      '/api/recommendations/reports/2026-11-16/export',
    )
    expect(atoms.body.atoms).toMatchObject([
      { para: 1, sub: 'a', addressee: 'States parties', deontic: 'should' },
      { para: 1, sub: 'b', addressee: 'States parties', deontic: 'should' },
      { para: 2, sub: null, addressee: 'States parties', deontic: 'should' },
    ])
    const word = await ask(reader, 'GET', at('/report.docx'))
    const ofText = readFile(Buffer.from(printed))
    const ofWord = await readReportFile(word.raw)
    const ofAkn = readAkn((await ask(reader, 'GET', at('/report.xml'))).text)
    if (!ofText.ok || !ofWord.ok || !ofAkn.ok) throw new Error('A print of the report cannot be read.')
    expect(asksOf(ofText.file.report)).toHaveLength(3)
    expect(asksOf(ofWord.file.report)).toEqual(asksOf(ofText.file.report))
    expect(asksOf(ofAkn.report)).toEqual(asksOf(ofText.file.report))
  })

  it('finds earlier recommendations that are like a text being written', async () => {
    const adopted = meeting
    meeting = await convened()
    const id = await propose(calmeria, 'States should open safe shelters.')
    const { body } = await ask<{ similar: { report: string; address: string; reasons: unknown[] }[] }>(
      reader,
      'POST',
      at(`/drafts/${id}/similar`),
      { text: EXAMPLE_DRAFT.suggestion },
    )
    expect(body.similar[0]).toMatchObject({ report: '2026-11-16', address: 'R2' })
    expect(body.similar[0]!.reasons.length).toBeGreaterThan(0)
    meeting = adopted
  })

  it('changes nothing any more once the meeting is over', async () => {
    expect(await status(calmeria, 'PUT', at('/state'), { state: 'closed' })).toBe(403)
    expect(await status(chair, 'PUT', at('/state'), { state: 'closed' })).toBe(204)
    for (const [as, path, body] of [
      [calmeria, '/drafts', { section: '', text: 'Late.' }],
      [calmeria, '/attendance', { kind: 'party' }],
      [secretariat, '/documents', { kind: 'other', title: 'Late', symbol: 'X', link: null, item: null }],
    ] as const)
      expect(await status(as, 'POST', at(path), body)).toBe(403)
  })
})
