import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { open, seal } from './seal.ts'

/** The keys of this installation, all derived from one secret of 32 bytes. */
export interface NodeKeys {
  /** Wraps another key; the context says what for and is authenticated. */
  wrap(key: Uint8Array, context: string): Buffer
  /** @throws Error when the bytes were altered, or wrapped by another node or for another context */
  unwrap(wrapped: Uint8Array, context: string): Buffer
  /** Keyed hash of 16 bytes, for searching without plain text. */
  searchHash(text: string): Buffer
  signingKeyId: string
  sign(data: Uint8Array): Buffer
  verify(data: Uint8Array, signature: Uint8Array, keyId: string): boolean
  /** A secret for another part of the platform, e.g. 'sessions'; different for every name. */
  secretFor(name: string): Buffer
}

/** Private part of an Ed25519 key in PKCS #8 (RFC 8410), before its 32 bytes. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param secret 32 random bytes, kept outside the database */
export function nodeKeysFrom(secret: Uint8Array): NodeKeys {
  if (secret.length !== 32) throw new Error('The key of the node must have 32 bytes.')
  const derive = (name: string) => Buffer.from(hkdfSync('sha256', secret, 'palermo node', name, 32))
  const wrapping = createSecretKey(derive('wrap'))
  const searching = createSecretKey(derive('search'))
  const signing = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, derive('sign')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(signing)
  const signingKeyId = keyId(publicKey)
  return {
    wrap: (key, context) => seal(wrapping, key, context),
    unwrap: (wrapped, context) => open(wrapping, wrapped, context),
    searchHash: text => createHmac('sha256', searching).update(text).digest().subarray(0, 16),
    signingKeyId,
    sign: data => sign(null, data, signing),
    verify: (data, signature, id) => id === signingKeyId && verify(null, data, publicKey, signature),
    secretFor: name => derive(`secret ${name}`),
  }
}

const keyId = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16)

/**
 * Reads the node's secret from PALERMO_NODE_KEY (base64) or from a file that only its owner may read; makes the file
 * when there is none. Whoever loses it loses every identity; whoever copies it together with the database has them.
 * @throws Error when the secret is malformed
 */
export function loadNodeKeys(file: string, fromEnvironment?: string): NodeKeys {
  if (fromEnvironment) return nodeKeysFrom(decode(fromEnvironment, 'PALERMO_NODE_KEY'))
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(fresh, file)
  }
  return nodeKeysFrom(decode(readFileSync(file, 'utf8').trim(), file))
}

function decode(text: string, where: string): Buffer {
  const secret = Buffer.from(text, 'base64')
  if (secret.length !== 32)
    throw new Error(`${where} does not hold a key of 32 bytes in base64. Restore it from your safe copy.`)
  return secret
}
