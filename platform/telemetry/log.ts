import { pino } from 'pino'

/**
 * The only fields that a line of the log can carry, each with the only form its value may take. There is no field for
 * a message, an address, a person or anything typed by somebody: what does not fit is written as “?”.
 */
const fields = {
  requestId: /^[A-Za-z0-9_-]{1,40}$/,
  method: /^[A-Z]{3,7}$/,
  /** The pattern of a route as declared in the code, never the address that was asked for. */
  route: /^(?:unmatched|\/[A-Za-z0-9/:*._-]{0,120})$/,
  status: /^\d{3}$/,
  durationMs: /^\d+(?:\.\d+)?$/,
  code: /^[A-Za-z0-9._-]{1,80}$/,
  count: /^\d+$/,
  job: /^[a-z][a-z0-9.-]{0,60}$/,
  /** Class of an error and the places in the code it came from, without its message. */
  error: /^[A-Za-z]{1,60}$/,
  at: /^(?:[\w@./+-]+:\d+:\d+ ?){0,8}$/,
} as const

type Fields = { [F in keyof typeof fields]?: string | number }

/** Writes what happened, one JSON object a line, without anybody's identity. */
export interface Log {
  debug(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields, error?: unknown): void
  error(event: string, fields?: Fields, error?: unknown): void
}

/**
 * @param level the least that is written; 'silent' writes nothing
 * @param write takes each line; standard output unless told otherwise
 */
export function createLog(level: string, write?: (line: string) => void): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: name => ({ level: name }) },
    },
    write ? { write } : pino.destination({ dest: 1, sync: true }),
  )
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, given: Fields = {}, error?: unknown) => {
      if (!logger.isLevelEnabled(name)) return
      logger[name]({
        event: /^[a-z][a-z-]{0,40}$/.test(event) ? event : '?',
        ...kept({ ...given, ...traced(error) }),
      })
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function kept(given: Fields): Record<string, string | number> {
  const line: Record<string, string | number> = {}
  for (const name of Object.keys(fields) as (keyof typeof fields)[]) {
    const value = given[name]
    if (value !== undefined) line[name] = fields[name].test(String(value)) ? value : '?'
  }
  return line
}

/** Class, code and places of an error; its message may quote what somebody typed and is left out. */
function traced(error: unknown): Fields {
  if (error === undefined) return {}
  if (!(error instanceof Error)) return { error: 'Unknown' }
  const code = (error as { code?: unknown }).code
  const places = (error.stack ?? '')
    .split('\n')
    .map(
      line =>
        /^\s+at .*?(?:file:\/\/)?\/[^\s()]*?((?:[\w@.+-]+\/){0,3}[\w@.+-]+:\d+:\d+)\)?$/.exec(line)?.[1],
    )
    .filter(place => place !== undefined)
  return {
    error: error.constructor.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: places.slice(0, 6).join(' '),
  }
}

/** Writes nothing; for tests and short commands. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
