import { randomBytes } from 'node:crypto'

// Without letters and digits that look alike.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * A password for somebody else's first sign-in: five groups of four characters, 99 bits; she must change it.
 * @param random bytes, one for each character and some to spare
 */
export function firstPassword(random: (count: number) => Uint8Array = randomBytes): string {
  let text = ''
  while (text.length < 20)
    for (const byte of random(32)) {
      // 248 is the largest multiple of 31 in a byte: no letter is likelier than another.
      if (byte < 248 && text.length < 20) text += letters[byte % 31]
    }
  return text.replace(/(.{4})(?=.)/g, '$1-')
}
