import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One stage of the tests: a command, and how many checks it stands for when it prints no count of its own. */
interface Stage {
  name: string
  command: string[]
  vitest?: boolean
}

const report = join(mkdtempSync(join(tmpdir(), 'palermo-test-')), 'report.json')
const vitest = (name: string, ...args: string[]): Stage => ({
  name,
  vitest: true,
  command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
})
const fast: Stage[] = [
  { name: 'types of the pure rooms', command: ['tsc', '-p', 'tsconfig.pure.json'] },
  { name: 'types of the server', command: ['tsc', '-p', 'tsconfig.server.json'] },
  { name: 'types of the web application', command: ['tsc', '-p', 'tsconfig.web.json'] },
  { name: 'types of the browser tests', command: ['tsc', '-p', 'tsconfig.browser.json'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'import rules', command: ['node', 'scripts/boundaries.ts'] },
]
/** Tests that open no database, no server and no browser: those that say nothing of one. */
function unitTests(): string[] {
  const opens =
    /support\/(database|server|postgres|node)|folder: 'memory'|playwright|node-process|apps\/demo|generate\.ts'/
  return globSync('{kernel,platform,capabilities,standards,locales,apps,test}/**/*.test.ts')
    .filter(file => !/\.(pg|browser)\.test\.ts$/.test(file) && !file.startsWith('apps/demo'))
    .filter(file => !opens.test(readFileSync(file, 'utf8')))
}
const stages: Stage[] =
  process.argv[2] === 'fast'
    ? [...fast, vitest('unit', ...unitTests())]
    : [
        ...fast,
        { name: 'unused code and packages', command: ['knip'] },
        { name: 'web application', command: ['node', 'scripts/build-web.ts'] },
        vitest('everything'),
      ]

let passed = 0
let failed = 0
for (const stage of stages) {
  const begun = performance.now()
  console.log(`\n── ${stage.name}`)
  const code = await run(stage.command)
  if (stage.vitest) count(code)
  else if (code === 0) passed++
  else failed++
  console.log(
    `── ${stage.name}: ${code === 0 ? 'passed' : 'FAILED'}, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function run(command: string[]): Promise<number> {
  return new Promise(resolve => {
    spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', error => {
        console.error(error.message)
        resolve(1)
      })
      .on('close', code => resolve(code ?? 1))
  })
}

/** Adds up what vitest reports; a run that breaks off without a report is a failure. */
function count(code: number) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numFailedTestSuites: number
    }
    passed += result.numPassedTests
    failed += Math.max(result.numFailedTests, code === 0 ? 0 : 1)
    rmSync(report)
  } catch {
    failed++
  }
}
