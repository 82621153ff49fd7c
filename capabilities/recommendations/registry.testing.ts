import { expect } from 'vitest'
import { callerOf, openTestServer, type TestServer } from '../../test/support/server.ts'
import type { IndicatorSource } from './evidence.entity.ts'
import { type RealReport, realText } from './reading/real-reports.testing.ts'
import { routesWith } from './recommendations.routes.ts'

export const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
export const caseworker = callerOf('aaaaaaaa-0000-4000-8000-000000000002')
const source: IndicatorSource = {
  read: async () => ({
    years: [],
    lines: [],
    withheld: 0,
    threshold: 5,
    facts: null,
    changedAt: '2026-01-01T00:00:00.000Z',
  }),
}

export type Asking = Parameters<TestServer['ask']>

/** A server with the routes of the registry, as a test asks it. */
export interface Registry {
  ask<T>(...asking: Asking): Promise<{ status: number; body: T; text: string }>
  /** Sends a file, as a browser does. */
  send<T>(as: Asking[0], path: string, file: string | Uint8Array): Promise<{ status: number; body: T }>
  close(): Promise<void>
}

/** Opens a registry that holds some of the real reports, entered in this order. */
export async function openRegistry(reports: readonly RealReport[]): Promise<Registry> {
  const server = await openTestServer(routesWith(source))
  const ask: Registry['ask'] = async (...asking) => (await server.ask(...asking)) as never
  const send: Registry['send'] = (as, path, file) => {
    const boundary = 'xxpalermoxx'
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="report"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(file as string),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    return ask(as, 'POST', path, body, { 'content-type': `multipart/form-data; boundary=${boundary}` })
  }
  for (const name of reports)
    expect((await send(rapporteur, '/api/recommendations/reports', realText(name))).status).toBe(201)
  return { ask, send, close: server.close }
}
