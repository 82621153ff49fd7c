import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { type AgencyKind, nodeCaller, type Role, roles } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read } from '#platform/database/transaction.ts'
import { Invalid } from '#platform/http/refusals.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { type Compared, checkReturn } from './checks.rules.ts'
import { sentence } from './checks.words.ts'
import { findOwed } from './overview.store.ts'
import type { ReturnPlace } from './return.acts.ts'
import { emptyContent, type ReturnContent, sendingRoles } from './return.entity.ts'
import { comparedWith, definitionFor, getReturn, save } from './return.store.ts'
import { readReturnFile, returnCsv, returnXlsx } from './sheet-file.ts'
import { readTables } from './tables.store.ts'

const node = nodeCaller('statistics')

interface PlaceOptions {
  agency: string
  table: string
  period: string
}

/** Adds `statistics returns`: what is owed, empty sheets, checking a filled-in one, and keeping it as a draft. */
export function addReturnCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  const returns = group
    .command('returns')
    .description(
      'Counted tables that agencies owe: who is late, empty sheets, checking and keeping filled-in ones.',
    )

  returns
    .command('list')
    .description('What every agency owes, and where each return stands.')
    .option('--late', 'only what is late')
    .option('--json', 'print JSON')
    .action((options: { late?: boolean; json?: boolean }) =>
      withNode(async ({ database }) => {
        const all = await database.read(node, tx => findOwed(tx))
        const owed = options.late ? all.filter(o => o.lateDays > 0) : all
        if (options.json) return ground.print(JSON.stringify(owed, null, 2))
        if (owed.length === 0)
          return ground.print(options.late ? 'No return is late.' : 'No agency of this node owes a return.')
        for (const o of owed)
          ground.print(
            [
              o.agency,
              o.tableId,
              o.period,
              o.lateDays > 0 ? `late by ${o.lateDays} days` : stateWords[o.state],
              `due ${o.dueOn}`,
            ].join('\t'),
          )
      }),
    )

  withPlace(returns.command('template'))
    .description('The sheet of a return, with what is filled in so far, as XLSX or CSV.')
    .requiredOption('--out <file>', 'where to write it: a name that ends in .xlsx or .csv')
    .action((options: PlaceOptions & { out: string }) =>
      withNode(async ({ database }) => {
        const ending = /\.(xlsx|csv)$/i.exec(options.out)?.[1]?.toLowerCase()
        if (!ending) throw new Error(`${options.out} ends in neither .xlsx nor .csv; name the file so.`)
        const { definition, of, content } = await database.read(node, async tx => {
          const place = await placeOf(tx, options)
          const one = await getReturn(tx, place)
          const definition = definitionFor(await readTables(tx), place)
          return {
            definition,
            of: { ...place, version: definition.version, agency: one.agency },
            content: one.revisions[0]?.content ?? emptyContent(),
          }
        })
        await writeFile(
          options.out,
          ending === 'csv'
            ? returnCsv(definition, of, content, 'en')
            : returnXlsx(definition, of, content, 'en', database.clock()),
        )
        ground.print(`${options.out} is the sheet of ${of.tableId} for ${of.period}, ${of.agency}.`)
      }).catch(said),
    )

  withPlace(returns.command('check').argument('<file>', 'the filled-in sheet, XLSX or CSV'))
    .description('Say everything that is wrong or unlikely in a filled-in sheet; nothing is kept.')
    .option('--json', 'print JSON')
    .action((file: string, options: PlaceOptions & { json?: boolean }) =>
      withNode(async ({ database }) => {
        const { definition, content, compared } = await readFiled(database, file, options)
        const checks = checkReturn(definition, content, compared.before, compared.beside)
        const found = checks.map(check => ({ severity: check.severity, ...sentence(check, definition) }))
        if (options.json) ground.print(JSON.stringify({ checks: found, content }, null, 2))
        else if (found.length === 0) ground.print(`${file} adds up; nothing looks unlikely.`)
        else
          for (const { severity, where, what, remedy } of found)
            ground.print(`${severity}\t${where}: ${what} ${remedy}`)
        if (found.some(f => f.severity === 'error')) ground.fail()
      }).catch(said),
    )

  withPlace(returns.command('import').argument('<file>', 'the filled-in sheet, XLSX or CSV'))
    .description('Keep a filled-in sheet as the draft of its agency, who looks it over and sends it.')
    .requiredOption(
      '--as <account>',
      'e-mail of somebody of the agency who fills in, in whose name it is kept',
    )
    .action((file: string, options: PlaceOptions & { as: string }) =>
      withNode(async ({ database }) => {
        const { content, place } = await readFiled(database, file, options)
        const caller = await callerOf(database, options.as, place.agencyId)
        const { version } = await database.read(caller, tx => getReturn(tx, place))
        await database.write(caller, tx =>
          save(tx, { ...place, content, expectedVersion: version, actId: randomUUID() }),
        )
        ground.print(
          `${file} is kept as the draft of ${place.tableId} for ${place.period}. Somebody of the agency looks it over and sends it.`,
        )
      }).catch(said),
    )

  returns
    .command('table')
    .description('The definition of a table, as data.')
    .argument('<table>', 'its id, such as persons-suspected')
    .action((id: string) =>
      withNode(async ({ database }) => {
        const { newest } = await database.read(node, readTables)
        const found = newest.find(d => d.id === id)
        if (!found)
          throw new Error(`There is no table ${id}; there are: ${newest.map(d => d.id).join(', ')}.`)
        ground.print(JSON.stringify(found, null, 2))
      }),
    )
}

const stateWords = {
  none: 'not begun',
  draft: 'begun',
  sent: 'waits for a decision',
  asked: 'sent back with a question',
  accepted: 'accepted',
} as const

const withPlace = (command: Command): Command =>
  command
    .requiredOption('--agency <name>', 'name or id of the agency')
    .requiredOption('--table <id>', 'the table, such as persons-suspected')
    .requiredOption('--period <period>', 'such as 2025, 2025-S1 or 2025-Q3')

/** @throws Error in one sentence when there is no such agency or table, or several agencies of that name */
async function placeOf(tx: Read, { agency, table, period }: PlaceOptions): Promise<ReturnPlace> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from access.agency_directory
    where id::text = ${agency.toLowerCase()} or lower(name) = ${agency.toLowerCase()}`.execute(tx.db)
  if (rows.length !== 1)
    throw new Error(
      rows.length === 0
        ? `There is no agency “${agency}”; “palermo statistics returns list” names them.`
        : `Several agencies are called “${agency}”; give the id of one.`,
    )
  const book = await readTables(tx)
  if (!book.newest.some(d => d.id === table))
    throw new Error(`There is no table “${table}”; there are: ${book.newest.map(d => d.id).join(', ')}.`)
  if (!book.at(table, period)) throw new Error(`The table ${table} was not yet owed for “${period}”.`)
  return { agencyId: rows[0]!.id, tableId: table, period }
}

async function readFiled(database: Database, file: string, options: PlaceOptions) {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`There is no file ${file} that can be read; give the path of a sheet.`)
  })
  const { definition, of, place, compared } = await database.read(node, async tx => {
    const place = await placeOf(tx, options)
    const book = await readTables(tx)
    const definition = definitionFor(book, place)
    const { agency } = await getReturn(tx, place)
    return {
      definition,
      place,
      of: { ...place, version: definition.version, agency },
      compared: (await comparedWith(tx, place, book)) as {
        before: Compared | undefined
        beside: Map<string, Compared>
      },
    }
  })
  const read = await readReturnFile(bytes, definition, of)
  if (!read.ok)
    throw new Error(read.problems.map(p => `${file}, ${p.where}: ${p.what} ${p.remedy}`).join('\n'))
  const content: ReturnContent = read.value
  return { definition, content, place, compared }
}

/** Somebody of the agency, as the roles that she holds there. @throws Error in one sentence */
async function callerOf(database: Database, email: string, agencyId: string) {
  const rows = await database.maintain(async db => {
    const found = await sql<{ id: string; role: Role; kind: AgencyKind }>`
      select u.id, m.role, d.kind from accounts."user" u
      join access.membership m on m.user_id = u.id and m.agency_id = ${agencyId}
      join access.agency_directory d on d.id = m.agency_id
      where u.email = ${email.toLowerCase()} and u.locked_at is null`.execute(db)
    return found.rows
  })
  if (rows.length === 0)
    throw new Error(
      `${email} works in no agency of that name; name an account of the agency (${sendingRoles.join(', ')}).`,
    )
  const held = roles.filter(role => rows.some(r => r.role === role))
  return {
    userId: rows[0]!.id,
    agencyId,
    agencyKind: rows[0]!.kind,
    roles: held,
    purpose: purposesOfRole[held[0]!][0],
    // Nobody showed a second factor at the machine.
    strong: false,
  }
}

function said(error: unknown): never {
  if (error instanceof Invalid) throw new Error(error.problems.map(p => `${p.what} ${p.remedy}`).join('\n'))
  throw error
}
