import type { Span } from '../recommendations.entity.ts'

const ABBREVIATIONS = new Set([
  'para', 'paras', 'subpara', 'subparas', 'no', 'nos', 'vol', 'vols', 'op', 'ms', 'mr', 'mrs', 'dr', 'prof', 'messrs',
  'art', 'arts', 'cf', 'e.g', 'i.e', 'add', 'corr', 'rev', 'st', 'p', 'pp', 'fn', 'chap', 'sect', 'res', 'ed', 'eds',
  'ibid', 'viz', 'vs', 'distr', 'annexe', 'approx', 'un', 'suppl', 'sr', 'jr', 'h.e',
]) // biome-ignore format: a table of words

const END = /[.?!]["”’)]?\s+/g

/**
 * Splits a text into sentences. A stop after an abbreviation or an initial ends none, nor does a stop in parentheses
 * or one that no capital follows.
 * @returns spans without the white space around them
 */
export function splitSentences(text: string, within: Span = { start: 0, end: text.length }): Span[] {
  const part = text.slice(within.start, within.end)
  const inside = parenthesised(part)
  const sentences: Span[] = []
  let start = 0
  const push = (end: number) => {
    const span = trimmed(part, start, end)
    if (span) sentences.push({ start: span.start + within.start, end: span.end + within.start })
  }
  for (const found of part.matchAll(END)) {
    const at = found.index
    const next = at + found[0].length
    if (inside(at) || !/^["“‘(]?[\p{Lu}\d]/u.test(part.slice(next, next + 2))) continue
    if (found[0][0] === '.' && isAbbreviation(part.slice(Math.max(0, at - 12), at))) continue
    push(next)
    start = next
  }
  push(part.length)
  return sentences
}

function isAbbreviation(before: string): boolean {
  const word = /(?:^|[\s(“"])([\p{L}][\p{L}.]*)$/u.exec(before)?.[1]
  if (!word) return false
  return ABBREVIATIONS.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word)
}

/** Tells, for offsets in rising order, whether one lies inside parentheses that are closed again. */
function parenthesised(text: string): (at: number) => boolean {
  const opened: number[] = []
  const spans: Span[] = []
  for (let at = text.indexOf('('); at >= 0 && at < text.length; at++) {
    if (text[at] === '(') opened.push(at)
    else if (text[at] === ')') {
      const start = opened.pop()
      if (start !== undefined && opened.length === 0) spans.push({ start, end: at })
    }
  }
  let next = 0
  return at => {
    while (next < spans.length && spans[next]!.end <= at) next++
    const span = spans[next]
    return span !== undefined && span.start < at
  }
}

function trimmed(text: string, start: number, end: number): Span | null {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from]!)) from++
  while (to > from && /\s/.test(text[to - 1]!)) to--
  return to > from ? { start: from, end: to } : null
}
