import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReport } from '../reading/read-report.ts'

// Reads every report of a folder once and says what it took: run in a process of its own, it measures a cold start.
const folder = process.argv[2]!
const texts = readdirSync(folder)
  .filter(name => name.endsWith('.txt'))
  .map(name => readFileSync(join(folder, name), 'utf8'))
const begun = performance.now()
const before = process.cpuUsage()
let atoms = 0
for (const text of texts) {
  const reading = readReport(text)
  if (reading.ok) atoms += reading.report.atoms.length
}
const { user, system } = process.cpuUsage(before)
const characters = texts.reduce((sum, text) => sum + text.length, 0)
console.log(
  JSON.stringify({
    reports: texts.length,
    characters,
    atoms,
    milliseconds: performance.now() - begun,
    processor: (user + system) / 1000,
  }),
)
