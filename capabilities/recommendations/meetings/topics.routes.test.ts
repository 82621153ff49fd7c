import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { realText } from '../reading/real-reports.testing.ts'
import { type Asking, people, serveMeeting } from './meetings.testing.ts'

const hasReports = existsSync(new URL('../../../../shared/reports', import.meta.url))
const { secretariat, chair, calmeria, ostelway, lindrona, reader } = people
const { ask, meetingId, page, status } = serveMeeting()

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
    expect(await status(ostelway, 'PUT', `${path}/meeting`, { meetingId: meetingId() })).toBe(403)
    expect(await status(chair, 'PUT', `${path}/meeting`, { meetingId: meetingId() })).toBe(204)
    expect((await page()).topics.map(t => t.title)).toEqual(['Shelter for families'])
    expect(await status(calmeria, 'DELETE', path)).toBe(403)
  })
})
