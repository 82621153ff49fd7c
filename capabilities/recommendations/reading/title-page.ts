import type { Meeting, ReportDocument } from '../recommendations.entity.ts'
import { readDate, readMeeting } from './dates.ts'
import { SYMBOL } from './lines.ts'
import type { MarkedLine } from './marks.ts'

const STATIONERY =
  /^(?:Distr\.|Original:|English only|United Nations$|Conference of the Parties|General Assembly$|Item \d|Agenda item|Provisional agenda|\w+ (?:session|meeting)$)/
const BYLINE =
  /^(?:Report|Note|Background paper|Working paper|Conference room paper|Discussion paper)(?: submitted| prepared)? by\b/
const PLACE_AND_DAYS = /^[A-Z][\p{L}-]+(?: [A-Z][\p{L}-]+)?, (?:from )?\d{1,2}\b.{0,40}\d{4}$/u
const CHAIR = /\bby the Chair/

/** Reads what a title page prints. What it does not print stays null. */
export function readTitlePage(
  front: readonly MarkedLine[],
  runningSymbols: readonly string[],
): ReportDocument {
  const blocks = blocksOf(front)
  const texts = blocks.map(block => block.text)
  const title = titleOf(blocks)
  const symbol = texts.find(text => SYMBOL.test(text)) ?? onlyOne(runningSymbols)
  const dateLine = front.find(line => /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(line.bare.text))
  return {
    symbol,
    date: dateLine ? readDate(dateLine.bare.text) : null,
    title: title.title,
    byline: title.byline,
    kind: kindOf(title.title, title.byline, symbol),
    meeting: meetingOf(title.title, texts),
  }
}

interface Block {
  text: string
  lines: string[]
}

/** Lines without a gap between them belong together, except on the stationery, where each stands for itself. */
function blocksOf(front: readonly MarkedLine[]): Block[] {
  const blocks: Block[] = []
  for (const line of front) {
    const text = plain(line.bare.text)
    const last = blocks.at(-1)
    const alone =
      STATIONERY.test(text) || readDate(text) === text || SYMBOL.test(text) || PLACE_AND_DAYS.test(text)
    if (last && line.gap === 'none' && !alone && !STATIONERY.test(last.text) && !/\d{4}$/.test(last.text)) {
      last.lines.push(text)
      last.text += ` ${text}`
    } else {
      blocks.push({ text, lines: [text] })
    }
  }
  return blocks
}

function plain(text: string): string {
  return text
    .replace(/\*\*/g, '')
    .replace(/<sup>[^<]{0,20}<\/sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, '')
    .replace(/(^|[^\p{L}\d])\*(?=\S)|\*(?=$|[^\p{L}\d*])/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

function titleOf(blocks: readonly Block[]): { title: string | null; byline: string | null } {
  const own = blocks.filter(
    ({ text }) =>
      text !== '' &&
      !STATIONERY.test(text) &&
      !SYMBOL.test(text) &&
      !PLACE_AND_DAYS.test(text) &&
      !/^\d{1,2} \w+ \d{4}$/.test(text),
  )
  const last = own.at(-1)?.text ?? null
  if (last !== null && BYLINE.test(last)) return { title: own.at(-2)?.text ?? last, byline: last }
  return { title: last, byline: null }
}

/** The symbol of a document of limited distribution: a draft, before it is adopted. */
const LIMITED = /\/L\.\d+(?:\/Add\.\d+)?$/

function kindOf(title: string | null, byline: string | null, symbol: string | null): ReportDocument['kind'] {
  if (byline && CHAIR.test(byline)) return "chair's report"
  if (/^Background paper/i.test(byline ?? title ?? '')) return 'background paper'
  if (title && /^Draft report\b/i.test(title)) return 'draft report'
  const limited = symbol !== null && LIMITED.test(symbol)
  if (title && /^Report (?:on|of) the (?:\w+ )?(?:meeting|session)/.test(title))
    return limited ? 'draft report' : 'meeting report'
  return 'report'
}

function meetingOf(title: string | null, texts: readonly string[]): Meeting | null {
  const fromTitle = title ? readMeeting(title) : null
  if (fromTitle) return fromTitle
  const line = texts.find(text => PLACE_AND_DAYS.test(text))
  return line ? readMeeting(line) : null
}

function onlyOne(symbols: readonly string[]): string | null {
  const distinct = new Set(symbols)
  return distinct.size === 1 ? symbols[0]! : null
}
