import type { ReleaseDocument } from '../releases/release.entity.ts'
import type { PublicRelease } from './release-flows.ts'

const years = ['_T', '2023', '2024', 'unknown']
const sexes = ['_T', 'female', 'male', 'unknown']
const forms = ['_T', 'SexualExploitation', 'ForcedLabour', 'Servitude', 'OrganRemoval', 'several', 'unknown']

/** An invented release: victims by year, sex and form, some of it withheld. */
export const release: PublicRelease = {
  publishedAt: '2026-02-01T10:00:00.000Z',
  document: {
    number: '2026-1',
    revision: 1,
    title: 'Victims, 2023 to 2024',
    audience: 'public',
    kind: 'victim',
    threshold: 5,
    moment: { at: '2026-01-31T00:00:00.000Z', ledgerPosition: 100 },
    code: 'example',
    beside: [],
    corrects: null,
    reason: null,
    marks: false,
    tables: [
      {
        title: 'Victims by year, sex and form of exploitation',
        dimensions: [
          { id: 'year', codes: years, total: '_T' },
          { id: 'sex', codes: sexes, total: '_T' },
          { id: 'exploitation', codes: forms, total: '_T' },
        ],
        cells: years.flatMap((year, y) =>
          sexes.flatMap((sex, s) =>
            forms.map((form, f) =>
              (y + s + f) % 5 === 4
                ? { key: [year, sex, form], mark: 'withheld' as const }
                : { key: [year, sex, form], count: 100 * (y === 0 ? 3 : y) + 10 * s + f },
            ),
          ),
        ),
      },
      {
        title: 'Victims by age',
        dimensions: [
          {
            id: 'ageBand',
            codes: ['_T', 'group 0-17', '0-8', '9-17', '0-17', 'group 18+', '18-20', '48+', '18+', 'unknown'],
            total: '_T',
            parents: {
              '0-8': 'group 0-17',
              '9-17': 'group 0-17',
              '0-17': 'group 0-17',
              '18-20': 'group 18+',
              '48+': 'group 18+',
              '18+': 'group 18+',
            },
          },
        ],
        cells: ['_T', 'group 0-17', '0-8', '9-17', '0-17', 'group 18+', '18-20', '48+', '18+', 'unknown'].map(
          (code, i) => ({ key: [code], count: 10 + i }),
        ),
      },
    ],
  } satisfies ReleaseDocument,
}
