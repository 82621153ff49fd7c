import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerParts } from '#platform/http/context.ts'
import type { RateLimit } from '#platform/http/rate-limit.ts'
import { NotSignedIn, Rejected, TooMany } from '#platform/http/refusals.ts'
import { everything, type Hub } from './hub.ts'

const topicsMax = 100
const streamsPerUserMax = 20
/** A reader that takes nothing away is let go; it comes back and looks again. */
const unreadBytesMax = 256 * 1024

/**
 * GET /api/live: server-sent events `data: {"topic": "cases"}`; the topic `*` means "look at everything again".
 * The stream ends when the session lapses; it keeps no session alive.
 * @param heartbeatMs how often a line goes out and the session is looked at again
 */
export function addLive(
  fastify: FastifyInstance,
  parts: ServerParts,
  hub: Hub,
  rateLimit: RateLimit,
  heartbeatMs = 20_000,
): void {
  const open = new Map<string, Set<() => void>>()
  fastify.addHook('preClose', async () => {
    for (const streams of open.values()) for (const end of streams) end()
  })
  fastify.get('/api/live', { schema: { hide: true }, compress: false }, async (request, reply) => {
    const find = () => parts.sessions.find(request.headers, { extend: false })
    const session = await find()
    request.signedIn = session
    if (!session) throw new NotSignedIn()
    const { userId } = session.caller
    rateLimit.take(userId, 5)
    const streams = open.get(userId) ?? new Set()
    if (streams.size >= streamsPerUserMax) throw new TooMany(30)
    const end = stream(request, reply, hub, topicsOf(request), heartbeatMs, find, () => {
      streams.delete(end)
      if (streams.size === 0) open.delete(userId)
    })
    open.set(userId, streams.add(end))
    return reply
  })
}

function topicsOf(request: FastifyRequest): string[] | undefined {
  const { topics } = request.query as { topics?: unknown }
  if (topics === undefined || topics === '') return undefined
  const list = String(topics).split(',')
  if (list.length > topicsMax || list.some(topic => !/^[\w:.-]{1,100}$/.test(topic)))
    throw new Rejected(400, 'topics')
  return list
}

/** @returns ends the stream */
function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  hub: Hub,
  topics: string[] | undefined,
  heartbeatMs: number,
  find: () => Promise<unknown>,
  ended: () => void,
): () => void {
  reply.hijack()
  const { raw } = reply
  const headers = Object.fromEntries(
    Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
  raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  let number = Number(request.headers['last-event-id']) || 0
  const tell = (topic: string) => raw.write(`id: ${++number}\ndata: ${JSON.stringify({ topic })}\n\n`)
  raw.write('retry: 3000\n: here\n\n')
  // What was told while the line was down is not kept: look again.
  if (number > 0) tell(everything)
  const unwatch = hub.watch(topics, told => {
    if (raw.writableLength > unreadBytesMax) return end()
    for (const topic of told) tell(topic)
  })
  const timer = setInterval(() => {
    find().then(
      session => {
        if (session) raw.write(': here\n\n')
        else {
          raw.write('event: lapsed\ndata: {}\n\n')
          end()
        }
      },
      () => end(),
    )
  }, heartbeatMs)
  timer.unref()
  let open = true
  const end = () => {
    if (!open) return
    open = false
    clearInterval(timer)
    unwatch()
    ended()
    raw.end()
  }
  raw.on('close', end)
  raw.on('error', end)
  return end
}
