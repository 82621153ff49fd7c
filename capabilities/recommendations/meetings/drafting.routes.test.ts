import { describe, expect, it } from 'vitest'
import { EXAMPLE_DRAFT } from './meetings.examples.ts'
import { type Asking, people, serveMeeting } from './meetings.testing.ts'
import { textOf } from './shared-text.ts'

const { secretariat, chair, calmeria, ostelway, lindrona, reader } = people
const { ask, at, page, propose, room, stateOfText, status, writeOver } = serveMeeting()

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
