import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#kernel/policy/caller.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { classificationProjections } from './classification.acts.ts'
import { addClassificationCommands } from './classification.command.ts'
import { classificationRoutes } from './classification.routes.ts'
import { icTipCodes } from './mapped-codes.store.ts'
import { mappingBytesMax } from './mapping-file.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const administrator = callerOf(agency, { roles: ['administrator'], purpose: 'administration' })
const rapporteur = callerOf(agency, { roles: ['rapporteur'], userId: randomUUID() })
const caseworker = callerOf(agency, { roles: ['caseworker'], userId: randomUUID() })
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(classificationRoutes)
  await server.context.database.write(nodeCaller('administration'), async tx => {
    await foundAgency(tx, { id: agency, name: 'Office', kind: 'ministry', country: null })
    for (const { userId, roles } of [administrator, rapporteur])
      await createAccount(tx, {
        id: userId,
        name: `A ${roles[0]}`,
        email: `${roles[0]}@office.example`,
        passwordHash: null,
        memberships: [{ agencyId: agency, role: roles[0]! }],
      })
  })
})
afterAll(() => server.close())

const at = '/api/statistics/classification'
type Code = { code: string; label: string; icTip: string | null; entered: { reason: string } | null }
type Json = {
  version: number
  codesTotal: number
  codesMapped: number
  lists: { list: string; block: string; codes: Code[] }[]
  changes: { code: string; icTip: string | null; enteredBy: string; enteredAt: string; reason: string }[]
  changed: number
  rows: number
  problems: { code: string; where: string; what: string }[]
}
const ask = (...asked: Parameters<TestServer['ask']>) =>
  server.ask(...asked) as unknown as Promise<{ status: number; body: Json; text: string }>
const put = (as: Caller, changes: object[], reason = 'A test', headers: Record<string, string> = {}) =>
  ask(as, 'PUT', at, { changes, reason }, headers)
const upload = (as: Caller, text: string | Buffer, headers: Record<string, string> = {}) => {
  const boundary = 'x-palermo-boundary'
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="codes.csv"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(text as string),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return ask(as, 'POST', `${at}/import?reason=From%20a%20file`, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  })
}
const mapped = async () => {
  const codes = await server.context.database.statistics(tx => icTipCodes(tx as never))
  return [...codes].flatMap(([list, of]) => [...of].map(([code, icTip]) => `${list} ${code} ${icTip}`)).sort()
}

describe('IC-TIP codes over HTTP', () => {
  it('are empty until somebody enters them, in the four blocks', async () => {
    const { body } = await ask(caseworker, 'GET', at)
    expect(body).toMatchObject({ version: 0, codesMapped: 0 })
    expect(body.codesTotal).toBeGreaterThan(100)
    expect(new Set(body.lists.map(one => one.block))).toEqual(
      new Set(['event', 'victim', 'perpetrator', 'reporting-entity']),
    )
    for (const { codes } of body.lists)
      for (const one of codes) expect([one.icTip, one.entered]).toEqual([null, null])
    expect((await ask(undefined, 'GET', at)).status).toBe(401)
    expect((await ask(callerOf(agency, { roles: ['delegate'] }), 'GET', at)).status).toBe(403)
  })

  it('are entered by administrators and the national statistician alone, each time with a reason', async () => {
    const change = { list: 'fact.sex', code: 'female', icTip: 'X-1' }
    expect((await put(caseworker, [change])).status).toBe(403)
    expect((await put(administrator, [change], ' \t ')).body.problems[0]!.code).toBe('classification.reason')
    expect((await put(administrator, [change], '')).status).toBe(400)
    expect((await put(administrator, [change])).body).toEqual({ changed: 1 })
    expect((await put(rapporteur, [{ list: 'fact.kind', code: 'victim', icTip: 'X-2' }])).body).toEqual({
      changed: 1,
    })
    expect(await mapped()).toEqual(['fact.kind victim X-2', 'fact.sex female X-1'])
    expect((await ask(caseworker, 'GET', at)).body).toMatchObject({ version: 2, codesMapped: 2 })
  })

  it('keep who entered what, when and why, also when a code is mapped no longer', async () => {
    const none = { list: 'fact.sex', code: 'female', icTip: null }
    expect((await put(rapporteur, [none], 'Entered by mistake')).body).toEqual({ changed: 1 })
    expect((await put(rapporteur, [none])).body).toEqual({ changed: 0 })
    expect(await mapped()).toEqual(['fact.kind victim X-2'])
    const { body } = await ask(caseworker, 'GET', `${at}/history?list=fact.sex`)
    expect(body.changes).toMatchObject([
      { code: 'female', icTip: null, enteredBy: 'A rapporteur', reason: 'Entered by mistake' },
      { code: 'female', icTip: 'X-1', enteredBy: 'A administrator', reason: 'A test' },
    ])
    expect(body.changes[0]!.enteredAt > body.changes[1]!.enteredAt).toBe(true)
    expect((await ask(caseworker, 'GET', `${at}/history?list=currencies`)).status).toBe(404)
  })

  it('are not written over when somebody else was faster, and are written once by a request that is sent again', async () => {
    const change = [{ list: 'fact.sex', code: 'male', icTip: 'X-3' }]
    expect((await put(administrator, change, 'Late', { 'if-match': '"1"' })).status).toBe(409)
    const key = { 'idempotency-key': randomUUID() }
    const said = [
      await put(administrator, change, 'Once', key),
      await put(administrator, change, 'Once', key),
    ].map(one => one.body.changed)
    expect(said).toEqual([1, 1])
    expect((await ask(caseworker, 'GET', `${at}/history?list=fact.sex`)).body.changes).toHaveLength(3)
  })

  it('are refused where the list, the code or the IC-TIP code cannot be, and then none is entered', async () => {
    const before = await mapped()
    const { status, body } = await put(administrator, [
      { list: 'fact.sex', code: 'other', icTip: 'X-4' },
      { list: 'currencies', code: 'EUR', icTip: 'X-4' },
      { list: 'fact.sex', code: 'constructor', icTip: 'X-4' },
      { list: 'fact.kind', code: 'service', icTip: '=1+1' },
      { list: 'fact.kind', code: 'proceeding', icTip: 'X-4 ' },
      { list: 'fact.sex', code: 'other', icTip: 'X-5' },
    ])
    expect([status, body.problems.map(p => p.code)]).toEqual([
      422,
      ['list', 'code', 'icTip', 'icTip', 'repeated'].map(code => `classification.${code}`),
    ])
    expect(body.problems.at(-1)!.where).toBe('fact.sex other')
    expect(await mapped()).toEqual(before)
  })

  it('go out as CSV and come back from it', async () => {
    const { text } = await ask(caseworker, 'GET', `${at}.csv`)
    const lines = text.replace('\ufeff', '').split('\r\n')
    expect(lines[0]).toBe('block,code list,code,label,IC-TIP code')
    expect(lines).toContain('event,fact.kind,victim,Victims,X-2')
    expect(lines).toContain('event,fact.kind,service,Services given,')
    expect((await upload(administrator, text)).body).toMatchObject({ changed: 0 })
    const filled = text.replace('service,Services given,', 'service,Services given,X-6')
    expect((await upload(caseworker, filled)).status).toBe(403)
    expect((await upload(administrator, filled)).body).toMatchObject({ changed: 1 })
    expect(await mapped()).toContain('fact.kind service X-6')
    expect((await ask(caseworker, 'GET', `${at}.csv?language=fr`)).text).toContain('Services fournis')
  })

  it('of a file come in whole or not at all: each bad row has one sentence', async () => {
    const before = await mapped()
    const bad = [
      'Code list;Code;IC-TIP code',
      'fact.sex;other;X-7',
      'fact.colour;red;X-7',
      'fact.age-band;09. Aug;+X',
      'fact.kind;proceeding;@SUM(A1)',
      'fact.sex;other;X-8',
      ';;X-9',
      'fact.kind',
    ].join('\n')
    const { status, body } = await upload(administrator, bad)
    expect([status, body.problems.map(p => [p.where, p.code.slice('classification.'.length)])]).toEqual([
      422,
      [
        ['row 3', 'list'],
        ['row 4', 'code'],
        ['row 5', 'icTip'],
        ['row 6', 'twice'],
        ['row 7', 'list'],
        ['row 8', 'code'],
      ],
    ])
    expect(await mapped()).toEqual(before)
    const inFrench = await upload(administrator, bad, { 'accept-language': 'fr' })
    expect(inFrench.body.problems[0]).toMatchObject({
      where: 'ligne 3',
      what: 'Les chiffres n’ont pas de liste « fact.colour ».',
    })
  })

  it.each([
    ['nothing', '', 'empty'],
    ['a head alone', 'code list,code,IC-TIP code\n', 'empty'],
    ['other columns', 'list,name\nfact.sex,female', 'columns'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), 'file'],
    ['an open quotation mark', 'list,code,ictip\nfact.sex,"female,X-1', 'file'],
    ['too many rows', `list,code,ictip\n${'fact.sex,female,X-1\n'.repeat(5_001)}`, 'tooLong'],
  ] as const)('say in one sentence what is wrong with a file that holds %s', async (_, text, code) => {
    const { status, body } = await upload(administrator, text as string)
    expect([status, body.problems.map(p => p.code)]).toEqual([422, [`classification.${code}`]])
  })

  it('are not read from a file larger than it can be', async () => {
    expect((await upload(administrator, 'x'.repeat(mappingBytesMax + 1_000))).status).toBe(413)
  })

  it('are guarded by the database: nobody enters one without the role, in another’s name, or twice over', async () => {
    const { database } = server.context
    const enter = (as: Caller, by: string) =>
      database.write(as, tx =>
        sql`insert into statistics.ic_tip_code values ('fact.sex', 'male', 99, 'X-1', 'x', null, ${randomUUID()}, ${by}, 0)`.execute(
          tx.db,
        ),
      )
    await expect(enter(caseworker, caseworker.userId)).rejects.toThrow(/row-level security|entry/)
    await expect(enter(rapporteur, administrator.userId)).rejects.toThrow(/row-level security|entry/)
    await expect(
      database.write(administrator, tx =>
        sql`update statistics.ic_tip_code set ic_tip = 'X-9'`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/)
  })

  it('can be built anew from the ledger', async () => {
    const before = await mapped()
    await rebuildProjections(server.context.database, classificationProjections)
    expect(await mapped()).toEqual(before)
  })

  it('of a moment are those that stood then', async () => {
    const { body } = await ask(caseworker, 'GET', `${at}/history?list=fact.sex`)
    const first = body.changes.find(one => one.icTip === 'X-1')!
    const then = (more: number) =>
      server.context.database.statistics(async tx =>
        (await icTipCodes(tx as never, Date.parse(first.enteredAt) + more)).get('fact.sex')?.get('female'),
      )
    expect(await then(-1)).toBeUndefined()
    expect(await then(0)).toBe('X-1')
    expect(
      (await server.context.database.statistics(tx => icTipCodes(tx as never)))
        .get('fact.sex')
        ?.get('female'),
    ).toBeUndefined()
  })
})

describe('palermo statistics ictip', () => {
  it('exports, imports, checks without changing, and says each problem', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palermo-ictip-'))
    const [said, complained]: [string[], string[]] = [[], []]
    let failed = false
    const run = async (...words: string[]) => {
      const program = new Command().exitOverride()
      const ground = {
        print: (t: string) => said.push(t),
        complain: (t: string) => complained.push(t),
        fail: () => {
          failed = true
        },
        now: () => new Date(0),
      }
      addClassificationCommands(program, ground as never, work => work(server.context))
      await program.parseAsync(['ictip', ...words], { from: 'user' })
    }
    try {
      const file = join(folder, 'codes.csv')
      await run('export', file)
      expect(complained.at(-1)).toMatch(/^Wrote .*codes\.csv; \d+ mapped\.$/)
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('proceeding,Proceedings,', 'proceeding,Proceedings,X-10'),
      )
      await run('import', file, '--dry-run')
      expect(said.at(-1)).toMatch(/1 code would change\.$/)
      expect(await mapped()).not.toContain('fact.kind proceeding X-10')
      await expect(run('import', file)).rejects.toThrow('--reason')
      await run('import', file, '--reason', 'From the classification')
      expect(said.at(-1)).toMatch(/1 code changed\.$/)
      expect(await mapped()).toContain('fact.kind proceeding X-10')
      expect(failed).toBe(false)
      writeFileSync(file, 'list,code,ictip\nfact.sex,male,X-11\nfact.sex,none,X-11\n')
      await run('import', file, '--reason', 'x')
      expect([failed, complained.slice(-2)]).toEqual([
        true,
        [expect.stringContaining('row 3: The list has no code “none”.'), 'Nothing was entered.'],
      ])
      expect(await mapped()).not.toContain('fact.sex male X-11')
      await expect(run('export', file, '--language', 'xx')).rejects.toThrow('choose en')
      await expect(run('export', join(folder, 'none', 'x.csv'))).rejects.toThrow('cannot be written')
      await expect(run('import', join(folder, 'none.csv'), '--reason', 'x')).rejects.toThrow('cannot be read')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
