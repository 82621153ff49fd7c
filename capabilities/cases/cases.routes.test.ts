import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgencyAct } from '#platform/accounts/accounts.acts.ts'
import { act } from '#platform/ledger/act.ts'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import { seasonalWorker } from './cases.examples.ts'
import { routes } from './cases.routes.ts'

let server: TestServer
const shelter = callerOf(randomUUID())
const police = callerOf(randomUUID(), {
  userId: randomUUID(),
  roles: ['investigator'],
  agencyKind: 'police',
  purpose: 'investigation',
})
const supervisor = callerOf(shelter.agencyId, { userId: randomUUID(), roles: ['supervisor'] })
const rapporteur = callerOf(shelter.agencyId, { userId: randomUUID(), roles: ['rapporteur'] })

beforeAll(async () => {
  server = await openTestServer(routes)
  const agencies = [
    { id: shelter.agencyId!, name: 'Shelter North', kind: 'shelter' },
    { id: police.agencyId!, name: 'Police South', kind: 'police' },
  ]
  for (const { id, ...agency } of agencies)
    await server.context.database.write(nodeCaller('administration'), tx =>
      act(tx, foundAgencyAct, {
        id: randomUUID(),
        subjectId: id,
        about: undefined as never,
        payload: { ...agency, country: null },
      }),
    )
})
afterAll(() => server.close())

type Json = Record<string, unknown>
const ask = (
  as: Caller | undefined,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => server.ask(as, method, url, body, headers) as Promise<{ status: number; body: Json; text: string }>
const opened = async (content: object = seasonalWorker) => {
  const { status, body } = await ask(shelter, 'POST', '/api/cases', { content })
  expect(status).toBe(201)
  return body.id as string
}
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` })

describe('a case over HTTP', () => {
  it('is opened by hand, read without identity, and says what is due and what the caller may do', async () => {
    const id = await opened()
    const { status, body, text } = await ask(shelter, 'GET', `/api/cases/${id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id,
      version: 1,
      participants: [{ name: 'Shelter North', role: 'owner' }],
      parts: { person: { citizenship: ['PHL'] }, victimContext: { ageBand: '24--26' } },
      due: [{ key: 'status-undecided' }],
      may: ['case.amend', 'identity.open', 'case.join'],
      purposes: ['assistance', 'identification', 'protection', 'referral'],
    })
    for (const secret of ['Person-One', '000 0001', 'Asked for help']) expect(text).not.toContain(secret)
  })

  it('is not there for anybody who takes no part, whatever is asked of it', async () => {
    const id = await opened()
    const row = randomUUID()
    const asked: ['GET' | 'POST' | 'PUT' | 'DELETE', string, unknown?][] = [
      ['GET', ''],
      ['GET', '/history'],
      ['PUT', '/parts/case', { value: { status: 'Closed' } }],
      ['PUT', `/parts/service/rows/${row}`, { value: { type: 'Shelter' } }],
      ['DELETE', `/parts/service/rows/${row}`],
      ['POST', '/identity', { purpose: 'investigation' }],
      ['POST', '/agencies', { agencyId: police.agencyId }],
      ['POST', '/erasure', { reference: 'AAAAA-AAAAA' }],
    ]
    for (const [method, path, body] of asked) {
      const real = await ask(police, method, `/api/cases/${id}${path}`, body, ifMatch(1))
      const never = await ask(police, method, `/api/cases/${randomUUID()}${path}`, body, ifMatch(1))
      expect([method, path, real.status]).toEqual([method, path, 404])
      const { instance: _a, ...one } = real.body as Record<string, unknown>
      const { instance: _b, ...other } = never.body as Record<string, unknown>
      expect(one).toEqual(other)
      expect((await ask(undefined, method, `/api/cases/${id}${path}`, body)).status).toBe(401)
    }
  })

  it('may not be read by a colleague whose role does not work on cases', async () => {
    const id = await opened()
    expect((await ask(rapporteur, 'GET', `/api/cases/${id}`)).status).toBe(403)
    expect((await ask(rapporteur, 'GET', '/api/cases')).status).toBe(403)
  })

  it('is changed part by part, and a colleague who was slower gets both versions', async () => {
    const id = await opened()
    const change = (version: number, status: string) =>
      ask(
        shelter,
        'PUT',
        `/api/cases/${id}/parts/case`,
        { value: { openedOn: '2025-03-14', status } },
        ifMatch(version),
      )
    expect((await change(1, 'FollowUp')).body).toMatchObject({ version: 2 })
    expect(await change(1, 'Closed')).toMatchObject({
      status: 409,
      body: { code: 'version-conflict', expectedVersion: 1, currentVersion: 2 },
    })
    expect((await ask(shelter, 'PUT', `/api/cases/${id}/parts/case`, { value: {} })).status).toBe(400)
  })

  it('tells every problem of what was sent, by part and field', async () => {
    const { status, body } = await ask(shelter, 'POST', '/api/cases', {
      content: { person: { gender: 'Nonsense', unheard: 1 }, service: [{ from: '2025' }], other: {} },
    })
    expect(status).toBe(422)
    const problems = body.problems as { where: string }[]
    expect(problems.map(p => p.where).sort()).toEqual([
      'other',
      'person.gender',
      'person.unheard',
      'service.0.type',
    ])
  })

  it('opens identity for a purpose of her role, for five minutes, with her reason kept sealed', async () => {
    const id = await opened()
    const look = (body: object) => ask(shelter, 'POST', `/api/cases/${id}/identity`, body)
    expect((await look({})).status).toBe(400)
    expect((await look({ purpose: 'prosecution' })).status).toBe(403)
    const { status, body } = await look({
      purpose: 'protection',
      note: 'Called by the clinic about Person-One.',
    })
    expect(status).toBe(200)
    expect(body.parts).toMatchObject({ person: { secondName: 'Person-One' } })
    expect(body.notes).toMatchObject([{ text: 'Called by the clinic about Person-One.' }])
    const history = await ask(shelter, 'GET', `/api/cases/${id}/history`)
    const lines = history.body.lines as { act: string; purpose: string; opened: string[] }[]
    expect(lines.map(l => [l.act, l.purpose])).toEqual([
      ['identity.explain', 'protection'],
      ['identity.open', 'protection'],
      ['case.open', 'assistance'],
    ])
    expect(history.text).not.toMatch(/Person-One|clinic/)
  })

  it('tells colleagues by name, and of other agencies only which', async () => {
    const id = await opened()
    await ask(shelter, 'POST', `/api/cases/${id}/agencies`, { agencyId: police.agencyId })
    const seen = await ask(police, 'GET', `/api/cases/${id}/history`)
    expect(seen.body.lines).toMatchObject([
      {
        act: 'case.join',
        agency: { name: 'Shelter North' },
        who: null,
        joinedAgency: { name: 'Police South' },
      },
      { act: 'case.open', agency: { name: 'Shelter North' }, who: null },
    ])
    const unknown = await ask(shelter, 'POST', `/api/cases/${id}/agencies`, { agencyId: randomUUID() })
    expect(unknown.status).toBe(422)
  })

  it('adds, changes and removes one of several, and keeps what is sealed when only codes change', async () => {
    const id = await opened()
    const row = randomUUID()
    const put = (version: number, value: object) =>
      ask(shelter, 'PUT', `/api/cases/${id}/parts/traffickingEvent/rows/${row}`, { value }, ifMatch(version))
    expect((await put(1, { type: 'Transit', city: 'Example City' })).body.version).toBe(3)
    expect((await put(3, { type: 'Exploitation' })).body.version).toBe(4)
    const identity = await ask(shelter, 'POST', `/api/cases/${id}/identity`, { purpose: 'assistance' })
    expect((identity.body.parts as Json).traffickingEvent).toEqual({ [row]: { city: 'Example City' } })
    const removed = await ask(
      shelter,
      'DELETE',
      `/api/cases/${id}/parts/traffickingEvent/rows/${row}`,
      undefined,
      ifMatch(5),
    )
    expect(removed.body.version).toBe(6)
  })

  it('keeps the season in which something happened, where nobody knows the month', async () => {
    const id = await opened()
    const put = (value: Json) =>
      ask(
        shelter,
        'PUT',
        `/api/cases/${id}/parts/traffickingEvent/rows/${randomUUID()}`,
        { value },
        { ...ifMatch(1), 'accept-language': 'fr' },
      )
    expect((await put({ type: 'Recruitment', date: '2024-25' })).body.problems).toMatchObject([
      { where: 'date', label: 'Date', what: 'Cette date n’existe pas dans le calendrier.' },
    ])
    expect((await put({ type: 'Recruitment', date: '2024-21' })).status).toBe(200)
    const shown = await ask(shelter, 'GET', `/api/cases/${id}`)
    expect((shown.body.rows as Record<string, { value: Json }[]>).traffickingEvent).toMatchObject([
      { value: { date: '2024-21' } },
    ])
  })
  it('takes a name away where it was wrong, and finds nobody under it any more', async () => {
    const id = await opened()
    const name = `Qx${randomUUID().slice(0, 8)}`
    const value = { citizenship: ['PHL'], secondName: name }
    await ask(shelter, 'PUT', `/api/cases/${id}/parts/person`, { value }, ifMatch(1))
    const find = async () =>
      (await ask(shelter, 'POST', '/api/cases/search', { kind: 'name', text: name, purpose: 'assistance' }))
        .body.cases as unknown[]
    expect(await find()).toHaveLength(1)
    const cleared = { value: { citizenship: ['PHL'] }, cleared: ['secondName'] }
    expect((await ask(shelter, 'PUT', `/api/cases/${id}/parts/person`, cleared, ifMatch(3))).status).toBe(200)
    expect(await find()).toHaveLength(0)
    const identity = await ask(shelter, 'POST', `/api/cases/${id}/identity`, { purpose: 'assistance' })
    expect((identity.body.parts as Json).person).toMatchObject({ firstName: 'Example' })
    expect((identity.body.parts as Json).person).not.toHaveProperty('secondName')
  })

  it('keeps that she refused to give her name while other fields of the part change', async () => {
    const id = await opened({ person: { gender: 'Feminine', missing: { secondName: 'refused' } } })
    await ask(shelter, 'PUT', `/api/cases/${id}/parts/person`, { value: { gender: 'Masculine' } }, ifMatch(1))
    const { body } = await ask(shelter, 'GET', `/api/cases/${id}`)
    expect((body.parts as Json).person).toEqual({ gender: 'Masculine', missing: { secondName: 'refused' } })
  })

  it('is erased by a supervisor who types its reference', async () => {
    const id = await opened()
    const { reference } = (await ask(shelter, 'GET', `/api/cases/${id}`)).body as Json
    expect((await ask(shelter, 'POST', `/api/cases/${id}/erasure`, { reference })).status).toBe(403)
    expect((await ask(supervisor, 'POST', `/api/cases/${id}/erasure`, { reference: 'wrong' })).status).toBe(
      422,
    )
    expect((await ask(supervisor, 'POST', `/api/cases/${id}/erasure`, { reference })).status).toBe(204)
    const { body } = await ask(shelter, 'GET', `/api/cases/${id}`)
    expect(body).toMatchObject({ erased: true, sealedParts: [], due: [], may: ['case.join'] })
    expect((await ask(shelter, 'POST', `/api/cases/${id}/identity`, { purpose: 'assistance' })).status).toBe(
      403,
    )
  })
})

describe('the list', () => {
  const lister = callerOf(randomUUID())
  const add = (content: object) => ask(lister, 'POST', '/api/cases', { content })
  const list = async (query = '') => (await ask(lister, 'GET', `/api/cases${query}`)).body as Json
  const references = async (query: string) =>
    ((await list(query)).cases as { externalReference?: string }[]).map(c => c.externalReference)

  beforeAll(async () => {
    const cases = [
      ['ext-a', '2019-05', 'Active', 'Feminine', ['PHL'], ['ForcedLabour'], ['AUT']],
      [
        'ext-b',
        '2021',
        'Closed',
        'Masculine',
        ['NPL', 'PHL'],
        ['SexualExploitation', 'ForcedLabour'],
        ['DEU'],
      ],
      ['ext-c', '2021-11-30', 'Active', 'Feminine', ['UKR'], ['OrganRemoval'], ['AUT', 'ITA']],
      ['ext-d', undefined, undefined, undefined, undefined, undefined, undefined],
    ] as const
    for (const [
      ref,
      openedOn,
      status,
      gender,
      citizenship,
      typeOfExploitation,
      countryOfExploitation,
    ] of cases)
      await add({
        case: { externalReference: ref, openedOn, status },
        person: { gender, citizenship },
        victimContext: { typeOfExploitation, countryOfExploitation },
      })
  })

  it('stands in the order of opening, the newest first, and counts by status', async () => {
    const page = await list()
    expect((page.cases as { externalReference: string }[]).map(c => c.externalReference)).toEqual([
      'ext-c',
      'ext-b',
      'ext-a',
      'ext-d',
    ])
    expect(page).toMatchObject({ total: 4, byStatus: { Active: 2, Closed: 1, '': 1 } })
  })

  it.each([
    ['?status=Active', ['ext-c', 'ext-a']],
    ['?status=Active&status=Closed', ['ext-c', 'ext-b', 'ext-a']],
    ['?gender=Feminine&countryOfExploitation=AUT', ['ext-c', 'ext-a']],
    ['?citizenship=PHL', ['ext-b', 'ext-a']],
    ['?exploitation=OrganRemoval', ['ext-c']],
    ['?yearFrom=2021', ['ext-c', 'ext-b']],
    ['?yearTo=2020', ['ext-a']],
    ['?yearFrom=2021&yearTo=2021', ['ext-c', 'ext-b']],
    ['?search=EXT-B', ['ext-b']],
    ['?search=%25', []],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await references(query)).toEqual(expected)
  })

  it('finds a case by its reference however it is typed', async () => {
    const [first] = (await list()).cases as { reference: string; externalReference: string }[]
    const { reference } = first!
    for (const typed of [
      reference,
      reference.toLowerCase(),
      reference.replace('-', ''),
      reference.slice(0, 7),
    ])
      expect(await references(`?search=${typed}`)).toEqual(['ext-c'])
  })

  it('goes on page by page without losing or repeating a case', async () => {
    const seen: unknown[] = []
    let after = ''
    for (let i = 0; i < 4; i++) {
      const page = await list(`?limit=1${after}`)
      seen.push(...(page.cases as { externalReference: string }[]).map(c => c.externalReference))
      if (page.next === undefined) break
      after = `&after=${page.next}`
    }
    expect(seen).toEqual(['ext-c', 'ext-b', 'ext-a', 'ext-d'])
  })

  it('refuses a filter that is not in the list of codes, with what to do', async () => {
    const { status, body } = await ask(lister, 'GET', '/api/cases?status=Nonsense')
    expect(status).toBe(422)
    expect(body.problems).toMatchObject([{ where: 'status', code: 'code.unknown' }])
  })

  it('follows an amendment', async () => {
    const [line] = (await list('?search=ext-a')).cases as { id: string }[]
    await ask(
      lister,
      'PUT',
      `/api/cases/${line!.id}/parts/case`,
      { value: { externalReference: 'ext-a', openedOn: '2026' } },
      ifMatch(1),
    )
    expect(await references('?yearFrom=2026')).toEqual(['ext-a'])
  })

  it('keeps views for one person, sealed', async () => {
    const id = randomUUID()
    const put = (name: string) =>
      ask(lister, 'PUT', `/api/case-views/${id}`, {
        name,
        filter: { status: ['Active'], search: 'Person-Nine' },
      })
    expect((await put('Mine')).status).toBe(204)
    expect((await put('My active cases')).status).toBe(204)
    const views = async (caller = lister) => (await ask(caller, 'GET', '/api/case-views')).body.views
    expect(await views()).toEqual([
      { id, name: 'My active cases', filter: { search: 'Person-Nine', status: ['Active'] } },
    ])
    const colleague = { ...lister, userId: randomUUID() }
    expect(await views(colleague)).toEqual([])
    expect((await ask(colleague, 'DELETE', `/api/case-views/${id}`)).status).toBe(404)
    expect((await ask(lister, 'DELETE', `/api/case-views/${id}`)).status).toBe(204)
    expect(await views()).toEqual([])
  })

  it('is written as a table, with identity only for a purpose', async () => {
    const file = (body: object) => ask(shelter, 'POST', '/api/cases/export', body)
    expect((await file({ format: 'csv' })).text).not.toContain('Person-One')
    expect((await file({ format: 'csv', purpose: 'assistance' })).text).toContain('Person-One')
    expect((await file({ format: 'csv', purpose: 'prosecution' })).status).toBe(403)
  })
})

describe('what fields and codes mean', () => {
  it('is told to everybody, in the language asked for', async () => {
    const person = await ask(undefined, 'GET', '/api/descriptions/person')
    expect(person.body.fields).toContainEqual(
      expect.objectContaining({ name: 'secondName', identifying: true, labelKey: 'field.person.secondName' }),
    )
    const list = await ask(undefined, 'GET', '/api/codelists/htcds.case-status?language=fr')
    expect(list.body.codes).toHaveLength(4)
    expect((await ask(undefined, 'GET', '/api/codelists/nothing')).status).toBe(404)
    expect((await ask(undefined, 'GET', '/api/descriptions/constructor')).status).toBe(404)
  })
})
