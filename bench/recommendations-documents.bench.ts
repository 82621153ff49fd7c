import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAkn } from '#capabilities/recommendations/akoma-ntoso/read-akn.ts'
import { writeAkn } from '#capabilities/recommendations/akoma-ntoso/write-akn.ts'
import { buildCompilation } from '#capabilities/recommendations/documents/compilation.ts'
import { paperOfCompilation } from '#capabilities/recommendations/documents/paper.ts'
import { paperAsPdf } from '#capabilities/recommendations/documents/pdf.ts'
import { paperAsWord } from '#capabilities/recommendations/documents/word.ts'
import { readReport } from '#capabilities/recommendations/reading/read-report.ts'

const shared = join(import.meta.dirname, '../../shared/reports')
const rounds = 7
const printing = { issuedAt: '2026-01-02T03:04:05.000Z' }

/** The five reports to Akoma Ntoso and back, and their compilation as Word and PDF. */
export async function bench(): Promise<void> {
  if (!existsSync(shared)) {
    console.log('The five reports are not here; nothing is measured.')
    return
  }
  const texts = readdirSync(shared)
    .filter(name => name.endsWith('.txt'))
    .map(name => readFileSync(join(shared, name), 'utf8'))
  const read = texts.flatMap(text => {
    const reading = readReport(text)
    return reading.ok ? [{ text, report: reading.report }] : []
  })
  const reports = read.map(({ report }) => report)
  const written = read.map(({ text, report }) => writeAkn(report, text, '2026-01-02'))
  const paper = paperOfCompilation(buildCompilation(reports))
  const works: [string, () => unknown][] = [
    [
      'five reports written as Akoma Ntoso',
      () => read.map(({ text, report }) => writeAkn(report, text, '2026-01-02')),
    ],
    ['five reports read from Akoma Ntoso', () => written.map(readAkn)],
    ['compilation built', () => buildCompilation(reports)],
    ['compilation as Word', () => paperAsWord(paper, printing)],
    ['compilation as PDF', () => paperAsPdf(paper, printing)],
  ]
  for (const [what, work] of works) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const from = performance.now()
      await work()
      times.push(performance.now() - from)
    }
    times.sort((a, b) => a - b)
    console.log(
      `${what}: median ${times[rounds >> 1]!.toFixed(0)} ms, slowest ${times.at(-1)!.toFixed(0)} ms`,
    )
  }
}
