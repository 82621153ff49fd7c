import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The value of a cookie that the accounts library has signed.
 * @param header the whole Cookie header
 * @returns undefined when the cookie is not there or its signature is not ours
 */
export function signedCookie(header: string | undefined, name: string, secret: string): string | undefined {
  const raw = header
    ?.split(';')
    .map(part => part.trim())
    .find(part => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)
  if (!raw) return undefined
  const text = decoded(raw)
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(text.slice(0, dot)).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? text.slice(0, dot) : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
