/**
 * The number that somebody typed: digits of any of the six languages, a point or the Arabic separator before decimals,
 * blanks or Arabic separators between groups of three. Commas and points between groups mean different things in
 * different places, so they are refused.
 * @returns undefined for anything else
 */
export function typedNumber(text: string): number | undefined {
  const digits = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15))
    .replace('\u066b', '.')
  const plain = /^-?\d{1,3}([ \u066c]\d{3})+(\.\d+)?$/.test(digits)
    ? digits.replace(/[ \u066c]/g, '')
    : digits
  return /^-?\d{1,16}(\.\d{1,10})?$/.test(plain) ? Number(plain) : undefined
}
