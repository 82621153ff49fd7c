import type { Codelists } from '#kernel/entity/codelist.ts'
import type { IcTipCodes } from '../classification/classification.entity.ts'
import { icTipOf } from '../classification/mapped-codes.rules.ts'
import type { ReleaseDocument, ReleasedTable } from '../releases/release.entity.ts'
import { several } from '../releases/release.entity.ts'
import { findDimension, unknown } from '../statistics.entity.ts'
import { type Artefact, type CodedComponent, type Flow, type FlowCode, idOf } from './flow.ts'

/** A release as everybody may read it, and when it went out. */
export interface PublicRelease {
  document: ReleaseDocument
  /** ISO 8601. */
  publishedAt: string
}

export const agency = 'PALERMO'
const artefact = (id: string, version = '1.0.0'): Artefact => ({ agency, id, version })
const concepts = artefact('CS_PALERMO')

/**
 * Whether a number stands as it was counted, or is withheld to protect persons.
 * @see SDMX, codelist CL_OBS_STATUS 2.3: A normal value, Q missing value because suppressed
 */
export const observationStatus: CodedComponent = {
  id: 'OBS_STATUS',
  name: 'Observation status',
  list: { agency: 'SDMX', id: 'CL_OBS_STATUS', version: '2.3.0' },
  codes: [
    { id: 'A', name: 'Normal value' },
    { id: 'Q', name: 'Missing value; suppressed' },
  ],
}

export const shownOrNot = (count: number | undefined): { value: number | null; status: 'A' | 'Q' } =>
  count === undefined ? { value: null, status: 'Q' } : { value: count, status: 'A' }

const sexIds: Record<string, string> = { female: 'F', male: 'M', other: '_O' }
const ages: Record<string, string> = { 'group 0-17': 'Y0T17', 'group 18+': 'Y_GE18', '48+': 'Y_GE48' }

/** The id of a code of a release in SDMX; ages and sexes as the lists of the SDG have them. */
export function codeId(dimension: string, code: string, total: string): string {
  if (code === total) return '_T'
  if (code === unknown) return '_U'
  if (code === several) return 'SEVERAL'
  if (dimension === 'sex') return sexIds[code] ?? idOf(code)
  if (dimension === 'ageBand') {
    const [, from, to] = /^(\d+)-(\d+)$/.exec(code) ?? []
    // A child or an adult of whom no more is known, beside the bands of those of whom it is.
    if (code === '0-17') return 'Y0T17_NR'
    if (code === '18+') return 'Y_GE18_NR'
    return ages[code] ?? (from === undefined ? idOf(code) : `Y${from}T${to}`)
  }
  return idOf(code)
}

/**
 * The tables of a release as dataflows, each with a structure of its own: `PALERMO:REL_2026_1_T1(1.0.0)`.
 * @param icTip the IC-TIP codes that stood when the release was frozen
 */
export function releaseFlows(
  { document, publishedAt }: PublicRelease,
  lists: Codelists,
  icTip: IcTipCodes = new Map(),
): Flow[] {
  const version = `${document.revision}.0.0`
  return document.tables.map((table, i): Flow => {
    const id = `REL_${idOf(document.number).replaceAll('-', '_')}_T${i + 1}`
    return {
      ...artefact(id, version),
      name: `${document.title}: ${table.title}`,
      structure: { ...artefact(`DSD_${id}`, version), name: table.title },
      concepts,
      dimensions: table.dimensions.map(d => dimensionOf(d, lists, icTip)),
      attributes: [observationStatus],
      observations: table.cells.map(({ key, count }) => {
        const { value, status } = shownOrNot(count)
        return {
          key: key.map((code, n) => codeId(table.dimensions[n]!.id, code, table.dimensions[n]!.total)),
          value,
          attributes: { OBS_STATUS: status },
        }
      }),
      prepared: publishedAt,
    }
  })
}

function dimensionOf(
  { id, codes, total, parents }: ReleasedTable['dimensions'][number],
  lists: Codelists,
  icTip: IcTipCodes,
): CodedComponent {
  const list = findDimension(id)?.list
  const names = new Map(
    [
      ...(list ? lists.get(list).codes : []),
      ...(id === 'ageBand' ? lists.get('fact.age-group').codes : []),
    ].map(c => [c.code, c.labels.en ?? c.code]),
  )
  const nameOf = (code: string): string => {
    if (code === total) return 'All'
    if (code === unknown) return 'Not known'
    if (code === several) return 'Several'
    return names.get(code.replace(/^group /, '')) ?? code
  }
  return {
    id: id.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase(),
    name: id.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replace(/^./, c => c.toUpperCase()),
    list: artefact(`CL_${id.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`),
    codes: codes.map((code): FlowCode => {
      const parent = code === total ? undefined : (parents?.[code] ?? total)
      const mapped = icTipOf(icTip, id, code)
      return {
        id: codeId(id, code, total),
        name: nameOf(code),
        ...(parent !== undefined && { parent: codeId(id, parent, total) }),
        ...(mapped !== undefined && { icTip: mapped }),
      }
    }),
  }
}
