import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { correct } from '../doubts.remarks.store.ts'
import type { CorrectableAtom } from '../doubts.store.ts'
import { enterFile, type ReadFile, readFile } from '../reports.store.ts'
import { createCorpus } from './corpus.store.ts'
import { findCandidates, proposeForReport } from './relating.store.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })
let database: Database
beforeAll(async () => {
  ;({ database } = await openTestDatabase())
})
afterAll(() => database.close())

const vocabulary =
  'shelter witness training data border children compensation demand consumers police interpreter visa'.split(
    ' ',
  )
const sentence = fc
  .array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 12 })
  .map(words => `States parties should improve ${words.join(' ')}.`)
const sentences = fc.array(sentence, { minLength: 1, maxLength: 5 })

/** What may happen in the registry between two looks, by this process or by another one. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('enter' as const), texts: sentences }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enter and fail' as const), texts: sentences }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('print again' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: fc.nat(),
      said: fc.constantFrom('UNODC', 'The Conference', 'States'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('propose' as const), which: fc.nat() }) },
)

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never
const texts = ['States parties should train police.', 'States parties should open shelters for children.']
const everything: [Happening, number][] = [
  [{ kind: 'enter', texts }, 0],
  [{ kind: 'enter and fail', texts }, 0],
  [{ kind: 'enter', texts: [texts[1]!] }, 1],
  [{ kind: 'correct', which: 0, said: 'UNODC' }, 0],
  [{ kind: 'print again', which: 0 }, 0],
  [{ kind: 'propose', which: 1 }, 1],
]

let days = 0
/** A report in the layout of the real ones; a byline makes it a later print of another one's recommendations. */
function reportOf(texts: readonly string[], printed?: { day: string; byline: string }): ReadFile {
  const day = printed?.day ?? new Date(Date.UTC(2001, 0, 1 + days++)).toISOString().slice(0, 10)
  const [year, , date] = day.split('-').map(Number)
  const name = new Date(day).toLocaleString('en', { month: 'long', timeZone: 'UTC' })
  const read = readFile(
    Buffer.from(
      [
        'Distr.: General',
        `${date} ${name} ${year}`,
        `## Report on the meeting of the Working Group on Exploitation held in Example City on ${date} ${name} ${year}`,
        ...(printed ? [printed.byline] : []),
        '### I. Introduction',
        '1. The Working Group met.',
        '### II. Recommendations adopted by the Working Group',
        '#### A. Protection',
        ...texts.map((text, n) => `${n + 2}. ${text}`),
      ].join('\n\n'),
    ),
  )
  if (!read.ok) throw new Error(read.problem.sentence)
  return read.file
}

describe('the corpus that is kept', () => {
  it('gives exactly the candidates of one that is loaded anew, whoever wrote meanwhile', async () => {
    const entered: { file: ReadFile; texts: readonly string[] }[] = []
    const enter = (file: ReadFile) => database.write(rapporteur, tx => enterFile(tx, file, randomUUID()))
    const happen = async (what: Happening) => {
      const one = 'which' in what ? entered[what.which % Math.max(1, entered.length)] : undefined
      if (what.kind === 'enter') {
        const file = reportOf(what.texts)
        await enter(file)
        entered.push({ file, texts: what.texts })
      } else if (what.kind === 'enter and fail') {
        const file = reportOf(what.texts)
        const failing = database.write(rapporteur, async tx => {
          await enterFile(tx, file, randomUUID())
          // What is read within a transaction that fails must not be believed afterwards.
          await findCandidates(tx, file.id)
          throw new Error('given up')
        })
        await expect(failing).rejects.toThrow('given up')
      } else if (what.kind === 'print again' && one) {
        const day = one.file.report.document.meeting!.from
        await enter(
          reportOf([...one.texts, 'States should act.'], { day, byline: 'Note by the Secretariat' }),
        )
      } else if (what.kind === 'correct' && one)
        await database.write(rapporteur, async tx => {
          const { rows } = await sql<CorrectableAtom & { ordinal: number }>`
            select place, sub, addressee, deontic, text, ordinal from recommendations.atom
            where report_id = ${one.file.id} and not suggestion order by place limit 1`.execute(tx.db)
          const [atom] = rows
          if (!atom) return
          const at = { reportId: one.file.id, ordinal: atom.ordinal }
          const wanted = [
            { place: atom.place, field: 'addressee' as const, seen: atom.addressee, said: what.said },
          ]
          await correct(tx, at, rows, wanted, { remark: 'as printed', flagId: null }, randomUUID())
        })
      else if (what.kind === 'propose' && one)
        await database.write(rapporteur, tx => proposeForReport(tx, one.file.id, randomUUID()))
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(happening, fc.constantFrom(0, 1, 2)), { minLength: 3, maxLength: 8 }),
        async steps => {
          const processes = [createCorpus(), createCorpus()]
          for (const [what, looking] of steps) {
            await happen(what)
            const kept = processes[looking]
            if (!kept || entered.length === 0) continue
            await database.read(rapporteur, async tx => {
              const { file } = entered.at(-1)!
              expect(await findCandidates(tx, file.id, kept)).toEqual(
                await findCandidates(tx, file.id, createCorpus()),
              )
            })
          }
        },
      ),
      { numRuns: 12, verbose: true, examples: [[everything]] },
    )
    const { rows } = await database.read(rapporteur, tx =>
      sql`select from recommendations.paragraph where reissue`.execute(tx.db),
    )
    expect(rows.length).toBeGreaterThan(0)
  })

  it('is the same index while nothing changes, and another one after a correction', async () => {
    const file = reportOf(['States parties should train police.', 'States parties should open shelters.'])
    await database.write(rapporteur, tx => enterFile(tx, file, randomUUID()))
    const load = createCorpus()
    const look = () => database.read(rapporteur, load)
    const before = await look()
    expect(await look()).toBe(before)
    await database.write(rapporteur, async tx => {
      const atoms = [{ place: 0, sub: null, addressee: 'States parties', deontic: 'should', text: '' }]
      const wanted = [{ place: 0, field: 'addressee' as const, seen: 'States parties', said: 'UNODC' }]
      const said = { remark: 'as printed', flagId: null }
      await correct(tx, { reportId: file.id, ordinal: 1 }, atoms, wanted, said, randomUUID())
    })
    const after = await look()
    expect(after).not.toBe(before)
    expect(after.comparables.find(one => one.key === `${file.id} 1`)?.addressees).toContain('UNODC')
  })
})
