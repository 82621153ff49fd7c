import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { integer, object, oneOf, optional } from '#platform/http/shape.ts'
import { findRecommendation } from '../recommendation.store.ts'
import { recommendationPolicies } from '../recommendations.policy.ts'
import { addressText, slugText } from '../recommendations.shapes.ts'
import { idOf } from '../stable-id.ts'
import { keyOf, mayFollow, problemsOf, tidied } from './concept.rules.ts'
import { skosJsonLd, skosTurtle } from './skos.ts'
import { topicPolicies } from './topics.policy.ts'
import {
  conceptShape,
  contentFields,
  keyText,
  presentConcept,
  reasonText,
  settlementFields,
  thesaurusShape,
} from './topics.shapes.ts'
import {
  beginThesaurus,
  type CountedConcept,
  decideConcept,
  findConceptHistory,
  findThesaurus,
  findToPropose,
  idsOfReports,
  listConcepts,
  propose,
  proposeForOne,
  settle,
} from './topics.store.ts'

const jobName = 'propose-topics'
const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

/** The thesaurus and the topics of recommendations. */
export function topicRoutes(server: RouteServer, context: RouteContext): void {
  definePolicies(topicPolicies)
  defineProposing(context)
  readRoutes(server, context)
  decisionRoutes(server, context)
  settleRoute(server)
}

/** Proposes topics for every report anew, one transaction each; what would not change is left alone. */
function defineProposing({ jobs, database }: RouteContext): void {
  jobs.define<Record<string, never>, { changed: number }>({
    name: jobName,
    run: async ({ id, caller, progress, signal }) => {
      const reports = await database.read(caller, idsOfReports)
      let changed = 0
      for (const [done, reportId] of reports.entries()) {
        signal.throwIfAborted()
        const wrote = await database.write(caller, async tx =>
          proposeForOne(tx, await findToPropose(tx, reportId), idOf(id, reportId, String(tx.now.getTime()))),
        )
        if (wrote) changed++
        await progress(done + 1, reports.length)
      }
      return { changed }
    },
  })
}

function readRoutes(server: RouteServer, { configuration }: RouteContext): void {
  server.read(
    'GET',
    '/api/recommendations/topics',
    {
      summary: 'The thesaurus: every concept with its labels, its place and how many recommendations it has',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      answer: thesaurusShape,
    },
    async asked => {
      mayRead(asked)
      return { concepts: await asked.read(listConcepts) }
    },
  )
  server.read(
    'GET',
    '/api/recommendations/topics/:key',
    {
      summary: 'One concept with its history: who decided what, when and why',
      caller: 'signed-in',
      extendsSession: false,
      params: { key: keyText },
      answer: conceptShape,
    },
    async asked => {
      mayRead(asked)
      const { key } = asked.params
      return asked.read(async tx => {
        const concept = found((await listConcepts(tx)).find(one => one.key === key))
        return presentConcept(concept, await findConceptHistory(tx, key))
      })
    },
  )
  server.read(
    'GET',
    '/api/recommendations/thesaurus/skos',
    {
      summary: 'The thesaurus in the Simple Knowledge Organization System (SKOS)',
      caller: 'signed-in',
      cost: 10,
      query: { format: optional(oneOf(['turtle', 'jsonld'])) },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      const thesaurus = await asked.read(findThesaurus)
      const base = `${configuration.origin}/recommendations/topics`
      return asked.query.format === 'jsonld'
        ? {
            fileName: 'thesaurus.jsonld',
            mediaType: 'application/ld+json; charset=utf-8',
            body: `${JSON.stringify(skosJsonLd(thesaurus, base), null, 2)}\n`,
          }
        : {
            fileName: 'thesaurus.ttl',
            mediaType: 'text/turtle; charset=utf-8',
            body: await skosTurtle(thesaurus, base),
          }
    },
  )
}

function decisionRoutes(server: RouteServer, { jobs }: RouteContext): void {
  server.write(
    'POST',
    '/api/recommendations/thesaurus',
    {
      summary: 'Begin the thesaurus with the concepts that every node begins with, and propose topics by it',
      caller: 'signed-in',
      answer: object({ concepts: integer() }),
      status: 201,
    },
    ({ actId, write }) =>
      write(async tx => {
        const concepts = await beginThesaurus(tx, actId)
        if (concepts > 0) await jobs.ask(tx, jobName, idOf(actId, jobName), {})
        return { concepts }
      }),
  )
  server.write(
    'POST',
    '/api/recommendations/topics',
    {
      summary: 'Propose a concept for the thesaurus',
      caller: 'signed-in',
      body: object({ ...contentFields, reason: reasonText }),
      answer: object({ key: keyText }),
      status: 201,
    },
    ({ body, actId, caller, write }) => {
      authorise(caller, 'concept.propose', topicPolicies['concept.propose'], undefined)
      return write(async tx => {
        const { reason, ...given } = body
        const content = tidied(given)
        const key = keyOf(content.labels.en)
        const thesaurus = await findThesaurus(tx)
        const problems = problemsOf(key, content, thesaurus)
        if (thesaurus.some(one => one.key === key)) problems.push(taken(content.labels.en))
        if (problems.length > 0) throw new Invalid(problems)
        await propose(tx, { key, content, reason: reason.trim() }, actId)
        return { key }
      })
    },
  )
  server.write(
    'PUT',
    '/api/recommendations/topics/:key',
    {
      summary: 'Amend a concept: labels, notes, place, words',
      caller: 'signed-in',
      params: { key: keyText },
      body: object({ ...contentFields, reason: reasonText }),
      answer: 'nothing',
    },
    ({ params: { key }, body, actId, caller, expectedVersion, write }) => {
      authorise(caller, 'concept.amend', topicPolicies['concept.amend'], undefined)
      return write(async tx => {
        const { reason, ...given } = body
        const concept = found((await listConcepts(tx)).find(one => one.key === key))
        const content = tidied(given)
        const problems = problemsOf(key, content, await findThesaurus(tx))
        if (problems.length > 0) throw new Invalid(problems)
        mustFollow(concept, 'amend')
        await decideConcept(
          tx,
          key,
          { kind: 'amend', content, reason: reason.trim() },
          actId,
          expectedVersion,
        )
        if (concept.status === 'adopted') await jobs.ask(tx, jobName, idOf(actId, jobName), {})
      })
    },
  )
  server.write(
    'POST',
    '/api/recommendations/topics/:key/decisions',
    {
      summary: 'Adopt a concept, retire it, or merge it into another one',
      caller: 'signed-in',
      params: { key: keyText },
      body: object({
        kind: oneOf(['adopt', 'retire', 'merge']),
        into: optional(keyText),
        reason: reasonText,
      }),
      answer: 'nothing',
    },
    ({ params: { key }, body, actId, caller, expectedVersion, write }) => {
      const act = `concept.${body.kind}` as const
      authorise(caller, act, topicPolicies[act], undefined)
      return write(async tx => {
        const concepts = await listConcepts(tx)
        const concept = found(concepts.find(one => one.key === key))
        mustFollow(concept, body.kind)
        const reason = body.reason.trim()
        const into = concepts.find(one => one.key === body.into)
        if (reason === '') throw new Invalid([noReason])
        if (body.kind === 'merge' && (into?.status !== 'adopted' || into.key === key))
          throw new Invalid([nowhereToMerge])
        if (
          body.kind !== 'adopt' &&
          concepts.some(one => one.status !== 'retired' && one.broader.includes(key))
        )
          throw new Invalid([hasNarrower])
        await decideConcept(
          tx,
          key,
          body.kind === 'merge' ? { kind: 'merge', into: into!.key, reason } : { kind: body.kind, reason },
          actId,
          expectedVersion,
        )
        // A concept that goes leaves room for the wider one, which the rule had passed over.
        await jobs.ask(tx, jobName, idOf(actId, jobName), {})
      })
    },
  )
}

const taken = (label: string) => ({
  where: 'labels.en',
  code: 'concept.label-taken',
  what: `Another concept has the label “${label}” already, or had it once.`,
  remedy: 'Write another label, or adopt the retired concept again.',
  value: label,
})
const noReason = {
  where: 'reason',
  code: 'concept.reason',
  what: 'It is not said why.',
  remedy: 'Write in a sentence what led to this decision.',
}
const nowhereToMerge = {
  where: 'into',
  code: 'concept.into',
  what: 'It is not said into which adopted concept this one is merged.',
  remedy: 'Choose another concept that is adopted.',
}
const hasNarrower = {
  where: 'kind',
  code: 'concept.narrower',
  what: 'Other concepts lie within this one.',
  remedy: 'Give each of them another broader concept first.',
}

function mustFollow(concept: CountedConcept, kind: 'adopt' | 'amend' | 'merge' | 'retire'): void {
  if (!mayFollow[concept.status].includes(kind))
    throw new Invalid([
      {
        where: 'kind',
        code: 'concept.status',
        what: 'The concept has another status meanwhile.',
        remedy: 'Look at it again.',
      },
    ])
}

function settleRoute(server: RouteServer): void {
  server.write(
    'PUT',
    '/api/recommendations/items/:report/:address/topics/:key',
    {
      summary: 'Accept or reject a topic that the rule proposed, add one, or make one the main topic',
      caller: 'signed-in',
      params: {
        report: slugText,
        address: addressText,
        key: keyText,
      },
      body: object(settlementFields),
      answer: 'nothing',
    },
    ({ params, body, actId, caller, expectedVersion, write }) => {
      authorise(caller, 'topic.settle', topicPolicies['topic.settle'], undefined)
      return write(async tx => {
        const record = found(await findRecommendation(tx, params.report, params.address))
        const concept = found((await findThesaurus(tx)).find(one => one.key === params.key))
        if (concept.status !== 'adopted') throw new Invalid([notAdopted])
        const { decision, main = false, reason = null } = body
        await settle(
          tx,
          {
            ...record.firstPrint,
            concept: concept.key,
            decision,
            main: main && decision === 'accepted',
            reason: reason?.trim() || null,
          },
          actId,
          expectedVersion,
        )
      })
    },
  )
}

const notAdopted = {
  where: 'key',
  code: 'concept.not-adopted',
  what: 'The concept is not adopted.',
  remedy: 'Choose an adopted one, or have this one adopted first.',
}
