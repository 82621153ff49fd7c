import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A server in a process of its own, as an operator runs it, so that it can be killed. */
export interface NodeProcess {
  address: string
  output(): string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/**
 * Starts a node and waits until it answers.
 * @param environment PALERMO_DATA, DATABASE_URL …
 */
export async function startNode(environment: Record<string, string>): Promise<NodeProcess> {
  const port = await freePort()
  const child: ChildProcess = spawn(
    'node',
    ['--disable-warning=ExperimentalWarning', 'apps/cli/main.ts', 'start', '--no-demo'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        PALERMO_LOG_LEVEL: 'warn',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let text = ''
  const keep = (data: Buffer) => {
    text += data
  }
  child.stdout!.on('data', keep)
  child.stderr!.on('data', keep)
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()))
  const address = `http://localhost:${port}`
  for (let tries = 0; ; tries++) {
    if (
      await fetch(`${address}/health/ready`).then(
        r => r.ok,
        () => false,
      )
    )
      break
    if (child.exitCode !== null || tries > 600) throw new Error(`The server did not start:\n${text}`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  return {
    address,
    output: () => text,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A signed-in client of a node: its cookie, and requests as the web application sends them. */
export async function signIn(node: NodeProcess, email: string, password: string) {
  const headers = { origin: node.address }
  const answer = await fetch(`${node.address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`Signing in failed: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  return async <T>(method: string, path: string, body?: object | FormData, id?: string): Promise<T> => {
    const form = body instanceof FormData
    const reply = await fetch(node.address + path, {
      method,
      headers: {
        ...headers,
        cookie,
        ...(id && { 'idempotency-key': id }),
        ...(body && !form && { 'content-type': 'application/json' }),
      },
      ...(body && { body: form ? body : JSON.stringify(body) }),
    })
    if (!reply.ok)
      throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}\n${node.output()}`)
    return (await reply.json()) as T
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
