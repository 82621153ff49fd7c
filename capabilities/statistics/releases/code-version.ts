import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { dimensions } from '../statistics.entity.ts'

const statistics = join(import.meta.dirname, '..')

let known: string | undefined

/**
 * The code that makes releases: Palermo's version, and the first digits of the SHA-256 of every file that takes part, of
 * the solver's version, and of the lists that order codes. It is read off the files themselves, so a copy without its
 * history says the same.
 */
export function codeVersion(): string {
  known ??= worked()
  return known
}

function worked(): string {
  const hash = createHash('sha256')
  const files = [
    'disclosure/**/*.ts',
    'releases/*.ts',
    'statistics.entity.ts',
    'fact.rules.ts',
    'fact.codelists.ts',
  ]
    .flatMap(pattern => globSync(pattern, { cwd: statistics }))
    .filter(
      file =>
        !/\.(test|examples|command|routes|store|acts|jobs|policy)\.ts$|in-thread|-thread|picture|release-files|release-labels/.test(
          file,
        ),
    )
    .sort()
  for (const file of files)
    hash
      .update(file)
      .update('\u0000')
      .update(readFileSync(join(statistics, file)))
  const { version, dependencies } = JSON.parse(
    readFileSync(join(statistics, '../../package.json'), 'utf8'),
  ) as { version: string; dependencies: Record<string, string> }
  hash.update(`highs ${dependencies.highs}`)
  const lists = factCodelists(codelists)
  for (const { list } of dimensions)
    if (list) hash.update(JSON.stringify([list, lists.get(list).codes.map(c => c.code)]))
  return `${version}+${hash.digest('hex').slice(0, 12)}`
}
