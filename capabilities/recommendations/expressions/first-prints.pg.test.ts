import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { act } from '#platform/ledger/act.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { startPostgres, type TemporaryPostgres } from '../../../test/support/postgres.ts'
import { enterReport } from '../recommendations.acts.ts'
import { readFile } from '../reports.store.ts'
import { proposeForReport, type SettledTopic } from '../topics/topics.acts.ts'
import { settle } from '../topics/topics.store.ts'
import type { Expression } from './expressions.rules.ts'

const step = join(
  import.meta.dirname,
  '../../../platform/database/migrations/0085-name-the-first-of-all-prints.sql',
)
const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })

let server: TemporaryPostgres
let url: string
let database: Database
beforeAll(async () => {
  server = await startPostgres()
  url = await server.newDatabase()
  ;({ database } = await openTestDatabase(url))
})
afterAll(async () => {
  await database?.close()
  await server?.stop()
})

/** Enters a report as older entries of the ledger have it: naming whatever print was the last one found. */
async function enter(title: string, printsAgain: (id: string) => Expression[]): Promise<string> {
  const text = `Distr.: General\n\n27 January 2010\n\n## ${title} of the meeting of the Working Group held in Example City on 27 January 2010

### I. Introduction\n\n1. The Working Group met.\n\n### II. Recommendations adopted by the Working Group\n\n#### A. Protection\n
2. States parties should open shelters for witnesses.`
  const reading = readFile(new TextEncoder().encode(text))
  if (!reading.ok) throw new Error(reading.problem.sentence)
  const { id, report, textHash, fileHash, fileBytes } = reading.file
  const file = { text: reading.file.text, textHash, fileHash, fileBytes, report }
  await database.write(rapporteur, tx =>
    act(tx, enterReport, {
      id: randomUUID(),
      subjectId: id,
      about: undefined,
      payload: {
        slug: title.toLowerCase(),
        language: 'en',
        ...file,
        compared: [],
        expressions: printsAgain(id),
      },
    }),
  )
  return id
}

const again = (reportId: string, ofReportId: string, likeness: number): Expression => ({
  reportId,
  ordinal: 1,
  ofReportId,
  ofOrdinal: 1,
  likeness,
})

/** Does something to the rows as an upgrade does, past all acts. */
async function upgrade(...statements: string[]): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    // The step is older than the states of lists (migration 0090), which its rows move too.
    for (const one of statements)
      await client.query(`begin; set local role palermo_owner;
        alter table recommendations.report disable trigger requires_entry; ${one};
        alter table recommendations.report enable trigger requires_entry; commit`)
  } finally {
    await client.end()
  }
}

it('a print names the first of all prints, in old entries and in old rows', async () => {
  const draft = await enter('Draft', () => [])
  const reprint = await enter('Reprint', id => [again(id, draft, 1)])
  const adopted = await enter('Adopted', id => [again(id, draft, 0.8), again(reprint, id, 0.9)])
  const prints = () =>
    database.maintain(async db => {
      const { rows } = await sql<{
        report_id: string
        of_report_id: string
        likeness: number
        listed: boolean
      }>`
        select e.report_id, e.of_report_id, e.likeness, l.topics = f.topics as listed
        from recommendations.expression e
        join recommendations.listed l on l.report_id = e.report_id and l.ordinal = e.ordinal
        join recommendations.listed f on f.report_id = e.of_report_id and f.ordinal = e.of_ordinal`.execute(
        db,
      )
      return new Map(rows.map(({ report_id, ...row }) => [report_id, row]))
    })
  const right = new Map([
    [adopted, { of_report_id: draft, likeness: 0.8, listed: true }],
    [reprint, { of_report_id: draft, likeness: 0.8, listed: true }],
  ])
  expect(await prints()).toEqual(right)

  // As rows stood: the reprint of a print in between, on which somebody settled a topic.
  await upgrade(`alter table recommendations.expression disable trigger requires_entry;
    alter table recommendations.topic disable trigger requires_entry;
    alter table recommendations.concept disable trigger requires_entry;
    update recommendations.expression set of_report_id = '${adopted}', likeness = 0.9 where report_id = '${reprint}';
    insert into recommendations.concept (id, version, key, place, status, content)
      values (gen_random_uuid(), 1, 'shelters', 1, 'adopted', '{"broader": []}');
    insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads, decision, main, version)
      values ('${adopted}', 1, 'shelters', 'person', false, '{}', 1, false, 'accepted', true, 1);
    alter table recommendations.expression enable trigger requires_entry;
    alter table recommendations.topic enable trigger requires_entry;
    alter table recommendations.concept enable trigger requires_entry`)
  expect((await prints()).get(reprint)).toMatchObject({ of_report_id: adopted })
  await upgrade(readFileSync(step, 'utf8'), readFileSync(step, 'utf8'))
  expect(await prints()).toEqual(right)
  const { rows } = await database.read(rapporteur, tx =>
    sql<{ concepts: string[]; decision: string }>`select s.concepts, t.decision from recommendations.listed l
      join recommendations.topic_set s on s.id = l.topics
      join recommendations.topic t on t.report_id = l.report_id and t.ordinal = l.ordinal
      where l.report_id = ${draft} and l.ordinal = 1`.execute(tx.db),
  )
  expect(rows).toEqual([{ concepts: ['shelters'], decision: 'accepted' }])
})

const settled = (reportId: string, concept: string, more: Partial<SettledTopic> = {}) =>
  database.write(rapporteur, tx =>
    settle(
      tx,
      { reportId, ordinal: 1, concept, decision: 'accepted', main: false, reason: 'Said so.', ...more },
      randomUUID(),
    ),
  )

it.each([
  ['and is its main topic where it has none', false],
  ['and leaves it its own main topic', true],
])('what a person settled of a print holds where only the machine spoke, %s', async (_, ownMain) => {
  const draft = await enter(`Proposal ${ownMain}`, () => [])
  const [shelters, work] = ['shelters', 'work'].map(concept => ({
    concept,
    because: ['shelters'],
    weight: 1,
  }))
  const proposals = [{ ordinal: 1, theme: 'protection', topics: [shelters!, work!] }]
  await database.write(rapporteur, tx =>
    act(tx, proposeForReport, {
      id: randomUUID(),
      subjectId: randomUUID(),
      about: undefined,
      payload: { reportId: draft, proposals },
    }),
  )
  if (ownMain) await settled(draft, 'health', { main: true })
  const [copy, other] = [await enter(`Copy ${ownMain}`, () => []), await enter(`Other ${ownMain}`, () => [])]
  await settled(other, 'law', { main: true })
  await settled(copy, 'shelters', { main: true })
  await settled(copy, 'work', { decision: 'rejected', reason: 'No work is meant.' })
  if (ownMain) await settled(copy, 'health', { decision: 'rejected' })
  await enter(`Final ${ownMain}`, id => [again(id, draft, 0.8), again(copy, id, 0.9), again(other, id, 0.9)])
  const topics = async () => {
    const { rows } = await database.read(rapporteur, tx =>
      sql<object>`select concept, proposed, decision, main, reason, decided_by from recommendations.topic
        where report_id = ${draft} and ordinal = 1 order by concept`.execute(tx.db),
    )
    return rows
  }
  const said = { decision: 'accepted', main: false, reason: 'Said so.', decided_by: rapporteur.userId }
  const right = [
    ...(ownMain ? [{ ...said, concept: 'health', proposed: false, main: true }] : []),
    { ...said, concept: 'law', proposed: false },
    { ...said, concept: 'shelters', proposed: true, main: !ownMain },
    { ...said, concept: 'work', proposed: true, decision: 'rejected', reason: 'No work is meant.' },
  ]
  expect(await topics()).toEqual(right)

  // As rows stood: what people settled of later prints was not taken along.
  await upgrade(`alter table recommendations.topic disable trigger requires_entry;
    update recommendations.topic set decision = null, main = false, reason = null, decided_by = null,
      decided_at_ms = null where report_id = '${draft}' and proposed;
    delete from recommendations.topic where report_id = '${draft}' and concept = 'law';
    alter table recommendations.topic enable trigger requires_entry`)
  expect(await topics()).not.toEqual(right)
  for (const _ of ['once', 'twice']) {
    await upgrade(readFileSync(step, 'utf8'))
    expect(await topics()).toEqual(right)
  }
})
