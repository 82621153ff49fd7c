import type { Command } from 'commander'
import { paperOfComparison } from '../documents/comparison-paper.ts'
import {
  complaining,
  formatOf,
  type PaperOptions,
  paperOptions,
  printPaper,
} from '../documents/paper.command.ts'
import type { CommandGround, Opened } from '../recommendations.commands.ts'
import type { Report, ReportDocument } from '../recommendations.entity.ts'
import { documentLabel } from '../recommendations.rules.ts'
import { type ComparedPlace, type Comparison, compareReports } from './comparison.rules.ts'
import type { DifferenceStretch } from './differences.rules.ts'

/** Adds `recommendations diff`: two issues of the same recommendations, word by word. */
export function addDiffCommand(
  group: Command,
  ground: CommandGround,
  openReports: (files: readonly string[], ground: CommandGround) => Promise<Opened[]>,
): void {
  const command = group
    .command('diff')
    .description('Show word by word how the recommendations of one document differ from those of another.')
    .argument('<from>', 'the draft, or the document printed first: PDF, Word (.docx) or plain text')
    .argument('<to>', 'the adopted text, or the document that prints it again')
  paperOptions(command).action((from: string, to: string, options: PaperOptions) =>
    complaining(ground, async () => {
      formatOf(options)
      const [first, again] = await openReports([from, to], ground)
      if (!first || !again || 'problem' in first || 'problem' in again) return
      const comparison = compareReports(first.report, again.report)
      const { report: one } = first
      const { report: other } = again
      await printPaper(
        {
          content: presentComparison(first, again, comparison),
          paper: words => paperOfComparison(comparison, [one.document, other.document], words),
          text: () => asText(one, other, comparison),
        },
        options,
        ground,
      )
    }),
  )
}

interface Side {
  file: string
  report: Report
}

const presentPlace = ({ number, kind }: ComparedPlace) => ({ para: number, kind })
const presentDocument = ({ file, report: { document } }: Side) => ({
  file,
  symbol: document.symbol,
  title: document.title,
  date: document.date,
  kind: document.kind,
})

/** The comparison as other programs read it: numbers as printed. */
function presentComparison(first: Side, again: Side, { pairs, onlyFrom, onlyTo }: Comparison) {
  return {
    from: presentDocument(first),
    to: presentDocument(again),
    pairs: pairs.map(({ from, to, likeness, edits }) => ({
      from: presentPlace(from),
      to: presentPlace(to),
      likeness,
      edits,
    })),
    onlyFrom: onlyFrom.map(place => ({ ...presentPlace(place), text: place.text })),
    onlyTo: onlyTo.map(place => ({ ...presentPlace(place), text: place.text })),
  }
}

const nameOf = ({ kind, number }: ComparedPlace) =>
  kind === 'Recommendation' ? `R${number}` : `para. ${number}`
const headOf = (document: ReportDocument) => documentLabel(document)

function asText(first: Report, again: Report, { pairs, onlyFrom, onlyTo }: Comparison): string {
  const same = pairs.filter(pair => pair.edits.length === 0)
  const lines = [
    `From: ${headOf(first.document)}`,
    `To:   ${headOf(again.document)}`,
    `${pairs.length} recommendations in both, ${same.length} of them in the same words; ${onlyFrom.length} in the first alone, ${onlyTo.length} in the second alone.`,
  ]
  for (const { from, to, edits, stretches } of pairs) {
    if (edits.length === 0) continue
    const kinds = [...new Set(edits.map(edit => edit.kind))].filter(kind => kind !== 'words')
    lines.push('', `${nameOf(from)} → ${nameOf(to)}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`)
    lines.push(`  ${stretches.map(marked).join('').trim()}`)
  }
  for (const place of onlyFrom) lines.push('', `${nameOf(place)} → nowhere`, `  ${place.text}`)
  for (const place of onlyTo) lines.push('', `nowhere → ${nameOf(place)}`, `  ${place.text}`)
  return lines.join('\n')
}

const letters = 80

/** Removed words in [- -], added ones in {+ +}; long stretches of the same words are cut in their middle. */
function marked({ is, text }: DifferenceStretch): string {
  const lead = /^\s*/.exec(text)![0]
  if (is === 'removed') return `${lead}[-${text.trimStart()}-]`
  if (is === 'added') return `${lead}{+${text.trimStart()}+}`
  if (text.length <= letters * 2) return text
  // Whole words, be they a little fewer letters.
  const [before, after] = [
    text.slice(0, letters).replace(/\s\S*$/, ''),
    text.slice(-letters).replace(/^\S*\s/, ''),
  ]
  return `${before} … ${after}`
}
