import { describe, expect, it } from 'vitest'
import { readAkn } from '../akoma-ntoso/read-akn.ts'
import { readFile, readReportFile } from '../input/read-file.ts'
import type { Report } from '../recommendations.entity.ts'
import { EXAMPLE_DRAFT } from './meetings.examples.ts'
import { type Asking, people, serveMeeting } from './meetings.testing.ts'

const { secretariat, chair, calmeria, ostelway, reader } = people
const { ask, at, convene, page, propose, room, stateOfText, status, writeOver } = serveMeeting()

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

  it('finds earlier recommendations that are like a text being written', async () => {
    await convene()
    const id = await propose(calmeria, 'States should open safe shelters.')
    const { body } = await ask<{ similar: { report: string; address: string; reasons: unknown[] }[] }>(
      reader,
      'POST',
      at(`/drafts/${id}/similar`),
      { text: EXAMPLE_DRAFT.suggestion },
    )
    expect(body.similar[0]).toMatchObject({ report: '2026-11-16', address: 'R2' })
    expect(body.similar[0]!.reasons.length).toBeGreaterThan(0)
  })
})
