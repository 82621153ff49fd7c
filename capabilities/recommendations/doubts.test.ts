import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realText } from './reading/real-reports.testing.ts'
import { type Asking, caseworker, openRegistry, type Registry, rapporteur } from './registry.testing.ts'

let registry: Registry
beforeAll(async () => {
  registry = await openRegistry(['000', '001', '002', '004'])
})
afterAll(() => registry.close())

const ask = <T>(...asking: Asking) => registry.ask<T>(...asking)

interface FlagBody {
  id: string
  version: number
  report: string
  code: string
  para: number | null
  literal: string
  named: string[]
  address: string | null
  source: { before: string; found: string; after: string; firstLine: number; firstPage: number | null }
  atoms: { place: number; addressee: string; deontic: string }[]
  settled: { decision: string } | null
}
const flags = async () =>
  (await ask<{ flags: FlagBody[] }>(caseworker, 'GET', '/api/recommendations/flags')).body.flags
const settle = (
  flag: FlagBody,
  body: object,
  as: Asking[0] = rapporteur,
  headers: Record<string, string> = {},
) =>
  ask<FlagBody & { problems?: { code: string }[] }>(
    as,
    'PUT',
    `/api/recommendations/flags/${flag.id}/settlement`,
    body,
    headers,
  )
interface Remarks {
  reservations: { literal: string; number: number; text: string }[]
  errata: { id: string; printed: string; meant: string; version: number }[]
  corrections: { field: string; read: string; said: string; place: number; version: number }[]
  atoms: { place: number; addressee: string; deontic: string; text: string }[]
}
const remarks = async (report: string, address: string) =>
  (await ask<Remarks>(caseworker, 'GET', `/api/recommendations/items/${report}/${address}/remarks`)).body

describe('a doubt beside its source', () => {
  it('comes with the line it stands on, whole lines around it, and the words its sentences name', async () => {
    const flag = (await flags()).find(one => one.code === 'chapter-doubtful' && one.para === 50)!
    const { before, found, firstLine } = flag.source
    const lines = realText('000').split('\n')
    expect(flag.literal).toBe(found)
    expect(lines[firstLine - 1]).toContain(before.split('\n')[0]!.slice(0, 60))
    expect(flag.named).toEqual(['II', 'I'])
  })
})

describe('reading otherwise than the machine', () => {
  const at = '/api/recommendations/items/2010-01-27/62'
  const listed = async (addressee: string) =>
    (
      await ask<{ recommendations: { report: string; address: string }[] }>(
        caseworker,
        'GET',
        `/api/recommendations?addressee=${encodeURIComponent(addressee)}&meeting=2010-01-27`,
      )
    ).body.recommendations.map(({ address }) => address)

  it('is for those who keep the registry', async () => {
    const { atoms } = await remarks('2010-01-27', '62')
    const body = {
      corrections: [{ place: atoms[0]!.place, field: 'addressee', seen: atoms[0]!.addressee, said: 'UNODC' }],
      remark: 'Said in the chair.',
    }
    expect((await ask(caseworker, 'POST', `${at}/corrections`, body)).status).toBe(403)
  })

  it('changes whom it is listed under, keeps what the machine had read, and can be taken back', async () => {
    const { atoms } = await remarks('2010-01-27', '62')
    const { place, addressee } = atoms[0]!
    const said = 'Municipalities'
    const body = {
      corrections: [{ place, field: 'addressee', seen: addressee, said }],
      remark: 'The minutes say so.',
    }
    expect((await ask(rapporteur, 'POST', `${at}/corrections`, body)).status).toBe(204)
    expect(await remarks('2010-01-27', '62')).toMatchObject({
      corrections: [{ field: 'addressee', read: addressee, said, place }],
      atoms: expect.arrayContaining([expect.objectContaining({ place, addressee: said })]),
    })
    expect(await listed(said)).toEqual(['62'])
    const again = {
      corrections: [{ place, field: 'addressee', seen: said, said: 'Cities' }],
      remark: 'Larger ones.',
    }
    await ask(rapporteur, 'POST', `${at}/corrections`, again)
    expect((await remarks('2010-01-27', '62')).corrections).toMatchObject([
      { read: addressee, said: 'Cities' },
    ])
    expect((await ask(rapporteur, 'DELETE', `${at}/corrections/${place}/addressee`)).status).toBe(204)
    expect(await remarks('2010-01-27', '62')).toMatchObject({
      corrections: [],
      atoms: expect.arrayContaining([expect.objectContaining({ place, addressee })]),
    })
    expect(await listed('Cities')).toEqual([])
  })

  it('overwrites nothing that a colleague said unseen, and takes back only what was seen', async () => {
    const { atoms } = await remarks('2010-01-27', '62')
    const { place, addressee } = atoms[0]!
    const correct = (seen: string, said: string) => {
      const corrections = [{ place, field: 'addressee', seen, said }]
      return ask(rapporteur, 'POST', `${at}/corrections`, { corrections, remark: 'The minutes say so.' })
    }
    expect((await correct(addressee, 'Municipalities')).status).toBe(204)
    expect((await correct(addressee, 'Cities')).status).toBe(409)
    const [first] = (await remarks('2010-01-27', '62')).corrections
    expect(first).toMatchObject({ said: 'Municipalities' })
    expect((await correct('Municipalities', 'Cities')).status).toBe(204)
    const restored = `${at}/corrections/${place}/addressee`
    const stale = { 'if-match': `"${first!.version}"` }
    expect((await ask(rapporteur, 'DELETE', restored, undefined, stale)).status).toBe(409)
    const fresh = { 'if-match': `"${first!.version + 1}"` }
    expect((await ask(rapporteur, 'DELETE', restored, undefined, fresh)).status).toBe(204)
    expect((await correct('Cities', 'Towns')).status).toBe(409)
    expect((await correct(addressee, 'Towns')).status).toBe(204)
    expect((await ask(rapporteur, 'DELETE', restored)).status).toBe(204)
  })

  it('needs a change and a reason', async () => {
    const { atoms } = await remarks('2010-01-27', '62')
    const same = {
      corrections: [
        {
          place: atoms[0]!.place,
          field: 'addressee',
          seen: atoms[0]!.addressee,
          said: atoms[0]!.addressee,
        },
      ],
      remark: 'x',
    }
    expect(await ask(rapporteur, 'POST', `${at}/corrections`, same)).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'reading.corrections' }] },
    })
    const bare = {
      corrections: [{ place: atoms[0]!.place, field: 'deontic', seen: atoms[0]!.deontic, said: 'might' }],
      remark: ' ',
    }
    expect(await ask(rapporteur, 'POST', `${at}/corrections`, bare)).toMatchObject({ status: 422 })
  })

  it('settles a doubt; settling it otherwise takes the correction back; a retry changes nothing', async () => {
    const flag = (await flags()).find(one => one.report === '2010-01-27' && one.atoms.length > 0)!
    const { place, deontic } = flag.atoms[0]!
    const body = {
      decision: 'read-otherwise',
      remark: 'Heard so.',
      corrections: [{ place, field: 'deontic', seen: deontic, said: 'shall' }],
    }
    const key = { 'idempotency-key': randomUUID() }
    const settled = await settle(flag, body, rapporteur, key)
    expect(settled.body).toMatchObject({ settled: { decision: 'read-otherwise' } })
    expect(settled.body.atoms.find(atom => atom.place === place)!.deontic).toBe('shall')
    expect((await settle(flag, body, rapporteur, key)).body.version).toBe(settled.body.version)
    expect((await remarks(flag.report, flag.address!)).corrections).toHaveLength(1)
    const right = await settle(
      { ...flag, version: settled.body.version },
      { decision: 'reading-right', remark: '' },
    )
    expect(right.body.atoms.find(atom => atom.place === place)!.deontic).toBe(deontic)
    expect((await remarks(flag.report, flag.address!)).corrections).toEqual([])
  })

  it('that settles a doubt overwrites nothing that was said unseen on the page of the recommendation', async () => {
    const flag = (await flags()).find(one => one.report === '2010-01-27' && one.atoms.length > 0)!
    const { place, deontic } = flag.atoms[0]!
    const path = `/api/recommendations/items/${flag.report}/${flag.address}/corrections`
    const corrections = [{ place, field: 'deontic', seen: deontic, said: 'might' }]
    expect((await ask(rapporteur, 'POST', path, { corrections, remark: 'Heard so.' })).status).toBe(204)
    const body = {
      decision: 'read-otherwise',
      remark: 'Heard so.',
      corrections: [{ place, field: 'deontic', seen: deontic, said: 'shall' }],
    }
    expect((await settle(flag, body)).status).toBe(409)
    expect((await remarks(flag.report, flag.address!)).corrections).toMatchObject([{ said: 'might' }])
    expect((await ask(rapporteur, 'DELETE', `${path}/${place}/deontic`)).status).toBe(204)
  })

  it('without a correction is refused with a sentence', async () => {
    const flag = (await flags()).find(one => one.atoms.length > 0)!
    expect(await settle(flag, { decision: 'read-otherwise', remark: 'So.' })).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'reading.corrections' }] },
    })
  })
})

describe('errata', () => {
  const errataOf = async (slug: string) =>
    (
      await ask<{ errata: Remarks['errata'] }>(
        caseworker,
        'GET',
        `/api/recommendations/reports/${slug}/errata`,
      )
    ).body.errata

  it('"chapter II" of 2009 is recorded as an erratum in both places, and the source stays as printed', async () => {
    const wrong = (await flags()).filter(one => one.code === 'chapter-doubtful')
    expect(wrong.map(({ para }) => para)).toEqual([50, 55])
    for (const flag of wrong) {
      const meant = flag.literal.replace('chapter II', 'chapter I')
      const body = {
        decision: 'print-wrong',
        remark: 'The recommendations are in chapter I.',
        erratum: { printed: flag.literal, meant },
      }
      expect((await settle(flag, body)).status).toBe(200)
    }
    expect(
      (await errataOf('2009-04-14')).map(({ printed, meant }) => [printed.slice(-39), meant.slice(-38)]),
    ).toEqual(
      Array(2).fill(['ned in chapter II of the present report', 'ned in chapter I of the present report']),
    )
    const { text } = await ask(caseworker, 'GET', '/api/recommendations/reports/2009-04-14/text')
    expect(text).toBe(realText('000'))
  })

  it('are attached to any paragraph by its address, with words that stand there, and can be taken back', async () => {
    const path = '/api/recommendations/items/2010-01-27/51/errata'
    const bad = await ask(rapporteur, 'POST', path, { printed: 'no such words', meant: 'x', remark: '' })
    expect(bad).toMatchObject({ status: 422, body: { problems: [{ code: 'erratum.printed' }] } })
    const same = await ask(rapporteur, 'POST', path, {
      printed: 'that, provisions',
      meant: 'that, provisions',
      remark: '',
    })
    expect(same).toMatchObject({ status: 422, body: { problems: [{ code: 'erratum.meant' }] } })
    const good = { printed: 'that, provisions', meant: 'that provisions', remark: 'A comma too many.' }
    expect((await ask(caseworker, 'POST', path, good)).status).toBe(403)
    expect((await ask(rapporteur, 'POST', path, good)).status).toBe(204)
    const [erratum] = (await remarks('2010-01-27', '51')).errata
    expect(erratum).toMatchObject(good)
    expect((await ask(rapporteur, 'DELETE', `/api/recommendations/errata/${erratum!.id}`)).status).toBe(204)
    expect((await remarks('2010-01-27', '51')).errata).toEqual([])
  })

  it('that are not there cannot be taken back, and name no sub-item that is not there', async () => {
    const unknown = `/api/recommendations/errata/${randomUUID()}`
    expect((await ask(rapporteur, 'DELETE', unknown)).status).toBe(404)
    expect((await ask(caseworker, 'DELETE', unknown)).status).toBe(403)
    const [flag] = await flags()
    expect((await ask(rapporteur, 'DELETE', `/api/recommendations/errata/${flag!.id}`)).status).toBe(404)
    const path = '/api/recommendations/items/2010-01-27/51/errata'
    const named = { sub: 'z', printed: 'that, provisions', meant: 'that provisions', remark: '' }
    expect(await ask(rapporteur, 'POST', path, named)).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'erratum.sub' }] },
    })
  })

  it('that settle a doubt are of words that stand in its paragraph', async () => {
    const flag = (await flags()).find(one => one.code === 'chapter-doubtful' && one.para === 50)!
    const erratum = { printed: 'no such words', meant: 'other words' }
    expect(await settle(flag, { decision: 'print-wrong', remark: 'So.', erratum })).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'erratum.printed' }] },
    })
    expect(await errataOf('2009-04-14')).toHaveLength(2)
  })
})

describe('a reservation', () => {
  it('"see paragraph 109 below" leads to the dissent, on the recommendation and on its later print', async () => {
    for (const [report, address] of [
      ['2010-01-27', '50'],
      ['2010-08-10-chair', '72'],
    ] as const) {
      const { reservations } = await remarks(report, address)
      expect(reservations).toMatchObject([
        { number: 109, literal: expect.stringMatching(/^[Ss]ee paragraph 109 below/) },
      ])
      expect(reservations[0]!.text).toContain('a few members did not support the decision to restate')
    }
    expect((await remarks('2010-01-27', '49')).reservations).toEqual([])
  })
})

describe('two documents beside each other', () => {
  it('shows the 23 recommendations of 2009 as the Chair prints them, and one of them alone on request', async () => {
    const path = '/api/recommendations/comparisons?from=2009-04-14&to=2010-08-10-chair'
    const { body } = await ask<{
      pairs: { from: { address: string }; to: { address: string }; edits: { kind: string }[] }[]
      onlyTo: unknown[]
    }>(caseworker, 'GET', path)
    expect(body.pairs).toHaveLength(23)
    expect(body.onlyTo).toEqual([])
    const one = await ask<typeof body>(caseworker, 'GET', `${path}&address=24`)
    expect(one.body.pairs).toMatchObject([
      { from: { address: '20' }, to: { address: '24' }, edits: [{ kind: 'renaming' }] },
    ])
    expect(
      (await ask(caseworker, 'GET', '/api/recommendations/comparisons?from=none&to=2009-04-14')).status,
    ).toBe(404)
  })

  it('is handed out as Word, PDF and Akoma Ntoso, to readers of the registry only', async () => {
    for (const format of ['word', 'pdf', 'akn']) {
      const path = `/api/recommendations/comparisons/${format}?from=2009-04-14&to=2010-08-10-chair`
      expect((await ask(caseworker, 'GET', path)).status).toBe(200)
      expect((await ask(undefined, 'GET', path)).status).toBe(401)
      expect((await ask(caseworker, 'GET', path.replace('2009-04-14', 'none'))).status).toBe(404)
    }
  })
})
