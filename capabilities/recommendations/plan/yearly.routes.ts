import { languages } from '#kernel/entity/codelist.ts'
import { formats } from '#kernel/language/format.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { integer, oneOf, optional, type Shapes, yesNo } from '#platform/http/shape.ts'
import type { IndicatorSource } from '../evidence.entity.ts'
import { namesOf } from './plan.choices.store.ts'
import { findUnanswered } from './plan.gaps.store.ts'
import { liveDay, readLive } from './plan.live.ts'
import { planPolicies } from './plan.policy.ts'
import { idsIn, todayOf } from './plan.present.ts'
import { yearlyShape } from './plan.shapes.ts'
import { findActions } from './plan.store.ts'
import { sayIn } from './plan.words.ts'
import { printYearly } from './yearly.document.ts'
import { asOfYear, draftYearly, type YearlyReport } from './yearly.rules.ts'

const wordMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const unansweredListed = 60

/** The rapporteur's report of a year, as a page and as a Word document. */
export function yearlyRoutes(
  server: RouteServer,
  source: IndicatorSource,
  { configuration }: RouteContext,
): void {
  const query = { year: integer({ min: 2000, max: 2200 }), internal: optional(yesNo) }
  const wordQuery = { ...query, language: optional(oneOf(languages)) }
  const draft = async (
    asked: Asked<Shapes, typeof query>,
    language: string,
  ): Promise<{ report: YearlyReport; issuedAt: string }> => {
    authorise(asked.caller, 'plan.read', planPolicies['plan.read'], undefined)
    const { actions, unanswered, names, now } = await asked.read(async tx => {
      const actions = await findActions(tx)
      return {
        actions,
        unanswered: await findUnanswered(tx, unansweredListed, {
          asOf: asOfYear(asked.query.year, todayOf(tx)),
          publicOnly: !(asked.query.internal ?? false),
        }),
        names: await namesOf(tx, idsIn(actions)),
        now: tx.now,
      }
    })
    const live = await readLive(
      source,
      actions.map(a => a.indicatorLive),
      language,
    )
    const report = draftYearly({
      node: configuration.nodeName,
      year: asked.query.year,
      today: todayOf({ now }),
      internal: asked.query.internal ?? false,
      actions,
      live,
      liveDay: id => (id === null ? undefined : liveDay(live.get(id))),
      asked: unanswered.asked,
      unanswered,
      names,
    })
    return { report, issuedAt: now.toISOString() }
  }

  server.read(
    'GET',
    '/api/plan/yearly',
    {
      summary:
        "The rapporteur's report of a year: figures, themes, differences, gaps, indicators; public parts unless asked for all that you may see",
      caller: 'signed-in',
      cost: 10,
      query,
      answer: yearlyShape,
    },
    async asked => (await draft(asked, asked.language)).report,
  )

  server.read(
    'GET',
    '/api/plan/yearly/word',
    {
      summary: "The rapporteur's report of a year as a Word document, in the reader's language",
      caller: 'signed-in',
      cost: 50,
      query: wordQuery,
      answer: 'file',
    },
    async asked => {
      const language = asked.query.language ?? asked.language
      const { report, issuedAt } = await draft(asked, language)
      const say = sayIn(language)
      const { printWord } = await import('./yearly.word.ts')
      const bytes = await printWord(printYearly(report, say, formats(language, 'UTC')), {
        language,
        issuedAt,
        page: say('plan.document.page'),
      })
      return {
        fileName: `plan-of-action-${asked.query.year}.docx`,
        mediaType: wordMediaType,
        body: Buffer.from(bytes),
      }
    },
  )
}
