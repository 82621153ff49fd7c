import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { inventFacts } from '#capabilities/statistics/fact.examples.ts'
import { addSdmx } from '#capabilities/statistics/sdmx/sdmx.routes.ts'
import { publishedFlows } from '#capabilities/statistics/sdmx/sdmx.store.ts'
import { createServer } from '#platform/http/server.ts'
import { codelists } from '#standards/codelists.ts'
import { openReleaseServer, type ReleaseServer, rapporteur } from '../support/releases.ts'

const python = process.env.PALERMO_PYTHON ?? 'python3'
const script = join(import.meta.dirname, 'read_sdmx.py')

/** The clients that are installed, with their versions. */
function installed(): Record<string, { version: string }> {
  try {
    return JSON.parse(execFileSync(python, [script], { encoding: 'utf8', timeout: 60_000 }))
  } catch {
    return {}
  }
}
const clients = installed()
const names = Object.entries(clients).map(([name, { version }]) => `${name} ${version}`)
if (names.length === 0)
  console.log(
    'Skipped: no SDMX client is installed. “pip install pysdmx[all] sdmx1” in an environment of its own, and name its python in PALERMO_PYTHON.',
  )

describe.skipIf(names.length === 0)('clients that were written elsewhere', () => {
  let room: ReleaseServer
  let fastify: FastifyInstance
  let address: string
  const found = new Map<string, Record<string, Record<string, unknown>>>()

  beforeAll(async () => {
    room = await openReleaseServer([...inventFacts(500, 13)].map(({ id: _, ...fact }) => fact))
    await room.publish({
      title: 'Victims by year and sex',
      kind: 'victim',
      tables: [
        { title: 'Year and sex', dimensions: ['year', 'sex'] },
        { title: 'Age', dimensions: ['ageBand'] },
      ],
      thresholds: { public: 5, internal: 5 },
    })
    const { context } = room.server
    const served = await createServer({ ...context, sessions: { find: async () => undefined } })
    fastify = served.fastify
    addSdmx(fastify, context as never, served.rateLimit)
    address = `${await fastify.listen({ host: '127.0.0.1', port: 0 })}/sdmx/v2`
    for (const flow of await room.server.context.database.read(rapporteur, tx =>
      publishedFlows(tx, factCodelists(codelists)),
    )) {
      const { stdout } = await promisify(execFile)(python, [script, address, `PALERMO/${flow.id}`], {
        timeout: 120_000,
      })
      found.set(flow.id, {
        ...JSON.parse(stdout),
        served: {
          observations: flow.observations.length,
          numbers: flow.observations.filter(o => o.value !== null).length,
          dimensions: flow.dimensions.map(d => d.id),
        },
      })
    }
  }, 400_000)
  afterAll(async () => {
    await fastify?.close()
    await room?.close()
  })

  it.each(Object.keys(clients))('read with %s as many observations and numbers as are served', name => {
    expect(found.size).toBeGreaterThan(2)
    for (const [flow, { served, ...read }] of found)
      expect([flow, read[name]]).toEqual([
        flow,
        expect.objectContaining({ observations: served!.observations, numbers: served!.numbers }),
      ])
  })

  it.skipIf(!clients.pysdmx)('read structures, and find the data messages valid', () => {
    for (const [flow, { served, pysdmx }] of found) {
      expect([flow, pysdmx!.dataJson]).toEqual([flow, 'valid'])
      const dimensions = (pysdmx!.dimensions as string[]).filter(id => id !== 'TIME_PERIOD')
      expect(dimensions).toEqual(served!.dimensions)
    }
  })
})
