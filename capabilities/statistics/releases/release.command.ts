import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import type { CommandGround, WithNode } from '../statistics.commands.ts'
import { type ReleaseWish, releaseName } from './release.rules.ts'
import { freeze, getInside, listReleases, protect, type Release, runAudit, verify } from './release.store.ts'

const lists = factCodelists(codelists)
const node = nodeCaller('statistics')

/** Adds `statistics release make | list | show | verify`. Publishing takes two persons and is done on the screen. */
export function addReleaseCommands(group: Command, ground: CommandGround, withNode: WithNode): void {
  const release = group
    .command('release')
    .description('Releases of this node: freeze, protect and audit one; list, show, make again.')

  release
    .command('make')
    .description('Freeze the facts, protect and audit them; a person publishes the result on the screen.')
    .argument(
      '<file>',
      'JSON: title, kind, tables (title, dimensions), thresholds (public, internal), method (withhold or round)',
    )
    .option('--json', 'print the audit as JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      const wish = await readWishFile(file)
      await withNode(async ({ database }) => {
        const id = await freeze(database, node, wish, { id: randomUUID(), actId: randomUUID() }).catch(said)
        ground.complain('Frozen. Protecting …')
        const underway = () => ({ progress: tellQuarters(ground) })
        await protect(database, node, id, randomUUID(), lists, underway()).catch(said)
        ground.complain('Protected. Auditing …')
        const report = await runAudit(database, node, id, randomUUID(), lists, underway())
        const made = await named(database, id)
        if (options.json) ground.print(JSON.stringify({ release: nameOf(made), ...report }, null, 2))
        else ground.print(`Release ${nameOf(made)}: ${report.public.sentence}`)
        if (!report.safe) ground.fail()
      })
    })

  release
    .command('list')
    .description('All releases of this node, the newest first.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withNode(async ({ database }) => {
        const releases = await database.read(node, tx => listReleases(tx))
        if (options.json) ground.print(JSON.stringify(releases, null, 2))
        else if (releases.length === 0) ground.print('There are no releases yet.')
        else for (const one of releases) ground.print(`${nameOf(one)}\t${one.status}\t${one.title}`)
      }),
    )

  release
    .command('show')
    .description('What a release says to the public, byte for byte.')
    .argument('<number>', 'such as 2026-1, or "2026-1 rev. 2"')
    .action((number: string) =>
      withNode(async ({ database }) => {
        const { id } = await named(database, number)
        const { publicText } = await database.read(node, tx => getInside(tx, id))
        if (publicText === null)
          throw new Error(`Release ${number} is not protected yet; there is nothing to show.`)
        ground.print(publicText.trimEnd())
      }),
    )

  release
    .command('verify')
    .description('Make a release again from what was frozen, compare it byte for byte, and audit it again.')
    .argument('<number>', 'such as 2026-1, or "2026-1 rev. 2"')
    .option('--json', 'print JSON')
    .action((number: string, options: { json?: boolean }) =>
      withNode(async ({ database }) => {
        const { id, publicHash } = await named(database, number)
        if (publicHash === null)
          throw new Error(`Release ${number} is not protected yet; there is nothing to compare.`)
        const found = await database.read(node, tx => verify(tx, id, lists))
        if (options.json) ground.print(JSON.stringify(found, null, 2))
        else
          ground.print(
            found.sameBytes && found.safe
              ? `Release ${found.name} was made again byte for byte (SHA-256 ${found.publicHash}), and the audit finds nothing.`
              : `Release ${found.name} ${found.sameBytes ? 'was made again, but the audit finds a leak' : found.sameCode ? 'came out different: what is kept was changed' : 'came out different: it was made by another version of the code'}.`,
          )
        if (!found.sameBytes || !found.safe) ground.fail()
      }),
    )
}

/** One line for each quarter of a long piece of work. */
function tellQuarters(ground: CommandGround): (part: number) => void {
  let told = 0
  return part => {
    const quarter = Math.floor(part * 4)
    if (quarter <= told) return
    told = quarter
    ground.complain(`  ${quarter * 25} %`)
  }
}

const nameOf = (release: Release) => releaseName(release.number, release.revision)

/** @throws Error in one sentence when there is none */
async function named(database: Database, wanted: string): Promise<Release> {
  const releases = await database.read(node, tx => listReleases(tx))
  const found = releases.find(one => one.id === wanted || nameOf(one) === wanted)
  if (!found) throw new Error(`There is no release ${wanted}; “palermo statistics release list” names them.`)
  return found
}

async function readWishFile(file: string): Promise<ReleaseWish> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no file ${file} that can be read; give the path of a JSON file.`)
  })
  let wish: Partial<ReleaseWish>
  try {
    wish = JSON.parse(text) as Partial<ReleaseWish>
  } catch {
    throw new Error(`${file} is not JSON; write {"title": …, "kind": "victim", "tables": […]}.`)
  }
  if (typeof wish?.title !== 'string' || !Array.isArray(wish.tables))
    throw new Error(
      `${file} names no title or no tables; write {"title": …, "kind": "victim", "tables": […]}.`,
    )
  return {
    title: wish.title,
    kind: wish.kind ?? 'victim',
    tables: wish.tables.map(table => ({
      title: table.title ?? table.dimensions.join(', '),
      dimensions: table.dimensions ?? [],
    })),
    thresholds: wish.thresholds ?? { public: 5, internal: 5 },
    ...(wish.method !== undefined && { method: wish.method }),
  }
}

function said(error: unknown): never {
  if (error instanceof Invalid) throw new Error(error.problems.map(p => `${p.what} ${p.remedy}`).join('\n'))
  throw error
}
