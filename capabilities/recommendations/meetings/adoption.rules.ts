import { ok, type Problem, type Result, refused } from '#kernel/result/result.ts'
import type { DraftUnit } from '../documents/report-document.ts'

/** The text of a recommendation as it is adopted and printed. */

const itemLine = /^\(([a-z])\)\s+(.*)$/
const isLetter = /^\([a-z]\)/

/**
 * Sets a text in the form in which it is printed: one line for the lead, one for each lettered sub-item; a line that
 * begins no sub-item goes on with the one before.
 * @returns the text, or what is wrong: nothing is written, or the letters do not run from (a) on
 */
export function adoptedText(text: string): Result<string> {
  const lines = linesOf(text)
  if (lines.length === 0)
    return refused(
      problem('empty', 'The recommendation has no words.', 'Write the text as it was read out in the room.'),
    )
  const letters = lines.flatMap(line => itemLine.exec(line)?.[1] ?? [])
  const wrong = letters.findIndex((letter, index) => letter !== String.fromCharCode(97 + index))
  if (wrong >= 0)
    return refused(
      problem(
        'letters',
        `Sub-item (${letters[wrong]}) stands where (${String.fromCharCode(97 + wrong)}) is due.`,
        'Let the letters run from (a) on, one line each.',
      ),
    )
  if (isLetter.test(lines[0]!))
    return refused(
      problem(
        'lead',
        'The text begins with a sub-item.',
        'Say first who should act: “States parties should:”.',
      ),
    )
  return ok(lines.join('\n'))
}

const problem = (code: string, what: string, remedy: string): Problem => ({
  where: 'text',
  code: `draft.${code}`,
  what,
  remedy,
})

function linesOf(text: string): string[] {
  const lines: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\s+/g, ' ').trim()
    if (line === '') continue
    if (lines.length > 0 && !itemLine.test(line)) lines[lines.length - 1] += ` ${line}`
    else lines.push(line)
  }
  return lines
}

/** The unit of a printed report that an adopted text becomes. */
export function unitOf(text: string): DraftUnit {
  const [lead = '', ...items] = linesOf(text)
  return {
    text: lead,
    ...(items.length > 0 ? { items: items.map(line => itemLine.exec(line)![2]!) } : {}),
  }
}
