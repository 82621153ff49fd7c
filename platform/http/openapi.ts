import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { Configuration } from '#platform/configuration/configuration.ts'

/** The description of the API, at /api/openapi.json, and a page to read it, at /api/docs. */
export async function addOpenApi(server: FastifyInstance, configuration: Configuration) {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `${configuration.nodeName}: programming interface`,
        version: '1',
        description:
          'Writes take an Idempotency-Key (a UUID of your making) and If-Match (the version you saw). Every refusal is a problem as in RFC 9457. Requests cost units of your minute (x-cost).',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'palermo.session_token' } },
      },
    },
  })
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    logo: { type: 'image/svg+xml', content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    uiConfig: { docExpansion: 'none', tryItOutEnabled: false, supportedSubmitMethods: [] },
    theme: { title: 'Palermo: programming interface' },
  })
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger())
}
