import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FactKind } from '../statistics.entity.ts'
import type { FactColumns } from './fact-columns.ts'
import { ColumnFolder } from './folder.ts'
import { partsOf, writeCodesFile, writePart } from './parquet.ts'
import { sqlColumns } from './question.sql.ts'

/** What stands beside facts that were taken out. */
export interface TakenFacts {
  asOf: string
  facts: Record<FactKind, number>
  columns: string[]
  files: { file: string; rows: number; sha256: string }[]
}

/** The folder in which facts are gathered before they get their name. */
export const gatheringFolder = (out: string) => `${resolve(out)}.part`

/**
 * Refuses a place where something is already.
 * @throws Error in one sentence
 */
export function checkPlace(out: string): void {
  if (existsSync(out) && (!statSync(out).isDirectory() || readdirSync(out).length > 0))
    throw new Error(`There is something at ${out} already; name a folder that does not exist yet.`)
}

/**
 * Writes facts as a folder that any engine reads: `facts/` and `codes/` with Parquet files, and `facts.json` beside
 * them. Facts carry no id. The folder has its name only when all of it is there.
 * @param columns opened in the gathering folder of `out`
 */
export async function takeOut(columns: FactColumns, out: string, asOf: Date): Promise<TakenFacts> {
  const folder = gatheringFolder(out)
  const years = columns.dictionaries.get('year')!.values
  const taken = await columns.engine.snapshot(async connection => {
    const files = [await writeCodesFile(connection, new ColumnFolder(join(folder, 'codes')), '')]
    const place = new ColumnFolder(join(folder, 'facts'))
    for (const part of await partsOf(connection))
      files.push(
        await writePart(connection, place, part, years[part.year]![0] ?? 'unknown', {
          suffix: '',
          ids: false,
          order: columns.sortOrder,
        }),
      )
    return files
  })
  const told: TakenFacts = {
    asOf: asOf.toISOString(),
    facts: await columns.sizes(),
    columns: ['kind', ...sqlColumns],
    files: taken.map(({ file, rows, sha256 }, i) => ({
      file: `${i === 0 ? 'codes' : 'facts'}/${file}`,
      rows,
      sha256,
    })),
  }
  writeFileSync(join(folder, 'facts.json'), `${JSON.stringify(told, null, 1)}\n`, { mode: 0o600 })
  rmSync(join(folder, `spill-${process.pid}`), { recursive: true, force: true })
  rmSync(out, { recursive: true, force: true })
  renameSync(folder, out)
  return told
}
