import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Plain } from '#kernel/entity/describe.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgencyAct } from '#platform/accounts/accounts.acts.ts'
import type { Database } from '#platform/database/open.ts'
import { act } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { callerOf, openTestDatabase } from '../../test/support/database.ts'
import { type Random, randomContent, randomNumbers } from '../../test/support/random-cases.ts'
import { addParticipant, amend } from './amending.store.ts'
import { caseProjections } from './cases.projections.ts'
import { type PartName, partDescriptions, repeatedParts, singleParts, split } from './cases.rules.ts'
import { findCase } from './cases.store.ts'
import { erase, keepNote, openSealed } from './identity.store.ts'
import { openCaseTable } from './import/dry-run.ts'
import { fingerprint, importCases } from './import-cases.ts'
import { openCases } from './opening.store.ts'
import { removeView, saveView } from './views.store.ts'

let database: Database
let keys: NodeKeys
const shelter = callerOf(randomUUID(), { roles: ['supervisor'] })
const police = randomUUID()
const seed = Number(process.env.SEED ?? 7)
const random = randomNumbers(seed)

beforeAll(async () => {
  console.log(`seed ${seed}`)
  ;({ database, keys } = await openTestDatabase())
  for (const [id, kind] of [
    [shelter.agencyId!, 'shelter'],
    [police, 'police'],
  ] as const)
    await database.write(nodeCaller('administration'), tx =>
      act(tx, foundAgencyAct, {
        id: randomUUID(),
        subjectId: id,
        about: undefined as never,
        payload: { name: kind, kind, country: null },
      }),
    )
})
afterAll(() => database.close())

/** All rows of the projection tables; ids of facts are random at every writing and stay out. */
async function everything(): Promise<Record<string, string[]>> {
  return database.maintain(async db => {
    const contents: Record<string, string[]> = {}
    for (const table of caseProjections.tables) {
      const { rows } = table.startsWith('statistics.')
        ? await sql<Plain>`select o.subject_id, o.ordinal, to_jsonb(f) - 'id' - 'written_by' as fact
            from statistics.fact f join statistics.fact_origin o on o.fact_id = f.id where not f.withdrawn`.execute(
            db,
          )
        : await sql<Plain>`select * from ${sql.table(table)}`.execute(db)
      contents[table] = rows.map(row => JSON.stringify(row)).sort()
    }
    return contents
  })
}

const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!

async function changeSomething(id: string, made: Random) {
  await database.write(shelter, async tx => {
    const record = (await findCase(tx, id))!
    const to = { actId: randomUUID(), expectedVersion: record.version }
    const fresh = randomContent(made, 0.5, 2) as unknown as Record<PartName, Plain | Plain[]>
    switch (pick(['single', 'row', 'replace', 'remove', 'join', 'look', 'erase'] as const)) {
      case 'single': {
        if (record.erased) return
        const part = pick(singleParts)
        return void (await amend(tx, keys, record, { ...to, part, value: fresh[part] as Plain }))
      }
      case 'row': {
        if (record.erased) return
        const part = pick(repeatedParts)
        const value = (fresh[part] as Plain[])[0]
        if (value) await amend(tx, keys, record, { ...to, part, rowId: randomUUID(), value })
        return
      }
      case 'replace': {
        if (record.erased) return
        const part = pick(repeatedParts)
        const row = record.repeated[part][0]
        const value = (fresh[part] as Plain[])[0]
        if (row && value)
          await amend(tx, keys, record, {
            ...to,
            part,
            rowId: row.id,
            value: split(partDescriptions[part], value).open,
          })
        return
      }
      case 'remove': {
        if (record.erased) return
        const part = pick(repeatedParts)
        const row = record.repeated[part][0]
        if (row) await amend(tx, keys, record, { ...to, part, rowId: row.id })
        return
      }
      case 'join':
        return void (
          record.participants.includes(police) || (await addParticipant(tx, record, police, to.actId))
        )
      case 'look':
        if (record.erased) return
        await openSealed(tx, keys, record, record.sealedParts, to.actId)
        return keepNote(tx, keys, record, 'why', randomUUID())
      case 'erase':
        if (random() < 0.2 && !record.erased) await erase(tx, record, to.actId)
    }
  })
}

it('builds every table of cases from the ledger again, equal to the live ones in every row', async () => {
  const ids: string[] = []
  for (let i = 0; i < 12; i++) {
    const id = randomUUID()
    ids.push(id)
    await database.write(shelter, tx =>
      openCases(tx, keys, [{ id, actId: randomUUID(), content: randomContent(random, 0.5, 3) }]),
    )
  }
  for (let i = 0; i < 120; i++) await changeSomething(pick(ids), random)
  const file = {
    name: 'x.csv',
    bytes: Buffer.from('prs_SecondName,prs_Gender,prs_Citizenship\nOne,Feminine,PHL\nTwo,Nonsense,PHL\n'),
  }
  const { table, proposal } = await openCaseTable(file, codelists)
  await importCases({ database, keys, codelists }, shelter, {
    importId: randomUUID(),
    table,
    mapping: proposal.mapping,
    ...(await fingerprint(file)),
  })
  const view = { id: randomUUID(), name: 'Mine', filter: {} }
  await database.write(shelter, tx => saveView(tx, keys, view, randomUUID()))
  await database.write(shelter, tx => saveView(tx, keys, { ...view, id: randomUUID() }, randomUUID()))
  await database.write(shelter, tx => removeView(tx, view.id, randomUUID()))

  const live = await everything()
  for (const [name, rows] of Object.entries(live)) expect(rows.length, name).toBeGreaterThan(0)
  expect(await rebuildProjections(database, caseProjections)).toBeGreaterThan(100)
  expect(await everything()).toEqual(live)

  // The guards stand again, and what was sealed still opens.
  await expect(
    database.write(shelter, tx => sql`update cases.case set status = 'Closed'`.execute(tx.db)),
  ).rejects.toThrow(/No write without an act/)
  const names = await database.write(shelter, async tx => {
    for (const one of ids) {
      const record = (await findCase(tx, one))!
      if (!record.erased && record.sealedParts.includes('person'))
        return Object.keys((await openSealed(tx, keys, record, ['person'], randomUUID())).person!)
    }
    return []
  })
  expect(names.length).toBeGreaterThan(0)
  expect((await verifyLedger(database, keys)).finding).toBeUndefined()
})

it('rebuilds nothing for an act that nobody declares', async () => {
  await expect(rebuildProjections(database, { tables: ['cases.view'], acts: ['no.such'] })).rejects.toThrow(
    'no.such',
  )
})

it('knows every act that is about a case, an import or a view', async () => {
  const { definedActs } = await import('#platform/ledger/act.ts')
  const declared = [...definedActs().values()]
    .filter(kind => ['case', 'import', 'case-view'].includes(kind.subject))
    .map(kind => kind.name)
  expect([...caseProjections.acts].sort()).toEqual(declared.sort())
})
