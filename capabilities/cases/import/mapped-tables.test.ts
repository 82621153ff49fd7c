import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { dryRun, openCaseTable } from './dry-run.ts'
import { csv, open } from './layouts.testing.ts'

const seed = 20_260_804

describe('an unknown table', () => {
  it('gets a proposal for each column with its reason, and a person decides', async () => {
    const { proposal, targets } = await open([
      ['List of cases'],
      ['Case ID', 'Surname', 'Sexe', 'Nationality', 'What happened', 'Where', 'Favourite colour'],
      ['A1', 'X', 'F', 'Nepal', 'Forced labour; Debt', 'KWT', 'blue'],
      ['A2', 'Y', 'M', 'PHL', 'Servitude', 'Kuwait', 'red'],
      ['A3', 'Z', 'F', 'Népal', 'Forced labour', 'QAT', 'green'],
      ['A4', 'Z', 'F', 'Népal', 'Sexual exploitation', 'QAT', 'green'],
      ['A5', 'Z', 'F', 'Népal', 'Forced labour', 'QAT', 'green'],
    ])
    expect(proposal.certain).toBe(false)
    expect(proposal.mapping.headerRows).toBe(2)
    expect(targets).toEqual({
      'Case ID': 'case.externalReference',
      Surname: 'person.secondName',
      Sexe: 'person.gender',
      Nationality: 'person.citizenship',
      'What happened': 'victimContext.typeOfExploitation',
      Where: 'victimContext.countryOfExploitation',
      'Favourite colour': null,
    })
    expect(proposal.mapping.columns.map(c => c.reason)).toEqual([
      'usualWord',
      'usualWord',
      'usualWord',
      'usualWord',
      'values',
      'values',
      'unknown',
    ])
  })

  it('is read as the standard when its headers are labels, in any of six languages', async () => {
    const { proposal, files } = await open([
      ['Prénom', 'Date de naissance', 'Forme d’exploitation', 'Pays d’exploitation'],
      ['Exemple', '17.05.1999', 'Travail forcé', 'Autriche'],
    ])
    expect(proposal.certain).toBe(true)
    expect(files[0]).toMatchObject({
      person: { firstName: 'Exemple', birthdate: '1999-05-17' },
      victimContext: { typeOfExploitation: ['ForcedLabour'], countryOfExploitation: ['AUT'] },
    })
  })

  it('never breaks on what stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(
            fc.oneof(fc.string(), fc.constantFrom('prs_Gender', 'Citizenship', 'gender', '#REF!', '-99')),
            { maxLength: 6 },
          ),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async rows => {
          const bytes = csv(rows)
          if (bytes.length === 0 || rows.flat().join('').includes('\u0000')) return
          const { table, proposal } = await openCaseTable({ name: 'f', bytes }, codelists).catch(error => {
            expect(error).toMatchObject({ name: 'UnreadableFile' })
            return { table: undefined, proposal: undefined }
          })
          if (!table) return
          const result = await dryRun(table, proposal!.mapping, codelists, { scope: 's' })
          expect(result.good + result.bad).toBe(result.rows)
        },
      ),
      { seed },
    )
  })
})

describe('rows of the standard', () => {
  const table = (...rows: string[][]) => [
    [
      'case.externalReference',
      'prs_FirstName',
      'prs_Gender',
      'hte_City',
      'hte_City__2',
      'vic_AgeWhenTrafficked',
    ],
    ...rows,
  ]

  it('are good or left out as a whole, and every problem says row, column, value and remedy', async () => {
    const { outcomes, dry } = await open(
      table(
        ['1', 'Ana', 'Feminine', 'A', 'B', '12'],
        ['2', 'Bo', 'Purple', '', '', 'old'],
        ['3', 'Cy', '', '', '', ''],
      ),
    )
    expect(outcomes.map(o => Boolean(o.draft))).toEqual([true, false, true])
    expect(outcomes[1]!.problems).toMatchObject([
      {
        severity: 'row',
        row: 3,
        column: 'C',
        header: 'prs_Gender',
        labelKey: 'field.person.gender',
        code: 'code.unknown',
        value: 'Purple',
      },
      { severity: 'row', row: 3, column: 'F', header: 'vic_AgeWhenTrafficked', code: 'number', value: 'old' },
    ])
    for (const p of outcomes[1]!.problems) expect(p.remedy).toMatch(/^[A-Z].*\.$/)
    expect(outcomes[0]!.draft!.file.traffickingEvent).toEqual([{ city: 'A' }, { city: 'B' }])
    expect(dry).toMatchObject({ rows: 3, good: 2, bad: 1, empty: 0 })
    expect(dry.groups.map(g => [g.severity, g.code, g.column, g.rows])).toEqual([
      ['row', 'code.unknown', 'C', 1],
      ['row', 'number', 'F', 1],
    ])
  })

  it('never show the text of an identifying cell in a problem', async () => {
    const { outcomes } = await open([
      ['prs_Birthdate', 'prs_MailingLatitude', 'prs_Gender'],
      ['Secret Name', 'Secret Street', 'Feminine'],
    ])
    expect(outcomes[0]!.problems).toHaveLength(2)
    expect(JSON.stringify(outcomes[0]!.problems)).not.toContain('Secret')
  })

  it('say what was unknown or refused, and keep a dash for nothing', async () => {
    const { files } = await open([
      ['prs_MaritalStatus', 'prs_NumberOfChildren', 'prs_Citizenship', 'prs_FirstName', 'prs_Deceased'],
      ['unknown', 'Refused', '-', '[unknown]', '–'],
    ])
    expect(files[0]!.person).toEqual({
      missing: { maritalStatus: 'unknown', numberOfChildren: 'refused', firstName: 'unknown' },
    })
  })

  it('with a reference that stands in the file already are left out', async () => {
    const { outcomes } = await open(table(['7', 'Ana', '', '', '', ''], ['7', 'Bo', '', '', '', '']))
    expect(outcomes[1]!.draft).toBeUndefined()
    expect(outcomes[1]!.problems).toMatchObject([
      { code: 'reference.repeated', row: 3, column: 'A', value: '7' },
    ])
  })

  it('with a reference keep their key when their content changes, and only then another content key', async () => {
    const [a, b] = [
      await open(table(['7', 'Ana', '', '', '', ''])),
      await open(table(['7', 'Bo', '', '', '', ''])),
    ]
    expect(a.outcomes[0]!.draft!.rowKey).toBe(b.outcomes[0]!.draft!.rowKey)
    expect(a.outcomes[0]!.draft!.contentKey).not.toBe(b.outcomes[0]!.draft!.contentKey)
  })

  it('with more cells than the header are left out, with fewer are noticed', async () => {
    const { outcomes } = await open(table(['1', 'Ana', 'Feminine', '', '', '', 'spill'], ['2', 'Bo']))
    expect(outcomes.map(o => o.problems.map(p => [p.severity, p.code]))).toEqual([
      [['row', 'row.long']],
      [['notice', 'row.short']],
    ])
  })

  it('with a failed formula are left out, since nobody knows what it should say', async () => {
    const { outcomes } = await open(table(['1', '#REF!', '', '', '', '']))
    expect(outcomes[0]!.problems).toMatchObject([{ code: 'cell.failed', column: 'B' }])
  })

  it('take a default where their cell is empty', async () => {
    const { files } = await open(table(['1', 'Ana', '', '', '', '']), m => ({
      ...m,
      defaults: { 'case.openedOn': '2024', 'person.firstName': 'X' },
    }))
    expect(files[0]).toMatchObject({ case: { openedOn: '2024' }, person: { firstName: 'Ana' } })
  })
})

describe('a mapping', () => {
  it('that cannot be used is refused before a row is read', async () => {
    const none = await openCaseTable(
      {
        name: 'f',
        bytes: csv([
          ['a', 'b'],
          ['1', '2'],
        ]),
      },
      codelists,
    )
    const dry = await dryRun(none.table, none.proposal.mapping, codelists, { scope: 's' })
    expect(dry.problems).toMatchObject([{ severity: 'file', code: 'mapping' }])
    const twice = await openCaseTable(
      {
        name: 'f',
        bytes: csv([
          ['prs_FirstName', 'prs_Gender', 'prs_Email'],
          ['a', '', ''],
        ]),
      },
      codelists,
    )
    for (const c of twice.proposal.mapping.columns) c.target = 'person.firstName'
    expect(
      (await dryRun(twice.table, twice.proposal.mapping, codelists, { scope: 's' })).problems,
    ).toHaveLength(2)
  })

  it('does not read two columns into one field unasked', async () => {
    const { proposal, files } = await open([
      ['prs_FirstName', 'prs_Gender', 'prs_Gender', 'prs_Email'],
      ['Ana', 'Feminine', 'Masculine', 'a@example.org'],
    ])
    expect(proposal.notices.map(n => [n.code, n.column])).toEqual([['column.taken', 'C']])
    expect(files[0]!.person.gender).toBe('Feminine')
  })
})
