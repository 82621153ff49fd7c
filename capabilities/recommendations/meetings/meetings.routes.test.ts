import { describe, expect, it } from 'vitest'
import { EXAMPLE_AGENDA, EXAMPLE_MEETING } from './meetings.examples.ts'
import { type Asking, people, serveMeeting } from './meetings.testing.ts'

const { secretariat, chair, calmeria, ostelway, lindrona, reader } = people
const { ask, at, page, status } = serveMeeting()

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
      expect([code, body.problems?.map(p => p.where)]).toEqual([422, ['agenda.1']])
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
