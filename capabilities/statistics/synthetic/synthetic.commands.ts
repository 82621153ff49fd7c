import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Budget, type PrivacyPromise } from './budget.rules.ts'
import type { CodedTable } from './coded-table.ts'
import { codeTable, readDomains } from './domains.ts'
import { deltaShare, findDomains } from './paid-domains.ts'
import { type Randomness, seededRandomness, systemRandomness } from './randomness.ts'
import { checkPromise, synthesizeWithin } from './release.ts'
import { reportPage, reportSentences } from './report-text.ts'
import { csvLines, readSmallFile, readTableFile, takeColumns, takeRows, type Wanted } from './table-file.ts'

/** What the command needs from the world. */
export interface SynthesisGround {
  print(text: string): void
  complain(text: string): void
}

interface Options {
  epsilon: string
  delta: string
  seed?: string
  columns?: string
  domains?: string
  person?: string
  records?: string
  out: string
  json?: boolean
}

/** Adds `palermo statistics synthesize`. */
export function addSynthesizeCommand(group: Command, ground: SynthesisGround): void {
  group
    .command('synthesize')
    .description(
      'Make rows that nobody is in, under differential privacy, and a report on what they are worth.',
    )
    .argument('<file>', 'CSV with a header, one row per person')
    .requiredOption(
      '--epsilon <e>',
      'how much the release may tell of any one person; 1 is careful, 10 is much',
    )
    .option('--delta <d>', 'the chance that it tells more', '0.00001')
    .option('--columns <a,b>', 'columns to take; all those of the domains when left out')
    .option(
      '--domains <file>',
      'JSON: every value that each column may hold, known without the data; found for part of the budget when left out',
    )
    .option('--person <column>', 'the column that says whose row it is; one row of each person is taken')
    .option('--records <n>', 'how many rows there are, if that is public')
    .option('--seed <s>', 'draw the noise from a seed, for trials: the result is not for release')
    .requiredOption('--out <file>', 'where the rows go; the report is written beside it')
    .option('--json', 'print the report as JSON')
    .action((file: string, options: Options) => run(file, options, ground))
}

async function run(file: string, options: Options, ground: SynthesisGround): Promise<void> {
  const promise = { epsilon: numberOf(options.epsilon), delta: numberOf(options.delta) }
  checkPromise(promise)
  const random = options.seed === undefined ? systemRandomness() : seededRandomness(options.seed)
  const columns = options.columns?.split(',').map(name => name.trim())
  const wanted = { ...(columns ? { columns } : {}), ...(options.person ? { person: options.person } : {}) }
  const { table, budget } = await openTable(file, options.domains, wanted, promise, random)
  const records = options.records === undefined ? undefined : numberOf(options.records)
  const { rows, report } = await synthesizeWithin(table, budget, random, {
    ...(records === undefined ? {} : { records }),
    progress: part => ground.complain(`${Math.round(100 * part)} % done`),
  })
  await write(options.out, [...csvLines(rows)].join(''))
  const beside = options.out.replace(/\.csv$/i, '')
  await write(`${beside}.report.json`, `${JSON.stringify(report, null, 2)}\n`)
  await write(`${beside}.report.html`, reportPage(report))
  if (options.json) ground.print(JSON.stringify(report, null, 2))
  else
    ground.print(
      [...reportSentences(report), `Rows: ${options.out}. Report: ${beside}.report.html and .json.`].join(
        '\n',
      ),
    )
}

/** The table with public domains, or with such as are found in it for part of the budget. */
async function openTable(
  file: string,
  domainsFile: string | undefined,
  wanted: Wanted,
  promise: PrivacyPromise,
  random: Randomness,
): Promise<{ table: CodedTable; budget: Budget }> {
  if (domainsFile !== undefined) {
    const domains = readDomains(await readSmallFile(domainsFile))
    return {
      table: takeColumns(await readTableFile(file), domains, wanted, random),
      budget: new Budget(promise),
    }
  }
  const { header, rows, names } = takeRows(await readTableFile(file), wanted, random)
  const deltaKept = promise.delta * deltaShare
  const budget = new Budget(promise, deltaKept)
  const columns = names.map(name => {
    const at = header.indexOf(name)
    return { name, values: rows.map(row => row[at]!.trim()) }
  })
  const domains = findDomains(columns, budget, deltaKept, random)
  return {
    table: codeTable(
      header,
      rows,
      names.map(name => domains.get(name)!),
    ),
    budget,
  }
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text))

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch {
    throw new Error(
      `${file} cannot be written: give a path in a folder that is there and that you may write to.`,
    )
  }
}
