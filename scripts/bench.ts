import { globSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// Runs every bench/*.bench.ts of the project, or those whose path contains one of the words given.
const root = join(import.meta.dirname, '..')
const { positionals } = parseArgs({ allowPositionals: true })
const files = globSync('**/bench/*.bench.ts', { cwd: root, exclude: ['node_modules/**', 'dist/**'] })
  .sort()
  .filter(file => positionals.length === 0 || positionals.some(word => file.includes(word)))
if (files.length === 0) {
  console.error(`No benchmark has “${positionals.join(' ')}” in its path.`)
  process.exit(1)
}
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
console.log(
  `machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}`,
)
console.log(
  `versions: node ${process.version}, ${['@electric-sql/pglite', 'pg', '@duckdb/node-api', 'fastify'].map(name => `${name} ${dependencies[name]}`).join(', ')}`,
)
for (const file of files) {
  console.log(`\n── ${file}`)
  const { bench } = (await import(join(root, file))) as { bench: () => Promise<void> }
  await bench()
}
process.exit(0)
