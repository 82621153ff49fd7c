import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { dataCsv } from './data-csv.ts'
import { allDimensions, dataMessage } from './data-json.ts'
import type { Flow } from './flow.ts'
import { dataForm, structureForm } from './negotiation.ts'
import { ask, SdmxError } from './query.ts'
import { releaseFlows } from './release-flows.ts'
import { sdgFlow } from './sdg-flow.ts'
import { release } from './sdmx.examples.ts'
import { availabilityMessage, structureKinds, structureMessage } from './structure-json.ts'
import { findStructures } from './structure-query.ts'

const folder = join(import.meta.dirname, '../../../../shared/standards/sdmx')
const has = existsSync(folder)
const sender = { id: 'PALERMO', name: 'Palermo', prepared: '2026-02-02T08:00:00Z' }
const sdg = sdgFlow(release, '40')!
const tables = releaseFlows(release, factCodelists(codelists))
const flows: Flow[] = [sdg, ...tables]
const none = { filters: [] }
/** The same tables when two codes were mapped. The IC-TIP codes are placeholders. */
const mappedTables = releaseFlows(
  release,
  factCodelists(codelists),
  new Map([
    ['fact.sex', new Map([['female', 'X-1']])],
    ['fact.age-group', new Map([['0-17', 'X-2']])],
  ]),
)

function structureMessageOf(of: readonly Flow[]) {
  const { structures, details } = findStructures(of, {
    kind: 'codelist',
    agency: '*',
    id: '*',
    version: '*',
    item: undefined,
    detail: 'full',
    references: 'none',
  })
  return structureMessage(structures, details, sender)
}

/** Codes with what is noted of them. */
const annotationsOf = (message: ReturnType<typeof structureMessage>) =>
  (
    message.data as unknown as {
      codelists: { codes: { id: string; annotations?: { type: string; value: string }[] }[] }[]
    }
  ).codelists.flatMap(list =>
    list.codes.flatMap(({ id, annotations = [] }) =>
      annotations.filter(one => one.type === 'IC-TIP').map(one => [id, one.value]),
    ),
  )

function schemaOf(kind: 'data' | 'structure') {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  formats.default(ajv)
  return ajv.compile(
    JSON.parse(readFileSync(join(folder, `json-schemas/sdmx-json-${kind}-schema.json`), 'utf8')),
  )
}

describe.skipIf(!has)('against the official schemas, with formats asserted', () => {
  const data = schemaOf('data')
  const structure = schemaOf('structure')
  const expectValid = (validate: typeof data, message: unknown) => {
    validate(JSON.parse(JSON.stringify(message)))
    expect(validate.errors ?? []).toEqual([])
  }

  it('finds the official samples valid, and a broken one not', () => {
    for (const name of readdirSync(join(folder, 'json-samples'))) {
      const sample = JSON.parse(readFileSync(join(folder, 'json-samples', name), 'utf8'))
      expectValid(name.startsWith('data') ? data : structure, sample)
    }
    expect(data({ ...dataMessage(sdg, 'TIME_PERIOD', sender), meta: {} })).toBe(false)
  })

  it.each(flows.map(flow => [flow.id, flow] as const))(
    '%s is valid as series, as a list, and across each dimension',
    (_, flow) => {
      for (const across of [
        allDimensions,
        ...(flow.periods ? ['TIME_PERIOD'] : []),
        ...flow.dimensions.map(d => d.id),
      ])
        expectValid(data, dataMessage(flow, across, sender))
    },
  )

  it('has valid structures of every kind, with all that they stand with', () => {
    for (const kind of ['*', ...structureKinds])
      for (const references of ['none', 'children', 'descendants', 'parents', 'ancestors', 'all'])
        for (const detail of ['full', 'allstubs', 'referencestubs']) {
          const found = findStructures(flows, {
            kind,
            agency: '*',
            id: '*',
            version: '~',
            item: undefined,
            detail,
            references,
          })
          expectValid(structure, structureMessage(found.structures, found.details, sender))
        }
  })

  it('carries the IC-TIP codes of a list as annotations, and none where a code is not mapped', () => {
    const message = structureMessageOf(mappedTables)
    expectValid(structure, message)
    expect(annotationsOf(message)).toEqual([
      ['F', 'X-1'],
      ['Y0T17', 'X-2'],
    ])
    expect(JSON.stringify(structureMessageOf(tables))).not.toContain('annotations')
  })

  it('says what is available in a valid message', () => {
    for (const flow of flows) expectValid(structure, availabilityMessage(flow, undefined, sender))
  })
})

describe('code lists', () => {
  it('tell the IC-TIP codes of the newest release where several use a list, also when it maps no longer', () => {
    expect(annotationsOf(structureMessageOf([...tables, ...mappedTables]))).toEqual([])
    expect(annotationsOf(structureMessageOf([...mappedTables, ...tables]))).toHaveLength(2)
  })
})

describe('data', () => {
  it('gives a spreadsheet no formula in a name that somebody wrote', () => {
    const [flow] = flows
    const named = { ...flow!, name: '=HYPERLINK("https://elsewhere.example","x")' }
    const rows = parse(dataCsv(named, { labels: 'name' }), { columns: true }) as Record<string, string>[]
    expect(new Set(rows.map(row => row.STRUCTURE_NAME))).toEqual(new Set([`'${named.name}`]))
    expect(dataCsv(named, { labels: 'name' })).not.toMatch(/(^|,)"?[=+@-]/m)
  })

  it('tells in JSON exactly the numbers of the flow, and null where they are withheld', () => {
    for (const flow of flows) {
      const message = dataMessage(flow, allDimensions, sender)
      const { dimensions } = message.data.structures[0]!
      const { observations } = message.data.dataSets[0] as { observations: Record<string, unknown[]> }
      const told = Object.entries(observations).map(([places, [value]]) => [
        places
          .split(':')
          .map((place, i) => dimensions.observation[i]!.values[Number(place)]!.id)
          .join('.'),
        value,
      ])
      expect(new Map(told as [string, unknown][])).toEqual(
        new Map(flow.observations.map(o => [[...o.key, ...(o.period ? [o.period] : [])].join('.'), o.value])),
      )
    }
  })

  it.each(['id', 'name', 'both'] as const)('reads back from CSV with labels=%s, withheld as NaN', labels => {
    for (const flow of flows) {
      const rows = parse(dataCsv(flow, { labels, keys: 'both' }), { columns: true }) as Record<
        string,
        string
      >[]
      expect(rows).toHaveLength(flow.observations.length)
      const value = labels === 'both' ? 'OBS_VALUE: Value' : 'OBS_VALUE'
      rows.forEach((row, i) => {
        const o = flow.observations[i]!
        expect(row[value]).toBe(o.value === null ? 'NaN' : String(o.value))
        expect(row.SERIES_KEY).toBe(o.key.join('.'))
        expect(row.STRUCTURE_ID).toContain(`${flow.agency}:${flow.id}(${flow.version})`)
      })
    }
  })

  it('finds by key and by filter what a plain look at every observation finds', () => {
    const seed = 20261122
    console.log(`seed ${seed}`)
    const [flow] = tables as [Flow]
    const place = (i: number) =>
      fc.subarray(
        flow.dimensions[i]!.codes.map(c => c.id),
        { minLength: 0, maxLength: 2 },
      )
    fc.assert(
      fc.property(place(0), place(1), place(2), (a, b, c) => {
        const key = [a, b, c].map(codes => codes.join('+') || '*').join('.')
        const wanted = flow.observations.filter(o =>
          [a, b, c].every((codes, i) => codes.length === 0 || codes.includes(o.key[i]!)),
        )
        expect(ask(flow, key, none).observations).toEqual(wanted)
        const filters = [a, b, c].flatMap((codes, i) =>
          codes.length ? [{ component: flow.dimensions[i]!.id, text: codes.join(',') }] : [],
        )
        expect(ask(flow, '*', { filters }).observations).toEqual(wanted)
      }),
      { seed, numRuns: 60 },
    )
  })

  it('takes periods from and to, first and last of each series, and parts of the list', () => {
    const after = ask(sdg, '*', { filters: [{ component: 'TIME_PERIOD', text: 'ge:2024+le:2024' }] })
    expect(new Set(after.observations.map(o => o.period))).toEqual(new Set(['2024']))
    const last = ask(sdg, '..VC_HTF_DETV', { ...none, lastNObservations: 1 })
    expect(last.observations.every(o => o.period === '2024' && o.key[2] === 'VC_HTF_DETV')).toBe(true)
    expect(ask(sdg, '*', { ...none, offset: 1, limit: 2 }).observations).toEqual(sdg.observations.slice(1, 3))
    expect(ask(sdg, '*', { ...none, updatedAfter: '2026-03-01T00:00:00Z' }).observations).toEqual([])
  })

  it('refuses what it cannot read, in one sentence', () => {
    expect(() => ask(tables[1]!, 'a.b.c', none)).toThrow(SdmxError)
    expect(() => ask(sdg, '*', { filters: [{ component: 'COLOUR', text: 'x' }] })).toThrow(/no component/)
    expect(() => ask(sdg, '*', { filters: [{ component: 'SEX', text: 'xx:F' }] })).toThrow(/operator/)
    expect(() => dataForm('application/vnd.sdmx.data+xml;version=3.1.0')).toThrow(/answers data as/)
    expect(() => structureForm('application/pdf')).toThrow(SdmxError)
  })
})

describe('SDG 16.2.2', () => {
  it('sums forms into their series, and withholds a sum of which a part is withheld', () => {
    const cell = (year: string, sex: string, form: string) =>
      release.document.tables[0]!.cells.find(c => c.key.join() === [year, sex, form].join())!.count
    for (const [year, sex, id] of [
      ['2023', '_T', '_T'],
      ['2024', 'female', 'F'],
      ['2023', 'male', 'M'],
    ] as const) {
      const told = sdg.observations.find(
        o => o.period === year && o.key[2] === 'VC_HTF_DETVFL' && o.key[4] === id,
      )!
      const parts = [cell(year, sex, 'ForcedLabour'), cell(year, sex, 'Servitude')]
      expect(told.value).toBe(parts.includes(undefined) ? null : parts[0]! + parts[1]!)
      expect(told.attributes.OBS_STATUS).toBe(told.value === null ? 'Q' : 'A')
    }
  })

  it('has the fifteen dimensions of the structure in the order of its key', () => {
    expect(sdg.dimensions.map(d => d.id).join('.')).toBe(
      'FREQ.REPORTING_TYPE.SERIES.REF_AREA.SEX.AGE.URBANISATION.INCOME_WEALTH_QUANTILE.EDUCATION_LEV.OCCUPATION.CUST_BREAKDOWN.COMPOSITE_BREAKDOWN.DISABILITY_STATUS.ACTIVITY.PRODUCT',
    )
  })

  it.skipIf(!has)('uses the series that the constraints of the SDG name', () => {
    const rows = parse(readFileSync(join(folder, 'sdg-16.2.2-constraints.csv')), { columns: true }) as {
      SERIES: string
    }[]
    expect(sdg.dimensions[2]!.codes.map(c => c.id).sort()).toEqual(rows.map(r => r.SERIES).sort())
  })
})

describe('what is asked for', () => {
  it.each([
    [undefined, 'json', '2.1.0'],
    ['*/*', 'json', '2.1.0'],
    ['application/vnd.sdmx.data+csv;version=2.0.0;labels=both', 'csv', '2.0.0'],
    ['text/csv', 'csv', '2.1.0'],
    [
      'application/vnd.sdmx.data+xml;q=1, application/vnd.sdmx.data+json;version=2.0.0;q=0.5',
      'json',
      '2.0.0',
    ],
    ['application/vnd.sdmx.data+json;q=0.2, application/vnd.sdmx.data+csv;q=0.9', 'csv', '2.1.0'],
  ])('answers %s as %s %s', (accept, kind, version) => {
    expect(dataForm(accept)).toMatchObject({ kind, version })
  })
})
