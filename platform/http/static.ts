import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { NotFound } from './refusals.ts'

/** Files whose name holds a hash of their content. */
const hashed = /[/\\]assets[/\\].*-[\w-]{8,}\.\w+$/

/**
 * Serves the built web application: hashed files for a year, the page itself asked for anew each time, and the page
 * for every address of a screen.
 * @param folder dist/web
 * @returns false when it has not been built
 */
export async function addWebApplication(fastify: FastifyInstance, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'index.html'))) return false
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: ['index.html'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  fastify.get('/*', { schema: { hide: true } }, (request, reply) => {
    // A file that is not there is no screen.
    if (isNoScreen(request.url)) throw new NotFound()
    return reply.sendFile('index.html', { cacheControl: false })
  })
  return true
}

const isNoScreen = (url: string) =>
  url.startsWith('/api/') || url.startsWith('/health/') || /\.\w{1,8}(\?|$)/.test(url)
