import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const statistics = join(import.meta.dirname, '..')

let known: string | undefined

/** The code that makes releases: Palermo's version, and the first digits of the SHA-256 of every file that takes part. */
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
  const { version } = JSON.parse(readFileSync(join(statistics, '../../package.json'), 'utf8')) as {
    version: string
  }
  return `${version}+${hash.digest('hex').slice(0, 12)}`
}
