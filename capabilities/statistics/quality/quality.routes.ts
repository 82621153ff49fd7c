import type { Language } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, object, oneOf, record, schema, text, uuid } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { findOwed } from '../returns/overview.store.ts'
import { returnPolicies } from '../returns/return.policy.ts'
import { returnedCounts } from '../returns/returned-counts.store.ts'
import { contradictionKinds, qualityFields, type ShownCases } from './quality.entity.ts'
import { qualityPolicies } from './quality.policy.ts'
import { completeness, stepContradictions } from './quality.rules.ts'
import { contradictingCases, countAnswers, countContradictions, recordingDays } from './quality.store.ts'

const yearMs = 365 * 86_400_000
const keptMs = 60_000
const casesMax = 200
/** Null where there is something, and too little to say how much. */
const share = nullable(integer({ min: 0, max: 100 }))

/** Quality: how complete the records are, what contradicts itself, and what comes late. */
export function qualityRoutes(server: RouteServer, { database }: RouteContext): void {
  definePolicies(qualityPolicies)
  // Counted over every case: once a minute is often enough, however many ask.
  let kept: { atMs: number; countMin: number; counted: ReturnType<typeof count> } | undefined
  const count = (countMin: number) =>
    database.statistics(async tx => ({
      answers: await countAnswers(tx),
      contradictions: await countContradictions(tx, countMin),
      recording: await recordingDays(tx, tx.now.getTime() - yearMs, countMin),
    }))
  const countedOf = (countMin: number) => {
    const atMs = database.clock().getTime()
    if (!kept || kept.countMin !== countMin || atMs - kept.atMs > keptMs) {
      const counted = count(countMin)
      kept = { atMs, countMin, counted }
      counted.catch(() => {
        if (kept?.counted === counted) kept = undefined
      })
    }
    return kept.counted
  }
  server.read(
    'GET',
    '/api/statistics/quality',
    {
      summary:
        'Completeness by field and kind of agency, contradictions, lateness; small counts are withheld',
      caller: 'signed-in',
      extendsSession: false,
      cost: 10,
      answer: object({
        countMin: integer(),
        /** Kinds of agency by code, in the reader's language. */
        agencyKinds: record(text()),
        completeness: list(
          object({
            agencyKind: nullable(text()),
            step: nullable(integer()),
            answers: nullable(
              list(
                object({
                  field: oneOf(qualityFields),
                  filled: share,
                  unknown: share,
                  empty: share,
                }),
              ),
            ),
          }),
        ),
        contradictions: list(
          object({
            kind: oneOf(contradictionKinds),
            agencyKind: text(),
            cases: schema<ShownCases>({ anyOf: [{ type: 'integer' }, { const: 'few' }] }),
          }),
        ),
        /** Only those in which the caller's agency takes part. */
        cases: list(object({ kind: oneOf(contradictionKinds), caseId: uuid, reference: text() })),
        casesMax: integer(),
        steps: list(
          object({
            year: integer(),
            step: text(),
            count: integer(),
            before: text(),
            limit: integer(),
          }),
        ),
        recording: list(
          object({
            agencyKind: text(),
            medianDays: nullable(integer()),
            mostDays: nullable(integer()),
          }),
        ),
        /** Null for whoever does not see what all agencies owe. */
        late: nullable(
          list(
            object({
              agency: text(),
              late: integer(),
              owed: integer(),
              longestDays: integer(),
            }),
          ),
        ),
      }),
    },
    async asked => {
      authorise(asked.caller, 'quality.read', qualityPolicies['quality.read'], undefined)
      const overlooks = returnPolicies['return.overview'](asked.caller, undefined).allowed
      const seen = await asked.read(async tx => ({
        countMin: await readSetting(tx, cellCountMin),
        cases: await contradictingCases(tx, casesMax),
        owed: overlooks ? await findOwed(tx) : null,
        counts: overlooks ? await returnedCounts(tx, { from: 1900, to: tx.now.getUTCFullYear() }) : [],
      }))
      const counted = await countedOf(seen.countMin)
      return {
        countMin: seen.countMin,
        agencyKinds: kindNames(asked.language as Language),
        completeness: completeness(counted.answers, seen.countMin).map(({ agencyKind, step, answers }) => ({
          agencyKind,
          step,
          answers: answers && [...answers],
        })),
        contradictions: counted.contradictions,
        cases: seen.cases,
        casesMax,
        steps: stepContradictions(seen.counts),
        recording: counted.recording,
        late:
          seen.owed &&
          [...Map.groupBy(seen.owed, o => o.agency)].map(([agency, owed]) => ({
            agency,
            owed: owed.length,
            late: owed.filter(o => o.lateDays > 0).length,
            longestDays: Math.max(0, ...owed.map(o => o.lateDays)),
          })),
      }
    },
  )
}

const kindNames = (language: Language) =>
  Object.fromEntries(
    factCodelists(codelists)
      .get('fact.agency-kind')
      .codes.map(c => [c.code, c.labels[language] ?? c.labels.en]),
  )
