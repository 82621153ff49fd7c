import { type Kysely, sql } from 'kysely'

const countries = 84
const months = 120

/** How many facts of victims are made, and from what. */
export interface CoursesWanted {
  size: number
  seed: number
  /** Codes of countries, 84 at least. */
  countries: readonly string[]
}

/**
 * Fills an empty database with invented facts of victims and their courses, inside PostgreSQL: every value is worked out
 * from the hash of seed, row and place, so that the same seed gives the same. Uneven, as registers are: few citizenships
 * make up most; a quarter was taken through other countries, some through two; a tenth has no month, and steps grow rarer.
 * @param owner of both tables
 */
export async function generateCourses(owner: Kysely<never>, wanted: CoursesWanted): Promise<void> {
  /** A number from 0 up to but not including 1, for a row and a place. */
  const u = (place: number) =>
    `(abs(hashint8extended(i * 64 + ${place}, ${wanted.seed}) % 1000003) / 1000003.0)`
  const country = (place: number, bias: number) =>
    `(array[${wanted.countries
      .slice(0, countries)
      .map(code => `'${code}'`)
      .join(', ')}])[1 + floor(power(${u(place)}, ${bias}) * ${countries})::int]`
  const known = (place: number, share: number, value: string) =>
    `case when ${u(place)} < ${share} then ${value} end`
  const step = (place: number, share: number, name: string) => known(place, share, `'${name}'`)
  const day = (place: number, share: number, name: string, most: number) =>
    `'${name}', ${known(place, share, `floor(power(${u(place + 1)}, 2) * ${most})::int`)}`
  const statements = [
    'alter table statistics.fact disable trigger user',
    'alter table statistics.course disable trigger user',
    'alter table statistics.fact drop constraint fact_pkey',
    'alter table statistics.course drop constraint course_pkey',
    'drop index statistics.fact_written_by',
    `create temporary table drawn on commit drop as
      select i, md5('${wanted.seed} ' || i)::uuid as id, floor(${u(1)} * ${months})::int as month
      from generate_series(1, ${wanted.size}) as i`,
    `insert into statistics.fact (id, kind, year, sex, age_band, citizenship, country_of_exploitation, exploitation, trafficking_status, agency_kind)
      select id, 'victim', 2016 + month / 12, ${known(2, 0.97, `(array['female', 'male', 'other'])[1 + floor(power(${u(3)}, 2.5) * 3)::int]`)},
        ${known(4, 0.85, "'18-29'")},
        ${known(5, 0.93, `case when ${u(6)} < 0.03 then array[${country(7, 2.2)}, ${country(8, 1.6)}] else array[${country(7, 2.2)}] end`)},
        ${known(9, 0.9, `array[${country(10, 3)}]`)}, array['sexual'], 'PresumedVictimOfTrafficking', 'police'
      from drawn`,
    `insert into statistics.course (fact_id, month, transit, district, reached, days)
      select id, ${known(11, 0.9, "(2016 + month / 12) || '-' || lpad((1 + month % 12)::text, 2, '0')")},
        ${known(12, 0.25, `case when ${u(13)} < 0.2 then array[${country(14, 2)}, ${country(15, 2)}] else array[${country(14, 2)}] end`)},
        ${known(16, 0.8, `'XXX-' || lpad((1 + floor(power(${u(17)}, 2) * 17))::text, 2, '0')`)},
        array_remove(array['detected', ${step(18, 0.6, 'identified')}, ${step(19, 0.5, 'assisted')}, ${step(20, 0.05, 'compensated')},
          ${step(21, 0.5, 'suspected')}, ${step(22, 0.4, 'investigated')}, ${step(23, 0.2, 'prosecuted')}, ${step(24, 0.1, 'convicted')}], null),
        jsonb_strip_nulls(jsonb_build_object(${day(25, 0.45, 'assisted', 400)}, ${day(27, 0.04, 'compensated', 2_000)},
          ${day(29, 0.4, 'suspected', 200)}, ${day(31, 0.3, 'investigated', 600)}, ${day(33, 0.15, 'prosecuted', 1_200)}, ${day(35, 0.08, 'convicted', 2_400)}))
      from drawn`,
    'alter table statistics.fact add constraint fact_pkey primary key (id)',
    'alter table statistics.course add constraint course_pkey primary key (fact_id)',
    'create index fact_written_by on statistics.fact (written_by)',
    'alter table statistics.fact enable trigger user',
    'alter table statistics.course enable trigger user',
  ]
  for (const statement of statements) await sql.raw(statement).execute(owner)
}
