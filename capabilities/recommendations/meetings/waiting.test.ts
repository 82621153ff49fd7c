import { describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { EXAMPLE_DRAFT } from './meetings.examples.ts'
import { people, serveMeeting } from './meetings.testing.ts'

const { secretariat, chair, calmeria, ostelway, reader } = people
const { ask, at, propose, status, waiting } = serveMeeting()

describe('the start page', () => {
  it('names what waits at a meeting to those whom it waits for', async () => {
    const draft = await propose(calmeria, EXAMPLE_DRAFT.text)
    const path = at(`/drafts/${draft}`)
    await ask(ostelway, 'POST', `${path}/suggestions`, { text: EXAMPLE_DRAFT.suggestion })
    const waits = async (as: Caller) => (await waiting(as)).map(one => [one.titleKey, one.to, one.count])
    const once = (kind: string) => [[`meetings.nav.${kind}.waiting`, path.slice('/api'.length), 1]]
    expect(await waits(calmeria)).toEqual(once('positions'))
    expect(await waits(secretariat)).toEqual(once('suggestions'))
    expect(await waits(reader)).toEqual([])
    await ask(calmeria, 'PUT', `${path}/position`, { stance: 'support', reason: '' })
    expect(await waits(calmeria)).toEqual([])
    expect(await status(secretariat, 'PUT', `${path}/state`, { state: 'tabled' })).toBe(204)
    expect(await waits(chair)).toEqual(once('rulings'))
    expect(await waits(ostelway)).toEqual(once('positions'))
  })
})
