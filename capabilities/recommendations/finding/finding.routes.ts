import { languages } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import {
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { recommendationPolicies } from '../recommendations.policy.ts'
import { listShape } from '../recommendations.shapes.ts'
import { findRecommendations } from '../recommendations.store.ts'
import { findThesaurus } from '../topics/topics.store.ts'
import { atomFeed } from './atom.ts'
import { findFeedEntries } from './feed.store.ts'
import { findingPolicies } from './finding.policy.ts'
import { filtersOf, type SearchFilter, searchesMax } from './searches.rules.ts'
import {
  closeFeed,
  findSearchOfFeed,
  listSearches,
  openFeed,
  removeSearch,
  saveSearch,
} from './searches.store.ts'

const pageSize = 20
const pagesMax = 5_000
const several = optional(list(text({ max: 300 }), 50))
const filterFields = {
  q: optional(text({ max: 400 })),
  addressee: several,
  force: several,
  topic: several,
  meeting: several,
  report: several,
  evidence: optional(oneOf(['with', 'without'])),
  reissues: optional(yesNo),
}
const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)
const name = text({ min: 1, max: 100 })
const feedPath = (secret: string) => `/api/recommendations/feeds/${secret}`

/** Finding: the list with its counts, searches that people keep, and feeds by which they follow them. */
export function findingRoutes(server: RouteServer, context: RouteContext): void {
  definePolicies(findingPolicies)
  listRoute(server)
  searchRoutes(server, context)
  feedRoutes(server, context)
}

function listRoute(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations',
    {
      summary:
        'Recommendations that hold words by their stem, "phrases" as written, and fit the filters; with counts',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      query: { ...filterFields, page: optional(integer({ min: 1, max: pagesMax })) },
      answer: listShape,
    },
    async asked => {
      mayRead(asked)
      const { page = 1, ...filter } = asked.query
      const filters = filtersOf(filter)
      const { total, ...found } = await asked.read(tx =>
        findRecommendations(tx, filters, { limit: pageSize, offset: (page - 1) * pageSize }),
      )
      return { total, page, pages: Math.max(1, Math.ceil(total / pageSize)), ...found }
    },
  )
}

function searchRoutes(server: RouteServer, { keys, configuration }: RouteContext): void {
  server.read(
    'GET',
    '/api/recommendation-searches',
    {
      summary: 'The caller’s own saved searches, with the addresses at which they can be followed',
      caller: 'signed-in',
      answer: object({
        searches: list(
          object({
            id: uuid,
            version: integer(),
            name,
            filter: object(filterFields),
            feed: nullable(object({ address: text(), openedAt: instant })),
          }),
        ),
      }),
    },
    async asked => {
      mayRead(asked)
      const searches = await asked.read(tx => listSearches(tx, keys))
      return {
        searches: searches.map(({ feed, ...search }) => ({
          ...search,
          feed: feed && {
            address: `${configuration.origin}${feedPath(feed.secret)}`,
            openedAt: new Date(feed.openedAtMs).toISOString(),
          },
        })),
      }
    },
  )
  server.write(
    'PUT',
    '/api/recommendation-searches/:searchId',
    {
      summary: 'Keep a search under a name, or change one that is kept',
      caller: 'signed-in',
      params: { searchId: uuid },
      body: object({ name, filter: object(filterFields) }),
      answer: 'nothing',
    },
    ({ params, body, actId, expectedVersion, write }) =>
      write(async tx => {
        const known = await listSearches(tx, keys)
        const own = known.find(search => search.id === params.searchId)
        if (body.name.trim() === '') throw new Invalid([noName])
        if (!own && known.length >= searchesMax) throw new Invalid([tooMany])
        const search = { id: params.searchId, name: body.name.trim(), filter: body.filter as SearchFilter }
        await saveSearch(tx, keys, search, actId, own ? expectedVersion : 0)
      }),
  )
  server.write(
    'DELETE',
    '/api/recommendation-searches/:searchId',
    {
      summary: 'Remove a saved search; its feed ends',
      caller: 'signed-in',
      params: { searchId: uuid },
      answer: 'nothing',
    },
    ({ params, actId, write }) =>
      write(async tx => void found((await removeSearch(tx, params.searchId, actId)) || undefined)),
  )
}

const noName = {
  where: 'name',
  code: 'searches.name',
  what: 'The search has no name.',
  remedy: 'Give it a name by which you will know it again.',
}
const tooMany = {
  where: 'name',
  code: 'searches.many',
  what: `You keep ${searchesMax} searches already.`,
  remedy: 'Remove one that you do not need any more.',
}

function feedRoutes(server: RouteServer, { keys, configuration }: RouteContext): void {
  server.write(
    'PUT',
    '/api/recommendation-searches/:searchId/feed',
    {
      summary: 'Give a saved search a secret address at which feed readers can follow it',
      caller: 'signed-in',
      params: { searchId: uuid },
      answer: object({ address: text() }),
    },
    ({ params, actId, write }) =>
      write(async tx => {
        found((await openFeed(tx, keys, params.searchId, actId)) || undefined)
        const search = (await listSearches(tx, keys)).find(one => one.id === params.searchId)
        return { address: `${configuration.origin}${feedPath(found(search?.feed).secret)}` }
      }),
  )
  server.write(
    'DELETE',
    '/api/recommendation-searches/:searchId/feed',
    {
      summary: 'End the feed of a saved search: its address leads nowhere any more',
      caller: 'signed-in',
      params: { searchId: uuid },
      answer: 'nothing',
    },
    ({ params, actId, write }) =>
      write(async tx => void found((await closeFeed(tx, params.searchId, actId)) || undefined)),
  )
  server.read(
    'GET',
    '/api/recommendations/feeds/:secret',
    {
      summary: 'An Atom feed of the recommendations that a saved search finds; the address is the permission',
      caller: 'public',
      cost: 10,
      params: { secret: text({ min: 43, max: 43, pattern: '^[A-Za-z0-9_-]{43}$' }) },
      query: { language: optional(oneOf(languages)) },
      answer: 'file',
    },
    async ({ params, query, read }) =>
      read(async tx => {
        const search = found(await findSearchOfFeed(tx, keys, params.secret))
        const language = query.language ?? 'en'
        const thesaurus = new Map((await findThesaurus(tx)).map(concept => [concept.key, concept.labels]))
        const body = atomFeed({
          id: `urn:uuid:${search.id}`,
          title: search.name,
          language,
          origin: configuration.origin,
          listPath: `/recommendations${addressOf(search.filter)}`,
          selfPath: feedPath(params.secret),
          openedAtMs: search.openedAtMs,
          entries: await findFeedEntries(tx, filtersOf(search.filter)),
          nameOf: key => thesaurus.get(key)?.[language] ?? thesaurus.get(key)?.en ?? key,
        })
        return { fileName: 'recommendations.atom', mediaType: 'application/atom+xml; charset=utf-8', body }
      }),
  )
}

/** The filters as the address of the list carries them: values of one are parted by a bar. */
function addressOf(filter: SearchFilter): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filter))
    if (value !== undefined) query.set(key, Array.isArray(value) ? value.join('|') : String(value))
  return query.size === 0 ? '' : `?${query}`
}
