import { type CaptureTable, sizeOf } from './capture-table.ts'
import type { PopulationEstimate } from './estimate.ts'

const count = (n: number) => n.toLocaleString('en')

/** The estimate with the sentences that go with it, its model, and the overlap as bars; English, for a terminal. */
export function estimateAsText(result: PopulationEstimate, table: CaptureTable): string {
  const { observed, estimate, lower, upper, effects, lists, pThreshold } = result
  return [
    `About ${count(estimate)} persons in all; the 95 % interval goes from ${count(lower)} to ${count(upper)}.`,
    `${count(observed)} of them are on at least one of ${lists.length} lists; about ${count(estimate - observed)} were seen by nobody.`,
    'This holds if the lists speak of the same people, place and time, if each person was matched rightly, and if whoever is on no list is like those who are.',
    '',
    effects.length === 0
      ? `Model: each list by itself; no two lists overlap surprisingly (p under ${pThreshold}).`
      : `Model: each list by itself, and ${effects.length} pairs of lists that overlap surprisingly (p under ${pThreshold}), in the order in which they were added:`,
    ...effects.map(
      ({ lists: [a, b], overlap, expected, pValue, coefficient }) =>
        `  ${a} and ${b}: ${count(overlap)} on both where ${expected.toFixed(1)} were expected (p ${pValue < 0.0001 ? 'under 0.0001' : pValue.toFixed(4)})${coefficient === null ? '; their histories left the fit' : ''}`,
    ),
    '',
    'On which lists:',
    ...overlapAsBars(table),
  ].join('\n')
}

const barWidth = 40

function overlapAsBars({ lists, histories }: CaptureTable): string[] {
  const shown = histories
    .filter(h => h.count > 0)
    .sort((a, b) => sizeOf(a.on) - sizeOf(b.on) || b.count - a.count)
  const names = shown.map(h => lists.filter((_, j) => h.on[j] === 1).join(' + '))
  const wide = Math.min(50, Math.max(...names.map(name => name.length)))
  const most = Math.max(...shown.map(h => h.count))
  return shown.map(
    (h, i) =>
      `  ${names[i]!.padEnd(wide)} ${count(h.count).padStart(9)} ${'█'.repeat(Math.max(1, Math.round((barWidth * h.count) / most)))}`,
  )
}
