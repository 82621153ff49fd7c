import type { FastifyInstance } from 'fastify'
import { Unavailable } from './refusals.ts'

/**
 * /health/live: the process answers. /health/ready: it can serve, which the check says by not throwing.
 * @param check looks at what the server needs; its error goes into the log, never into the answer
 */
export function addHealth(fastify: FastifyInstance, check: () => Promise<void>): void {
  fastify.get('/health/live', { schema: { hide: true } }, () => ({ status: 'alive' }))
  fastify.get('/health/ready', { schema: { hide: true } }, async () => {
    await check().catch(() => {
      throw new Unavailable()
    })
    return { status: 'ready' }
  })
}
