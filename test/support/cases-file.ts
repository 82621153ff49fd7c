import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import {
  type CaseDescriptionName,
  caseDescriptions,
  repeatedDescriptions,
} from '#capabilities/cases/cases.entity.ts'
import type { CaseContent } from '#capabilities/cases/cases.rules.ts'
import { standardFields } from '#capabilities/cases/import/known-headers.ts'
import type { Plain } from '#kernel/entity/describe.ts'

const columns = Object.entries(caseDescriptions).flatMap(([part, description]) =>
  Object.entries(description.fields).map(([field, f]) => ({
    part: part as CaseDescriptionName,
    field,
    header: f.htcds ?? `${part}.${field}`,
    standard: f.htcds !== undefined,
  })),
)
const repeated = new Set<string>(repeatedDescriptions)

/**
 * Writes cases as a CSV table with an external reference, as agencies keep them.
 * @param which 'core' for the columns of the published spreadsheet, 'all' for the standard's 83
 */
export async function writeCasesCsv(
  path: string,
  cases: Iterable<CaseContent>,
  which: 'core' | 'all' = 'all',
): Promise<void> {
  const core = new Set(standardFields.filter(f => f.core).map(f => f.name))
  const used = columns.filter(
    c =>
      (c.standard && (which === 'all' || core.has(c.header))) ||
      c.field === 'externalReference' ||
      c.field === 'openedOn',
  )
  const file = createWriteStream(path)
  const line = (cells: string[]) => `${cells.map(quoted).join(',')}\n`
  file.write(line(used.map(c => c.header)))
  for (const content of cases) {
    const text = line(
      used.map(({ part, field }) => {
        const found = repeated.has(part) ? (content[part] as Plain[])[0] : (content[part] as Plain)
        return cell(found?.[field])
      }),
    )
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

function cell(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.join('; ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value)
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
