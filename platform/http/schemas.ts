import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

const common: Options = { strict: false, allErrors: true, useDefaults: true, removeAdditional: false }

/**
 * Checks bodies as they are, and addresses with their texts read as numbers and lists.
 * Nothing is dropped in silence: an unknown field is refused.
 */
export function checkSchemas(server: FastifyInstance) {
  const exact = new Ajv2020(common)
  const fromText = new Ajv2020({ ...common, coerceTypes: 'array' })
  for (const ajv of [exact, fromText]) formats.default(ajv)
  server.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? exact : fromText).compile(schema as object),
  )
}
