import type { FactColumns } from '#capabilities/statistics/columns/fact-columns.ts'
import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import { type FactColumn, factColumns } from '#capabilities/statistics/statistics.entity.ts'
import { codelists } from '#standards/codelists.ts'

const lists = factCodelists(codelists)
const countries = 84
const forms = 8
const means = 14
const patterns = 40

/** Codes of a list, as many as wanted. */
const codes = (list: string, size: number) =>
  lists
    .get(list)
    .codes.slice(0, size)
    .map(c => c.code)
    .sort()
const alone = (of: readonly string[]) => of.map(code => [code])
/** All pairs, in the order of `pairNumber`. */
const pairs = (of: readonly string[]) => of.flatMap((a, i) => of.slice(i + 1).map(b => [a, b]))
/** All choices from a list; the number of a choice is the sum of 2^place. */
const choices = (of: readonly string[]) =>
  Array.from({ length: 2 ** of.length - 1 }, (_, n) => of.filter((_, bit) => ((n + 1) >> bit) & 1))

const several: Partial<Record<FactColumn, string[][]>> = {
  year: alone(Array.from({ length: 10 }, (_, i) => String(2016 + i))),
  sex: alone(codes('fact.sex', 3)),
  ageBand: alone(codes('fact.age-band', 11)),
  citizenship: [...alone(codes('countries', countries)), ...pairs(codes('countries', countries))],
  countryOfExploitation: alone(codes('countries', countries)),
  exploitation: [...alone(codes('fact.exploitation', forms)), ...pairs(codes('fact.exploitation', forms))],
  means: choices(codes('fact.means', means)),
  industry: alone(codes('fact.industry', 5)),
  traffickingStatus: alone(codes('htcds.trafficking-status', 2)),
  agencyKind: alone(codes('fact.agency-kind', 5)),
  serviceType: alone(codes('palermo.service-type', 4)),
  stage: alone(codes('palermo.proceeding-stage', 4)),
}

/**
 * Fills columns with invented facts, as uneven as `inventFacts` makes them, by one statement inside DuckDB: every
 * number is worked out from the hash of seed, row and column, so that the same seed gives the same facts.
 */
export async function generateFacts(columns: FactColumns, size: number, seed: number): Promise<void> {
  for (const column of factColumns) columns.learn(column, [['unknown'], ...several[column]!])
  /** A number from 0 up to but not including 1, for a row and a place. */
  const u = (place: number) => `(hash(i * 64 + ${place}, ${seed}) / 18446744073709551616.0::double)`
  const pick = (place: number, of: number, bias: number) =>
    `floor(pow(${u(place)}, ${bias}) * ${of})::integer`
  const known = (place: number, share: number, number: string) =>
    `case when ${u(place)} < ${share} then ${number} else 0 end`
  /** One of `of`, sometimes two: their pair stands behind all single ones. */
  const oneOrTwo = (a: string, b: string, of: number, second: string) => {
    const [low, high] = [`least(${a}, ${b})`, `greatest(${a}, ${b})`]
    const pairNumber = `${of} + 1 + ${low} * ${of} - (${low} * (${low} + 1)) // 2 + ${high} - ${low} - 1`
    return `case when ${second} and ${a} <> ${b} then ${pairNumber} else 1 + ${a} end`
  }
  const pattern = Array.from({ length: patterns }, (_, p) => (p * 2654435761 + seed) % 2 ** means)
    .map(bits => bits & ((bits >> 3) | 1))
    .join(', ')
  const flips = [0.44, 0.11, 0.02].map(
    (share, n) => `case when ${u(20)} < ${share} then (1 << ${pick(21 + n, means, 1)}) else 0 end`,
  )
  const victim = 'i % 20 < 18'
  await columns.replaceByQuery(
    `
    select gen_id(i) as id, case when ${victim} then 'victim' when i % 20 = 18 then 'service' else 'proceeding' end as kind,
      ${known(1, 0.99, `1 + ${pick(2, 10, 1)}`)} as year,
      ${known(3, 0.97, `1 + ${pick(4, 3, 2.5)}`)} as sex,
      ${known(5, 0.85, `1 + ${pick(6, 11, 1)}`)} as age_band,
      ${known(7, 0.93, oneOrTwo('home', 'other', countries, `${u(9)} < 0.03`))} as citizenship,
      ${known(11, 0.9, `1 + case when ${u(12)} < 0.4 then home else ${pick(13, countries, 3)} end`)} as country_of_exploitation,
      ${known(14, 0.95, oneOrTwo('form', 'form_too', forms, `${u(16)} < 0.12`))} as exploitation,
      case when ${victim} then ${known(18, 0.7, `xor([${pattern}][1 + ${pick(19, patterns, 2)}], xor(xor(${flips[0]}, ${flips[1]}), ${flips[2]}))`)} else 0 end as means,
      case when ${victim} and form = 0 then ${known(35, 0.8, `1 + ${pick(36, 5, 1.6)}`)} else 0 end as industry,
      case when i % 20 < 19 then 1 + ${pick(37, 2, 2)} else 0 end as trafficking_status,
      1 + ${pick(38, 5, 2)} as agency_kind,
      case when i % 20 = 18 then 1 + ${pick(39, 4, 1)} else 0 end as service_type,
      case when i % 20 = 19 then 1 + ${pick(40, 4, 1)} else 0 end as stage
    from (select i, ${pick(8, countries, 2.2)} as home, ${pick(10, countries, 1.6)} as other,
        ${pick(15, forms, 2)} as form, ${pick(17, forms, 1.6)} as form_too from range(${size}) as t(i)) as drawn`.replace(
      'gen_id(i)',
      `printf('%016x4%015x', hash(i, ${seed}), hash(i, ${seed + 1}) >> 4)::uuid`,
    ),
  )
}
