import { join, resolve } from 'node:path'

/** What this installation is set to; read once when it starts. */
export interface Configuration {
  host: string
  port: number
  /** postgresql://…; undefined means the embedded database in `dataFolder`. */
  databaseUrl: string | undefined
  /** Absolute path. */
  dataFolder: string
  /** The node's secret in base64, where it is not kept in a file. */
  nodeKey: string | undefined
  nodeKeyFile: string
  nodeName: string
  nodeKind: NodeKind
  /** The public address as browsers see it: scheme, host and port. */
  origin: string
  /** True when the address was given, so that other hosts are refused. */
  originGiven: boolean
  /** How many proxies in front of the server are believed about the caller's address. */
  proxies: number
  sessionIdleMinutes: number
  sessionHoursMax: number
  /** Units of cost that one caller may use in a minute; a plain request costs 1. */
  ratePerMinute: number
  uploadBytesMax: number
  quickExitUrl: string
  logLevel: LogLevel
  openIdConnect: OpenIdConnect | undefined
}

export interface OpenIdConnect {
  issuer: string
  clientId: string
  clientSecret: string
  name: string
  /** True when the provider itself asks for a second factor. */
  strong: boolean
}

export const nodeKinds = ['national', 'agency', 'secretariat'] as const
export type NodeKind = (typeof nodeKinds)[number]
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** One environment variable: its default as written for people, and what it means. */
export interface Setting {
  name: string
  default: string
  meaning: string
}

/** Every environment variable that is read; the table of the README is this one. */
export const configurationTable: readonly Setting[] = [
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address to listen on; `0.0.0.0` opens it to the network.' },
  { name: 'PORT', default: '8080', meaning: 'Port to listen on; `0` takes a free one.' },
  {
    name: 'DATABASE_URL',
    default: 'none',
    meaning:
      'A PostgreSQL server, 15 or later: `postgresql://user:password@host/name`. Without it the embedded database in the data folder is used.',
  },
  {
    name: 'PALERMO_DATA',
    default: './data',
    meaning: 'Folder for the embedded database, sealed files and the key of the node.',
  },
  {
    name: 'PALERMO_NODE_KEY',
    default: 'the file node.key in the data folder',
    meaning:
      'The secret of the node, 32 bytes in base64. Keep a safe copy: without it no identity can be opened.',
  },
  {
    name: 'PALERMO_ORIGIN',
    default: 'http://localhost:PORT',
    meaning:
      'Public address of the node as browsers see it, for passkeys, cookies and the refusal of foreign requests. Only localhost may go without https.',
  },
  { name: 'PALERMO_PROXIES', default: '0', meaning: 'Number of trusted proxies in front of the server.' },
  { name: 'PALERMO_NODE_NAME', default: 'Palermo', meaning: 'Name of the node, shown on every page.' },
  {
    name: 'PALERMO_NODE_KIND',
    default: 'national',
    meaning: '`national`, `agency` or `secretariat`.',
  },
  {
    name: 'PALERMO_SESSION_MINUTES',
    default: '30',
    meaning: 'Minutes without a touch after which a session lapses.',
  },
  { name: 'PALERMO_SESSION_HOURS', default: '12', meaning: 'Hours after which every session ends.' },
  {
    name: 'PALERMO_RATE_PER_MINUTE',
    default: '3000',
    meaning: 'Units of cost that one caller may use in a minute; a plain request costs 1.',
  },
  { name: 'PALERMO_UPLOAD_MB', default: '100', meaning: 'Largest file that may be sent, in megabytes.' },
  {
    name: 'PALERMO_QUICK_EXIT_URL',
    default: 'https://www.wikipedia.org/',
    meaning: 'Where quick exit leads: a neutral public page.',
  },
  { name: 'PALERMO_LOG_LEVEL', default: 'info', meaning: '`debug`, `info`, `warn`, `error` or `silent`.' },
  {
    name: 'PALERMO_OIDC_ISSUER',
    default: 'none',
    meaning: 'Address of an OpenID Connect provider; with it the next two are needed.',
  },
  { name: 'PALERMO_OIDC_CLIENT_ID', default: 'none', meaning: 'Name of this node at the provider.' },
  { name: 'PALERMO_OIDC_CLIENT_SECRET', default: 'none', meaning: 'Secret of this node at the provider.' },
  {
    name: 'PALERMO_OIDC_NAME',
    default: 'Single sign-on',
    meaning: 'Name of the provider on the sign-in page.',
  },
  {
    name: 'PALERMO_OIDC_STRONG',
    default: 'no',
    meaning: '`yes` when the provider itself asks for a second factor.',
  },
]

/** A wrong value in the environment: one sentence that names it and says what to write. */
export class WrongConfiguration extends Error {
  override readonly name = 'WrongConfiguration'
}

type Environment = Record<string, string | undefined>

/**
 * Reads and checks the environment.
 * @throws WrongConfiguration with one sentence for the first wrong value
 */
export function readConfiguration(environment: Environment): Configuration {
  const given = (name: string) => environment[name]?.trim() || undefined
  const dataFolder = resolve(given('PALERMO_DATA') ?? 'data')
  const port = whole(given, 'PORT', 8080, 0, 65_535)
  const origin = given('PALERMO_ORIGIN')
  return {
    host: given('HOST') ?? '127.0.0.1',
    port,
    databaseUrl: databaseUrl(given('DATABASE_URL')),
    dataFolder,
    nodeKey: given('PALERMO_NODE_KEY'),
    nodeKeyFile: join(dataFolder, 'node.key'),
    nodeName: given('PALERMO_NODE_NAME') ?? 'Palermo',
    nodeKind: choice(given, 'PALERMO_NODE_KIND', nodeKinds, 'national'),
    origin: origin ? originOf(origin) : `http://localhost:${port}`,
    originGiven: origin !== undefined,
    proxies: whole(given, 'PALERMO_PROXIES', 0, 0, 10),
    sessionIdleMinutes: whole(given, 'PALERMO_SESSION_MINUTES', 30, 1, 24 * 60),
    sessionHoursMax: whole(given, 'PALERMO_SESSION_HOURS', 12, 1, 7 * 24),
    ratePerMinute: whole(given, 'PALERMO_RATE_PER_MINUTE', 3000, 60, 10_000_000),
    uploadBytesMax: whole(given, 'PALERMO_UPLOAD_MB', 100, 1, 10_000) * 1024 * 1024,
    quickExitUrl: webAddress(given, 'PALERMO_QUICK_EXIT_URL') ?? 'https://www.wikipedia.org/',
    logLevel: choice(given, 'PALERMO_LOG_LEVEL', logLevels, 'info'),
    openIdConnect: openIdConnect(given),
  }
}

type Given = (name: string) => string | undefined

function whole(given: Given, name: string, fallback: number, min: number, max: number): number {
  const text = given(name)
  if (text === undefined) return fallback
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max))
    throw new WrongConfiguration(
      `${name} is “${text}”, which is not a whole number from ${min} to ${max}; correct it or leave it out for ${fallback}.`,
    )
  return value
}

function choice<const C extends string>(given: Given, name: string, choices: readonly C[], fallback: C): C {
  const text = given(name)
  if (text === undefined) return fallback
  const found = choices.find(c => c === text)
  if (found === undefined)
    throw new WrongConfiguration(`${name} is “${text}”; write one of ${choices.join(', ')}.`)
  return found
}

function databaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || /^postgres(ql)?:\/\/./.test(text)) return text
  // The value may hold a password, so the message does not repeat it.
  throw new WrongConfiguration(
    'DATABASE_URL does not begin with postgresql://; write postgresql://user:password@host/name or leave it out.',
  )
}

function webAddress(given: Given, name: string): string | undefined {
  const text = given(name)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new WrongConfiguration(`${name} is “${text}”, which is no web address; write https://….`)
  return text
}

const isLocal = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLocal(url.hostname)))
    throw new WrongConfiguration(
      `PALERMO_ORIGIN is “${text}”; write the public address as https://host, or http://localhost:PORT on one machine.`,
    )
  return url.origin
}

function openIdConnect(given: Given): OpenIdConnect | undefined {
  const issuer = webAddress(given, 'PALERMO_OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const clientId = given('PALERMO_OIDC_CLIENT_ID')
  const clientSecret = given('PALERMO_OIDC_CLIENT_SECRET')
  if (!clientId || !clientSecret)
    throw new WrongConfiguration(
      'PALERMO_OIDC_ISSUER is set, but PALERMO_OIDC_CLIENT_ID or PALERMO_OIDC_CLIENT_SECRET is missing; give both or none.',
    )
  const url = new URL(issuer)
  if (url.protocol !== 'https:' && !isLocal(url.hostname))
    throw new WrongConfiguration('PALERMO_OIDC_ISSUER must begin with https://.')
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId,
    clientSecret,
    name: given('PALERMO_OIDC_NAME') ?? 'Single sign-on',
    strong: choice(given, 'PALERMO_OIDC_STRONG', ['yes', 'no'], 'no') === 'yes',
  }
}
