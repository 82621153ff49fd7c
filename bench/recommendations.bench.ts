import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { readReport } from '#capabilities/recommendations/reading/read-report.ts'
import { readFile } from '#capabilities/recommendations/reports.store.ts'

const shared = join(import.meta.dirname, '../../shared/reports')

/** Parses the five real reports, and texts that mean harm. Search has a benchmark of its own. */
export async function bench(): Promise<void> {
  parsing()
  hostile()
}

const coldRuns = 7

/** Parses the five reports in fresh processes, each for the first time, and then again and again in this one. */
function parsing(): void {
  if (!existsSync(shared)) {
    console.log('The five reports are not here; parsing is not measured.')
    return
  }
  const script = join(import.meta.dirname, '../capabilities/recommendations/bench/parse-once.ts')
  const cold = Array.from({ length: coldRuns }, () =>
    JSON.parse(
      execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, shared], {
        encoding: 'utf8',
      }),
    ),
  ) as { reports: number; characters: number; atoms: number; milliseconds: number; processor: number }[]
  const files = readdirSync(shared)
    .filter(name => name.endsWith('.txt'))
    .map(name => readFileSync(join(shared, name)))
  const warm: number[] = []
  for (let round = 0; round < 21; round++) {
    const from = performance.now()
    for (const bytes of files) readFile(bytes)
    warm.push(performance.now() - from)
  }
  const [first] = cold
  const [load] = loadavg()
  console.log(
    `parse ${first!.reports} reports (${first!.characters} characters, ${first!.atoms} atoms); goal 300 ms; load of the machine ${load!.toFixed(1)}`,
  )
  console.log(`  cold, ${coldRuns} fresh processes: ${spread(cold.map(run => run.milliseconds))}`)
  console.log(`  cold, time of the processor alone: ${spread(cold.map(run => run.processor))}`)
  console.log(`  warm, ${warm.length - 1} rounds: ${spread(warm.slice(1))}`)
}

const hostilePieces = [
  '(see paras. ',
  '*[a](',
  'that should, ',
  'recommended that ',
  '1. a\n',
  '\n\f12\n',
  '\n\n(a) x',
]

/** Ten million characters of marks without their texts: the time grows with the length, not with its square. */
function hostile(): void {
  console.log('hostile texts, time of the processor for 2.5 and 10 million characters:')
  for (const piece of hostilePieces) {
    const [quarter, whole] = [2_500_000, 9_900_000].map(characters => {
      const text = `I. Recommendations\n\n1. States parties should act. ${piece.repeat(characters / piece.length)}`
      const before = process.cpuUsage()
      readReport(text)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6
    })
    console.log(
      `  ${JSON.stringify(piece)}: ${quarter!.toFixed(1)} s, ${whole!.toFixed(1)} s (${(whole! / quarter!).toFixed(1)} times for 4 times the length)`,
    )
  }
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`
}
