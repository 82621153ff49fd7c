import type { Command } from 'commander'
import { paperOfCandidates } from '../documents/candidates-paper.ts'
import {
  Complaint,
  complaining,
  formatOf,
  type PaperOptions,
  paperOptions,
  printPaper,
} from '../documents/paper.command.ts'
import type { CommandGround, Opened } from '../recommendations.commands.ts'
import { bestMin, type RelatedPair, relateReports } from './relate.ts'

/** Adds `recommendations relate`: candidates for relations between two reports. */
export function addRelateCommand(
  group: Command,
  ground: CommandGround,
  open: (files: readonly string[], ground: CommandGround) => Promise<Opened[]>,
): void {
  const command = group
    .command('relate')
    .description(
      'Name earlier recommendations that those of a later report may build on, best first, with reasons.',
    )
    .argument('<earlier>', 'a report as PDF, Word (.docx) or plain text, in English')
    .argument('<later>', 'another report: each of its recommendations is related to those of the earlier one')
    .option('--best <number>', `how many for each recommendation, at least ${bestMin}`, String(bestMin))
  paperOptions(command, 'print JSON: [{from, to, score, reasons}]').action(
    (earlier: string, later: string, options: PaperOptions & { best: string }) =>
      complaining(ground, async () => {
        const format = formatOf(options)
        const best = Number(options.best)
        if (!Number.isInteger(best) || best < bestMin || best > 1_000)
          throw new Complaint(
            `--best ${options.best} cannot be used. Give a whole number from ${bestMin} to 1000.`,
          )
        const [one, other] = await open([earlier, later], ground)
        if (!one || !other || 'problem' in one || 'problem' in other) return
        const pairs = relateReports(one, other, best)
        const silent = [one, other].filter(
          ({ report }) => !report.paragraphs.some(p => p.role === 'recommendation'),
        )
        // In JSON, an empty list says the same to a program.
        if (silent.length > 0 && format !== 'json') {
          const files = [...new Set(silent.map(({ file }) => file))].join(', ')
          const sentence = `Nothing can be related: no recommendation stands in ${files}.`
          if (format) throw new Complaint(sentence)
          return ground.print(sentence)
        }
        await printPaper(
          {
            content: pairs,
            paper: () => paperOfCandidates(pairs, one, other),
            text: () => pairs.map(asText).join('\n\n'),
          },
          options,
          ground,
        )
      }),
  )
}

const asText = ({ from, to, score, reasons }: RelatedPair): string =>
  [`${score.toFixed(3)}  ${place(from)} → ${place(to)}`, ...reasons.map(reason => `  ${reason}`)].join('\n')

const place = ({ file, para, sub }: RelatedPair['from']) => `${file} ${para}${sub ? ` (${sub})` : ''}`
