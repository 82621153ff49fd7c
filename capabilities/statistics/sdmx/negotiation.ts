import type { CsvKeys, CsvLabels } from './data-csv.ts'
import { SdmxError } from './query.ts'

/** In which form an answer goes out. `type` is the media type that it is sent with. */
export type DataForm =
  | { kind: 'json'; version: '2.1.0' | '2.0.0'; type: string }
  | { kind: 'csv'; version: '2.1.0' | '2.0.0'; labels: CsvLabels; keys: CsvKeys; type: string }

const data = 'application/vnd.sdmx.data'
const structure = 'application/vnd.sdmx.structure+json'
const served = ['2.1.0', '2.0.0'] as const

interface Offer {
  type: string
  parameters: Map<string, string>
  weight: number
}

/** The media types of an Accept header, the most wanted first. @see RFC 9110, section 12.5.1 */
function offersOf(accept: string | undefined): Offer[] {
  return (accept?.trim() ? accept : '*/*')
    .split(',')
    .map(text => {
      const [type = '', ...rest] = text.split(';').map(part => part.trim())
      const parameters = new Map(
        rest.map(part => {
          const [name = '', value = ''] = part.split('=')
          return [name.trim().toLowerCase(), value.trim().replace(/^"|"$/g, '')] as const
        }),
      )
      return { type: type.toLowerCase(), parameters, weight: Number(parameters.get('q') ?? 1) }
    })
    .filter(offer => offer.weight > 0)
    .sort((a, b) => b.weight - a.weight)
}

const isAny = (type: string) => type === '*/*' || type === 'application/*'

/** @throws SdmxError 406 when none of the forms served is wanted */
export function dataForm(accept: string | undefined): DataForm {
  for (const { type, parameters } of offersOf(accept)) {
    const version = parameters.get('version') ?? '2.1.0'
    if (!served.includes(version as never)) continue
    const known = version as (typeof served)[number]
    if (isAny(type) || type === `${data}+json` || type === 'application/json')
      return { kind: 'json', version: known, type: `${data}+json;version=${known}` }
    if (type === `${data}+csv` || type === 'text/csv' || type === 'text/*') {
      const labels = choice(parameters.get('labels'), ['id', 'name', 'both'] as const, 'id')
      const keys = choice(
        parameters.get('keys') ?? parameters.get('key'),
        ['none', 'obs', 'series', 'both'] as const,
        'none',
      )
      if (labels && keys)
        return {
          kind: 'csv',
          version: known,
          labels,
          keys,
          type: `${data}+csv;version=${known};labels=${labels};keys=${keys}`,
        }
    }
  }
  throw new SdmxError(
    406,
    `This service answers data as ${data}+json or ${data}+csv, version 2.1.0 or 2.0.0.`,
  )
}

/** @throws SdmxError 406 */
export function structureForm(accept: string | undefined): string {
  for (const { type, parameters } of offersOf(accept)) {
    const version = parameters.get('version') ?? '2.1.0'
    if ((isAny(type) || type === structure || type === 'application/json') && version === '2.1.0')
      return `${structure};version=2.1.0`
  }
  throw new SdmxError(406, `This service answers structures as ${structure}, version 2.1.0.`)
}

const choice = <T extends string>(given: string | undefined, known: readonly T[], usual: T): T | undefined =>
  given === undefined ? usual : known.find(one => one === given)
