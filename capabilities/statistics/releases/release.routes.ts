import { randomUUID } from 'node:crypto'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, NotFound } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  anything,
  number as decimal,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import type { IcTipCodes } from '../classification/classification.entity.ts'
import { icTipOf } from '../classification/mapped-codes.rules.ts'
import { icTipCodes } from '../classification/mapped-codes.store.ts'
import { factCodelists } from '../fact.codelists.ts'
import { placesOf } from '../places.ts'
import { dimensions, factKinds } from '../statistics.entity.ts'
import { readDocument } from './make-release.ts'
import { type ReleaseDocument, releaseMethods } from './release.entity.ts'
import { askForStep, defineReleaseJobs, findStepJob } from './release.jobs.ts'
import { releasePolicies } from './release.policy.ts'
import { releaseName } from './release.rules.ts'
import {
  findPublished,
  findRevisions,
  freeze,
  getInside,
  getRelease,
  listReleases,
  publish,
  type Release,
  standing,
  withdraw,
} from './release.store.ts'
import { type NameOf, releaseCsv, releaseXlsx } from './release-files.ts'
import { labelsOf } from './release-labels.ts'

const lists = factCodelists(codelists)
const number = text({ max: 20, pattern: '^[0-9]{4}-[0-9]{1,6}$' })
const revision = optional(integer({ min: 1, max: 10_000 }))

const brief = {
  id: uuid,
  version: integer(),
  number: text(),
  revision: integer(),
  name: text(),
  title: text(),
  status: text(),
  kind: text(),
  reason: nullable(text({ max: 2_000 })),
  frozenAt: text(),
  publishedAt: nullable(text()),
  withdrawnAt: nullable(text()),
  withdrawnWhy: nullable(text({ max: 2_000 })),
}
const labels = record(record(text()))
const wish = {
  title: text({ min: 1, max: 300 }),
  kind: oneOf(factKinds),
  tables: list(
    object({ title: text({ max: 300 }), dimensions: list(oneOf(dimensions.map(d => d.id)), 3) }),
    6,
  ),
  thresholds: object({ public: integer(), internal: integer() }),
  method: optional(oneOf(releaseMethods)),
}

/** Releases: making them, step by step, and what everybody may read. */
export function releaseRoutes(server: RouteServer, context: RouteContext): void {
  const { database, home } = context
  defineReleaseJobs(context, lists)
  definePolicies({ 'release.read': releasePolicies['release.read'] })
  const mayRead = (caller: Caller) =>
    authorise(caller, 'release.read', releasePolicies['release.read'], undefined)

  home.add(async tx => {
    const may = releasePolicies['release.freeze'](tx.caller, undefined).allowed
    const waiting = may
      ? (await listReleases(tx)).filter(r => mayDo(tx.caller, r).includes('release.publish'))
      : []
    return [
      {
        titleKey: 'releases.home.waiting',
        values: { count: waiting.length },
        to: '/statistics/releases/make',
        count: waiting.length,
      },
    ]
  })

  server.read(
    'GET',
    '/api/statistics/releases',
    {
      summary: 'All releases, the newest first, also those not yet published',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ countMin: integer(), releases: list(object(brief)) }),
    },
    async asked => {
      mayRead(asked.caller)
      return asked.read(async tx => ({
        countMin: await readSetting(tx, cellCountMin),
        releases: (await listReleases(tx)).map(presented),
      }))
    },
  )

  server.write(
    'POST',
    '/api/statistics/releases',
    {
      summary: 'Freeze the facts as they are now for a release',
      caller: 'signed-in',
      cost: 20,
      status: 201,
      body: object({ ...wish, corrects: optional(uuid), reason: optional(text({ max: 2_000 })) }),
      answer: object({ id: uuid }),
    },
    async asked => {
      const { corrects, reason, ...wished } = asked.body
      const former = corrects === undefined ? undefined : { id: corrects, reason: reason ?? '' }
      const id = await freeze(
        database,
        asked.caller,
        wished,
        { id: randomUUID(), actId: asked.actId },
        former,
      )
      return { id }
    },
  )

  server.read(
    'GET',
    '/api/statistics/releases/:id',
    {
      summary: 'A release: how it was made, what it will say, what the audit found, what may be done next',
      caller: 'signed-in',
      extendsSession: false,
      params: { id: uuid },
      answer: object({
        ...brief,
        job: nullable(object({ id: uuid, state: text(), done: integer(), problem: nullable(text()) })),
        mayCorrect: yesNo,
        definition: anything,
        audit: anything,
        document: anything,
        internal: anything,
        labels,
        may: list(text()),
        refused: record(text()),
      }),
    },
    async asked => {
      mayRead(asked.caller)
      const { release, inside, job, revisions } = await asked.read(async tx => {
        const release = await getRelease(tx, asked.params.id)
        return {
          release,
          inside: await getInside(tx, asked.params.id),
          job: await findStepJob(tx, release),
          revisions: await findRevisions(tx, release.number),
        }
      })
      const document = inside.publicText ? readDocument(inside.publicText) : null
      const internal = inside.internalText ? readDocument(inside.internalText) : null
      return {
        ...presented(release),
        job,
        mayCorrect:
          releasePolicies['release.freeze'](asked.caller, undefined).allowed &&
          revisions[0]?.revision === release.revision,
        definition: release.definition,
        audit: inside.audit,
        document,
        internal,
        labels: internal ? labelsOf(internal, asked.language, lists) : {},
        may: mayDo(asked.caller, release),
        refused: refusals(asked.caller, release),
      }
    },
  )

  const begin = (step: 'protect' | 'audit', summary: string) =>
    server.write(
      'POST',
      `/api/statistics/releases/:id/${step}`,
      {
        summary,
        caller: 'signed-in',
        cost: 30,
        status: 202,
        params: { id: uuid },
        answer: object({ jobId: uuid }),
      },
      async asked =>
        asked.write(async tx => ({ jobId: await askForStep(tx, context.jobs, asked.params.id, step) })),
    )
  begin('protect', 'Protect small counts, together with all earlier releases, in the background')
  begin(
    'audit',
    'Try to work out what is withheld, from this and all earlier releases, in the background; the report is kept',
  )

  server.write(
    'POST',
    '/api/statistics/releases/:id/publish',
    {
      summary: 'Publish an audited release, as a second person',
      caller: 'signed-in',
      cost: 30,
      params: { id: uuid },
      answer: 'nothing',
    },
    async asked => asked.write(tx => publish(tx, asked.params.id, asked.actId)),
  )

  server.write(
    'POST',
    '/api/statistics/releases/:id/withdraw',
    {
      summary: 'Withdraw a published release, with the reason; what was read once stays known',
      caller: 'signed-in',
      params: { id: uuid },
      body: object({ reason: text({ min: 1, max: 2_000 }) }),
      answer: 'nothing',
    },
    async asked => asked.write(tx => withdraw(tx, asked.params.id, asked.body.reason, asked.actId)),
  )

  server.read(
    'GET',
    '/api/statistics/published',
    {
      summary: 'Published releases, the newest first; for everybody',
      caller: 'public',
      extendsSession: false,
      answer: object({ releases: list(object(brief)) }),
    },
    async asked => ({
      releases: (await asked.read(tx => listReleases(tx, { published: true }))).map(presented),
    }),
  )

  server.read(
    'GET',
    '/api/statistics/published/:number',
    {
      summary: 'A published release with its tables; for everybody',
      caller: 'public',
      extendsSession: false,
      cost: 3,
      params: { number },
      query: { revision },
      answer: object({
        ...brief,
        hash: text(),
        document: nullable(anything),
        labels,
        /** Where States that no atlas has stand on the map, in degrees east and north. */
        places: record(object({ longitude: decimal(), latitude: decimal() })),
        /** All that went out under this number, the newest first, each with the reason for it. */
        revisions: list(object(brief)),
      }),
    },
    async asked => {
      const { release, revisions } = await asked.read(async tx => ({
        release: found(await findPublished(tx, asked.params.number, asked.query.revision)),
        revisions: await findRevisions(tx, asked.params.number),
      }))
      const document = release.status === 'withdrawn' ? null : readDocument(release.text)
      return {
        ...presented(release),
        hash: release.publicHash ?? '',
        document,
        labels: document ? labelsOf(document, asked.language, lists) : {},
        places: placesOf(document?.tables.flatMap(t => t.dimensions.flatMap(d => d.codes)) ?? [], lists),
        revisions: revisions.map(presented),
      }
    },
  )

  const file = (
    ending: 'json' | 'csv' | 'xlsx',
    mediaType: string,
    body: (text: string, document: ReleaseDocument, nameOf: NameOf, icTip: IcTipCodes) => string | Buffer,
  ) =>
    server.read(
      'GET',
      `/api/statistics/published/:number/release.${ending}`,
      {
        summary: `A published release as ${ending.toUpperCase()}; for everybody`,
        caller: 'public',
        cost: 5,
        params: { number },
        query: { revision },
        answer: 'file',
      },
      async asked => {
        const { release, document, icTip } = await asked.read(async tx => {
          const release = found(await findPublished(tx, asked.params.number, asked.query.revision))
          if (release.status === 'withdrawn') throw new NotFound()
          const document = readDocument(release.text)
          return { release, document, icTip: await icTipCodes(tx, Date.parse(document.moment.at)) }
        })
        const names = labelsOf(document, asked.language, lists)
        return {
          fileName: `release-${releaseName(release.number, release.revision).replaceAll(' ', '-')}.${ending}`,
          mediaType,
          body: body(release.text, document, (dimension, code) => names[dimension]?.[code] ?? code, icTip),
        }
      },
    )
  file('json', 'application/json; charset=utf-8', text => text)
  file('csv', 'text/csv; charset=utf-8', (_, document, nameOf) => releaseCsv(document, nameOf))
  file(
    'xlsx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    (_, document, nameOf, icTip) =>
      releaseXlsx(document, aboutLines(document), nameOf, (dimension, code) =>
        icTipOf(icTip, dimension, code),
      ),
  )
}

const aboutLines = (d: ReleaseDocument): [string, string][] => [
  ['release', releaseName(d.number, d.revision)],
  ['title', d.title],
  ['as of', d.moment.at],
  d.method === 'round'
    ? [
        'rounded',
        `every count is a multiple of ${d.threshold}; a rounded 0 does not mean that there was nobody`,
      ]
    : [
        'withheld',
        `counts from 1 to ${d.threshold - 1}, and others that would give them away; an empty count does not mean 0`,
      ],
  ['corrects', d.corrects ?? ''],
  ['reason', d.reason ?? ''],
  ['code', d.code],
]

const steps = ['release.protect', 'release.audit', 'release.publish', 'release.withdraw'] as const

const mayDo = (caller: Caller, release: Release): string[] =>
  steps.filter(name => releasePolicies[name](caller, standing(release)).allowed)

/** Why the next step is not hers, by act. */
function refusals(caller: Caller, release: Release): Record<string, string> {
  const refused: Record<string, string> = {}
  for (const name of steps) {
    const decision = releasePolicies[name](caller, standing(release))
    if (!decision.allowed && decision.reason !== 'release-step') refused[name] = decision.reason
  }
  return refused
}

const instant = (ms: number | null) => (ms === null ? null : new Date(Number(ms)).toISOString())

const presented = (r: Release) => ({
  id: r.id,
  version: r.version,
  number: r.number,
  revision: r.revision,
  name: releaseName(r.number, r.revision),
  title: r.title,
  status: r.status,
  kind: r.kind,
  reason: r.reason,
  frozenAt: instant(r.frozenAtMs)!,
  publishedAt: instant(r.publishedAtMs),
  withdrawnAt: instant(r.withdrawnAtMs),
  withdrawnWhy: r.withdrawnWhy,
})
