import { type Flow, type FlowObservation, measure, timeDimension } from './flow.ts'

export type CsvLabels = 'id' | 'name' | 'both'
export type CsvKeys = 'none' | 'obs' | 'series' | 'both'

/**
 * Observations as SDMX-CSV: one row each; what is withheld is `NaN`.
 * @see SDMX-CSV 2.1 and 2.0, field guide; RFC 4180
 */
export function dataCsv(
  flow: Flow,
  { labels = 'id', keys = 'none' }: { labels?: CsvLabels; keys?: CsvKeys } = {},
): string {
  const wide = labels === 'both'
  const naming = labels === 'name'
  const head = (id: string, name: string) => (wide ? `${id}: ${name}` : id)
  const components = [
    ...flow.dimensions.map((d, i) => ({ ...d, of: (o: FlowObservation) => o.key[i]! })),
    ...(flow.periods
      ? [{ id: timeDimension, name: 'Time period', codes: [], of: (o: FlowObservation) => o.period! }]
      : []),
    {
      id: measure,
      name: 'Value',
      codes: [],
      of: (o: FlowObservation) => (o.value === null ? 'NaN' : String(o.value)),
    },
    ...flow.attributes.map(a => ({ ...a, of: (o: FlowObservation) => o.attributes[a.id] ?? '' })),
  ].map(c => ({ ...c, names: new Map(c.codes.map(code => [code.id, code.name])) }))
  const withSeries = keys === 'series' || keys === 'both'
  const withObs = keys === 'obs' || keys === 'both'
  const header = [
    'STRUCTURE',
    'STRUCTURE_ID',
    ...(naming ? ['STRUCTURE_NAME'] : []),
    'ACTION',
    ...(withSeries ? ['SERIES_KEY'] : []),
    ...(withObs ? ['OBS_KEY'] : []),
    ...components.flatMap(c => [head(c.id, c.name), ...(naming ? [c.name] : [])]),
  ]
  const id = `${flow.agency}:${flow.id}(${flow.version})`
  const rows = flow.observations.map(o => {
    const series = o.key.join('.')
    return [
      'dataflow',
      wide ? `${id}: ${flow.name}` : id,
      ...(naming ? [harmless(flow.name)] : []),
      'R',
      ...(withSeries ? [series] : []),
      ...(withObs ? [o.period === undefined ? series : `${series}.${o.period}`] : []),
      ...components.flatMap(c => {
        const code = c.of(o)
        const name = c.names.get(code) ?? ''
        if (wide) return [name === '' ? code : `${code}: ${name}`]
        return [code, ...(naming ? [harmless(name)] : [])]
      }),
    ]
  })
  return `${[header, ...rows].map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** A name that a spreadsheet would take for a formula, as text; codes and numbers stay what they are. */
const harmless = (name: string) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
