import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import {
  type CaseDescriptionName,
  caseDescriptions,
  repeatedDescriptions,
} from '#capabilities/cases/cases.entity.ts'
import type { CaseContent } from '#capabilities/cases/cases.rules.ts'
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
 * Writes cases as a CSV table with one column for each of the standard's 83 fields and an external reference, as
 * agencies keep them.
 */
export async function writeCasesCsv(path: string, cases: Iterable<CaseContent>): Promise<void> {
  const used = columns.filter(c => c.standard || c.field === 'externalReference' || c.field === 'openedOn')
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
