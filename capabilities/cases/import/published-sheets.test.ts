import { readFileSync } from 'node:fs'
import { read, utils, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { openCaseTable, readCases } from './dry-run.ts'
import { rowKeys } from './row-key.ts'

const folder = new URL('../../../../shared/standards/htcds/', import.meta.url)
const files = [
  ['htcds-spreadsheet-v2.0.xlsx', 'Sheet1'],
  ['htcds-spreadsheet-single-select-v2.0.xlsx', 'Case Sheet'],
  ['htcds-spreadsheet-multi-select-v2.0.xlsm', 'Case Sheet'],
] as const

/** What a case worker types under the labels that she sees. */
const typed: Record<string, string | number | Date> = {
  'Case Owner': 'Officer on duty',
  Salutation: 'Ms',
  'First Name': 'Example',
  'Second Name': 'Person',
  Consent: 'Yes',
  Birthdate: new Date(Date.UTC(1998, 6, 9)),
  Gender: 'Feminine',
  Citizenship: 'Bolivia (Plurinational State of)',
  Title: 'Teacher',
  Email: 'person@example.org',
  'Home Phone': '+44 20 7946 0000',
  'Mobile Phone': 447700900123,
  'Mailing Street': '1 Example Street',
  'Mailing City': 'Exampleton',
  'Mailing State/Province': 'Example Province',
  'Mailing Zip/Postal Code': '01234',
  'Mailing Country': 'GB',
  'Trafficking Status': 'Possible victim of trafficking',
  'Trafficking Status Decision Making Organization': 'Non-police governmental organization',
  'Method of Recruitment': 'Through family or family events',
  'Location of Recruitment': 'A farm',
  'Methods of Control': 'Threatens children/family',
  'Type of Exploitation': 'Forced military (by non-state actors)',
  'Forced Labour Industry': 'Water supply; sewerage, waste management and remediation',
  'Type of Sex Exploitation': 'Private Sexual Services',
  'Location of Exploitation': 'A workshop',
  Status: 'Follow up',
  'Referring Organisation': 'Help line',
  'Incoming Referral Date': '2024-05-17',
  'Referring Primary Case Worker': 'A colleague',
  'Reason for Incoming Referral': 'Migration Or Change Of Location',
  'Incoming Referral Details': 'By telephone',
  'Referred Organisation': 'Shelter',
  'Referred Primary Case Worker': 'Another colleague',
  'Reason for Outgoing Referral': 'Additional Services Required',
  'Outgoing Referral Date': new Date(Date.UTC(2024, 5, 1)),
  'Outgoing Referral Details': 'With her agreement',
  'Reason for Case Closure': 'Left the country',
}

const expected = {
  case: { status: 'FollowUp', caseOwner: 'Officer on duty', reasonForCaseClosure: 'Left the country' },
  person: {
    salutation: 'Ms',
    firstName: 'Example',
    secondName: 'Person',
    birthdate: '1998-07-09',
    gender: 'Feminine',
    citizenship: ['BOL'],
    title: 'Teacher',
    email: 'person@example.org',
    homePhone: '+44 20 7946 0000',
    mobilePhone: '447700900123',
    mailingStreet: '1 Example Street',
    mailingCity: 'Exampleton',
    mailingState: 'Example Province',
    mailingPostalCode: '01234',
    mailingCountry: 'GBR',
  },
  consent: { given: true },
  victimContext: {
    traffickingStatus: 'PossibleVictimOfTrafficking',
    traffickingStatusDecisionMakingOrg: 'NonPoliceGovernmentalOrganization',
    methodOfRecruitment: ['ThroughFamilyOrFamilyEvents'],
    locationOfRecruitment: 'A farm',
    methodsOfControl: ['ThreatensChildrenFamily'],
    typeOfExploitation: ['ForcedMilitaryByNonStateActors'],
    forcedLabourIndustry: ['E_WaterSupplySewerageWasteManagement'],
    typeOfSexExploitation: ['PrivateSexualServices'],
    locationOfExploitation: 'A workshop',
  },
  traffickingEvent: [],
  perpetratorContext: [],
  organisation: [],
  incomingReferral: [
    {
      referringOrganisation: 'Help line',
      incomingReferralDate: '2024-05-17',
      referringPrimaryCaseWorker: 'A colleague',
      reasonForIncomingReferral: 'MigrationOrChangeOfLocation',
      incomingReferralDetails: 'By telephone',
    },
  ],
  outgoingReferral: [
    {
      referredOrganisation: 'Shelter',
      referredPrimaryCaseWorker: 'Another colleague',
      reasonForOutgoingReferral: 'AdditionalServicesRequired',
      outgoingReferralDate: '2024-06-01',
      outgoingReferralDetails: 'With her agreement',
    },
  ],
  supportPlan: [],
  caseComment: [],
}

/** Types cases into the published workbook, whose layout stays as it is. */
function filled(
  file: string,
  sheetName: string,
  cases: Record<string, string | number | Date>[],
  as?: 'ods' | 'csv',
) {
  const workbook = read(readFileSync(new URL(file, folder)), { bookVBA: true })
  const sheet = workbook.Sheets[sheetName] as WorkSheet
  const width = utils.decode_range(sheet['!ref']!).e.c
  for (const [i, values] of cases.entries())
    for (let c = 0; c <= width; c++) {
      const label = sheet[utils.encode_cell({ r: 1, c })]?.v as string | undefined
      const value = label === undefined ? undefined : values[label]
      if (value === undefined) continue
      sheet[utils.encode_cell({ r: 2 + i, c })] =
        value instanceof Date
          ? { t: 'n', v: value.getTime() / 86_400_000 + 25_569, z: 'd/m/yyyy' }
          : { t: typeof value === 'number' ? 'n' : 's', v: value }
    }
  if (as === 'csv') return new TextEncoder().encode(utils.sheet_to_csv(sheet, { dateNF: 'yyyy-mm-dd' }))
  const bookType = as ?? (file.endsWith('.xlsm') ? 'xlsm' : 'xlsx')
  return new Uint8Array(write(workbook, { type: 'array', bookType, bookVBA: true, bookSST: true }))
}

async function imported(bytes: Uint8Array, dateOrder?: 'dmy' | 'mdy') {
  const { table, proposal } = await openCaseTable({ name: 'cases', bytes }, codelists)
  const mapping = { ...proposal.mapping, ...(dateOrder ? { dateOrder } : {}) }
  const outcomes = []
  for await (const batch of readCases(table, mapping, codelists, { scope: 'agency' }))
    outcomes.push(...batch.outcomes)
  return { table, proposal, outcomes }
}

describe.each(files)('the published spreadsheet %s', (file, sheetName) => {
  it('gives back every one of its 38 columns as typed', async () => {
    const { proposal, outcomes, table } = await imported(filled(file, sheetName, [typed]))
    expect(table.sheet).toBe(sheetName)
    expect(proposal.certain).toBe(true)
    expect(proposal.mapping.columns.filter(c => c.target !== null)).toHaveLength(Object.keys(typed).length)
    expect(outcomes).toHaveLength(1)
    expect(outcomes[0]!.problems).toEqual([])
    expect(outcomes[0]!.draft?.file).toEqual(expected)
    expect(outcomes[0]!.row).toBe(3)
  })

  it('gives back the same when it was saved as ODS', async () => {
    const { outcomes } = await imported(filled(file, sheetName, [typed], 'ods'))
    expect(outcomes.map(o => o.problems)).toEqual([[]])
    expect(outcomes[0]!.draft?.file).toEqual(expected)
    expect(outcomes[0]!.draft?.rowKey).toBe(rowKeys('agency').of(expected as never).rowKey)
  })

  it('gives back the same when it was saved as CSV, once dates and long numbers are clear', async () => {
    const csv = filled(file, sheetName, [typed], 'csv')
    const unsaid = await imported(csv)
    expect(unsaid.outcomes[0]!.draft).toBeUndefined()
    expect(unsaid.outcomes[0]!.problems.map(p => [p.code, p.column, p.value])).toEqual([
      // The birthdate identifies, so its text is left out.
      ['date.ambiguous', 'G', undefined],
      // Saving as CSV has cut a telephone number to 4.47701E+11.
      ['text.shortened', 'M', undefined],
      ['date.ambiguous', 'AK', '1/6/2024'],
    ])
    const asText = { ...typed, 'Mobile Phone': String(typed['Mobile Phone']) }
    const said = await imported(filled(file, sheetName, [asText], 'csv'), 'dmy')
    expect(said.outcomes.map(o => o.problems)).toEqual([[]])
    expect(said.outcomes[0]!.draft?.file).toEqual(expected)
  })

  it('follows the labels of the address, whose system names stand in another order, and says so', async () => {
    const { proposal } = await imported(filled(file, sheetName, [typed]))
    expect(proposal.notices.map(n => [n.code, n.column, n.header])).toEqual([
      ['column.labelOverName', 'N', 'Mailing Street'],
      ['column.labelOverName', 'O', 'Mailing City'],
      ['column.labelOverName', 'Q', 'Mailing Zip/Postal Code'],
      ['column.labelOverName', 'R', 'Mailing Country'],
    ])
  })

  it('takes several values as its macro joins them', async () => {
    const several = {
      Citizenship: 'Korea, Republic of; Congo, Democratic Republic of the; Viet Nam',
      'Methods of Control': 'Debt bondage; Threatens children/family; Withholds documents',
      'Forced Labour Industry':
        'Construction; Water supply; sewerage, waste management and remediation; Agriculture, forestry and fishing',
    }
    const { outcomes } = await imported(filled(file, sheetName, [several]))
    expect(outcomes[0]!.problems).toEqual([])
    expect(outcomes[0]!.draft!.file.person.citizenship).toEqual(['COD', 'KOR', 'VNM'])
    expect(outcomes[0]!.draft!.file.victimContext).toEqual({
      methodsOfControl: ['ThreatensChildrenFamily', 'DebtBondage', 'WithholdsDocuments'],
      forcedLabourIndustry: [
        'A_AgricultureForestryAndFishing',
        'E_WaterSupplySewerageWasteManagement',
        'F_Construction',
      ],
    })
  })

  it('does not take its numbered empty rows for cases', async () => {
    expect((await imported(filled(file, sheetName, []))).outcomes).toEqual([])
  })
})

describe('the choices that the published spreadsheets offer', () => {
  const lookups: [string, string][] = [
    ['Gender', 'htcds.gender'],
    ['Country', 'countries'],
    ['Country Code', 'countries'],
    ['Method of Recruitment', 'htcds.method-of-recruitment'],
    ['Methods of Control', 'htcds.methods-of-control'],
    ['Type of Exploitation', 'htcds.type-of-exploitation'],
    ['Forced Labour Industry', 'htcds.forced-labour-industry'],
    ['Type of Sex Exploitation', 'htcds.type-of-sex-exploitation'],
    ['Vulnerabilities', 'htcds.vulnerabilities'],
    ['Status', 'htcds.case-status'],
    ['Reason for Incoming Referral', 'htcds.reason-for-referral'],
    ['Trafficking Status', 'htcds.trafficking-status'],
    ['Trafficking Status Decision Making Organization', 'htcds.decision-making-organisation'],
  ]
  const sheet = read(readFileSync(new URL(files[2][0], folder))).Sheets.validation as WorkSheet
  const rows = utils.sheet_to_json<(string | undefined)[]>(sheet, { header: 1 })
  const headers = rows.find(r => r.includes('Country Code'))!
  const column = (name: string) =>
    rows
      .slice(rows.indexOf(headers) + 1)
      .map(r => r[headers.indexOf(name)])
      .filter(v => v !== undefined)

  it.each(lookups)('of %s are all in %s', async (header, id) => {
    const { splitCodes } = await import('./read-values.ts')
    const unknown = column(header).filter(v => {
      const read = splitCodes(codelists.get(id), String(v))
      return !('codes' in read) || read.codes.length !== 1
    })
    expect(unknown).toEqual([])
  })

  it('name each country beside its code', async () => {
    const { findCode } = await import('#kernel/entity/codelist.ts')
    const list = codelists.get('countries')
    const names = column('Country').map(String)
    const codes = column('Country Code').map(String)
    expect(names).toHaveLength(249)
    expect(names.filter((n, i) => findCode(list, n) !== findCode(list, codes[i]!))).toEqual([])
  })
})
