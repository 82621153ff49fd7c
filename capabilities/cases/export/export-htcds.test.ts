import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { randomCaseFile, randomCaseFiles, saysNothing } from '../../../test/support/random-case-files.ts'
import type { CaseFile } from '../cases.entity.ts'
import { openCaseTable, readCases } from '../import/dry-run.ts'
import type { ImportProblem } from '../import/import-problem.ts'
import { exportHtcds } from './export-htcds.ts'

const seed = 20_260_801
const standard = JSON.parse(
  readFileSync(new URL('../../../../shared/standards/htcds/htcds-2.0-fields.json', import.meta.url), 'utf8'),
) as { fields: { fullName: string; label: string }[] }

/** What ODS cannot hold as the library writes it: '_x0041_', which it reads as 'A', and blanks at the ends of lines. */
const spelled = (files: CaseFile[], format: string) =>
  format === 'ods'
    ? (JSON.parse(
        JSON.stringify(files)
          .replaceAll('_x0041_', '_y_')
          .replace(/ *\\n */g, '\\n'),
      ) as CaseFile[])
    : files

async function readBack(bytes: Uint8Array, name: string) {
  const { table, proposal } = await openCaseTable({ name, bytes }, codelists)
  expect(proposal.mapping.layout).toBe('htcds')
  const files: CaseFile[] = []
  const problems: ImportProblem[] = [...proposal.notices]
  for await (const batch of readCases(table, proposal.mapping, codelists, { scope: 'test' }))
    for (const outcome of batch.outcomes) {
      problems.push(...outcome.problems)
      if (outcome.draft) files.push(outcome.draft.file)
    }
  return { files, problems, table }
}

describe('the exported table', () => {
  it.each(['csv', 'xlsx', 'ods'] as const)('gives all 83 fields back equal as %s', async format => {
    await fc.assert(
      fc.asyncProperty(randomCaseFiles(true), async random => {
        const files = spelled(random, format)
        const bytes = exportHtcds(files, codelists, { format })
        const back = await readBack(bytes, `cases.${format}`)
        expect(back.problems).toEqual([])
        expect(back.files).toEqual(files)
      }),
      { seed, numRuns: 40 },
    )
  })

  it.each(['csv', 'xlsx', 'ods'] as const)(
    'gives back several events and plans, gaps, and what was unknown or refused, as %s',
    async format => {
      await fc.assert(
        fc.asyncProperty(randomCaseFiles(), async random => {
          const files = spelled(random, format)
          const bytes = exportHtcds(files, codelists, { format })
          const back = await readBack(bytes, `cases.${format}`)
          expect(back.problems).toEqual([])
          expect(back.files).toEqual(files.filter(f => !saysNothing(f)))
        }),
        { seed, numRuns: 40 },
      )
    },
  )

  it('begins with the system names and the labels of the standard, in its order', async () => {
    const { table } = await readBack(exportHtcds([], codelists, { format: 'xlsx' }), 'empty.xlsx')
    const [names, labels] = (await table.batches().next()).value as { cells: string[] }[]
    expect(names!.cells).toEqual(standard.fields.map(f => f.fullName))
    expect(labels!.cells).toEqual(standard.fields.map(f => f.label))
  })

  it('reads back labels as it does codes', async () => {
    await fc.assert(
      fc.asyncProperty(randomCaseFile(true), async file => {
        // Two of CLDR's English names are shared by two languages; codes tell them apart, labels cannot.
        file.person = { ...file.person, primaryLanguage: 'tir', secondaryLanguage: 'amh' }
        const bytes = exportHtcds([file], codelists, { format: 'csv', values: 'labels' })
        expect((await readBack(bytes, 'labels.csv')).files).toEqual([file])
      }),
      { seed, numRuns: 40 },
    )
  })

  it('gives a spreadsheet no formula to work out', () => {
    const file = {
      case: { caseOwner: '=HYPERLINK("http://example.org")' },
      person: { firstName: "'@x", mobilePhone: '+44 20 0000', mailingLongitude: -12.5 },
      consent: {},
      victimContext: {},
      traffickingEvent: [],
      perpetratorContext: [],
      organisation: [],
      incomingReferral: [],
      outgoingReferral: [],
      supportPlan: [],
      caseComment: [{ comment: '- first\n- second' }],
    } satisfies CaseFile
    const text = new TextDecoder().decode(exportHtcds([file], codelists, { format: 'csv' }))
    expect(text).toContain(`"'=HYPERLINK(""http://example.org"")"`)
    expect(text).toContain(",''@x,")
    expect(text).toContain(`,'+44 20 0000,`)
    expect(text).toContain(`"'- first`)
    expect(text).toContain(',-12.5,')
  })
})
