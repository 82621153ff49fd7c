import { createHash } from 'node:crypto'
import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { openReleaseServer, type ReleaseServer, rapporteur } from '../../../test/support/releases.ts'
import { exportRoutes } from '../exports/exports.routes.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { verify } from '../releases/release.store.ts'
import type { Flow } from '../sdmx/flow.ts'
import { publishedFlows } from '../sdmx/sdmx.store.ts'
import { classificationRoutes } from './classification.routes.ts'

const lists = factCodelists(codelists)
const wish = (title: string) => ({
  title,
  kind: 'victim',
  tables: [{ title: 'Sex', dimensions: ['sex'] }],
  thresholds: { public: 5, internal: 5 },
})
let room: ReleaseServer
/** What everybody could read of the release without codes and of the one with, when each had been published. */
const first: Record<string, Buffer> = {}
const second: Record<string, Buffer> = {}
const paths = [
  'table-1.csv-metadata.json',
  'codes.csv',
  'table-1.csv',
  'release.xlsx',
  'release.json',
  'sdmx',
]
const ids: string[] = []

async function filesOf(number: string): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {}
  for (const path of paths)
    if (path === 'sdmx') files[path] = Buffer.from(JSON.stringify(await sexesOf(number)))
    else {
      const at = path.startsWith('release') ? `${number}/${path}?revision=1` : `${number}/1/${path}`
      const { status, raw } = await room.server.ask(undefined, 'GET', `/api/statistics/published/${at}`)
      expect(status, path).toBe(200)
      files[path] = raw
    }
  return files
}
const hashesOf = (files: Record<string, Buffer>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
  )
/** The codes of the dimension of sex as SDMX serves them. */
async function sexesOf(number: string): Promise<Flow['dimensions'][number]['codes']> {
  const flows = await room.server.context.database.read(rapporteur, tx => publishedFlows(tx, lists))
  const flow = flows.find(one => one.id === `REL_${number.replace('-', '_')}_T1`)!
  return flow.dimensions.find(one => one.id === 'SEX')!.codes
}
const enter = async (icTip: string | null) => {
  const { status } = await room.server.ask(rapporteur, 'PUT', '/api/statistics/classification', {
    changes: [{ list: 'fact.sex', code: 'female', icTip }],
    reason: 'A placeholder',
  })
  expect(status).toBe(200)
}
const numberOf = async (id: string) => (await room.detail(id)).document.number

beforeAll(async () => {
  room = await openReleaseServer(
    [...inventFacts(150, 21)].map(({ id: _, ...fact }) => fact),
    (server, context) => {
      exportRoutes(server, context)
      classificationRoutes(server)
    },
  )
  ids.push(await room.publish(wish('Without codes')))
  Object.assign(first, await filesOf(await numberOf(ids[0]!)))
  await enter('X-1')
  ids.push(await room.publish(wish('With a code')))
  Object.assign(second, await filesOf(await numberOf(ids[1]!)))
}, 400_000)
afterAll(() => room?.close())

describe('a release that was frozen when a code was mapped', () => {
  it('names the IC-TIP code where it describes its codes, and leaves the others empty', () => {
    const metadata = second['table-1.csv-metadata.json']!.toString()
    expect(metadata).toContain('female = Female (IC-TIP X-1); male = Male')
    const codes = parse(second['codes.csv']!, { columns: true }) as Record<string, string>[]
    expect(codes.filter(one => one.field === 'sex' && one.ic_tip !== '')).toEqual([
      { field: 'sex', code: 'female', name: 'Female', ic_tip: 'X-1' },
    ])
    expect(codes.some(one => one.field === 'sex' && one.code === 'male' && one.ic_tip === '')).toBe(true)
    const sheet = read(second['release.xlsx']!).Sheets.codes!
    expect(utils.sheet_to_json(sheet)).toContainEqual({
      field: 'sex',
      code: 'female',
      name: 'Female',
      'IC-TIP code': 'X-1',
    })
    expect(JSON.parse(second.sdmx!.toString())).toContainEqual(
      expect.objectContaining({ id: 'F', icTip: 'X-1' }),
    )
  })
})

describe('a release that was frozen before', () => {
  it('names none, not even now', async () => {
    expect(first['table-1.csv-metadata.json']!.toString()).not.toContain('IC-TIP')
    expect(first['codes.csv']!.toString()).not.toContain('X-1')
    expect(read(first['release.xlsx']!).SheetNames).not.toContain('codes')
  })
})

describe('every release', () => {
  it('keeps all its files byte for byte when the mapping changes, and is made again as it was', async () => {
    await enter('X-2')
    expect(hashesOf(await filesOf(await numberOf(ids[1]!)))).toEqual(hashesOf(second))
    await enter(null)
    expect(hashesOf(await filesOf(await numberOf(ids[0]!)))).toEqual(hashesOf(first))
    expect(hashesOf(await filesOf(await numberOf(ids[1]!)))).toEqual(hashesOf(second))
    for (const id of ids)
      expect(await room.server.context.database.read(rapporteur, tx => verify(tx, id, lists))).toMatchObject({
        sameBytes: true,
        sameCode: true,
        safe: true,
      })
  })
})
