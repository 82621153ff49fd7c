import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { type Caller, nodeCaller, type Purpose, purposes } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { exportCases } from './export-cases.ts'
import { dryRun, openCaseTable } from './import/dry-run.ts'
import { columnLetters, UnreadableFile } from './import/import-problem.ts'
import { checkMapping } from './import/to-draft.ts'
import { fingerprint, importCases, rowSecret } from './import-cases.ts'
import { applyChoices, type MappingChoices } from './mapping-choices.ts'
import { printColumns, printDryRun, printProblems, printResult, progressLine } from './print-import.ts'

/** Opens the node for one command and closes it afterwards. */
export type WithNode = <T>(work: (node: { database: Database; keys: NodeKeys }) => Promise<T>) => Promise<T>

/** Exit codes: everything was imported, some rows were left out, nothing was imported. */
const exitCodes = { allGood: 0, someRefused: 1, nothing: 2 } as const

/** Adds `palermo import cases` and `palermo export cases`. */
export function addCaseCommands(program: Command, withNode: WithNode, codelists: Codelists): void {
  under(program, 'import', 'bring data in')
    .command('cases')
    .description(
      'import cases from XLSX, ODS or CSV: the HTCDS 2.0 spreadsheets, the case tables of the CTDC, or any table with --map',
    )
    .argument('<file>')
    .option('--agency <id or name>', 'agency that the cases belong to; not needed when there is only one')
    .option(
      '--map <file>',
      'JSON with what goes where: {"columns": {"H": "person.gender"}, "dateOrder": "dmy"}',
    )
    .option('--sheet <name>', 'sheet of the workbook')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--show-columns', 'say where each column goes, and change nothing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit code: 0 all rows are in, 1 some were left out, 2 nothing was imported.')
    .action(async (file: string, options: ImportOptions) => {
      try {
        process.exitCode = await withNode(node => importCommand({ ...node, codelists }, file, options))
      } catch (error) {
        process.exitCode = exitCodes.nothing
        if (options.json && error instanceof UnreadableFile)
          console.log(JSON.stringify({ problems: [error.problem] }, null, 2))
        else console.error(error instanceof Error ? error.message : String(error))
      }
    })
  under(program, 'export', 'write data out')
    .command('cases')
    .description('write an agency’s cases as a table of the HTCDS 2.0')
    .requiredOption('--out <file>', 'file to write')
    .option('--format <format>', 'xlsx, ods or csv; by the name of the file when left out')
    .option('--agency <id or name>', 'agency whose cases are written')
    .option('--purpose <purpose>', 'why identity is opened; it stands in the history of each case')
    .option('--without-identity', 'leave names, numbers, places and notes out')
    .option('--labels', 'write labels instead of codes')
    .action(async (options: ExportOptions) =>
      withNode(node => exportCommand({ ...node, codelists }, options)),
    )
}

interface ImportOptions {
  agency?: string
  map?: string
  sheet?: string
  dryRun?: boolean
  showColumns?: boolean
  json?: boolean
}
interface ExportOptions {
  out: string
  format?: string
  agency?: string
  purpose?: string
  withoutIdentity?: boolean
  labels?: boolean
}
interface Node {
  database: Database
  keys: NodeKeys
  codelists: Codelists
}

async function importCommand(node: Node, path: string, options: ImportOptions): Promise<number> {
  const { codelists, keys } = node
  const file = { name: basename(path), path }
  const { table, proposal } = await openCaseTable(file, codelists, {
    ...(options.sheet && { sheet: options.sheet }),
  })
  const { mapping, unknownColumns } = applyChoices(
    proposal.mapping,
    options.map ? readChoices(options.map) : {},
  )
  if (unknownColumns.length > 0)
    throw new Error(
      `The file has no column ${unknownColumns.map(c => `“${c}”`).join(', ')}; correct ${options.map}.`,
    )
  if (options.showColumns) {
    if (options.json) console.log(JSON.stringify(mapping, null, 2))
    else printColumns(mapping)
    return exitCodes.allGood
  }
  if (!proposal.certain && !options.map) {
    printColumns(mapping)
    console.error(
      `The columns of ${file.name} are of no known layout; what stands above is only a proposal. Look at it and say with --map FILE.json what is right ({"columns": {}} accepts it as it is).`,
    )
    return exitCodes.nothing
  }
  const unsound = checkMapping(mapping, codelists)
  if (unsound.length > 0) {
    printProblems(unsound, unsound.length)
    return exitCodes.nothing
  }
  const agency = await findAgency(node.database, options.agency)
  if (options.dryRun) {
    const plan = await dryRun(table, mapping, codelists, {
      scope: agency.id,
      secret: rowSecret(keys),
      previewCount: 0,
    })
    if (options.json)
      console.log(JSON.stringify({ layout: mapping.layout, agency: agency.name, ...plan }, null, 2))
    else printDryRun(mapping, proposal.notices, plan)
    return plan.good === 0 ? exitCodes.nothing : plan.bad > 0 ? exitCodes.someRefused : exitCodes.allGood
  }
  const line = progressLine(options.json !== true)
  const begun = performance.now()
  const result = await importCases(node, callerFor(agency.id, 'import'), {
    importId: randomUUID(),
    table,
    file,
    mapping,
    ...(await fingerprint(file)),
    progress: line.show,
  }).finally(line.clear)
  const seconds = (performance.now() - begun) / 1000
  if (options.json)
    console.log(JSON.stringify({ layout: mapping.layout, agency: agency.name, ...result }, null, 2))
  else printResult(mapping, proposal.notices, result, agency.name, seconds)
  if (result.opened + result.repeated === 0) return exitCodes.nothing
  return result.refused > 0 || result.state === 'stopped' ? exitCodes.someRefused : exitCodes.allGood
}

async function exportCommand(node: Node, options: ExportOptions): Promise<void> {
  const format = (options.format ?? options.out.split('.').at(-1) ?? '').toLowerCase()
  if (format !== 'xlsx' && format !== 'ods' && format !== 'csv')
    throw new Error(`“${format}” is no format of a table; write --format xlsx, ods or csv.`)
  const purpose = purposes.find(p => p === options.purpose)
  if (!options.withoutIdentity && purpose === undefined)
    throw new Error(
      `The table opens the identity of every person in it: say why with --purpose (${purposes.join(', ')}), or leave identity out with --without-identity.`,
    )
  const agency = await findAgency(node.database, options.agency)
  const { bytes, cases } = await exportCases(node, callerFor(agency.id, purpose ?? 'statistics'), {
    format,
    values: options.labels ? 'labels' : 'codes',
    identity: !options.withoutIdentity,
  })
  writeFileSync(options.out, bytes, { mode: 0o600 })
  console.log(
    `${cases.toLocaleString('en')} ${cases === 1 ? 'case' : 'cases'} of ${agency.name} written to ${options.out}, ${options.withoutIdentity ? 'without' : 'with'} identity.`,
  )
}

/** Whoever works at the command line of the node acts for an agency with a coordinator's rights; the ledger says so. */
const callerFor = (agencyId: string, purpose: Purpose): Caller => ({
  ...nodeCaller(purpose, agencyId),
  roles: ['coordinator'],
})

/**
 * @throws Error in one sentence that names the agencies there are
 */
async function findAgency(
  database: Database,
  wanted: string | undefined,
): Promise<{ id: string; name: string }> {
  const { rows } = await database.maintain(db =>
    sql<{ id: string; name: string }>`select id, name from access.agency_directory
      where closed_on is null order by name`.execute(db),
  )
  if (rows.length === 0)
    throw new Error(
      'This node has no agency yet that cases could belong to. Found one first: palermo agency --help',
    )
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  const found =
    wanted === undefined ? rows : rows.filter(a => a.id === plain(wanted) || plain(a.name) === plain(wanted))
  if (found.length === 1) return found[0]!
  const names = rows.map(a => `  ${a.name} (${a.id})`).join('\n')
  throw new Error(
    wanted === undefined
      ? `Say with --agency to which of these the cases belong:\n${names}`
      : `There is ${found.length === 0 ? 'no agency' : 'more than one agency'} “${wanted}”; choose one of these by its id:\n${names}`,
  )
}

function readChoices(path: string): MappingChoices {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new Error(`The mapping ${path} cannot be read; check its name and folder.`)
  }
  try {
    const given = JSON.parse(text) as MappingChoices & { columns?: unknown }
    // What --show-columns --json prints is taken as well.
    if (Array.isArray(given.columns))
      return {
        ...given,
        columns: Object.fromEntries(
          (given.columns as { column: number; target: string | null }[]).map(c => [
            columnLetters(c.column),
            c.target,
          ]),
        ),
      }
    return given
  } catch {
    throw new Error(`The mapping ${path} is not valid JSON; write {"columns": {"H": "person.gender"}}.`)
  }
}

/** The command of that name, made when another room has not yet made it. */
function under(program: Command, name: string, description: string): Command {
  return program.commands.find(c => c.name() === name) ?? program.command(name).description(description)
}
