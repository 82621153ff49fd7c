import { createCipheriv, createDecipheriv, createSecretKey, KeyObject, randomFillSync } from 'node:crypto'

const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals bytes under a key of 32 bytes: AES-256-GCM with a random nonce (NIST SP 800-38D).
 * @param context authenticated, not stored: what the bytes are and whose
 * @returns version (1 byte), nonce (12), ciphertext, tag (16)
 */
export function seal(key: Uint8Array | KeyObject, plain: Uint8Array, context: string): Buffer {
  const nonce = freshNonce()
  // A key object: Node takes ten times as long to look at plain bytes.
  const cipher = createCipheriv('aes-256-gcm', asKey(key), nonce)
  cipher.setAAD(Buffer.from(context))
  return Buffer.concat([
    Uint8Array.of(version),
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

const pool = Buffer.alloc(nonceBytes * 512)
let used = pool.length

/** Random bytes are drawn for many nonces at once, since each call to the system costs more than the sealing. */
function freshNonce(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += nonceBytes
  return pool.subarray(used - nonceBytes, used)
}

/** @throws Error when the bytes were altered, or sealed under another key or context */
export function open(key: Uint8Array | KeyObject, sealed: Uint8Array, context: string): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes)
    throw new Error('These are not sealed bytes.')
  const decipher = createDecipheriv('aes-256-gcm', asKey(key), sealed.subarray(1, 1 + nonceBytes))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  return Buffer.concat([
    decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes)),
    decipher.final(),
  ])
}

const asKey = (key: Uint8Array | KeyObject): KeyObject =>
  key instanceof KeyObject ? key : createSecretKey(key)
