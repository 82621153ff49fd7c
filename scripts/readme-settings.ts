import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationTable } from '#platform/configuration/configuration.ts'

const readme = join(import.meta.dirname, '../README.md')
const between = /(<!-- settings -->\n)[\s\S]*(<!-- \/settings -->)/

/** The README with its table of settings as the configuration reads them. */
export function readmeWithSettings(): string {
  const rows = configurationTable.map(s => `| \`${s.name}\` | ${s.default} | ${s.meaning} |`)
  const table = ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
  return readFileSync(readme, 'utf8').replace(between, `$1${table}\n$2`)
}

if (import.meta.main) writeFileSync(readme, readmeWithSettings())
