import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { demonstrationAccounts, homeItems, node, roles } from './fixture-data.ts'

export type Fixture = {
  url: string
  /** What the page asked for, as `POST /api/auth/sign-out`. */
  asked: string[]
  /** Answers of the next requests to these paths, instead of the usual: status and body. */
  answers: Map<string, { status: number; body?: unknown; delayMs?: number }>
  signedInAs: string | undefined
  /** Laid over the answer of `GET /api/session` of whoever is signed in. */
  session: Record<string, unknown>
  /** Tells every open page that its session has lapsed. */
  lapse: () => void
  /** Sends a live message to every open page. */
  tell: (topic: string) => void
  close: () => Promise<void>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

// The real server's policy, so that what it forbids fails here too.
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'"

/** Serves a built web application and answers just enough of the API for its screens, from memory. */
export async function startFixture(folder: string): Promise<Fixture> {
  const live = new Set<ServerResponse>()
  const state: Pick<Fixture, 'asked' | 'answers' | 'signedInAs' | 'session'> = {
    asked: [],
    answers: new Map(),
    signedInAs: undefined,
    session: {},
  }
  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  )

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    response.setHeader('content-security-policy', policy)
    if (path === '/leave-test') {
      response.setHeader('content-type', 'text/html')
      response.end('<title>Weather</title><h1>Weather</h1>')
      return
    }
    if (!path.startsWith('/api/')) return serveFile(folder, path, response)
    state.asked.push(`${request.method} ${path}`)
    const body = await read(request)
    const wanted = state.answers.get(path)
    if (wanted) {
      state.answers.delete(path)
      await new Promise(resolve => setTimeout(resolve, wanted.delayMs ?? 0))
      return json(response, wanted.status, wanted.body ?? {})
    }
    if (path === '/api/live') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(': here\n\n')
      live.add(response)
      response.on('close', () => live.delete(response))
      return
    }
    const [status, found] = route(path, body)
    json(response, status, found)
  }

  function route(path: string, body: Record<string, unknown>): [number, unknown] {
    const account = demonstrationAccounts.find(one => one.email === state.signedInAs)
    switch (path) {
      case '/api/session':
        return [
          200,
          account
            ? { ...sessionOf(account), ...state.session }
            : { signedIn: false, node, accounts: demonstrationAccounts },
        ]
      case '/api/home':
        return account
          ? [200, { items: homeItems }]
          : [401, { title: 'Please sign in', status: 401, code: 'not-signed-in' }]
      case '/api/auth/sign-in/email': {
        const known = demonstrationAccounts.find(
          one => one.email === body.email && one.password === body.password,
        )
        if (known === undefined) return [401, { code: 'INVALID_EMAIL_OR_PASSWORD' }]
        if (known.email.startsWith('second')) return [200, { twoFactorRedirect: true }]
        state.signedInAs = known.email
        return [200, { user: { email: known.email } }]
      }
      case '/api/auth/two-factor/verify-totp':
        if (body.code !== '123456') return [401, { code: 'INVALID_CODE' }]
        state.signedInAs = 'second.proof@demo.example'
        return [200, {}]
      case '/api/gallery/draft':
        return [200, {}]
      case '/api/session/agency':
      case '/api/session/language':
        return [200, {}]
      case '/api/auth/sign-out':
        state.signedInAs = undefined
        return [200, { success: true }]
      case '/api/auth/get-session':
        return [200, { session: openSession('one'), user: { twoFactorEnabled: false } }]
      case '/api/auth/list-sessions':
        return [
          200,
          [
            openSession('one'),
            { ...openSession('two'), userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' },
          ],
        ]
      case '/api/auth/two-factor/enable':
        return [
          200,
          {
            totpURI: 'otpauth://totp/Palermo:ana?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Palermo',
            backupCodes: ['aB3dE-9fGhJ', 'kL2mN-4pQrS'],
          },
        ]
      case '/api/auth/passkey/list-user-passkeys':
        return [200, [{ id: 'p', name: 'Office computer', createdAt: '2026-03-02T09:00:00Z' }]]
      default:
        return path.startsWith('/api/auth/')
          ? [200, {}]
          : [404, { title: 'Not found', status: 404, code: 'not-found' }]
    }
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    tell: (topic: string) => {
      for (const response of live) response.write(`data: ${JSON.stringify({ topic })}\n\n`)
    },
    lapse: () => {
      for (const response of live) response.write('event: lapsed\ndata: {}\n\n')
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

function sessionOf(account: (typeof demonstrationAccounts)[number]) {
  return {
    signedIn: true,
    node,
    user: { id: account.email, name: account.name, email: account.email },
    agency: { id: 'a', name: account.agency, kind: 'service' },
    roles: [account.role],
    may: roles[account.role] ?? [],
  }
}

const openSession = (token: string) => ({
  id: token,
  token,
  createdAt: '2026-11-21T08:00:00Z',
  expiresAt: '2026-11-21T20:00:00Z',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
})

function serveFile(folder: string, path: string, response: ServerResponse): void {
  const wanted = join(folder, normalize(path))
  const file = extname(path) !== '' && existsSync(wanted) ? wanted : join(folder, 'index.html')
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  response.end(readFileSync(file))
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  })
  response.end(JSON.stringify(body))
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request) text += part
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
