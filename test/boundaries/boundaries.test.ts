import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkBoundaries, rooms } from '../../scripts/boundaries.ts'

const project = process.cwd()
let folder = ''
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }))

/** A small house with the given files, beside the real packages. */
async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  folder = mkdtempSync(join(tmpdir(), 'palermo-boundaries-'))
  const house = {
    'kernel/a.ts': 'export const a = 1',
    'platform/database/b.ts': "import { readFileSync } from 'node:fs'\nexport const b = readFileSync",
    'platform/screens/text.ts': 'export const text = 1',
    'capabilities/one/public.ts': 'export const one = 1',
    'capabilities/one/inner.ts': 'export const inner = 1',
    'capabilities/two/public.ts': 'export const two = 2',
    'capabilities/two/screens/page.tsx': 'export const page = 1',
    'standards/c.ts': 'export const c = 1',
    'apps/cli/main.ts': 'export const main = 1',
    ...files,
  }
  for (const [name, text] of Object.entries(house)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  return [...new Set((await checkBoundaries(rooms, folder)).map(v => v.rule))]
}

describe('the import rules', () => {
  it('are kept by a house in order', async () => {
    expect(await rulesBrokenBy({})).toEqual([])
  })
  it.each([
    [
      '1-direction',
      { 'platform/x.ts': "import { one } from '../capabilities/one/public.ts'\nexport const x = one" },
    ],
    [
      '1-direction',
      {
        'platform/x.ts':
          "import type { one } from '../capabilities/one/public.ts'\nexport type x = typeof one",
      },
    ],
    [
      '2-front-door',
      { 'capabilities/two/x.ts': "import { inner } from '../one/inner.ts'\nexport const x = inner" },
    ],
    [
      '3-kernel-is-pure',
      { 'kernel/x.ts': "import { readFileSync } from 'node:fs'\nexport const x = readFileSync" },
    ],
    [
      '4-nobody-imports-apps',
      { 'capabilities/two/x.ts': "import { main } from '../../apps/cli/main.ts'\nexport const x = main" },
    ],
    [
      '5-browser-safe',
      {
        'capabilities/two/screens/x.tsx':
          "import { b } from '../../../platform/database/b.ts'\nexport const x = b",
      },
    ],
    [
      '5-browser-safe',
      {
        'capabilities/two/middle.ts':
          "import { b } from '../../platform/database/b.ts'\nexport const middle = b",
        'capabilities/two/screens/x.tsx': "import { middle } from '../middle.ts'\nexport const x = middle",
      },
    ],
    [
      '6-resolvable',
      { 'capabilities/two/x.ts': "import { nothing } from './nowhere.ts'\nexport const x = nothing" },
    ],
  ])('turn red: %s (case %#)', async (rule, files) => {
    expect(await rulesBrokenBy(files as Record<string, string>)).toContain(rule)
  })
})
