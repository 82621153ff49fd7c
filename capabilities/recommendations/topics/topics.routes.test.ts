import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { realText } from '../reading/real-reports.testing.ts'
import { routes } from '../recommendations.routes.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { findToPropose, idsOfReports, proposeForOne } from './topics.store.ts'

const ministry = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['ministry'] })
const coordinator = callerOf('aaaaaaaa-0000-4000-8000-000000000002', { roles: ['coordinator'] })
const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000003')

let server: TestServer
beforeAll(async () => {
  server = await openTestServer(routes)
  await server.context.jobs.start()
})
afterAll(async () => {
  await server.context.jobs.stop()
  await server.close()
})

async function enterSample(year: number) {
  const reading = await readFile(readFileSync(new URL(`../samples/sample-${year}.txt`, import.meta.url)))
  if (!reading.ok) throw new Error('unreadable')
  return server.context.database.write(ministry, tx => enterFile(tx, reading.file, randomUUID()))
}
const proposeAnew = async () => {
  const { database } = server.context
  for (const id of await database.read(ministry, idsOfReports))
    await database.write(ministry, async tx => proposeForOne(tx, await findToPropose(tx, id), randomUUID()))
}

type Ask = Parameters<TestServer['ask']>
async function ask<T>(...asking: Ask): Promise<{ status: number; body: T; text: string }> {
  return (await server.ask(...asking)) as never
}
interface Listed {
  key: string
  status: string
  version: number
  recommendations: number
}
const concepts = async () =>
  (await ask<{ concepts: Listed[] }>(caseworker, 'GET', '/api/recommendations/topics')).body.concepts
const conceptAt = async (key: string) => (await concepts()).find(one => one.key === key)!
const found = async (topic: string) =>
  (await ask<{ total: number }>(caseworker, 'GET', `/api/recommendations?topic=${topic}`)).body.total

interface One {
  theme: string
  about: { concept: string; decision: string | null; main: boolean; because: string[]; version: number }[]
}
const item = async (path: string) =>
  (await ask<One>(caseworker, 'GET', `/api/recommendations/items/${path}`)).body
const newConcept = {
  labels: { en: 'Guardianship', fr: 'Tutelle' },
  drafts: ['fr'],
  otherLabels: {},
  scopeNotes: {},
  broader: ['children'],
  related: [],
  words: ['guardian', 'guardians'],
  goals: ['16.2'],
  articles: ['6'],
  reason: 'Guardians come up in three recommendations.',
}

describe('the thesaurus', () => {
  it('is empty before anything is entered, and begun by those who keep the registry', async () => {
    expect(await concepts()).toEqual([])
    expect((await ask(caseworker, 'POST', '/api/recommendations/thesaurus')).status).toBe(403)
    expect((await ask(coordinator, 'POST', '/api/recommendations/thesaurus')).body).toEqual({ concepts: 82 })
    expect((await ask(coordinator, 'POST', '/api/recommendations/thesaurus')).body).toEqual({ concepts: 0 })
    for (const year of [2009, 2010, 2019]) await enterSample(year)
  })

  it('counts what is narrower for what is wider', async () => {
    const [children, protection] = [await conceptAt('children'), await conceptAt('protection')]
    expect(children.recommendations).toBeGreaterThan(0)
    expect(protection.recommendations).toBeGreaterThan(children.recommendations)
    for (const { key, recommendations } of await concepts()) expect(await found(key)).toBe(recommendations)
  })

  it('grows by decision: a proposed concept is not used before it is adopted', async () => {
    const proposed = await ask<{ key: string }>(
      coordinator,
      'POST',
      '/api/recommendations/topics',
      newConcept,
    )
    expect([proposed.status, proposed.body]).toEqual([201, { key: 'guardianship' }])
    expect((await ask(caseworker, 'POST', '/api/recommendations/topics', newConcept)).status).toBe(403)
    expect((await ask(coordinator, 'POST', '/api/recommendations/topics', newConcept)).status).toBe(422)
    await proposeAnew()
    expect(await conceptAt('guardianship')).toMatchObject({ status: 'proposed', recommendations: 0 })
    const decisions = '/api/recommendations/topics/guardianship/decisions'
    const adopt = { kind: 'adopt', reason: 'The ministry agreed on it.' }
    expect((await ask(coordinator, 'POST', decisions, adopt)).status).toBe(403)
    expect((await ask(ministry, 'POST', decisions, { ...adopt, reason: ' ' })).status).toBe(422)
    expect((await ask(ministry, 'POST', decisions, adopt, { 'if-match': '"7"' })).status).toBe(409)
    expect((await ask(ministry, 'POST', decisions, adopt, { 'if-match': '"1"' })).status).toBe(204)
    await proposeAnew()
    expect((await conceptAt('guardianship')).recommendations).toBeGreaterThan(0)
    const { body } = await ask<{ history: { act: string; reason: string }[] }>(
      caseworker,
      'GET',
      '/api/recommendations/topics/guardianship',
    )
    expect(body.history.map(({ act, reason }) => [act, reason])).toEqual([
      ['concept.adopt', 'The ministry agreed on it.'],
      ['concept.propose', 'Guardians come up in three recommendations.'],
    ])
  })

  it('says every problem of what is proposed', async () => {
    const { status, body } = await ask<{ problems: { code: string }[] }>(
      coordinator,
      'POST',
      '/api/recommendations/topics',
      {
        ...newConcept,
        labels: { en: 'Shelter and safe accommodation' },
        words: ['(('],
        goals: ['99.1'],
        broader: ['none'],
      },
    )
    expect(status).toBe(422)
    expect(body.problems.map(problem => problem.code).sort()).toEqual([
      'concept.goal',
      'concept.label-taken',
      'concept.unknown',
      'concept.word',
    ])
  })

  it('is amended by those who decide on it, and by the version that was seen', async () => {
    const path = '/api/recommendations/topics/guardianship'
    const amended = { ...newConcept, labels: { en: 'Guardians' }, drafts: [], reason: 'Shorter.' }
    expect((await ask(coordinator, 'PUT', path, amended)).status).toBe(403)
    expect((await ask(ministry, 'PUT', path, amended, { 'if-match': '"1"' })).status).toBe(409)
    expect((await ask(ministry, 'PUT', path, amended, { 'if-match': '"2"' })).status).toBe(204)
    expect((await ask(ministry, 'PUT', path, { ...amended, broader: ['guardianship'] })).status).toBe(422)
  })

  it('hands the recommendations of a merged concept over', async () => {
    const before = await conceptAt('guardianship')
    const path = '/api/recommendations/topics/guardianship/decisions'
    const merge = { kind: 'merge', into: 'legal-aid', reason: 'One topic is enough.' }
    expect((await ask(ministry, 'POST', path, { ...merge, into: 'guardianship' })).status).toBe(422)
    expect((await ask(ministry, 'POST', path, merge)).status).toBe(204)
    expect(await conceptAt('guardianship')).toMatchObject({ status: 'retired', recommendations: 0 })
    expect((await conceptAt('legal-aid')).recommendations).toBeGreaterThanOrEqual(before.recommendations)
    expect((await ask(ministry, 'POST', path, merge)).status).toBe(422)
    const handed = await conceptAt('legal-aid')
    await proposeAnew()
    expect((await item('2010-04-20/9')).about.map(topic => topic.concept)).toContain('children')
    expect((await item('2010-04-20/9')).about.map(topic => topic.concept)).toContain('legal-aid')
    expect(await conceptAt('legal-aid')).toMatchObject({ recommendations: handed.recommendations })
  })

  it('hands over what people settled, unless they settled it of the other concept too', async () => {
    const refuges = {
      ...newConcept,
      labels: { en: 'Refuges' },
      drafts: [],
      broader: ['protection'],
      words: ['shelter', 'shelters', 'accommodation', 'housing'],
    }
    expect((await ask(ministry, 'POST', '/api/recommendations/topics', refuges)).status).toBe(201)
    const path = '/api/recommendations/topics/refuges/decisions'
    await ask(ministry, 'POST', path, { kind: 'adopt', reason: 'It is said so.' })
    await proposeAnew()
    const { body } = await ask<{ recommendations: { report: string; address: string }[] }>(
      caseworker,
      'GET',
      '/api/recommendations?topic=refuges',
    )
    const places = body.recommendations.map(({ report, address }) => `${report}/${address}`)
    const [one, other] = places
    const settle = (place: string, concept: string, decision: string, reason: string) =>
      ask(coordinator, 'PUT', `/api/recommendations/items/${place}/topics/${concept}`, { decision, reason })
    for (const place of [one!, other!]) {
      const proposed = (await item(place)).about.filter(topic => topic.decision === null)
      expect(proposed.map(topic => topic.concept)).toEqual(expect.arrayContaining(['shelter', 'refuges']))
      expect((await settle(place, 'refuges', 'rejected', 'No place is meant.')).status).toBe(204)
    }
    expect((await settle(other!, 'shelter', 'accepted', 'A place is meant.')).status).toBe(204)
    const merge = { kind: 'merge', into: 'shelter', reason: 'The same.' }
    expect((await ask(ministry, 'POST', path, merge)).status).toBe(204)
    const shelterAt = async (place: string) =>
      (await item(place)).about.find(topic => topic.concept === 'shelter')
    expect(await shelterAt(one!)).toMatchObject({
      decision: 'rejected',
      reason: 'No place is meant.',
      version: 0,
    })
    expect(await shelterAt(other!)).toMatchObject({ decision: 'accepted', reason: 'A place is meant.' })
  })

  it('does not part a concept from those within it', async () => {
    const path = '/api/recommendations/topics/protection/decisions'
    expect((await ask(ministry, 'POST', path, { kind: 'retire', reason: 'x' })).status).toBe(422)
  })

  it('is taken along as SKOS', async () => {
    const turtle = await ask(caseworker, 'GET', '/api/recommendations/thesaurus/skos')
    expect(turtle.text).toContain('"Shelter and safe accommodation"@en')
    const { text } = await ask(caseworker, 'GET', '/api/recommendations/thesaurus/skos?format=jsonld')
    expect(JSON.parse(text)['@graph'].length).toBeGreaterThan(80)
    expect((await ask(undefined, 'GET', '/api/recommendations/thesaurus/skos')).status).toBe(401)
  })
})

describe('topics of a recommendation', () => {
  const path = '2010-04-20/9'
  const at = (key: string) => `/api/recommendations/items/${path}/topics/${key}`

  it('are proposed with the words that say so', async () => {
    const { about, theme } = await item(path)
    expect(theme).toBe('protection')
    const children = about.find(topic => topic.concept === 'children')!
    expect(children).toMatchObject({ decision: null, version: 0 })
    expect(children.because).toEqual(expect.arrayContaining(['children', 'guardian']))
    expect(about.filter(topic => topic.main)).toHaveLength(1)
  })

  it('are accepted, rejected and added by those who keep the registry', async () => {
    expect((await ask(caseworker, 'PUT', at('children'), { decision: 'rejected' })).status).toBe(403)
    const before = await found('children')
    expect(
      (await ask(coordinator, 'PUT', at('children'), { decision: 'rejected', reason: 'Not its point.' }))
        .status,
    ).toBe(204)
    expect(await found('children')).toBe(before - 1)
    expect(
      (await ask(coordinator, 'PUT', at('children'), { decision: 'accepted' }, { 'if-match': '"0"' })).status,
    ).toBe(409)
    expect(
      (await ask(coordinator, 'PUT', at('children'), { decision: 'accepted' }, { 'if-match': '"1"' })).status,
    ).toBe(204)
    expect((await ask(coordinator, 'PUT', at('health'), { decision: 'accepted' })).status).toBe(204)
    const { about } = await item(path)
    expect(about.find(topic => topic.concept === 'health')).toMatchObject({
      decision: 'accepted',
      because: [],
    })
    expect((await ask(coordinator, 'PUT', at('no-such'), { decision: 'accepted' })).status).toBe(404)
    expect((await ask(coordinator, 'PUT', at('guardianship'), { decision: 'accepted' })).status).toBe(422)
  })

  it('that people settled outlive the next proposal of the rule', async () => {
    await ask(coordinator, 'PUT', at('children'), { decision: 'rejected' })
    await proposeAnew()
    const { about } = await item(path)
    expect(about.find(topic => topic.concept === 'children')).toMatchObject({ decision: 'rejected' })
    expect(about.find(topic => topic.concept === 'health')).toMatchObject({ decision: 'accepted' })
  })

  it('have one main topic, whose theme orders the index', async () => {
    expect(
      (await ask(coordinator, 'PUT', at('witness-protection'), { decision: 'accepted', main: true })).status,
    ).toBe(204)
    const { theme, about } = await item(path)
    expect(theme).toBe('witnesses')
    expect(about.filter(topic => topic.main).map(topic => topic.concept)).toEqual(['witness-protection'])
    const listed = await ask<{ recommendations: { theme: string }[] }>(
      caseworker,
      'GET',
      '/api/recommendations?topic=witness-protection',
    )
    expect(listed.body.recommendations.map(one => one.theme)).toContain('witnesses')
  })

  it('count in the facets of the list as they narrow it', async () => {
    const { body } = await ask<{ facets: { topics: { value: string; count: number }[] } }>(
      caseworker,
      'GET',
      '/api/recommendations',
    )
    for (const { value, count } of body.facets.topics) expect(await found(value)).toBe(count)
  })
})

it('that people settled before the first print was entered hold there from then on', async () => {
  const own = await openTestServer(routes)
  try {
    const enter = async (name: '000' | '004') => {
      const reading = await readFile(Buffer.from(realText(name)))
      if (!reading.ok) throw new Error('unreadable')
      await own.context.database.write(ministry, tx => enterFile(tx, reading.file, randomUUID()))
    }
    const aboutOf = async (place: string) =>
      ((await own.ask(caseworker, 'GET', `/api/recommendations/items/${place}`)) as never as { body: One })
        .body
    await enter('004')
    const chair = '2010-08-10-chair/24'
    const path = `/api/recommendations/items/${chair}/topics/witness-protection`
    const settled = { decision: 'accepted', main: true, reason: 'The Chair says so.' }
    expect(await own.ask(coordinator, 'PUT', path, settled)).toMatchObject({ status: 204 })
    expect(await aboutOf(chair)).toMatchObject({ theme: 'witnesses' })
    await enter('000')
    for (const place of ['2009-04-14/20', chair]) {
      const { theme, about } = await aboutOf(place)
      expect(theme).toBe('witnesses')
      expect(about.find(topic => topic.concept === 'witness-protection')).toMatchObject({
        decision: 'accepted',
        main: true,
        reason: 'The Chair says so.',
      })
    }
  } finally {
    await own.close()
  }
})
