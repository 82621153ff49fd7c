import { describe, expect, it } from 'vitest'
import { open } from './layouts.testing.ts'

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
