import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { list, nullable, object, oneOf, text, uuid, yesNo } from '#platform/http/shape.ts'
import { dimensionName } from '../answering.ts'
import { factKinds, findDimension } from '../statistics.entity.ts'
import { statisticsPolicies } from '../statistics.policy.ts'
import { type Definition, textMax } from './definition.entity.ts'
import { definitionPolicies } from './definition.policy.ts'
import { addDefinition, listDefinitions, takeBackDefinition } from './definition.store.ts'

const definitionFields = {
  id: uuid,
  kind: oneOf(factKinds),
  dimension: nullable(text()),
  since: text(),
  definition: text({ max: textMax }),
  change: text({ max: textMax }),
  comparable: yesNo,
}
/** A definition as answers carry it. */
export const definition = object(definitionFields)

/** What figures mean: reading definitions, adding one, taking one back. */
export function definitionRoutes(server: RouteServer): void {
  definePolicies(definitionPolicies)
  server.read(
    'GET',
    '/api/statistics/definitions',
    {
      summary: 'What is counted, since when, and what changed; also definitions that were taken back',
      caller: 'signed-in',
      answer: object({
        definitions: list(object({ ...definitionFields, withdrawnWhy: nullable(text({ max: textMax })) })),
      }),
    },
    async asked => {
      authorise(asked.caller, 'statistics.read', statisticsPolicies['statistics.read'], undefined)
      const all = await asked.read(listDefinitions)
      return { definitions: all.map(d => ({ ...presentDefinition(d), withdrawnWhy: d.withdrawnWhy })) }
    },
  )
  server.write(
    'POST',
    '/api/statistics/definitions',
    {
      summary: 'Say what is counted from a date on; series are marked there',
      caller: 'signed-in',
      body: object({
        kind: oneOf(factKinds),
        dimension: nullable(dimensionName),
        since: text({ pattern: '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$' }),
        definition: text({ min: 3, max: textMax }),
        change: text({ min: 3, max: 500 }),
        comparable: yesNo,
      }),
      answer: object({ id: uuid }),
      status: 201,
    },
    async asked => {
      const { dimension } = asked.body
      if (dimension !== null && !findDimension(dimension)?.kinds.includes(asked.body.kind))
        throw new Invalid([wrongDimension])
      // The act's id names the definition too, so that a retry finds what it wrote.
      const { actId } = asked
      await asked.write(tx => addDefinition(tx, actId, asked.body, actId))
      return { id: actId }
    },
  )
  server.write(
    'POST',
    '/api/statistics/definitions/:definitionId/withdrawal',
    {
      summary: 'Take a definition back that was wrong',
      caller: 'signed-in',
      params: { definitionId: uuid },
      body: object({ reason: text({ min: 3, max: 1_000 }) }),
      answer: 'nothing',
    },
    asked =>
      asked.write(tx => takeBackDefinition(tx, asked.params.definitionId, asked.body.reason, asked.actId)),
  )
}

/** A definition as answers carry it. */
export const presentDefinition = ({
  id,
  kind,
  dimension,
  since,
  definition,
  change,
  comparable,
}: Definition) => ({
  ...{ id, kind, dimension, since, definition, change, comparable },
})

const wrongDimension = {
  where: 'dimension',
  code: 'statistics.dimension',
  what: 'Facts of this kind are not counted by that.',
  remedy: 'Choose one of those that /api/statistics/dimensions names.',
}
