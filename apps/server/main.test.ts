import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from './compose.ts'
import { startServer } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-server-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const environment = { PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' }

describe('the server', () => {
  it('starts on a free port, answers as healthy, describes itself, and stops', async () => {
    let prepared = 0
    const server = await startServer(readConfiguration(environment), async ({ database }) => {
      prepared++
      await database.read(nodeCaller('administration'), async () => {})
    })
    expect(prepared).toBe(1)
    const get = (path: string) => fetch(`${server.address}${path}`)
    expect((await get('/health/live')).status).toBe(200)
    expect(await (await get('/health/ready')).json()).toEqual({ status: 'ready' })
    expect(await (await get('/api/session')).json()).toMatchObject({ signedIn: false })
    const paths = Object.keys(((await (await get('/api/openapi.json')).json()) as { paths: object }).paths)
    expect(paths).toEqual(
      expect.arrayContaining(['/api/session', '/api/home', '/api/jobs/{jobId}', '/api/settings']),
    )
    const docs = await get('/api/docs')
    expect(docs.status).toBe(200)
    expect(await docs.text()).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect((await get('/api/home')).status).toBe(401)
    await server.close()
    await expect(get('/health/live')).rejects.toThrow()
  })
  it('says in one sentence that the port is taken, and leaves the database free', async () => {
    const other = createServer()
    const port = await new Promise<number>(resolve =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    const configuration = readConfiguration({ ...environment, PORT: String(port) })
    await expect(startServer(configuration)).rejects.toThrow(`Port ${port} is taken by another program.`)
    await new Promise(resolve => other.close(resolve))
    await (await open({ folder })).close()
  })
  it('serves the web application: hashed files for a year, the page for every screen, nothing for what is not there', async () => {
    const web = join(folder, 'web')
    mkdirSync(join(web, 'assets'), { recursive: true })
    writeFileSync(join(web, 'index.html'), `<!doctype html><title>Palermo</title>${' '.repeat(2000)}`)
    writeFileSync(join(web, 'assets', 'main-Ab3dEf9h.js'), 'export {}')
    const database = await open({ folder: 'memory' })
    const keys = nodeKeysFrom(new Uint8Array(32).fill(1))
    const configuration = readConfiguration(environment)
    const { http, close, hasWebApplication } = await compose(
      { configuration, database, keys, log: silentLog },
      web,
    )
    expect(hasWebApplication).toBe(true)
    const get = (url: string) =>
      http.fastify.inject({ url, headers: { host: 'localhost', 'accept-encoding': 'br' } })
    const page = await get('/cases/123')
    expect(page.statusCode).toBe(200)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-encoding': 'br' })
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect((await get('/')).statusCode).toBe(200)
    expect((await get('/assets/main-Ab3dEf9h.js')).headers['cache-control']).toContain('immutable')
    for (const missing of ['/assets/gone-Ab3dEf9h.js', '/api/nothing', '/nothing.php', '/../package.json'])
      expect((await get(missing)).statusCode, missing).toBe(404)
    await close()
    await database.close()
  })
})
