import type { LengthReport, SyntheticReport } from './release.ts'

const number = (n: number, digits = 0) =>
  n.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
const percent = (value: number, deviation: number) =>
  value < 2 * deviation
    ? `under ${number(Math.max(0.1, value + 2 * deviation), 1)} %`
    : `about ${number(value, 1)} %`
const names: Record<number, string> = { 1: 'one', 2: 'two', 3: 'three', 4: 'four' }

/** What the rows are worth and what they promise, in sentences for somebody who decides. English. */
export function reportSentences(report: SyntheticReport): string[] {
  const { epsilon, delta, rho, records, recordsPublic, kMarginal, forRelease, columns } = report
  return [
    ...(forRelease
      ? []
      : ['NOT FOR RELEASE: the noise was drawn from a seed, and whoever knows the seed can take it away.']),
    `${number(records)} rows with ${columns.length} columns: none of them is a person. They were drawn from counts to which noise was added before anything was made of them.`,
    `Whether a person is in the data or not makes any release at most ${number(Math.exp(epsilon), 1)} times likelier, but for a chance of ${delta} (epsilon ${epsilon}, delta ${delta}; concentrated: rho ${rho.toPrecision(4)}). Each person has at most one row.`,
    recordsPublic
      ? 'The number of rows is public and was not paid for.'
      : 'The number of rows was itself told only with noise.',
    ...(report.domainsPublic
      ? []
      : [
          'Which values the columns hold was found for part of the budget; values that few people have stand as “(other)”.',
        ]),
    `Tables of two columns made from these rows are like the real ones by ${number(kMarginal.score)} of 1,000 (give or take ${number(Math.max(1, 2 * kMarginal.deviation))}).`,
    ...report.lengths.map(lengthSentence),
    'Counts under ten should not be read as numbers of people. The comparisons above were paid for out of the same promise and may be published.',
  ]
}

function lengthSentence(l: LengthReport): string {
  const what = l.length === 1 ? 'single values' : `combinations of ${names[l.length]} values`
  return `Counts of ${what} are off by ${number(l.meanError, 1)} on average (${number(l.meanErrorWithheldAsZero, 1)} with those that no row shows counted as zero); ${percent(l.withheldPercent, l.deviations.withheldPercent)} of people's combinations are in no row. ${l.fabricatedPercent === null ? 'How many combinations that ten rows or more show belong to nobody cannot be told at this budget.' : `Of the combinations that ten rows or more show, ${percent(l.fabricatedPercent, l.deviations.fabricatedPercent)} belong to nobody.`}`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The report as one page that needs nothing else. */
export function reportPage(report: SyntheticReport): string {
  const rows = report.lengths
    .map(
      l =>
        `<tr><td>${l.length}</td><td>${number(l.combinations)}</td><td>${number(l.meanError, 1)}</td><td>${number(l.meanErrorWithheldAsZero, 1)}</td><td>${number(l.withheldPercent, 2)}</td><td>${l.fabricatedPercent === null ? 'cannot be told' : number(l.fabricatedPercent, 2)}</td></tr>`,
    )
    .join('')
  const paid = report.payments
    .map(p => `<tr><td>${escaped(p.what)}</td><td>${p.rho.toPrecision(4)}</td></tr>`)
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Synthetic rows: what they are worth</title>
<style>body{font:16px/1.6 "Noto Sans",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1b19;background:#faf8f4}table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.2rem .8rem;text-align:end;border-bottom:1px solid #d8d3c8}td:first-child,th:first-child{text-align:start}</style></head>
<body><h1>Synthetic rows: what they are worth</h1>
${reportSentences(report)
  .map(sentence => `<p>${escaped(sentence)}</p>`)
  .join('\n')}
<h2>By length of combination</h2>
<table><tr><th>Length</th><th>Combinations shown</th><th>Mean error</th><th>With withheld as zero</th><th>Withheld, %</th><th>Fabricated, %</th></tr>${rows}</table>
<h2>What the budget was spent on</h2>
<table><tr><th>For</th><th>rho</th></tr>${paid}<tr><td>together, of ${report.rho.toPrecision(6)}</td><td>${report.rhoSpent.toPrecision(6)}</td></tr></table>
<p>Columns: ${escaped(report.columns.join(', '))}.</p>
</body></html>
`
}
