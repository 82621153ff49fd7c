import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')
const report = join(mkdtempSync(join(tmpdir(), 'palermo-cli-')), 'report.txt')
writeFileSync(report, `Recommendations\n\n${'1. States parties should act.\n\n'.repeat(3000)}`)
const parse = [main, 'recommendations', 'parse', report, '--json']

it('ends quietly when its reader has seen enough', async () => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...parse])
  child.stdout.once('data', () => child.stdout.destroy())
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(complaint).toBe('')
  expect(code).toBe(0)
})

it.runIf(existsSync('/dev/full'))('says in one sentence that the output has no room', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...parse],
    { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' },
  )
  expect(stderr).toMatch(/^The output could not be written: .+\n$/)
  expect(status).toBe(1)
})
