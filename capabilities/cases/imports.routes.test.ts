import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { findFile } from '#platform/files/files.ts'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import { routes } from './cases.routes.ts'

let server: TestServer
const caseworker = callerOf(randomUUID())
const stranger = callerOf(randomUUID(), { userId: randomUUID() })

beforeAll(async () => {
  server = await openTestServer(routes)
  await server.context.jobs.start()
})
afterAll(async () => {
  await server.context.jobs.stop()
  await server.close()
})

type Json = Record<string, unknown>
const ask = (
  as: Caller,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => server.ask(as, method, url, body, headers) as Promise<{ status: number; body: Json; text: string }>

async function upload(text: string, as = caseworker, name = 'cases.csv') {
  const boundary = 'x-palermo-boundary'
  const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`
  return ask(as, 'POST', '/api/imports/files', Buffer.from(body), {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 300; i++) {
    const seen = await look()
    if (seen !== undefined) return seen
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen.')
}
const checked = (checkId: unknown) =>
  until(async () => {
    const { body } = await ask(caseworker, 'GET', `/api/imports/checks/${checkId}`)
    return body.state === 'finished' || body.state === 'failed' ? body : undefined
  })
const finished = (importId: unknown) =>
  until(async () => {
    const { body } = await ask(caseworker, 'GET', `/api/imports/${importId}`)
    return (body.job as Json | null)?.state === 'finished' ? body : undefined
  })

const table = `Family name,Sex,Nationality,When\nOne,Female,Philippines,03/04/2024\nTwo,Nonsense,Nepal,05/06/2024\nThree,Male,Nepal,\n`

describe('an import over HTTP', () => {
  it('goes from a dropped file over columns and a check to cases, and forgets the file', async () => {
    const { status, body: file } = await upload(table)
    expect(status).toBe(201)
    const { fileId } = file
    const seen = await ask(caseworker, 'POST', '/api/imports/recognise', { fileId })
    expect(seen.body).toMatchObject({
      layout: 'unknown',
      certain: false,
      columns: [
        {
          letters: 'A',
          header: 'Family name',
          target: 'person.secondName',
          samples: ['One', 'Two', 'Three'],
        },
        { letters: 'B', target: 'person.gender' },
        { letters: 'C', target: 'person.citizenship' },
        { letters: 'D', target: null },
      ],
      before: [],
    })
    const choices = { columns: { D: 'case.openedOn' }, dateOrder: 'dmy' }
    const asked = await ask(caseworker, 'POST', '/api/imports/checks', { fileId, choices })
    expect(asked.status).toBe(202)
    const check = await checked(asked.body.checkId)
    expect(check).toMatchObject({
      state: 'finished',
      result: {
        fileId,
        choices,
        rows: 3,
        good: 2,
        bad: 1,
        problems: [{ severity: 'row', row: 3, column: 'B', value: 'Nonsense' }],
      },
    })
    const begun = await ask(caseworker, 'POST', '/api/imports', { fileId, choices, rows: 3 })
    const done = await finished(begun.body.importId)
    expect(done).toMatchObject({
      import: { state: 'finished', layout: 'unknown', read: 3, opened: 2, refused: 1 },
      job: { done: 3, total: 3 },
      problems: [{ value: 'Nonsense' }],
    })
    expect((await ask(caseworker, 'POST', '/api/imports/recognise', { fileId })).status).toBe(404)
    const { context } = server
    expect(
      await context.database.read(caseworker, tx => findFile(tx, context.files, String(fileId))),
    ).toBeUndefined()
    const past = await ask(caseworker, 'GET', '/api/imports')
    expect(past.body.imports).toMatchObject([{ id: begun.body.importId, opened: 2 }])
  })

  it('says that the same file was imported before, and changes nothing when it is imported again', async () => {
    const text = table.replaceAll('One', 'Four')
    const once = async () => {
      const { fileId } = (await upload(text)).body
      const { body } = await ask(caseworker, 'POST', '/api/imports/recognise', { fileId })
      const begun = await ask(caseworker, 'POST', '/api/imports', { fileId })
      return { before: body.before as Json[], done: await finished(begun.body.importId) }
    }
    expect((await once()).before).toEqual([])
    const again = await once()
    expect(again.before).toHaveLength(1)
    expect(again.done).toMatchObject({ import: { opened: 0, repeated: 2, refused: 1 } })
  })

  it('begins once when the request is sent twice with the same key', async () => {
    const { fileId } = (await upload(table.replaceAll('One', 'Five'))).body
    const key = { 'idempotency-key': randomUUID() }
    const first = await ask(caseworker, 'POST', '/api/imports', { fileId }, key)
    await finished(first.body.importId)
    const second = await ask(caseworker, 'POST', '/api/imports', { fileId }, key)
    expect([202, 404]).toContain(second.status)
    const past = (await ask(caseworker, 'GET', '/api/imports')).body.imports as Json[]
    expect(past.filter(i => i.id === first.body.importId)).toHaveLength(1)
  })

  it('refuses what is no table and what cannot be mapped, with what to do', async () => {
    const picture = await upload('%PDF-1.7 not a table', caseworker, 'x.csv')
    const seen = await ask(caseworker, 'POST', '/api/imports/recognise', { fileId: picture.body.fileId })
    expect(seen.status).toBe(422)
    expect(seen.body.problems).toMatchObject([
      { code: 'file.pdf', remedy: 'Choose an XLSX, ODS or CSV file.' },
    ])
    const { fileId } = (await upload(table)).body
    const twice = { columns: { A: 'person.gender' } }
    const inFrench = { 'accept-language': 'fr' }
    const wrong = await ask(caseworker, 'POST', '/api/imports/checks', { fileId, choices: twice }, inFrench)
    expect(wrong.status).toBe(422)
    expect(wrong.body.problems).toMatchObject([
      {
        where: expect.stringMatching(/^[A-Z]$/),
        code: 'mapping',
        what: expect.stringMatching(/^Les colonnes/),
      },
    ])
  })

  it('is closed to other agencies and to roles that do not import', async () => {
    const { fileId } = (await upload(table)).body
    const asked = await ask(caseworker, 'POST', '/api/imports/checks', { fileId })
    await checked(asked.body.checkId)
    const begun = await ask(caseworker, 'POST', '/api/imports', { fileId })
    await finished(begun.body.importId)
    for (const path of [`checks/${asked.body.checkId}`, `${begun.body.importId}`])
      expect((await ask(stranger, 'GET', `/api/imports/${path}`)).status).toBe(404)
    expect((await ask(stranger, 'DELETE', `/api/imports/files/${fileId}`)).status).toBe(404)
    expect((await ask(stranger, 'GET', '/api/imports')).body.imports).toEqual([])
    const officer = callerOf(caseworker.agencyId, { roles: ['first-responder'] })
    expect((await ask(officer, 'GET', '/api/imports')).status).toBe(403)
    expect((await upload(table, officer)).status).toBe(403)
  })

  it('lets an upload be taken back', async () => {
    const { fileId } = (await upload(table)).body
    expect((await ask(caseworker, 'DELETE', `/api/imports/files/${fileId}`)).status).toBe(204)
    expect((await ask(caseworker, 'POST', '/api/imports/recognise', { fileId })).status).toBe(404)
  })

  it('keeps no cell of the file readable in what it stores of a check', async () => {
    const secret = `Qx${randomUUID().slice(0, 8)}`
    const { fileId } = (await upload(`Family name,Sex\nName,${secret}\n`)).body
    const { body } = await ask(caseworker, 'POST', '/api/imports/checks', { fileId })
    expect(JSON.stringify(await checked(body.checkId))).toContain(secret)
    expect((await ask(caseworker, 'GET', `/api/imports/checks/${body.checkId}`)).text).toContain(secret)
    const stored = await server.context.database.read(caseworker, async tx => {
      const { findJob } = await import('#platform/jobs/jobs.ts')
      return JSON.stringify(await findJob(tx, String(body.checkId)))
    })
    expect(stored).not.toContain(secret)
  })
})
