import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import type { CaseFile } from '../cases.entity.ts'
import { dryRun, openCaseTable, readCases } from './dry-run.ts'
import type { ImportMapping } from './import-mapping.ts'

const seed = 20_260_804
const csv = (rows: (string | number)[][]) =>
  new TextEncoder().encode(
    rows
      .map(r => r.map(c => (/[",\n]/.test(String(c)) ? `"${String(c).replaceAll('"', '""')}"` : c)).join(','))
      .join('\n'),
  )

async function open(rows: (string | number)[][], change: (mapping: ImportMapping) => ImportMapping = m => m) {
  const { table, proposal } = await openCaseTable({ name: 'table.csv', bytes: csv(rows) }, codelists)
  const mapping = change(proposal.mapping)
  const outcomes = []
  for await (const batch of readCases(table, mapping, codelists, { scope: 's' }))
    outcomes.push(...batch.outcomes)
  return {
    table,
    proposal,
    outcomes,
    files: outcomes.flatMap(o => (o.draft ? [o.draft.file] : [])) as CaseFile[],
    targets: Object.fromEntries(proposal.mapping.columns.map(c => [c.header, c.target])),
    dry: await dryRun(table, mapping, codelists, { scope: 's' }),
  }
}

const columns27 = (sector: 'sectorOf' | 'typeOf') =>
  `yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,meansDebtBondageEarnings,meansThreats,meansAbusePsyPhySex,meansFalsePromises,meansDrugsAlcohol,meansDenyBasicNeeds,meansExcessiveWorkHours,meansWithholdDocs,isForcedLabour,isSexualExploit,isOtherExploit,${sector}LabourAgriculture,${sector}LabourConstruction,${sector}LabourDomesticWork,${sector}LabourHospitality,${sector}SexProstitution,${sector}SexPornography,recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,recruiterRelationOther`.split(
    ',',
  )
const means =
  'DebtBondage,TakesEarnings,RestrictsFinancialAccess,Threats,PsychologicalAbuse,PhysicalAbuse,SexualAbuse,FalsePromises,PsychoactiveSubstances,RestrictsMovement,RestrictsMedicalCare,ExcessiveWorkingHours,UsesChildren,ThreatOfLawEnforcement,WithholdsNecessities,WithholdsDocuments,Other,NotSpecified'.split(
    ',',
  )
const labour =
  'Agriculture,Aquafarming,Begging,Construction,DomesticWork,Hospitality,IllicitActivities,Manufacturing,MiningOrDrilling,Peddling,Transportation,Other,NotSpecified'.split(
    ',',
  )
const columns2020 = [
  ...'yearOfRegistration,Datasource,gender,ageBroad,majorityStatus,majorityStatusAtExploit,majorityEntry,citizenship'.split(
    ',',
  ),
  ...means.map(m => `meansOfControl${m}`),
  'meansOfControlConcatenated',
  ...'isForcedLabour,isSexualExploit,isOtherExploit,isSexAndLabour,isForcedMarriage,isForcedMilitary,isOrganRemoval,isSlaveryAndPractices,typeOfExploitConcatenated'.split(
    ',',
  ),
  ...labour.map(l => `typeOfLabour${l}`),
  'typeOfLabourConcatenated',
  ...'Prostitution,Pornography,RemoteInteractiveServices,PrivateSexualServices,Concatenated'
    .split(',')
    .map(s => `typeOfSex${s}`),
  ...'isAbduction,RecruiterRelationship,CountryOfExploitation'.split(','),
  ...'IntimatePartner,Friend,Family,Other,Unknown'.split(',').map(r => `recruiterRelation${r}`),
]
const row = (columns: string[], values: Record<string, string | number>, blank: string | number = '') =>
  columns.map(c => values[c] ?? blank)

describe('the published table of 27 columns', () => {
  it.each(['sectorOf', 'typeOf'] as const)('is recognised when its sectors are named %s…', async spelling => {
    const columns = columns27(spelling)
    expect(columns).toHaveLength(27)
    const all = row(
      columns,
      {
        yearOfRegistration: 2019,
        gender: 'Woman',
        ageBroad: '09--17',
        citizenship: 'PHL',
        CountryOfExploitation: 'KWT',
        traffickMonths: '13--24 (1-2 yrs)',
      },
      1,
    )
    const { proposal, files, outcomes } = await open([columns, all])
    expect(proposal).toMatchObject({
      certain: true,
      notices: [],
      mapping: { layout: 'ctdc-27', headerRows: 1 },
    })
    expect(outcomes[0]!.problems).toEqual([])
    expect(files[0]).toEqual({
      case: { source: 'CTDC Global Synthetic Dataset', openedOn: '2019' },
      person: { gender: 'Feminine', citizenship: ['PHL'] },
      consent: {},
      victimContext: {
        recruiterRelation: ['IntimatePartner', 'Friend', 'Family', 'Other'],
        ageBand: '9--17',
        methodsOfControl: [
          'FalsePromises',
          'PsychoactiveSubstance',
          'ExcessiveWorkingHours',
          'WithholdsDocuments',
        ],
        meansAsPublished: [
          'DebtBondageOrEarnings',
          'Threats',
          'AbusePsychologicalPhysicalSexual',
          'DenyBasicNeeds',
        ],
        typeOfExploitation: ['ForcedLabour', 'SexualExploitation', 'Other'],
        labourAsPublished: ['Agriculture', 'Construction', 'DomesticWork', 'Hospitality'],
        typeOfSexExploitation: ['Prostitution', 'Pornography'],
        countryOfExploitation: ['KWT'],
        monthsTrafficked: '13--24',
      },
      traffickingEvent: [],
      perpetratorContext: [],
      organisation: [],
      incomingReferral: [],
      outgoingReferral: [],
      supportPlan: [],
      caseComment: [],
    })
  })

  it('says nothing where nothing was recorded, be it empty, NULL or NA', async () => {
    const columns = columns27('sectorOf')
    for (const blank of ['', 'NULL', 'NA', 'nan'])
      expect(
        (await open([columns, row(columns, { yearOfRegistration: 2020 }, blank)])).files[0],
      ).toMatchObject({
        case: { openedOn: '2020' },
        person: {},
        victimContext: {},
      })
  })

  it('takes two equal anonymous rows for two persons, and finds both again', async () => {
    const columns = columns27('sectorOf')
    const one = row(columns, { yearOfRegistration: 2020, gender: 'Man', isForcedLabour: 1 })
    const first = await open([columns, one, one, row(columns, { yearOfRegistration: 2021, gender: 'Man' })])
    const keys = first.outcomes.map(o => o.draft!.rowKey)
    expect(new Set(keys).size).toBe(3)
    expect(first.dry).toMatchObject({ rows: 3, good: 3, bad: 0, alike: 1 })
    const again = await open([columns, row(columns, { yearOfRegistration: 2021, gender: 'Man' }), one, one])
    expect(new Set(again.outcomes.map(o => o.draft!.rowKey))).toEqual(new Set(keys))
  })

  it('leaves out a row with a value that is none of the published ones, and keeps the others', async () => {
    const columns = columns27('sectorOf')
    const { outcomes } = await open([
      columns,
      row(columns, { yearOfRegistration: 2020, meansThreats: 7 }),
      row(columns, { yearOfRegistration: 2020, ageBroad: '10--12' }),
      row(columns, { yearOfRegistration: 2020, meansThreats: 1 }),
    ])
    expect(outcomes.map(o => o.problems.map(p => [p.severity, p.code, p.row, p.column, p.value]))).toEqual([
      [['row', 'flag', 2, 'H', '7']],
      [['row', 'code.unknown', 3, 'C', '10--12']],
      [],
    ])
    expect(outcomes.map(o => o.draft !== undefined)).toEqual([false, false, true])
  })
})

describe('the published table of 2020', () => {
  it('is recognised behind its sentence of terms, and each column says what it says', async () => {
    const columns = ['By using these data you agree to the terms of use', ...columns2020]
    const values = {
      yearOfRegistration: 2016,
      Datasource: 'Hotline',
      gender: 'Female',
      ageBroad: '30--38',
      majorityStatus: 'Adult',
      majorityStatusAtExploit: 'Minor',
      majorityEntry: 'Minor',
      citizenship: 'NA',
      CountryOfExploitation: 'US',
      meansOfControlThreats: 1,
      meansOfControlUsesChildren: 1,
      meansOfControlDebtBondage: 0,
      meansOfControlNotSpecified: 1,
      meansOfControlConcatenated: 'Threats;Uses children',
      isSexAndLabour: 1,
      isForcedMilitary: 1,
      isSlaveryAndPractices: 1,
      typeOfLabourBegging: 1,
      typeOfSexRemoteInteractiveServices: 1,
      isAbduction: 1,
      recruiterRelationUnknown: 1,
    }
    const { proposal, files, outcomes } = await open([
      columns,
      row(columns, values, -99),
      row(columns, {}, -99),
    ])
    expect(proposal).toMatchObject({ certain: true, mapping: { layout: 'ctdc-2020' } })
    expect(files[0]).toMatchObject({
      case: { source: 'Hotline', openedOn: '2016' },
      person: { gender: 'Feminine', citizenship: ['NAM'] },
      victimContext: {
        ageBand: '30--38',
        majority: 'Adult',
        majorityAtEntry: 'Minor',
        majorityAtExploitation: 'Minor',
        methodsOfControl: ['PhysicalThreats', 'UsesChildren'],
        meansAsPublished: ['NotSpecified'],
        typeOfExploitation: ['ForcedLabour', 'SexualExploitation'],
        exploitationAsPublished: ['ForcedMilitary', 'SlaveryAndPractices'],
        labourAsPublished: ['Begging'],
        typeOfSexExploitation: ['RemoteInteractiveServices'],
        countryOfExploitation: ['USA'],
        recruiterRelation: ['Unknown'],
        abducted: true,
      },
    })
    expect(outcomes[0]!.problems.map(p => p.code)).toEqual(['country.na'])
    expect(files[1]).toMatchObject({ case: {}, person: {}, victimContext: {} })
  })

  it('reads the year from a first column whose header is the sentence itself', async () => {
    const columns = ['Terms of use', ...columns2020.slice(1)]
    const { files } = await open([columns, row(columns, { 'Terms of use': 2014, gender: 'Male' }, -99)])
    expect(files[0]).toMatchObject({ case: { openedOn: '2014' }, person: { gender: 'Masculine' } })
  })
})

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
      { severity: 'row', row: 3, column: 'C', header: 'prs_Gender', code: 'code.unknown', value: 'Purple' },
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
