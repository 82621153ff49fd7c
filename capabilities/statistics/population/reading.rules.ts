import type { Problem, Result } from '#kernel/result/result.ts'
import {
  isDistrict,
  type KeptPopulationRow,
  type PopulationAge,
  type PopulationRow,
  type PopulationSex,
  populationRowsMax,
  stateOfArea,
} from './population.entity.ts'

/** A file as rows of texts, with the number that each row has in the file. */
export interface TextRow {
  number: number
  cells: readonly string[]
}

/** What a file says, and what is odd about it without being wrong. */
export interface ReadPopulation {
  rows: PopulationRow[]
  notices: Problem[]
}

type Column = 'area' | 'areaName' | 'year' | 'sex' | 'age' | 'persons'

const headers: Record<Column, readonly string[]> = {
  area: ['area', 'country', 'refarea', 'areacode', 'iso3', 'zone', 'pais', 'pays'],
  areaName: ['areaname', 'name', 'district', 'label'],
  year: ['year', 'timeperiod', 'annee', 'ano', 'año', 'année'],
  sex: ['sex', 'gender', 'sexe', 'sexo'],
  age: ['age', 'agegroup', 'âge', 'edad'],
  persons: ['persons', 'population', 'value', 'obsvalue', 'count', 'personnes', 'personas'],
}
const sexes = new Map<string, PopulationSex>(
  Object.entries({
    ...{ f: 'F', female: 'F', women: 'F', m: 'M', male: 'M', men: 'M' },
    ...{ _t: '_T', t: '_T', total: '_T', both: '_T', all: '_T', 'both sexes': '_T' },
  } as const),
)
const ages = new Map<string, PopulationAge>(
  Object.entries({
    ...{ y0t17: 'Y0T17', '0-17': 'Y0T17', '<18': 'Y0T17', children: 'Y0T17', 'under 18': 'Y0T17' },
    ...{ y_ge18: 'Y_GE18', '18+': 'Y_GE18', '>=18': 'Y_GE18', adults: 'Y_GE18', '18 and over': 'Y_GE18' },
    ...{ _t: '_T', t: '_T', total: '_T', all: '_T', 'all ages': '_T' },
  } as const),
)

/** Parts may miss their total by this share: rounding, and persons whose sex or age is not known. */
const sumShareMax = 0.01
/** A year may differ from the one before by this share without a word. */
const jumpShareMax = 0.2
/** No more problems than one can read. */
const problemsMax = 100

/**
 * Reads a population table from the rows of a file. The first row that is not empty names the columns: area, year, sex,
 * age, persons, and where there are districts their name.
 * @param isState whether a code is a State's, ISO 3166-1 alpha-3
 * @returns every problem found, each with its row and a remedy; notices do not stop a table from being loaded
 */
export function readPopulation(
  lines: readonly TextRow[],
  isState: (code: string) => boolean,
): Result<ReadPopulation> {
  const filled = lines.filter(line => line.cells.some(cell => cell.trim() !== ''))
  const [head, ...body] = filled
  if (!head || body.length === 0)
    return failed(
      problem(
        'file',
        'empty',
        'The file has no rows.',
        'Choose a table with a row of headings and one row for each number.',
      ),
    )
  if (body.length > populationRowsMax)
    return failed(
      problem(
        'file',
        'tooLong',
        `The file has ${body.length} rows.`,
        `Load at most ${populationRowsMax} at once; divide it by year.`,
        String(body.length),
      ),
    )
  const at = columnsOf(head)
  const missing = (['area', 'year', 'persons'] as const).filter(name => at[name] === undefined)
  if (missing.length > 0)
    return failed(
      problem(
        `row ${head.number}`,
        'columns',
        `There is no column for ${missing.join(', ')}.`,
        'Name the columns area, year, sex, age, persons in the first row; sex and age may be left out where all are counted together.',
        missing.join(', '),
      ),
    )
  const problems: Problem[] = []
  const rows: PopulationRow[] = []
  const seen = new Map<string, number>()
  for (const line of body) {
    const read = readRow(line, at, isState)
    if (!read.ok) problems.push(...read.problems)
    else {
      const { area, year, sex, age } = read.value
      const key = [area, year, sex, age].join(' ')
      const before = seen.get(key)
      if (before !== undefined)
        problems.push(
          problem(
            `row ${line.number}`,
            'twice',
            `The same area, year, sex and age stand in row ${before} already.`,
            'Keep one of the two.',
            String(before),
          ),
        )
      seen.set(key, line.number)
      rows.push(read.value)
    }
    if (problems.length >= problemsMax) break
  }
  if (problems.length > 0) return { ok: false, problems }
  const wrong = checkSums(rows)
  if (wrong.length > 0) return { ok: false, problems: wrong.slice(0, problemsMax) }
  return {
    ok: true,
    value: { rows, notices: [...jumpsIn(rows), ...districtSums(rows)].slice(0, problemsMax) },
  }
}

/**
 * The rows with the sums that can be made from their parts: both sexes, all ages. A sum is made only where every part
 * is there and the file has none of its own.
 */
export function withSums(rows: readonly PopulationRow[]): KeptPopulationRow[] {
  const kept = new Map<string, KeptPopulationRow>()
  const keyOf = (r: Pick<PopulationRow, 'area' | 'year' | 'sex' | 'age'>) =>
    `${r.area} ${r.year} ${r.sex} ${r.age}`
  for (const row of rows) kept.set(keyOf(row), { ...row, summed: false })
  const add = (whole: PopulationRow, parts: (PopulationRow | undefined)[]) => {
    if (kept.has(keyOf(whole)) || parts.some(part => !part)) return
    kept.set(keyOf(whole), {
      ...whole,
      persons: parts.reduce((sum, part) => sum + part!.persons, 0),
      summed: true,
    })
  }
  for (const row of rows)
    for (const age of ['Y0T17', 'Y_GE18', '_T'] as const) {
      const of = (sex: PopulationSex) => kept.get(keyOf({ ...row, sex, age }))
      add({ ...row, sex: '_T', age }, [of('F'), of('M')])
    }
  for (const row of rows)
    for (const sex of ['F', 'M', '_T'] as const) {
      const of = (age: PopulationAge) => kept.get(keyOf({ ...row, sex, age }))
      add({ ...row, sex, age: '_T' }, [of('Y0T17'), of('Y_GE18')])
    }
  return [...kept.values()]
}

function columnsOf(head: TextRow): Partial<Record<Column, number>> {
  const at: Partial<Record<Column, number>> = {}
  head.cells.forEach((cell, i) => {
    const plain = cell.toLowerCase().replace(/[\s_.\ufeff-]/g, '')
    for (const [name, words] of Object.entries(headers) as [Column, readonly string[]][])
      if (at[name] === undefined && words.includes(plain)) {
        at[name] = i
        return
      }
  })
  return at
}

function readRow(
  { number, cells }: TextRow,
  at: Partial<Record<Column, number>>,
  isState: (code: string) => boolean,
): Result<PopulationRow> {
  const cell = (name: Column) => (at[name] === undefined ? '' : (cells[at[name]] ?? '').trim())
  const problems: Problem[] = []
  const wrong = (column: Column, code: string, what: string, remedy: string) =>
    problems.push({
      ...problem(`row ${number}, ${column}`, code, what, remedy),
      value: cell(column).slice(0, 100),
    })
  const area = cell('area').toUpperCase()
  if (!/^[A-Z]{3}(-[A-Z0-9]{1,10})?$/.test(area) || !isState(stateOfArea(area)))
    wrong(
      'area',
      'area',
      `“${cell('area').slice(0, 40)}” is no area.`,
      'Write a State by its three letters (ISO 3166-1 alpha-3), a district as its State’s letters, a hyphen and its code, such as XPA-03.',
    )
  const year = Number(withDigits(cell('year')))
  if (!/^\d{4}$/.test(withDigits(cell('year'))) || year < 1900 || year > 2200)
    wrong('year', 'year', `“${cell('year').slice(0, 40)}” is no year.`, 'Write four digits, such as 2024.')
  const sex = at.sex === undefined ? '_T' : sexes.get(cell('sex').toLowerCase())
  if (!sex)
    wrong('sex', 'sex', `“${cell('sex').slice(0, 40)}” is no sex of this table.`, 'Write F, M or _T (all).')
  const age = at.age === undefined ? '_T' : ages.get(cell('age').toLowerCase())
  if (!age)
    wrong(
      'age',
      'age',
      `“${cell('age').slice(0, 40)}” is no age group of this table.`,
      'Write Y0T17 (under 18), Y_GE18 (18 and over) or _T (all).',
    )
  const digits = withDigits(cell('persons')).replace(
    /(?<=\d)[\u0020\u00a0\u2009\u202f\u066c](?=\d{3}(?!\d))/g,
    '',
  )
  const persons = Number(digits)
  if (digits === '')
    wrong(
      'persons',
      'noPersons',
      'The number of persons is missing.',
      'Write it in whole persons, or leave the row out.',
    )
  else if (!/^\d{1,11}$/.test(digits))
    wrong(
      'persons',
      'persons',
      `“${cell('persons').slice(0, 40)}” is no number of persons.`,
      'Write whole persons without commas or points, such as 1250000; not thousands.',
    )
  if (problems.length > 0) return { ok: false, problems }
  const areaName = cell('areaName').slice(0, 200)
  return {
    ok: true,
    value: { area, ...(areaName && areaName !== area && { areaName }), year, sex: sex!, age: age!, persons },
  }
}

/** Arabic and Persian digits as the others. */
const withDigits = (text: string) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15))

/** Parts that do not make their total: women and men, children and adults. */
function checkSums(rows: readonly PopulationRow[]): Problem[] {
  const { find, places } = lookup(rows)
  const problems: Problem[] = []
  const compare = (
    where: string,
    whole: number | undefined,
    parts: (number | undefined)[],
    names: readonly [string, string],
  ) => {
    if (whole === undefined || parts.some(part => part === undefined)) return
    const sum = parts.reduce<number>((a, b) => a + b!, 0)
    if (Math.abs(sum - whole) > Math.max(2, whole * sumShareMax))
      problems.push(
        problem(
          where,
          'sum',
          `${names.join(' and ')} are ${sum} together, but all are ${whole}.`,
          'Correct the parts or the total.',
          `${names.join(' + ')} = ${sum}, _T = ${whole}`,
        ),
      )
  }
  for (const { area, year } of places) {
    for (const age of ['Y0T17', 'Y_GE18', '_T'] as const)
      compare(
        `${area} ${year} ${age}`,
        find(area, year, '_T', age),
        [find(area, year, 'F', age), find(area, year, 'M', age)],
        ['F', 'M'],
      )
    for (const sex of ['F', 'M', '_T'] as const)
      compare(
        `${area} ${year} ${sex}`,
        find(area, year, sex, '_T'),
        [find(area, year, sex, 'Y0T17'), find(area, year, sex, 'Y_GE18')],
        ['Y0T17', 'Y_GE18'],
      )
  }
  return problems
}

function jumpsIn(rows: readonly PopulationRow[]): Problem[] {
  const { find, places } = lookup(rows)
  return places.flatMap(({ area, year }) => {
    const [now, before] = [find(area, year, '_T', '_T'), find(area, year - 1, '_T', '_T')]
    if (now === undefined || !before || Math.abs(now / before - 1) <= jumpShareMax) return []
    return [
      problem(
        `${area} ${year}`,
        'jump',
        `${area} has ${now} persons in ${year} and ${before} the year before.`,
        'Look whether both are right; the table can be loaded as it is.',
        `${area}: ${year - 1} = ${before}, ${year} = ${now}`,
      ),
    ]
  })
}

function districtSums(rows: readonly PopulationRow[]): Problem[] {
  const { find } = lookup(rows)
  const sums = new Map<string, { state: string; year: number; sum: number }>()
  for (const { area, year, sex, age, persons } of rows) {
    if (!isDistrict(area) || sex !== '_T' || age !== '_T') continue
    const state = stateOfArea(area)
    const known = sums.get(`${state} ${year}`) ?? { state, year, sum: 0 }
    sums.set(`${state} ${year}`, { ...known, sum: known.sum + persons })
  }
  return [...sums.values()].flatMap(({ state, year, sum }) => {
    const whole = find(state, year, '_T', '_T')
    if (whole === undefined || Math.abs(sum / whole - 1) <= sumShareMax) return []
    return [
      problem(
        `${state} ${year}`,
        'districts',
        `The districts of ${state} have ${sum} persons together in ${year}, the State has ${whole}.`,
        'Look whether a district is missing or stands twice; the table can be loaded as it is.',
        `${year}: ${state}-… = ${sum}, ${state} = ${whole}`,
      ),
    ]
  })
}

function lookup(rows: readonly PopulationRow[]) {
  const known = new Map(rows.map(r => [`${r.area} ${r.year} ${r.sex} ${r.age}`, r.persons]))
  const places = new Map(rows.map(({ area, year }) => [`${area} ${year}`, { area, year }]))
  return {
    places: [...places.values()],
    find: (area: string, year: number, sex: PopulationSex, age: PopulationAge) =>
      known.get(`${area} ${year} ${sex} ${age}`),
  }
}

const failed = (...problems: Problem[]): Result<never> => ({ ok: false, problems })
const problem = (where: string, code: string, what: string, remedy: string, value?: string): Problem => ({
  where,
  code: `population.${code}`,
  what,
  remedy,
  ...(value !== undefined && { value }),
})
