import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { visitor } from '#platform/access/sessions.ts'
import type { ServerParts } from '#platform/http/context.ts'
import { addressKey, type RateLimit } from '#platform/http/rate-limit.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { dataCsv } from './data-csv.ts'
import { allDimensions, dataMessage, type Sender } from './data-json.ts'
import { changedAt, type Flow, timeDimension } from './flow.ts'
import { dataForm, structureForm } from './negotiation.ts'
import { ask, type DataQuery, matchesArtefact, SdmxError } from './query.ts'
import { publishedFlows } from './sdmx.store.ts'
import { availabilityMessage, structureMessage } from './structure-json.ts'
import { findStructures } from './structure-query.ts'

const lists = factCodelists(codelists)
const cost = 3
const root = '/sdmx/v2'

type Params = Record<string, string>
type Query = Record<string, string | string[] | undefined>
type Handle = (flows: Flow[], request: FastifyRequest, reply: FastifyReply) => unknown

/**
 * What is published, as SDMX asks and answers it, for anybody: data, availability, structure and schema (as a structure
 * message, not as XML Schema); 501 for the rest.
 * @see SDMX REST 2.2.2
 */
export function addSdmx(fastify: FastifyInstance, parts: ServerParts, rateLimit: RateLimit): void {
  const get = (path: string, handle: Handle) =>
    fastify.get(`${root}${path}`, { schema: { hide: true } }, async (request, reply) => {
      rateLimit.take(`sdmx ${addressKey(request.ip)}`, cost)
      reply.headers({
        vary: 'Accept, Accept-Encoding',
        // Kept only to be asked about again: what was withdrawn must not live on in a cache.
        'cache-control': 'no-cache',
        // Public, and read without a session: pages of other offices may show it.
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
      try {
        const flows = await parts.database.read(visitor, tx => publishedFlows(tx, lists))
        return await handle(flows, request, reply)
      } catch (error) {
        if (!(error instanceof SdmxError)) throw error
        return reply
          .status(error.status)
          .type('application/problem+json')
          .send({ type: 'about:blank', status: error.status, title: error.message })
      }
    })
  const sender = (): Sender => ({
    id: 'PALERMO',
    name: parts.configuration.nodeName,
    prepared: `${new Date().toISOString().slice(0, 19)}Z`,
  })

  const data: Handle = (flows, request, reply) => {
    const form = dataForm(request.headers.accept)
    const flow = oneFlow(flows, request)
    const query = request.query as Query
    const found = ask(flow, keyOf(request), readQuery(query))
    reply.header('last-modified', new Date(changedAt(flow)).toUTCString())
    if (isUnchanged(request, flow)) return reply.status(304).send()
    if (found.observations.length === 0) return reply.status(204).send()
    const across = text(query, 'dimensionAtObservation') ?? (flow.periods ? timeDimension : allDimensions)
    const body =
      form.kind === 'csv'
        ? dataCsv(found, form)
        : JSON.stringify(dataMessage(found, across, sender(), form.version))
    return answer(reply, form.type, body)
  }
  get('/data/:context/:agency/:id/:version', data)
  // A key may be longer than a parameter of a path may be elsewhere.
  get('/data/:context/:agency/:id/:version/*', data)

  const availability: Handle = (flows, request, reply) => {
    const type = structureForm(request.headers.accept)
    const [key = '*', component = '*'] = ((request.params as Params)['*'] ?? '*/*').split('/')
    const query = request.query as Query
    const mode = text(query, 'mode') ?? 'exact'
    if (mode !== 'exact' && mode !== 'available') throw new SdmxError(400, 'mode is exact or available.')
    const flow = oneFlow(flows, request)
    if (component !== '*' && component !== timeDimension && !flow.dimensions.some(d => d.id === component))
      throw new SdmxError(400, `${flow.id} has no dimension “${component.slice(0, 60)}”.`)
    const found = ask(flow, key, readQuery(query))
    if (found.observations.length === 0) return reply.status(204).send()
    return answer(
      reply,
      type,
      JSON.stringify(availabilityMessage(found, component === '*' ? undefined : component, sender())),
    )
  }
  get('/availability/:context/:agency/:id/:version', availability)
  get('/availability/:context/:agency/:id/:version/*', availability)

  const structure: Handle = (flows, request, reply) => {
    const type = structureForm(request.headers.accept)
    const params = request.params as Params
    const query = request.query as Query
    const found = findStructures(flows, {
      kind: params.kind!,
      agency: params.agency ?? '*',
      id: params.id ?? '*',
      version: params.version ?? '~',
      item: params.item,
      detail: text(query, 'detail') ?? 'full',
      references: text(query, 'references') ?? 'none',
    })
    return answer(reply, type, JSON.stringify(structureMessage(found.structures, found.details, sender())))
  }
  for (const path of ['', '/:agency', '/:agency/:id', '/:agency/:id/:version', '/:agency/:id/:version/:item'])
    get(`/structure/:kind${path}`, structure)

  /** What data of a flow may say: its structure, with the codes that it uses and no others. */
  const schema: Handle = (flows, request, reply) => {
    const type = structureForm(request.headers.accept)
    const flow = oneFlow(flows, request)
    reply.header('last-modified', new Date(changedAt(flow)).toUTCString())
    if (isUnchanged(request, flow)) return reply.status(304).send()
    const { structures, details } = findStructures([flow], {
      kind: 'dataflow',
      agency: '*',
      id: '*',
      version: '*',
      item: undefined,
      detail: 'full',
      references: 'descendants',
    })
    return answer(reply, type, JSON.stringify(structureMessage(structures, details, sender())))
  }
  get('/schema/:context/:agency/:id/:version', schema)

  for (const rest of ['metadata', 'registration'])
    get(`/${rest}/*`, () => {
      throw new SdmxError(501, `This service does not answer ${rest} questions.`)
    })
  // A program that asks amiss must not be sent the pages that people read.
  get('/*', () => {
    throw new SdmxError(
      404,
      'Nothing is asked for in this way. Ask for /data/dataflow/{agency}/{id}/{version}/{key}, /availability, /structure or /schema.',
    )
  })
}

const keyOf = (request: FastifyRequest): string => (request.params as Params)['*'] ?? '*'

/** As bytes: to a text the server would add a character set, which these media types do not have. */
const answer = (reply: FastifyReply, type: string, body: string) =>
  reply.header('content-type', type).send(Buffer.from(body))

/** @throws SdmxError 404 when no published flow is named so, 400 when several are */
function oneFlow(flows: readonly Flow[], request: FastifyRequest): Flow {
  const { context, agency, id, version } = request.params as Required<Params>
  if (context === 'provisionagreement') throw new SdmxError(501, 'There are no provision agreements here.')
  if (context !== 'dataflow' && context !== 'datastructure' && context !== '*')
    throw new SdmxError(400, 'The context is dataflow or datastructure.')
  const wanted = { agency: agency!, id: id!, version: version! }
  const found = flows.filter(
    flow =>
      (context !== 'datastructure' && matchesArtefact(wanted, flow)) ||
      (context !== 'dataflow' && matchesArtefact(wanted, flow.structure)),
  )
  if (found.length === 0) throw new SdmxError(404, 'No published data goes by this name.')
  if (found.length > 1)
    throw new SdmxError(
      501,
      `${found.length} dataflows go by this name; ask for one: ${found
        .slice(0, 5)
        .map(f => f.id)
        .join(', ')}.`,
    )
  return found[0]!
}

const numbers = ['firstNObservations', 'lastNObservations', 'offset', 'limit'] as const
/** Parameters that are understood, and those that would change the answer and are not. */
const refused = ['asOf', 'includeHistory', 'sort', 'measures', 'attributes'] as const
const plain: Readonly<Record<string, readonly string[]>> = {
  includeHistory: ['false'],
  sort: ['series_key'],
  measures: ['all'],
  attributes: ['dsd', 'obs', 'all'],
}

function readQuery(query: Query): DataQuery {
  const result: DataQuery & Record<string, unknown> = { filters: [] }
  const filters: { component: string; text: string }[] = []
  for (const [name, given] of Object.entries(query)) {
    const component = /^c\[(\w+)\]$/.exec(name)?.[1]
    if (component !== undefined)
      for (const value of [given ?? []].flat()) filters.push({ component, text: value })
    if (numbers.includes(name as never)) {
      const value = Number(given)
      if (!Number.isInteger(value) || value < 0)
        throw new SdmxError(400, `${name} is a whole number from 0 on.`)
      result[name as (typeof numbers)[number]] = value
    }
    if (refused.includes(name as never) && !plain[name]?.includes(String(given)))
      throw new SdmxError(501, `This service does not know ${name}=${String(given).slice(0, 40)}.`)
  }
  const since = text(query, 'updatedAfter')
  return { ...result, filters, ...(since !== undefined && { updatedAfter: since }) }
}

const text = (query: Query, name: string): string | undefined => [query[name] ?? []].flat()[0]

function isUnchanged(request: FastifyRequest, flow: Flow): boolean {
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && Math.floor(Date.parse(changedAt(flow)) / 1000) * 1000 <= since
}
