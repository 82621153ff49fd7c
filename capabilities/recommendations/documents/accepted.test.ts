import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, it } from 'vitest'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { documentWords } from '../document.words.ts'
import { findParagraph } from '../doubts.remarks.store.ts'
import { realReport, realText } from '../reading/real-reports.testing.ts'
import { add } from '../relations/relations.store.ts'
import { enterFile, findReports, readFile } from '../reports.store.ts'
import { findAccepted } from './accepted.store.ts'
import { buildCompilation } from './compilation.ts'
import { buildIndex } from './index.ts'
import { type AcceptedRelation, Links, type Printed } from './links.ts'
import { paperOfCompilation, paperOfIndex } from './paper.ts'
import { paperAsAkn } from './paper-akn.ts'
import { paperAsText } from './plain-text-paper.ts'
import type { Group, ReferenceLabel } from './selection.ts'
import { paperAsTypst } from './typst.ts'
import { paperAsWord } from './word.ts'

const schemaFile = fileURLToPath(
  new URL('../../../../shared/standards/akn4un/akomantoso30.xsd', import.meta.url),
)
const [first, second, third, chair] = (['000', '001', '002', '004'] as const).map(realReport)
const reports = [first!, second!, third!, chair!]
const at = (report: (typeof reports)[number], number: number): Printed => ({
  report,
  paragraph: report.paragraphs.find(one => one.number === number && one.role === 'recommendation')!,
})
const accepted: AcceptedRelation[] = [
  { from: at(third!, 9), fromSub: null, to: at(first!, 8), toSub: 'b' },
  // The Chair's report prints this one already.
  { from: at(second!, 35), fromSub: null, to: at(first!, 5), toSub: null },
]
const referencesOf = (
  {
    groups,
  }: { groups: readonly Group<{ document: string; paragraph: number; references: ReferenceLabel[] }>[] },
  { report, paragraph }: Printed,
) =>
  groups
    .flatMap(({ parts }) => parts.flatMap(({ entries }) => entries))
    .find(one => one.document === report.document.title && one.paragraph === paragraph.number)!.references

describe('relations that people accepted', () => {
  const index = buildIndex(reports, { accepted })
  const compilation = buildCompilation(reports, { accepted })

  it('are shown at both ends after the printed cross-references, and say that no report prints them', () => {
    expect(referencesOf(index, at(third!, 9))).toMatchObject([
      { label: 'para. 8 (b)', fromSub: null, toSub: 'b', origin: 'accepted' },
    ])
    const back = referencesOf(compilation, at(first!, 8))
    expect(back.at(-1)).toMatchObject({ label: 'Recommendation 9', fromSub: 'b', origin: 'accepted' })
    expect(back.slice(0, -1).every(({ origin }) => origin !== 'accepted')).toBe(true)
  })

  it('are not said again where a report prints them', () => {
    for (const end of [at(second!, 35), at(first!, 5)])
      expect(referencesOf(index, end).map(({ origin }) => origin)).toEqual(['printed'])
  })

  it('are said beside a printed one that joins other sub-items', () => {
    // The Chair's report prints "(see para. 17 (b) below)" and the like: an end that it names is taken, another one is not.
    const printed = chair!.crossReferences.find(({ fromSub, toSub }) => fromSub !== null && toSub !== null)!
    const joined = (fromSub: string | null) => {
      const from = at(chair!, printed.fromPara)
      const to = at(chair!, printed.toPara)
      const links = new Links([chair!], [{ from, fromSub, to, toSub: printed.toSub }])
      return links.from(from).filter(({ origin }) => origin === 'accepted').length
    }
    expect([joined(printed.fromSub), joined(null), joined('z')]).toEqual([0, 0, 1])
  })

  it('stand in text, Word, the source of the PDF and Akoma Ntoso, in the words of the reader', async () => {
    const english = paperOfCompilation(compilation)
    expect(paperAsText(english)).toMatch(/See also: \d+ \(b\) \[accepted, not printed\]/)
    expect(paperAsText(paperOfIndex(index, documentWords('fr')))).toContain('[accepté, non imprimé]')
    const word = unzipSync(await paperAsWord(english, { issuedAt: '2026-01-02T03:04:05.000Z' }))
    expect(strFromU8(word['word/document.xml']!)).toContain('[accepted, not printed]')
    expect(paperAsTypst(english)).toContain('accepted, not printed')
    const akn = paperAsAkn(english, '2026-01-02')
    expect(akn).toMatch(/<ref href="#para_\d+">\d+ \(b\) \[accepted, not printed\]<\/ref>/)
    if (!existsSync(schemaFile)) return
    xmlRegisterFsInputProviders()
    const schema = XmlDocument.fromBuffer(readFileSync(schemaFile), { url: schemaFile })
    using validator = XsdValidator.fromDoc(schema)
    for (const xml of [akn, paperAsAkn(paperOfIndex(index), '2026-01-02')]) {
      using document = XmlDocument.fromString(xml)
      expect(() => validator.validate(document)).not.toThrow()
    }
    schema.dispose()
  })

  it('come from the registry: what was accepted or added, not what was only proposed', async () => {
    const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', {
      roles: ['rapporteur'],
      agencyKind: 'national-rapporteur',
    })
    const { database } = await openTestDatabase()
    for (const name of ['000', '002'] as const) {
      const reading = readFile(new TextEncoder().encode(realText(name)))
      if (!reading.ok) throw new Error(reading.problem.sentence)
      await database.write(rapporteur, tx => enterFile(tx, reading.file, randomUUID()))
    }
    const related = () =>
      database.read(rapporteur, async tx => {
        const entered = await findReports(tx)
        return findAccepted(tx, new Map(entered.map(({ id, report }) => [id, { ...report, parts: [] }])))
      })
    expect(await related()).toEqual([])
    await database.write(rapporteur, async tx => {
      const from = (await findParagraph(tx, '2019-09-09', 'R9'))!
      const to = (await findParagraph(tx, '2009-04-14', '8'))!
      await add(
        tx,
        { from: { ...from, sub: null }, to: { ...to, sub: 'b' }, type: 'builds on', remark: '' },
        randomUUID(),
      )
    })
    const [one, ...more] = await related()
    expect(more).toEqual([])
    expect([one?.from.paragraph.number, one?.fromSub, one?.to.paragraph.number, one?.toSub]).toEqual([
      9,
      null,
      8,
      'b',
    ])
    await database.close()
  })
})
