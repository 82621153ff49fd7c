import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { rowsOfCsv } from './capture-csv.ts'
import { listsMax } from './capture-table.ts'
import { keyBytesMin, overlapOfLists, pseudonymOf } from './pseudonyms.ts'

interface Ground {
  print(text: string): void
}

/** Adds `palermo statistics pseudonyms` and `overlap`: how agencies count what their lists share without showing names. */
export function addOverlapCommands(group: Command, ground: Ground): void {
  group
    .command('pseudonyms')
    .description('Turn a list of people into keyed pseudonyms, to be counted with those of other agencies.')
    .argument('<file>', 'CSV with a header, one row per person')
    .requiredOption('--columns <a,b>', 'what people are matched by, in the same order in every agency')
    .requiredOption('--key <file>', 'the secret that the agencies share, at least 16 bytes')
    .requiredOption('--out <file>', 'where the pseudonyms go, one a line and in an order of their own')
    .action(async (file: string, options: { columns: string; key: string; out: string }) => {
      const key = await readBytes(options.key)
      if (key.length < keyBytesMin)
        throw new Error(
          `The key has ${key.length} bytes and could be guessed: make one of at least ${keyBytesMin} random bytes.`,
        )
      const [header = [], ...rows] = rowsOfCsv((await readBytes(file)).toString())
      const places = options.columns.split(',').map(name => placeOf(header, name.trim()))
      const found = rows.map(row =>
        pseudonymOf(
          key,
          places.map(at => row[at] ?? ''),
        ),
      )
      const pseudonyms = new Set(found.filter(p => p !== undefined))
      await write(options.out, [...pseudonyms].sort())
      const lacking = found.filter(p => p === undefined).length
      ground.print(
        `${pseudonyms.size} people as pseudonyms in ${options.out}${lacking > 0 ? `; ${lacking} rows lack a value and were left out` : ''}.`,
      )
    })
  group
    .command('overlap')
    .description('Count how lists of pseudonyms overlap, for `statistics estimate`.')
    .argument('<files...>', 'one file of pseudonyms for each agency; its name becomes the name of the list')
    .requiredOption('--out <file>', 'where the counts go, as CSV')
    .action(async (files: string[], options: { out: string }) => {
      if (files.length > listsMax)
        throw new Error(`At most ${listsMax} lists can be counted together: merge like agencies.`)
      const lists = []
      for (const file of files) {
        const lines = (await readBytes(file)).toString().split(/\r?\n/).filter(Boolean)
        const strange = lines.findIndex(line => !/^[0-9a-f]{32}$/.test(line))
        if (strange >= 0)
          throw new Error(
            `${file}, line ${strange + 1} is not a pseudonym: make the file with “palermo statistics pseudonyms”.`,
          )
        lists.push({ name: basename(file, extname(file)).replace(/[",]/g, ' '), pseudonyms: lines })
      }
      const table = overlapOfLists(lists)
      await write(options.out, [
        [...table.lists, 'count'].join(','),
        ...table.histories.map(({ on, count }) => [...on, count].join(',')),
      ])
      ground.print(`${table.histories.length} histories of ${table.lists.length} lists in ${options.out}.`)
    })
}

function placeOf(header: readonly string[], name: string): number {
  const at = header.findIndex(one => one.trim() === name)
  if (at < 0) throw new Error(`There is no column “${name}”: name columns of the header.`)
  return at
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch {
    throw new Error(`${file} cannot be read: give the path of a file that is there and that you may read.`)
  }
}

async function write(file: string, lines: readonly string[]): Promise<void> {
  try {
    // Readable by its owner alone: pseudonyms are worth guarding, too.
    await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  } catch {
    throw new Error(
      `${file} cannot be written: give a path in a folder that is there and that you may write to.`,
    )
  }
}
