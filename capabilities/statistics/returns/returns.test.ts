import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { Refused } from '#kernel/policy/policy.ts'
import type { Database } from '#platform/database/open.ts'
import { Invalid } from '#platform/http/refusals.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { returnProjections } from './return.acts.ts'
import { emptyContent, type ReturnContent } from './return.entity.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { decide, getReturn, save, send } from './return.store.ts'
import { investigator, settle, staff } from './return.testing.ts'
import { returnedBreakdowns, returnedCounts } from './returned-counts.store.ts'
import { returnedByYear } from './returned-years.store.ts'
import { addTableVersion } from './tables.store.ts'

let database: Database
const placeOf = (period: string, caller: Caller = staff.police, tableId = 'persons-suspected') => ({
  agencyId: caller.agencyId!,
  tableId,
  period,
})
const sends = (
  period: string,
  content: ReturnContent,
  reason: string | null = null,
  caller: Caller = staff.police,
  tableId?: string,
) =>
  database.write(caller, tx =>
    send(
      tx,
      { ...placeOf(period, caller, tableId), content, expectedVersion: undefined, actId: randomUUID() },
      reason,
    ),
  )
const accepts = (period: string, revision: number, caller: Caller = staff.police, tableId?: string) =>
  database.write(staff.rapporteur, tx =>
    decide(
      tx,
      placeOf(period, caller, tableId),
      { revision, decision: 'accepted', words: null },
      randomUUID(),
    ),
  )
const seen = (period: string, as: Caller = staff.rapporteur) =>
  database.read(as, tx => getReturn(tx, placeOf(period)))
const counts = (year: number, as: Caller = staff.rapporteur) =>
  database.read(as, tx => returnedCounts(tx, { from: year, to: year }))
const totals = async (year: number) =>
  (await counts(year)).filter(c => [c.sex, c.age, c.citizenship, c.form].every(code => code === '_T'))

beforeAll(async () => {
  database = (await openTestDatabase()).database
  await settle(database)
})
afterAll(() => database.close())

describe('a return', () => {
  it('is kept as a draft with whatever is wrong in it, and sent only by who answers for the agency', async () => {
    const place = placeOf('2023')
    const draft = { ...emptyContent(), cells: { 'sex-age|F|Y_GE18': -4 } }
    const write = (as: Caller, expectedVersion: number) =>
      database.write(as, tx => save(tx, { ...place, content: draft, expectedVersion, actId: randomUUID() }))
    await write(investigator, 0)
    expect(await seen('2023', staff.police)).toMatchObject({
      state: 'draft',
      version: 1,
      draft: { content: draft },
    })
    await expect(write(staff.police, 0)).rejects.toThrow(VersionConflict)
    await expect(write(staff.shelter, 1)).rejects.toThrow(Refused)
    await expect(sends('2023', aSuspectedReturn(), null, investigator)).rejects.toThrow(Refused)
    await expect(sends('2023', draft)).rejects.toThrow(Invalid)
  })

  it('is sent, asked about, revised with a reason and accepted; every revision stays as it was', async () => {
    await sends('2023', aSuspectedReturn())
    expect(await totals(2023)).toEqual([])
    await database.write(staff.ministry, tx =>
      decide(tx, placeOf('2023'), { revision: 1, decision: 'asked', words: 'Why 30?' }, randomUUID()),
    )
    expect((await seen('2023')).state).toBe('asked')
    const more = aSuspectedReturn()
    more.cells['sex-age|F|Y_GE18'] = 9
    more.cells['sex-age|_T|_T'] = 31
    more.cells['citizenship|FRA|_T'] = 21
    more.cells['form|ForcedLabour|_T'] = 11
    more.cells['article|Penal Code, art. 120|_T'] = 31
    await expect(sends('2023', more)).rejects.toThrow(Invalid)
    await sends('2023', more, 'One arrest was entered late.')
    await accepts('2023', 2)
    const whole = await seen('2023')
    expect(whole.state).toBe('accepted')
    expect(whole.draft).toBeNull()
    expect(whole.revisions.map(r => [r.revision, r.decision, r.reason])).toEqual([
      [2, 'accepted', 'One arrest was entered late.'],
      [1, 'asked', null],
    ])
    expect(whole.revisions[1]!.content).toEqual(aSuspectedReturn())
    expect(await totals(2023)).toMatchObject([{ step: 'suspected', count: 31, agencyKind: 'police' }])
  })

  it('goes on counting as accepted while a further revision waits', async () => {
    const now = (await seen('2023')).revisions[0]!.content
    await sends('2023', { ...now, note: 'Checked again.' }, 'A note was missing.')
    expect((await seen('2023')).state).toBe('sent')
    const [counted] = await totals(2023)
    expect(counted!.note).not.toContain('Checked again')
    await expect(accepts('2023', 2)).rejects.toThrow(VersionConflict)
    await accepts('2023', 3)
    expect((await totals(2023))[0]!.note).toContain('Checked again')
    await expect(accepts('2023', 3)).rejects.toThrow(Refused)
  })

  it('counts by sex, age, citizenship and form, each number once, with article, source and note', async () => {
    const all = await counts(2023)
    const of = (more: object) => all.filter(c => Object.entries(more).every(([k, v]) => c[k as 'sex'] === v))
    expect(of({ sex: 'M', age: 'Y_GE18' }).map(c => c.count)).toEqual([19])
    expect(of({ sex: 'M', age: '_T' }).map(c => c.count)).toEqual([21])
    expect(of({ citizenship: 'ROU' }).map(c => c.count)).toEqual([8])
    expect(of({ form: 'ForcedLabour' }).map(c => c.count)).toEqual([11])
    expect(all.every(c => c.articles && c.source.includes('Agency police: Register') && c.note)).toBe(true)
    expect(all[0]).toMatchObject({ agencies: 1, agenciesOwing: 1, table: 'persons-suspected 1', year: 2023 })
    const byArticle = await database.read(staff.rapporteur, tx =>
      returnedBreakdowns(tx, { from: 2023, to: 2023 }),
    )
    expect(byArticle).toMatchObject([{ by: { article: 'Penal Code, art. 120' }, count: 31 }])
  })

  it('is an indicator by year once every agency that owes the table returned it; a year that is missing is not zero', async () => {
    const { years, changedAt } = await database.read(nodeCaller('statistics'), tx =>
      returnedByYear(tx, 'suspected', 5),
    )
    expect(years).toEqual([{ year: 2023, count: 31 }])
    expect(changedAt.getTime()).toBeGreaterThan(0)
    expect(
      (await database.read(nodeCaller('statistics'), tx => returnedByYear(tx, 'prosecuted', 5))).years,
    ).toEqual([])
  })

  it('is seen by its agency, by those to whom returns come, and by nobody else', async () => {
    expect((await seen('2023', investigator)).revisions).toHaveLength(3)
    expect((await seen('2023', staff.ministry)).revisions).toHaveLength(3)
    for (const other of [staff.shelter, staff.prosecution]) {
      expect(await seen('2023', other)).toMatchObject({ state: 'none', revisions: [] })
      expect(await counts(2023, other)).toEqual([])
    }
    expect(await counts(2023, nodeCaller('statistics'))).not.toEqual([])
  })
})

describe('returns of parts of a year', () => {
  const half = (count: number | 'unknown'): ReturnContent => ({
    ...emptyContent(),
    cells: { 'all|SexualExploitation|_T': count, 'all|_U|_T': 1 },
    articles: 'art. 1',
    source: 'register',
  })
  beforeAll(() =>
    database.write(staff.ministry, tx =>
      addTableVersion(
        tx,
        {
          id: 'proceedings-opened',
          from: '2023',
          step: 'investigated',
          measure: 'proceedings',
          owedBy: ['prosecution'],
          period: 'half-year',
          dueMonths: 1,
          title: { en: 'Proceedings opened' },
          note: { en: 'Proceedings opened in the half year.' },
          articles: 'Protocol, article 5',
          source: 'Ministry',
          blocks: [
            {
              id: 'all',
              title: { en: 'By form' },
              rows: { dimension: 'form', codes: ['SexualExploitation', '_U'] },
            },
          ],
        },
        randomUUID(),
      ),
    ),
  )
  const opened = async () => (await counts(2024)).filter(c => c.measure === 'proceedings')

  it('count for the year only when all of them are there', async () => {
    await sends('2024-S1', half(4), null, staff.prosecution, 'proceedings-opened')
    await accepts('2024-S1', 1, staff.prosecution, 'proceedings-opened')
    expect(await opened()).toEqual([])
    await sends('2024-S2', half('unknown'), null, staff.prosecution, 'proceedings-opened')
    await accepts('2024-S2', 1, staff.prosecution, 'proceedings-opened')
    const found = await opened()
    // What one half does not know is unknown for the year, and so is the total.
    expect(found.map(c => [c.form, c.count])).toEqual([['_U', 2]])
    await sends('2024-S2', half(5), 'Now counted.', staff.prosecution, 'proceedings-opened')
    await accepts('2024-S2', 2, staff.prosecution, 'proceedings-opened')
    expect(Object.fromEntries((await opened()).map(c => [c.form, c.count]))).toEqual({
      _T: 11,
      SexualExploitation: 9,
      _U: 2,
    })
  })
})

it('rebuilds the tables from the ledger as they are', async () => {
  const dump = async () =>
    database.maintain(async db => {
      const { sql } = await import('kysely')
      const all: unknown[] = []
      for (const table of returnProjections.tables)
        all.push((await sql.raw(`select * from ${table} order by 1, 2, 3`).execute(db)).rows)
      return all
    })
  const live = await dump()
  await rebuildProjections(database, returnProjections)
  expect(await dump()).toEqual(live)
})
