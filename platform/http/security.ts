import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Configuration } from '#platform/configuration/configuration.ts'
import { Rejected } from './refusals.ts'

/** What every answer says to the browser: nothing but ourselves, framed by nobody, no trace elsewhere. */
export async function addSecurityHeaders(server: FastifyInstance, configuration: Configuration) {
  const encrypted = configuration.origin.startsWith('https:')
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // Charts and the component library write style elements; no script can come in this way.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(encrypted ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: encrypted ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  server.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
    if (isApi(request) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

const isApi = (request: FastifyRequest) =>
  request.url.startsWith('/api/') || request.url.startsWith('/health/')
const localHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses hosts that are not this node's (a foreign name pointed at it) and writes that another site caused.
 * @throws Rejected
 */
export function originCheck(configuration: Configuration): (request: FastifyRequest) => void {
  const own = new URL(configuration.origin)
  const isOwnHost = (host: string) => {
    if (host === own.host) return true
    if (configuration.originGiven && !localHosts.has(own.hostname)) return false
    return localHosts.has(host.replace(/:\d+$/, ''))
  }
  return request => {
    // Health is asked by machines that know an address, not a name.
    if (request.url.startsWith('/health/')) return
    const host = request.headers.host ?? ''
    if (!isOwnHost(host)) throw new Rejected(400, 'host')
    if (request.method === 'GET' || request.method === 'HEAD') return
    const origin = request.headers.origin
    if (origin !== undefined) {
      const ours =
        origin === configuration.origin ||
        (URL.canParse(origin) && new URL(origin).host === host && isOwnHost(host))
      if (!ours) throw new Rejected(403, 'origin')
      return
    }
    const site = request.headers['sec-fetch-site']
    if (site === 'same-origin' || site === 'none') return
    // A program without cookies can only use what is public; a browser always says where it comes from.
    if (site !== undefined || request.headers.cookie !== undefined) throw new Rejected(403, 'origin')
  }
}
