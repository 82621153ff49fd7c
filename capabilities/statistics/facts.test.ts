import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yes } from '#kernel/policy/policy.ts'
import { cellCountMin, setSetting } from '#platform/access/settings.ts'
import type { Database } from '#platform/database/open.ts'
import type { Write } from '#platform/database/transaction.ts'
import { act, actMany, defineAct } from '#platform/ledger/act.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { inventFacts } from './fact.examples.ts'
import { recordFacts, type SubjectFacts } from './facts.store.ts'
import { Figures } from './figures.store.ts'
import { dimensions, type FactValue, findDimension } from './statistics.entity.ts'

const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
const caller = callerOf(agency)
let database: Database

/** Stands for whatever act of a capability changes what a subject is counted by. */
const count = defineAct<{ facts: FactValue[] }>('test.count', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: e.content.facts })),
    ),
})

const inputOf = ({ subjectId, facts }: SubjectFacts) => ({
  id: randomUUID(),
  subjectId,
  about: undefined,
  payload: { facts: [...facts] },
})
const record = (tx: Write, subject: SubjectFacts) => act(tx, count, inputOf(subject))

/** Subjects with a victim each, and here and there services and proceedings. */
function inventSubjects(size: number, seed: number): SubjectFacts[] {
  const invented = [...inventFacts(size * 2, seed)].map(({ id: _, ...fact }) => fact)
  const victims = invented.filter(f => f.kind === 'victim')
  const others = invented.filter(f => f.kind !== 'victim')
  return victims.slice(0, size).map((victim, i) => ({
    subjectId: randomUUID(),
    facts: [victim, ...others.slice(i % 40, (i % 40) + (i % 4))],
  }))
}

async function everything(figures: Figures): Promise<unknown[]> {
  const answers: unknown[] = [await figures.sizes()]
  for (const kind of ['victim', 'service', 'proceeding'] as const)
    for (const rows of dimensions.filter(d => d.kinds.includes(kind))) {
      answers.push(await figures.list(rows, { kind }))
      for (const columns of dimensions.filter(d => d.kinds.includes(kind) && d.column !== rows.column))
        answers.push(await figures.table(rows, columns, { kind }))
    }
  return answers
}

beforeAll(async () => {
  ;({ database } = await openTestDatabase())
})
afterAll(() => database.close())

describe('facts in the database', () => {
  it('come to the same figures one act at a time, at once, and built anew', { timeout: 60_000 }, async () => {
    const subjects = inventSubjects(100, 3)
    const atOnce = await openTestDatabase()
    await atOnce.database.write(caller, tx => actMany(tx, count, subjects.map(inputOf)))
    const expected = await everything(new Figures(atOnce.database))

    const live = new Figures(database)
    await live.sizes()
    const wrong = inventSubjects(100, 4)
    for (const [i, subject] of subjects.entries()) {
      // Recorded wrongly at first, then put right: what was said before leaves no trace in the figures.
      if (i % 3 === 0) await database.write(caller, tx => record(tx, { ...subject, facts: wrong[i]!.facts }))
      await database.write(caller, tx => record(tx, subject))
      if (i % 25 === 0) await live.sizes()
    }
    const gone = wrong.slice(0, 20)
    for (const subject of gone) await database.write(caller, tx => record(tx, subject))
    await live.sizes()
    for (const subject of gone) await database.write(caller, tx => record(tx, { ...subject, facts: [] }))

    expect(await everything(live)).toEqual(expected)
    await live.rebuild()
    expect(await everything(live)).toEqual(expected)
    expect(await everything(new Figures(database))).toEqual(expected)
    await atOnce.database.close()
  })

  it('are counted as soon as the act is committed', async () => {
    const figures = new Figures(database)
    const before = (await figures.sizes()).victim!
    const [one] = inventSubjects(1, 9)
    await database.write(caller, tx => record(tx, one!))
    expect((await figures.sizes()).victim).toBe(before + 1)
    await database.write(caller, tx => record(tx, { ...one!, facts: [] }))
    expect((await figures.sizes()).victim).toBe(before)
  })

  it('keep their random id when they change, and carry neither the id nor the order of their subject', async () => {
    const subjects = inventSubjects(60, 11)
    await database.write(caller, tx => actMany(tx, count, subjects.map(inputOf)))
    const rows = await database.maintain(async db => {
      const { rows } = await sql<{ subject_id: string; fact_id: string; place: string }>`
        select o.subject_id, o.fact_id, f.ctid::text as place from statistics.fact_origin o
        join statistics.fact f on f.id = o.fact_id where o.kind = 'victim'
          and o.subject_id = any(${subjects.map(s => s.subjectId)}::uuid[])`.execute(db)
      return rows
    })
    expect(rows).toHaveLength(60)
    expect(rows.some(r => r.subject_id === r.fact_id)).toBe(false)
    const byPlace = [...rows].sort((a, b) => placeOf(a.place) - placeOf(b.place)).map(r => r.subject_id)
    expect(byPlace).not.toEqual(subjects.map(s => s.subjectId))
    await database.write(caller, tx =>
      record(tx, { ...subjects[0]!, facts: [{ kind: 'victim', year: 2001 }] }),
    )
    const { rows: after } = await database.maintain(db =>
      sql<{ fact_id: string }>`select fact_id from statistics.fact_origin where kind = 'victim'
        and subject_id = ${subjects[0]!.subjectId}`.execute(db),
    )
    expect(after).toEqual([{ fact_id: rows.find(r => r.subject_id === subjects[0]!.subjectId)!.fact_id }])
  })

  it('cannot be recorded without an act', async () => {
    const [one] = inventSubjects(1, 5)
    await expect(database.write(caller, tx => recordFacts(tx, [one!]))).rejects.toThrow(
      'No write without an act',
    )
  })

  it('are all that statistics can read, and the application cannot read them', async () => {
    const ask = (text: string) => database.statistics(tx => sql.raw(text).execute(tx.db as never))
    await expect(ask('select count(*) from statistics.fact')).resolves.toBeDefined()
    for (const table of [
      'statistics.fact_origin',
      'cases.case',
      'ledger.entry',
      'vault.identity',
      'access.setting',
    ])
      await expect(ask(`select * from ${table}`), table).rejects.toThrow('permission denied')
    await expect(ask('delete from statistics.fact')).rejects.toThrow()
    await expect(ask(`select statistics.record_facts('{}', '[]')`)).rejects.toThrow('permission denied')
    for (const table of ['statistics.fact', 'statistics.fact_origin'])
      await expect(
        database.read(caller, tx => sql.raw(`select * from ${table}`).execute(tx.db as never)),
      ).rejects.toThrow('permission denied')
  })

  it('are withheld by the threshold that the settings say now', async () => {
    const figures = new Figures(database)
    const sex = findDimension('sex')!
    const shown = async () => (await figures.list(sex, { kind: 'victim' })).counts.filter(n => n !== null)
    const before = await shown()
    const administrator = callerOf(null, { roles: ['administrator'], agencyKind: null })
    await database.write(administrator, tx => setSetting(tx, cellCountMin.name, 40))
    expect(await figures.countMin()).toBe(40)
    expect((await shown()).length).toBeLessThan(before.length)
    await database.write(administrator, tx => setSetting(tx, cellCountMin.name, 5))
    expect(await shown()).toEqual(before)
  })
})

const placeOf = (ctid: string) => {
  const [page, item] = ctid.slice(1, -1).split(',').map(Number)
  return page! * 1000 + item!
}
