import { randomBytes } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { ServerParts } from './context.ts'
import { routeServer } from './mount.ts'
import { addOpenApi } from './openapi.ts'
import { problemOf } from './problem.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { NotFound } from './refusals.ts'
import type { RouteServer } from './route.ts'
import { checkSchemas } from './schemas.ts'
import { addSecurityHeaders, originCheck } from './security.ts'
import { languageOf } from './texts.ts'

export interface HttpServer {
  fastify: FastifyInstance
  rateLimit: RateLimit
  /** Declares the routes of an area; its name groups them in /api/docs. */
  area(name: string, declare: (server: RouteServer) => void): void
}

/**
 * The HTTP server without any route of a capability. Call `area()` for each, then listen.
 */
export async function createServer(parts: ServerParts): Promise<HttpServer> {
  const { configuration, log } = parts
  const fastify: FastifyInstance = Fastify({
    logger: false,
    trustProxy: (_, hop) => hop < configuration.proxies,
    genReqId: () => randomBytes(9).toString('base64url'),
    requestIdHeader: false,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    requestTimeout: 300_000,
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) =>
      answerProblem(error, request as FastifyRequest, reply as FastifyReply),
  })
  fastify.decorateRequest('signedIn', undefined)
  fastify.decorateRequest('problemCode', undefined)
  checkSchemas(fastify)

  function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const { details, unexpected } = problemOf(
      error,
      request.id,
      languageOf(request.headers['accept-language']),
      request.routeOptions?.schema,
    )
    request.problemCode = details.code
    if (unexpected) log.error('request-failed', { requestId: request.id, route: routeOf(request) }, error)
    if (details.retryAfterSeconds) reply.header('retry-after', details.retryAfterSeconds)
    // Written out here, so that no schema of the route touches it.
    return reply
      .code(details.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .removeHeader('content-disposition')
      .send(Buffer.from(JSON.stringify(details)))
  }
  fastify.setErrorHandler(answerProblem)
  fastify.setNotFoundHandler((request, reply) => answerProblem(new NotFound(), request, reply))

  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('palermo-request', request.id)
  })
  fastify.addHook('onResponse', async (request, reply) => {
    log.info('request', {
      requestId: request.id,
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.problemCode ? { code: request.problemCode } : {}),
    })
  })
  await addSecurityHeaders(fastify, configuration)
  const checkOrigin = originCheck(configuration)
  fastify.addHook('onRequest', async request => checkOrigin(request))
  await fastify.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  await fastify.register(multipart, { throwFileSizeLimit: false })
  const rateLimit = createRateLimit(configuration.ratePerMinute, () => performance.now())
  await addOpenApi(fastify, configuration)
  return {
    fastify,
    rateLimit,
    area: (name, declare) => declare(routeServer(fastify, parts, rateLimit, name)),
  }
}

const routeOf = (request: FastifyRequest) =>
  request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched')
