/** Why no synthetic release is made: a code for the screens, its values, and one sentence in English. */
export class CannotSynthesize extends Error {
  override readonly name = 'CannotSynthesize'
  readonly code: SynthesisProblem
  readonly values: Readonly<Record<string, string | number>>
  constructor(code: SynthesisProblem, values: Record<string, string | number> = {}) {
    super((sentences[code] as (v: Values) => string)(values))
    this.code = code
    this.values = values
  }
}

type Values = Record<string, string | number>
const sentences = {
  'budget-zero': v =>
    `Epsilon is ${v.value}: a budget of zero buys nothing, so give a number above 0, for example 1.`,
  'budget-large': v => `Epsilon is ${v.value}: above 20 the noise protects nobody, so give a smaller number.`,
  delta: v => `Delta is ${v.value}: give a probability above 0 and under 0.01, for example 0.00001.`,
  empty: () => 'The file holds no rows: give a header and one row per person.',
  'not-csv': () => 'The file is not a CSV table: save it as CSV with commas, in UTF-8.',
  'too-large': v =>
    `The file has ${v.bytes} bytes and would not fit into memory; up to ${v.max} can be read: leave out columns or use a sample of persons.`,
  ragged: v => `Row ${v.row} has ${v.found} values where the header has ${v.expected}: correct the row.`,
  'unknown-column': v => `There is no column “${v.column}” in the file; its columns are ${v.columns}.`,
  'column-twice': v => `Column “${v.column}” is named twice: name each once.`,
  'few-columns': () => 'Name at least two columns: one alone is a list of counts, not rows.',
  'many-columns': v => `${v.columns} columns are named; at most ${v.max} can be taken.`,
  'outside-domain': v =>
    `Row ${v.row}, column “${v.column}” says “${v.value}”, which is not in the column's domain: correct the row or add the value to the domain.`,
  'domain-form': v =>
    `The domains cannot be read${v.column === undefined ? '' : ` at “${v.column}”`}: write JSON such as {"sex": ["F", "M"], "age": {"min": 0, "max": 99}}.`,
  'domain-missing': v =>
    `The domains say nothing of column “${v.column}”: list every value that it may hold.`,
  'domain-size': v => `Column “${v.column}” has ${v.size} values in its domain; it needs 1 to ${v.max}.`,
  records: v => `The public number of records is ${v.value}: give a whole number above 0.`,
  overrun: v =>
    `This release would cost more than is left: ${v.left} of the budget of this population remain at the promised delta, and ${v.asked} were asked for. Ask for less, or wait for a new budget.`,
} satisfies Record<string, (v: Values) => string>
export type SynthesisProblem = keyof typeof sentences
