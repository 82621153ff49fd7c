import { ApiProblem, type ProblemDetails } from './problem.ts'

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[]
export type RequestOptions = {
  query?: Record<string, QueryValue>
  signal?: AbortSignal
  /** Sent as `If-Match`; the server answers 409 when a colleague was faster. */
  expectedVersion?: number
  headers?: Record<string, string>
  /** The request outlives the page. */
  keepalive?: boolean
}

type Listener = () => void
const lapsed = new Set<Listener>()
let language = 'en'

/** Tells the server in which language to answer. */
export function setApiLanguage(code: string): void {
  language = code
}

/** Tells everybody who listens that the session is over. */
export function sessionHasLapsed(): void {
  for (const listener of lapsed) listener()
}

/** Calls back whenever the server answers that the session has lapsed; returns the way to stop. */
export function onSessionLapsed(listener: Listener): () => void {
  lapsed.add(listener)
  return () => lapsed.delete(listener)
}

/**
 * Talks to the server of this installation, same origin only. Paths start with `/api/`.
 * @throws ApiProblem for every answer that is no success, and when there is no answer
 */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => send<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) => send<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions) => send<T>('PATCH', path, body, options),
  delete: <T>(path: string, options?: RequestOptions) => send<T>('DELETE', path, undefined, options),
  upload,
}

async function send<T>(
  method: string,
  path: string,
  body: unknown,
  options: RequestOptions = {},
): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': language,
    ...options.headers,
  }
  const isRaw = body instanceof FormData || body instanceof Blob
  if (body !== undefined && !isRaw) headers['content-type'] = 'application/json'
  if (options.expectedVersion !== undefined) headers['if-match'] = `"${options.expectedVersion}"`
  let response: Response
  try {
    response = await fetch(withQuery(path, options.query), {
      method,
      headers,
      body: body === undefined ? undefined : isRaw ? body : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: options.signal,
      keepalive: options.keepalive,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw noAnswer()
  }
  if (!response.ok) throw await readProblem(response, path)
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/**
 * Sends a file and reports how much of it has gone.
 * @param onProgress share sent, 0 to 1
 */
function upload<T>(
  path: string,
  file: Blob,
  fileName: string,
  onProgress?: (share: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.setRequestHeader('accept-language', language)
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(noAnswer())
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as T)
      else reject(problemFrom(answer, request.status, path))
    }
    const form = new FormData()
    form.append('file', file, fileName)
    request.send(form)
  })
}

/** Appends the query; empty values are left out, lists are repeated. */
export function withQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one))
  }
  const text = search.toString()
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`
}

async function readProblem(response: Response, path: string): Promise<ApiProblem> {
  const problem = problemFrom(parse(await response.text().catch(() => '')), response.status, path)
  const wait = Number(response.headers.get('retry-after'))
  if (wait > 0) problem.details.retryAfterSeconds ??= wait
  return problem
}

function problemFrom(answer: unknown, status: number, path: string): ApiProblem {
  if (status === 401 && !path.startsWith('/api/auth/')) sessionHasLapsed()
  const given = typeof answer === 'object' && answer !== null ? (answer as Partial<ProblemDetails>) : {}
  const fallback = (answer as { message?: string } | null)?.message
  return new ApiProblem({ type: 'about:blank', title: fallback ?? 'Request refused', ...given, status })
}

function noAnswer(): ApiProblem {
  return new ApiProblem({ type: 'about:blank', title: 'No answer from the server', status: 0 })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
