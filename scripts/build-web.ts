import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const stamp = join(root, 'dist/web/.built-from')
const sources = [
  'apps/web/**/*',
  'platform/screens/**/*',
  'capabilities/**/screens/**/*',
  'capabilities/**/*.{entity,rules,policy,document}.ts',
  'kernel/**/*',
  'locales/**/*.json',
  'package-lock.json',
]

/** Hash of everything that the web application is built from. */
function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of sources
    .flatMap(pattern => globSync(pattern, { cwd: root, withFileTypes: true }))
    .filter(f => f.isFile())
    .map(f => join(f.parentPath, f.name))
    .sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

/** Builds the web application unless what was built last came from the same sources. */
export async function buildWeb(): Promise<'built' | 'current'> {
  const wanted = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'current'
  console.log('Building the web application …')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'apps/web/vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stamp, wanted)
  return 'built'
}

if (import.meta.main) await buildWeb()
