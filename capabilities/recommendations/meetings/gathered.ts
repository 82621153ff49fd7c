import type { DraftUnit } from '../documents/report-document.ts'
import { dayInWords } from '../documents/words.ts'
import type { AgendaItem, AttendanceKind } from './meetings.entity.ts'
import { inPrintOrder } from './meetings.rules.ts'

/** Paragraphs of a report that are gathered from what was recorded: who was there, who spoke, what was before the meeting. */

/** "on 14 and 15 April 2009", "from 9 to 11 September 2019", as reports print days. */
export function daysPhrase(from: string, to: string): string {
  if (from === to) return `on ${dayInWords(from)}`
  const together = from.slice(0, 7) === to.slice(0, 7)
  const first = together
    ? String(Number(from.slice(8)))
    : from.slice(0, 4) === to.slice(0, 4)
      ? dayInWords(from).replace(/ \d{4}$/, '')
      : dayInWords(from)
  const isNextDay = Date.parse(to) - Date.parse(from) === 86_400_000
  return isNextDay ? `on ${first} and ${dayInWords(to)}` : `from ${first} to ${dayInWords(to)}`
}

/** "Algeria, Argentina and Austria". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

type Attendance = { name: string; kind: AttendanceKind }

const sentences: Record<AttendanceKind, (names: readonly string[]) => string> = {
  party: names => `The following States parties were represented at the meeting: ${listed(names)}.`,
  signatory: names => `The following signatory States were represented by observers: ${listed(names)}.`,
  state: names =>
    `The following States that are not parties or signatories were represented by observers: ${listed(names)}.`,
  'united-nations': names =>
    `The following United Nations entities were represented by observers: ${listed(names)}.`,
  intergovernmental: names =>
    `The following intergovernmental organizations were represented by observers: ${listed(names)}.`,
  entity: names =>
    names.length === 1
      ? `The ${names[0]!.replace(/^The /, '')}, an entity maintaining a permanent observer office, was represented by an observer.`
      : `The following entities maintaining permanent observer offices were represented by observers: ${listed(names)}.`,
  'non-governmental': names =>
    `The following non-governmental organizations were represented by observers: ${listed(names)}.`,
}

/** One paragraph for each group, in the order of the reports. */
export function attendanceUnits(attendance: readonly Attendance[]): DraftUnit[] {
  return Object.entries(sentences).flatMap(([kind, sentence]) => {
    const names = inPrintOrder(attendance.filter(a => a.kind === kind).map(a => a.name))
    return names.length > 0 ? [{ text: sentence(names) }] : []
  })
}

/** One paragraph for each item of the agenda under which statements were made; observers in a sentence of their own. */
export function statementUnits(
  agenda: readonly AgendaItem[],
  statements: readonly { item: string; speaker: string; state: string }[],
  attendance: readonly Attendance[],
): DraftUnit[] {
  const isParty = new Set(attendance.filter(a => a.kind === 'party').map(a => a.name))
  return agenda.flatMap(({ number }) => {
    const made = statements.filter(s => s.item === number && s.state === 'made')
    const speakers = inPrintOrder([...new Set(made.map(s => s.speaker))])
    const parties = speakers.filter(name => isParty.has(name))
    const others = speakers.filter(name => !isParty.has(name))
    const under = `Under agenda item ${number}, `
    const units: DraftUnit[] = []
    if (parties.length > 0)
      units.push({
        text:
          parties.length === 1
            ? `${under}a statement was made by the representative of ${parties[0]}.`
            : `${under}statements were made by representatives of the following States parties: ${listed(parties)}.`,
      })
    if (others.length > 0)
      units.push({
        text:
          others.length === 1
            ? `${units.length > 0 ? 'The' : `${under}the`} observer for ${others[0]} ${units.length > 0 ? 'also ' : ''}made a statement.`
            : `${units.length > 0 ? 'The' : `${under}the`} observers for ${listed(others)} ${units.length > 0 ? 'also ' : ''}made statements.`,
      })
    return units
  })
}

const lettersMax = 26

/** What the meeting had before it, by letters; a second paragraph when the letters do not reach. */
export function documentUnits(
  body: string,
  documents: readonly { title: string; symbol: string | null }[],
): DraftUnit[] {
  const units: DraftUnit[] = []
  for (let at = 0; at < documents.length; at += lettersMax) {
    const some = documents.slice(at, at + lettersMax)
    units.push({
      text: `The ${body} ${at === 0 ? 'had' : 'also had'} before it the following:`,
      items: some.map(
        ({ title, symbol }, index) =>
          `${title.replace(/[.;\s]+$/, '')}${symbol ? ` (${symbol})` : ''}${index === some.length - 1 ? '.' : ';'}`,
      ),
    })
  }
  return units
}
