import type { Command } from 'commander'
import type { CommandGround, Opened } from '../recommendations.commands.ts'
import { bestMin, type RelatedPair, relateReports } from './relate.ts'

/** Adds `recommendations relate`: candidates for relations between two reports. */
export function addRelateCommand(
  group: Command,
  ground: CommandGround,
  open: (files: readonly string[], ground: CommandGround) => Promise<Opened[]>,
): void {
  group
    .command('relate')
    .description(
      'Name earlier recommendations that those of a later report may build on, best first, with reasons.',
    )
    .argument('<earlier>', 'a report as PDF, Word (.docx) or plain text, in English')
    .argument('<later>', 'another report: each of its recommendations is related to those of the earlier one')
    .option('--best <number>', `how many for each recommendation, at least ${bestMin}`, String(bestMin))
    .option('--json', 'print JSON: [{from, to, score, reasons}]')
    .action(async (earlier: string, later: string, options: { best: string; json?: boolean }) => {
      const best = Number(options.best)
      if (!Number.isInteger(best) || best < bestMin || best > 1_000) {
        ground.complain(`--best ${options.best} cannot be used. Give a whole number from ${bestMin} to 1000.`)
        return ground.fail()
      }
      const [one, other] = await open([earlier, later], ground)
      if (!one || !other || 'problem' in one || 'problem' in other) return
      const pairs = relateReports(one, other, best)
      const silent = [one, other].filter(
        ({ report }) => !report.paragraphs.some(p => p.role === 'recommendation'),
      )
      // In JSON, an empty list says the same to a program.
      if (silent.length > 0 && !options.json) {
        const files = [...new Set(silent.map(({ file }) => file))].join(', ')
        return ground.print(`Nothing can be related: no recommendation stands in ${files}.`)
      }
      ground.print(options.json ? JSON.stringify(pairs, null, 2) : pairs.map(asText).join('\n\n'))
    })
}

const asText = ({ from, to, score, reasons }: RelatedPair): string =>
  [`${score.toFixed(3)}  ${place(from)} → ${place(to)}`, ...reasons.map(reason => `  ${reason}`)].join('\n')

const place = ({ file, para, sub }: RelatedPair['from']) => `${file} ${para}${sub ? ` (${sub})` : ''}`
