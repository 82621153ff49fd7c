import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type SignedIn, visitor } from '#platform/access/sessions.ts'
import type { ServerParts } from './context.ts'
import { problemSchema } from './problem.ts'
import type { RateLimit } from './rate-limit.ts'
import { addressKey } from './rate-limit.ts'
import { NotSignedIn, Rejected } from './refusals.ts'
import type { Answer, AskedToWrite, Declaration, FileAnswer, RouteServer, Upload } from './route.ts'
import type { Shape, Shapes } from './shape.ts'
import { languageOf } from './texts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | undefined
    /** Code of the problem that was answered, for the log. */
    problemCode: string | undefined
  }
}

type AnyDeclaration = Declaration<Shapes, Shapes, unknown, Answer>
type Handle = (asked: AskedToWrite) => unknown

const costOf = (declaration: { cost?: number }) => declaration.cost ?? 1

/** A server on which capabilities declare routes; what a declaration leaves open is refused. */
export function routeServer(
  fastify: FastifyInstance,
  parts: ServerParts,
  rateLimit: RateLimit,
  area: string,
): RouteServer {
  const add = (writes: boolean, method: string, path: string, declaration: AnyDeclaration, handle: Handle) =>
    fastify.route({
      method: method as 'GET',
      url: path,
      schema: schemaOf(declaration, area),
      bodyLimit: declaration.upload
        ? uploadLimit(parts, declaration) + 64 * 1024
        : (declaration.bodyBytesMax ?? 1024 * 1024),
      onRequest: async request => {
        request.signedIn = await parts.sessions.find(request.headers, {
          extend: declaration.extendsSession ?? true,
        })
        rateLimit.take(request.signedIn?.caller.userId ?? addressKey(request.ip), costOf(declaration))
        if (!request.signedIn && declaration.caller !== 'public') throw new NotSignedIn()
      },
      preValidation: async request => {
        if (request.isMultipart() && !declaration.upload) throw new Rejected(415, 'media-type')
      },
      handler: async (request, reply) => {
        const answer = await handle(asked(request, reply, parts, declaration, writes))
        return send(reply, declaration, answer)
      },
    })
  return {
    read: (method, path, declaration, handle) =>
      void add(false, method, path, declaration as unknown as AnyDeclaration, handle as unknown as Handle),
    write: (method, path, declaration, handle) =>
      void add(true, method, path, declaration as unknown as AnyDeclaration, handle as unknown as Handle),
  }
}

function asked(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ServerParts,
  declaration: AnyDeclaration,
  writes: boolean,
): AskedToWrite {
  const caller = request.signedIn?.caller ?? visitor
  const { database } = parts
  let hungUp: AbortController | undefined
  return {
    caller,
    signedIn: request.signedIn,
    params: request.params as Record<string, unknown>,
    query: request.query as Record<string, unknown>,
    body: request.body,
    language: languageOf(request.headers['accept-language']),
    get signal() {
      if (!hungUp) {
        const controller = new AbortController()
        hungUp = controller
        reply.raw.once('close', () => controller.abort())
      }
      return hungUp.signal
    },
    read: work => database.read(caller, work),
    statistics: work => database.statistics(work),
    ...(writes ? { write: work => database.write(caller, work) } : ({} as Pick<AskedToWrite, 'write'>)),
    get actId() {
      return idempotencyKey(request)
    },
    get expectedVersion() {
      return versionSeen(request)
    },
    upload: () => takeUpload(request, uploadLimit(parts, declaration)),
  } as AskedToWrite
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function idempotencyKey(request: FastifyRequest): string {
  const given = request.headers['idempotency-key']
  if (given === undefined) return randomUUID()
  if (typeof given !== 'string' || !uuidForm.test(given)) throw new Rejected(400, 'idempotency-key')
  return given.toLowerCase()
}

function versionSeen(request: FastifyRequest): number | undefined {
  const given = request.headers['if-match']
  if (given === undefined) return undefined
  const version = /^"?(\d{1,9})"?$/.exec(given)?.[1]
  if (version === undefined) throw new Rejected(400, 'if-match')
  return Number(version)
}

const uploadLimit = (parts: ServerParts, declaration: AnyDeclaration) =>
  declaration.upload?.bytesMax ?? parts.configuration.uploadBytesMax

async function takeUpload(request: FastifyRequest, bytesMax: number): Promise<Upload> {
  if (!request.isMultipart()) throw new Rejected(415, 'file-missing')
  const part = await request.file({ limits: { fileSize: bytesMax, files: 1, fields: 0, parts: 1 } })
  if (!part) throw new Rejected(400, 'file-missing')
  return {
    fileName: part.filename,
    mediaType: part.mimetype,
    bytes: (async function* () {
      for await (const chunk of part.file) yield chunk as Buffer
      if (part.file.truncated) throw new Rejected(413, 'too-large')
    })(),
  }
}

function send(reply: FastifyReply, declaration: AnyDeclaration, answer: unknown) {
  if (declaration.answer === 'nothing') return reply.code(204).send()
  reply.code(declaration.status ?? 200)
  if (declaration.answer !== 'file') return reply.send(answer)
  const file = answer as FileAnswer
  return reply
    .header('content-disposition', disposition(file.fileName))
    .header('x-content-type-options', 'nosniff')
    .type(file.mediaType)
    .send(file.body)
}

/** A file to be saved, with its name in plain and in UTF-8 (RFC 6266, RFC 8187). */
export function disposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%/]/g, '_')
  const full = encodeURIComponent(fileName).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}

function schemaOf(declaration: AnyDeclaration, area: string): Record<string, unknown> {
  const status = declaration.status ?? 200
  const { answer, params, query, body } = declaration
  return {
    summary: declaration.summary,
    tags: [area],
    security: declaration.caller === 'public' ? [] : [{ session: [] }],
    'x-cost': costOf(declaration),
    ...(params ? { params: shapesSchema(params) } : {}),
    querystring: shapesSchema(query ?? {}),
    ...(declaration.upload ? { consumes: ['multipart/form-data'] } : {}),
    ...(body ? { body: body.schema } : {}),
    response: {
      ...(answer === 'nothing'
        ? { 204: { type: 'null', description: 'Done.' } }
        : answer === 'file'
          ? {}
          : { [status]: { description: 'Done.', ...(answer as Shape).schema } }),
      '4xx': {
        description: 'Refused, with the reason.',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

function shapesSchema(shapes: Shapes) {
  const required = Object.keys(shapes).filter(name => !shapes[name]!.optional)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(shapes).map(([name, s]) => [name, s.schema])),
    ...(required.length > 0 ? { required } : {}),
  }
}
