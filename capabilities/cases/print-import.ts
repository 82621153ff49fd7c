import type { DryRun } from './import/dry-run.ts'
import type { ImportMapping, LayoutId } from './import/import-mapping.ts'
import { columnLetters, type ImportProblem } from './import/import-problem.ts'
import type { ImportResult } from './import-cases.ts'
import type { ImportCounts } from './imports.acts.ts'

const layoutNames: Record<LayoutId, string> = {
  htcds: 'a table of the Human Trafficking Case Data Standard 2.0',
  'ctdc-27': 'a case table of the CTDC with 27 columns',
  'ctdc-2020': 'a case table of the CTDC of 2020',
  unknown: 'a table of its own kind',
}
const count = (n: number) => n.toLocaleString('en')
const of = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`
const shownMax = 50

/** Where each column goes, as a table for people. */
export function printColumns(mapping: ImportMapping): void {
  console.log(`Recognised as ${layoutNames[mapping.layout]}.`)
  for (const { column, header, target, reason } of mapping.columns)
    console.log(
      `  ${columnLetters(column).padEnd(3)} ${header.slice(0, 50).padEnd(50)} ${target ?? 'is not read'} (${reason})`,
    )
}

/** Problems as lines: where, value, what, remedy. @param total how many there are, of which some may not be given */
export function printProblems(problems: readonly ImportProblem[], total: number): void {
  for (const p of problems.slice(0, shownMax))
    console.log(
      `  ${p.where}: ${p.value === undefined || p.what.includes(p.value) ? '' : `“${p.value}” – `}${p.what} ${p.remedy}`,
    )
  if (total > shownMax)
    console.log(
      `  … and ${count(total - Math.min(shownMax, problems.length))} more; --json prints the first 1,000.`,
    )
}

export function printDryRun(mapping: ImportMapping, notices: readonly ImportProblem[], plan: DryRun): void {
  printHead(mapping, notices)
  console.log(
    `${of(plan.rows, 'row', 'rows')}: ${of(plan.good, 'would be imported', 'would be imported')}, ${count(plan.bad)} would be left out. Nothing was changed.`,
  )
  for (const g of plan.groups)
    console.log(
      `  ${g.column ? `column ${g.column}${g.header ? ` (${g.header.slice(0, 60)})` : ''}, ` : ''}${of(g.rows, 'row', 'rows')}${g.firstRow ? `, first row ${g.firstRow}` : ''}: ${g.what} ${g.remedy}`,
    )
  if (plan.problems.length > 0) {
    console.log('In detail:')
    printProblems(
      plan.problems,
      plan.groups.reduce((sum, g) => sum + g.rows, 0),
    )
  }
}

export function printResult(
  mapping: ImportMapping,
  notices: readonly ImportProblem[],
  result: ImportResult,
  agency: string,
  seconds: number,
): void {
  printHead(mapping, notices)
  const parts = [
    of(result.opened, 'case was opened', 'cases were opened'),
    ...(result.repeated > 0 ? [of(result.repeated, 'was here already', 'were here already')] : []),
    ...(result.refused > 0 ? [of(result.refused, 'was left out', 'were left out')] : []),
  ]
  console.log(
    `${of(result.read, 'row', 'rows')} for ${agency}: ${parts.join(', ')} (${seconds.toFixed(1)} s).`,
  )
  if (result.state === 'stopped')
    console.log('The file could not be read to its end; what stood before is in.')
  if (result.problems.length > 0) {
    console.log('To look at:')
    printProblems(result.problems, result.problemTotal)
  }
}

function printHead(mapping: ImportMapping, notices: readonly ImportProblem[]) {
  const read = mapping.columns.filter(c => c.target !== null).length
  console.log(
    `Recognised as ${layoutNames[mapping.layout]}; ${read} of ${mapping.columns.length} columns are read.`,
  )
  for (const n of notices) console.log(`  ${n.where}: ${n.what} ${n.remedy}`)
}

/** One line that says how far it is, where a person looks at the screen. */
export function progressLine(wanted: boolean): { show: (counts: ImportCounts) => void; clear: () => void } {
  const shown = wanted && process.stderr.isTTY
  return {
    show: ({ opened, repeated, refused }) => {
      if (shown)
        process.stderr.write(
          `\r${count(opened)} opened, ${count(repeated)} here already, ${count(refused)} left out …\u001b[K`,
        )
    },
    clear: () => {
      if (shown) process.stderr.write('\r\u001b[K')
    },
  }
}
