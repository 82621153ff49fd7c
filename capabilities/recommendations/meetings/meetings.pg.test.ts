import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate } from 'yjs'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { keepFile } from '#platform/files/files.ts'
import { VersionConflict } from '#platform/ledger/act.ts'
import { rebuildProjections } from '#platform/ledger/rebuild.ts'
import { verifyLedger } from '#platform/ledger/verify.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import { randomNumbers } from '../../../test/support/random-cases.ts'
import { comment, hold, listSuggestions, rule, suggest } from './discussion.store.ts'
import {
  adopt,
  getDraft,
  listUpdates,
  proposeText,
  reopen,
  table,
  withdraw,
  write,
} from './drafting.store.ts'
import { EXAMPLE_AGENDA, EXAMPLE_DRAFT, EXAMPLE_MEETING } from './meetings.examples.ts'
import { meetingProjections } from './meetings.projections.ts'
import { adoptWhole, convene, getMeeting, savePart } from './meetings.store.ts'
import { foundPeople, people } from './meetings.testing.ts'
import { attend, inscribe, leave, listAttendance, putDocument } from './papers.store.ts'
import {
  fromBase64,
  merged,
  openShared,
  sharedText,
  stateOf,
  textOf,
  toBase64,
  updateTo,
} from './shared-text.ts'
import { choose, propose, support } from './topics.store.ts'

const { secretariat, chair, calmeria, ostelway, lindrona, reader } = people
const seed = Number(process.env.SEED ?? 16_112_026)
const random = randomNumbers(seed)

let postgres: TemporaryPostgres
let database: Database
let keys: NodeKeys
let meetingId: string
beforeAll(async () => {
  console.log(`seed ${seed}`)
  postgres = await startPostgres()
  ;({ database, keys } = await openTestDatabase(postgres.url))
  await foundPeople(database)
  meetingId = await database.write(secretariat, tx =>
    convene(tx, EXAMPLE_MEETING, EXAMPLE_AGENDA, randomUUID()),
  )
})
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
})

const meeting = () => database.read(reader, tx => getMeeting(tx, meetingId))
const draftOf = (id: string) => database.read(reader, tx => getDraft(tx, meetingId, id))
const newDraft = async () => {
  const held = await meeting()
  return database.write(calmeria, tx => proposeText(tx, held, EXAMPLE_DRAFT, randomUUID()))
}

describe('delegations that write at the same time', () => {
  it('lose no word, however their writings meet on the server', async () => {
    const id = await newDraft()
    const first = await draftOf(id)
    const written: string[] = []
    /** One page: writes words into its own copy, sends them, takes in what others wrote. */
    const page = async (caller: Caller, hand: number) => {
      const doc = openShared(first.shared, hand)
      let version = 1
      for (let turn = 0; turn < 12; turn++) {
        const word = `w${hand}t${turn}`
        const text = sharedText(doc)
        const gaps = [...text.toString().matchAll(/(?<=\s)|^/g)].map(m => m.index)
        text.insert(gaps[Math.floor(random() * gaps.length)]!, `${word} `)
        written.push(word)
        const update = toBase64(stateOf(doc))
        await database.write(caller, async tx =>
          write(tx, await getDraft(tx, meetingId, id), { hand, update }, randomUUID()),
        )
        for (const one of await database.read(caller, tx => listUpdates(tx, id, version, 500))) {
          version = one.version
          applyUpdate(doc, fromBase64(one.update))
        }
      }
    }
    await Promise.all([page(calmeria, 11), page(ostelway, 22), page(lindrona, 33), page(calmeria, 44)])
    const words = (await draftOf(id)).text.split(/\s+/)
    expect(words).toEqual(expect.arrayContaining([...written, ...EXAMPLE_DRAFT.text.split(' ')]))
    expect(words).toHaveLength(written.length + EXAMPLE_DRAFT.text.split(' ').length)
    const updates = await database.read(reader, tx => listUpdates(tx, id, 0, 500))
    const shuffled = updates.toSorted(() => random() - 0.5)
    const state = shuffled.reduce<Uint8Array | undefined>(
      (state, { update }) => merged(state, fromBase64(update)).state,
      undefined,
    )
    expect(textOf(state!)).toBe((await draftOf(id)).text)
  })

  it('write nothing into a text that was closed while their words were on their way', async () => {
    const id = await newDraft()
    const seen = await draftOf(id)
    await database.write(chair, tx => table(tx, seen, randomUUID()))
    const update = toBase64(updateTo(seen.shared, `${EXAMPLE_DRAFT.text} Too late.`, 55))
    for (const caller of [ostelway, secretariat])
      await expect(
        database.write(caller, tx => write(tx, seen, { hand: 55, update }, randomUUID())),
      ).rejects.toThrow(VersionConflict)
    const stands = await draftOf(id)
    expect([stands.state, stands.text]).toEqual(['tabled', EXAMPLE_DRAFT.text])
    await database.write(chair, tx => adopt(tx, stands, EXAMPLE_DRAFT.text, randomUUID()))
    await expect(
      database.write(ostelway, tx => write(tx, seen, { hand: 55, update }, randomUUID())),
    ).rejects.toThrow(VersionConflict)
    expect((await draftOf(id)).text).toBe(EXAMPLE_DRAFT.text)
  })
})

describe('the database itself', () => {
  const refused = async (caller: Caller, statement: ReturnType<typeof sql>) => {
    const tried = database.write(caller, async tx => {
      // An act of the caller's own opens the transaction for writing; the row is still somebody else's.
      await propose(tx, { title: 'A topic', note: '' }, randomUUID())
      const { numAffectedRows } = await statement.execute(tx.db)
      if (numAffectedRows === 0n) throw new Error('no row was seen')
    })
    await expect(tried).rejects.toThrow(/row-level security|no row was seen/)
  }

  it('lets a delegation write no position, comment or support for another State', async () => {
    const id = await newDraft()
    const topic = await database.write(ostelway, tx => propose(tx, { title: 'X', note: '' }, randomUUID()))
    const now = 1
    await refused(
      calmeria,
      sql`insert into meetings.position values (${id}, ${ostelway.agencyId}, 1, 'support', '', ${calmeria.userId}, ${now})`,
    )
    await refused(
      calmeria,
      sql`insert into meetings.comment values (${randomUUID()}, ${id}, 'x', ${ostelway.agencyId}, ${calmeria.userId}, ${now})`,
    )
    await refused(
      calmeria,
      sql`insert into meetings.topic_support values (${topic}, ${ostelway.agencyId}, true, 1, ${now})`,
    )
    await refused(
      calmeria,
      sql`insert into meetings.draft_update values (${id}, 99, ${ostelway.agencyId}, ${calmeria.userId}, ${now}, '')`,
    )
  })

  it('lets nobody but secretariats and delegations write, each in her own name', async () => {
    const id = await newDraft()
    const fresh = () => randomUUID()
    const { agencyId, userId } = reader
    const outside = async (statement: ReturnType<typeof sql>) => {
      const tried = database.write(reader, async tx => {
        // An act that is open to every agency opens the transaction for writing.
        await keepFile(tx, { id: fresh(), size: 1, wrappedKey: '', sealedName: '' }, fresh())
        const { numAffectedRows } = await statement.execute(tx.db)
        if (numAffectedRows === 0n) throw new Error('no row was seen')
      })
      await expect(tried).rejects.toThrow(/row-level security|no row was seen/)
    }
    const rows = (agency: string | null, user: string) => [
      sql`insert into meetings.topic values (${fresh()}, 1, 'x', '', null, 'proposed', null, ${agency}, ${user}, 1)`,
      sql`insert into meetings.statement values (${fresh()}, 1, ${meetingId}, '2', 9, 'x', 'inscribed', '', '', ${agency}, ${user})`,
      sql`insert into meetings.document values (${fresh()}, 1, ${meetingId}, 'other', 'x', 'X', null, null, null, ${agency}, ${user}, 1)`,
      sql`insert into meetings.draft values (${fresh()}, 1, ${meetingId}, 9, '', 'drafting', 'x', '', null, null, null, null, ${agency}, ${user}, 1)`,
      sql`insert into meetings.draft_update values (${id}, 99, ${agency}, ${user}, 1, '')`,
      sql`insert into meetings.draft_hand values (${id}, 99, ${agency}, ${user})`,
      sql`insert into meetings.suggestion values (${fresh()}, 1, ${id}, 99, 'x', 'y', '', '', 'open', null, null, ${agency}, ${user}, 1)`,
      sql`insert into meetings.comment values (${fresh()}, ${id}, 'x', ${agency}, ${user}, 1)`,
      sql`insert into meetings.position values (${id}, ${agency}, 1, 'support', '', ${user}, 1)`,
    ]
    for (const statement of rows(agencyId, userId)) await outside(statement)
    await outside(
      sql`insert into meetings.attendance values (${fresh()}, 1, ${meetingId}, 'x', 'party', ${agencyId}, false)`,
    )
    await outside(sql`update meetings.draft set text = 'x' where id = ${id}`)
    for (const statement of rows(calmeria.agencyId, ostelway.userId)) await refused(calmeria, statement)
    for (const statement of rows(secretariat.agencyId, chair.userId).slice(0, -1))
      await refused(secretariat, statement)
  })

  it('hands out as a document only a file that its giver sent herself', async () => {
    const held = await meeting()
    const file = randomUUID()
    await database.write(calmeria, tx =>
      keepFile(tx, { id: file, size: 1, wrappedKey: '', sealedName: '' }, randomUUID()),
    )
    const paper = {
      kind: 'other',
      title: 'Paper',
      symbol: null,
      link: null,
      fileId: file,
      item: null,
    } as const
    const hand = (caller: Caller) => database.write(caller, tx => putDocument(tx, held, paper, randomUUID()))
    for (const caller of [ostelway, secretariat])
      await expect(hand(caller)).rejects.toThrow('row-level security')
    await hand(calmeria)
  })

  it('lets a delegation change no text that is closed, but withdraw its own', async () => {
    const id = await newDraft()
    await database.write(chair, async tx => table(tx, await getDraft(tx, meetingId, id), randomUUID()))
    await refused(ostelway, sql`update meetings.draft set state = 'withdrawn' where id = ${id}`)
    await refused(calmeria, sql`update meetings.draft set text = 'x' where id = ${id}`)
    await database.write(calmeria, async tx => withdraw(tx, await getDraft(tx, meetingId, id), randomUUID()))
    expect((await draftOf(id)).state).toBe('withdrawn')
  })

  it('lets nobody but the secretariat change a meeting, its agenda, its report or what was adopted', async () => {
    const id = await newDraft()
    await database.write(chair, async tx => table(tx, await getDraft(tx, meetingId, id), randomUUID()))
    await database.write(chair, async tx =>
      adopt(tx, await getDraft(tx, meetingId, id), EXAMPLE_DRAFT.text, randomUUID()),
    )
    await refused(calmeria, sql`update meetings.meeting set place = 'Elsewhere'`)
    await refused(calmeria, sql`delete from meetings.agenda_item`)
    await refused(calmeria, sql`update meetings.draft set text = 'x' where id = ${id}`)
    await refused(
      calmeria,
      sql`insert into meetings.report_part values (${meetingId}, 'opening', 1, 'x', ${calmeria.userId}, 1)`,
    )
  })
})

describe('the tables of meetings', () => {
  it('let a delegation enter itself after the secretariat struck the row that it had entered for it', async () => {
    const held = await meeting()
    const ostelwayComes = { name: 'Ostelway', kind: 'party' } as const
    const struck = async () => {
      const [row] = (await database.read(reader, tx => listAttendance(tx, meetingId))).filter(
        a => a.name === 'Ostelway',
      )
      await database.write(secretariat, tx => leave(tx, held, row!.id, randomUUID()))
    }
    for (const caller of [secretariat, ostelway, secretariat, ostelway]) {
      await database.write(caller, tx => attend(tx, held, ostelwayComes, randomUUID()))
      const there = await database.read(reader, tx => listAttendance(tx, meetingId))
      expect(there.map(a => [a.name, a.agencyId])).toEqual([['Ostelway', caller.agencyId]])
      await struck()
    }
  })

  async function everything(): Promise<Record<string, string[]>> {
    return database.maintain(async db => {
      const contents: Record<string, string[]> = {}
      for (const table of meetingProjections.tables) {
        const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db)
        contents[table] = rows.map(row => JSON.stringify(row)).sort()
      }
      return contents
    })
  }

  it('are rebuilt from the ledger as they were, and the ledger is whole', async () => {
    const held = await meeting()
    const now = () => randomUUID()
    await database.write(secretariat, tx =>
      putDocument(
        tx,
        held,
        { kind: 'other', title: 'Paper', symbol: 'X/1', link: null, fileId: null, item: '2' },
        now(),
      ),
    )
    await database.write(calmeria, tx => attend(tx, held, { name: 'Calmeria', kind: 'party' }, now()))
    await database.write(calmeria, tx =>
      inscribe(tx, held, { item: '2', speaker: 'Calmeria', text: '' }, now()),
    )
    const topic = await database.write(ostelway, tx => propose(tx, { title: 'Y', note: '' }, now()))
    await database.write(calmeria, tx => support(tx, topic, true, now()))
    await database.write(chair, tx => choose(tx, topic, held, now(), undefined))
    const id = await newDraft()
    const draft = () => draftOf(id)
    let seen = await draft()
    await database.write(ostelway, tx =>
      suggest(tx, seen, { text: EXAMPLE_DRAFT.suggestion, note: '' }, now()),
    )
    const [one] = await database.read(chair, tx => listSuggestions(tx, id))
    await database.write(chair, tx => rule(tx, seen, one!.id, 'taken', now()))
    await database.write(lindrona, tx => hold(tx, seen, { stance: 'reservation', reason: 'r' }, now()))
    await database.write(lindrona, tx => comment(tx, seen, 'A word.', now()))
    await database.write(chair, tx => table(tx, seen, now()))
    seen = await draft()
    await database.write(chair, tx => adopt(tx, seen, 'States parties should act.', now()))
    seen = await draft()
    await database.write(chair, tx => reopen(tx, seen, now()))
    expect((await draft()).text).toBe('States parties should act.')
    const change = { meeting: held, actId: now(), expectedVersion: undefined }
    await database.write(secretariat, tx => savePart(tx, change, 'opening', 'Words.'))
    await database.write(chair, tx => adoptWhole(tx, { ...change, actId: now() }, '2026-11-18'))

    const live = await everything()
    for (const [table, rows] of Object.entries(live)) expect(rows.length, table).toBeGreaterThan(0)
    await rebuildProjections(database, meetingProjections)
    expect(await everything()).toEqual(live)
    expect((await verifyLedger(database, keys)).finding).toBeUndefined()
  })
})
