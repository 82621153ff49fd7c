import type { ReleaseDocument } from '../releases/release.entity.ts'
import { idOf } from '../sdmx/flow.ts'
import { codesPath, tablePath } from './table-files.ts'

/** A published release as the catalogue lists it. */
export interface CataloguedRelease {
  /** Null where it was withdrawn: then it is listed without files. */
  document: ReleaseDocument | null
  number: string
  revision: number
  title: string
  reason: string | null
  publishedAt: string
  withdrawnWhy: string | null
  /** Whether a later revision went out: then SDMX serves that one. */
  isNewest: boolean
}

/** The address under which the catalogue stays. */
export const cataloguePath = '/api/statistics/catalogue.jsonld'

const iana = (type: string) => ({ '@id': `https://www.iana.org/assignments/media-types/${type}` })
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * All published releases and their files for portals of data. The context is within, so that reading it needs no other
 * address.
 * @param origin e.g. `https://palermo.example`
 * @see W3C, Data Catalog Vocabulary (DCAT) version 3, 2024
 */
export function catalogue(releases: readonly CataloguedRelease[], origin: string, publisher: string) {
  const address = `${origin}${cataloguePath}`
  const idOfRelease = ({ number, revision }: Pick<CataloguedRelease, 'number' | 'revision'>) =>
    `${address}#release-${number}-revision-${revision}`
  const service = `${address}#sdmx`
  const publishedAts = releases.map(r => r.publishedAt).sort()
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      adms: 'http://www.w3.org/ns/adms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': address,
    '@type': 'dcat:Catalog',
    'dct:title': { '@value': 'Published figures on trafficking in persons', '@language': 'en' },
    'dct:description': {
      '@value': 'Frozen releases of coded facts, each protected, audited and published by two persons.',
      '@language': 'en',
    },
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': publisher },
    ...(publishedAts.length > 0 && { 'dct:modified': moment(publishedAts.at(-1)!) }),
    'foaf:homepage': { '@id': `${origin}/statistics/releases` },
    'dcat:service': {
      '@id': service,
      '@type': 'dcat:DataService',
      'dct:title': { '@value': 'SDMX REST', '@language': 'en' },
      'dcat:endpointURL': { '@id': `${origin}/sdmx/v2` },
      'dct:conformsTo': { '@id': 'https://github.com/sdmx-twg/sdmx-rest' },
    },
    'dcat:dataset': releases.map(release => ({
      '@id': idOfRelease(release),
      '@type': 'dcat:Dataset',
      'dct:identifier': `${release.number} revision ${release.revision}`,
      // Written by people in a language that is not told.
      'dct:title': release.title,
      'dct:issued': moment(release.publishedAt),
      'dcat:version': String(release.revision),
      'dct:accessRights': {
        '@id': 'http://publications.europa.eu/resource/authority/access-right/PUBLIC',
      },
      'dcat:landingPage': {
        '@id': `${origin}/statistics/releases/${release.number}?revision=${release.revision}`,
      },
      ...(release.document?.corrects != null && {
        'dcat:previousVersion': {
          '@id': idOfRelease({ number: release.number, revision: revisionOf(release.document.corrects) }),
        },
      }),
      ...(release.reason !== null && {
        'adms:versionNotes': release.reason,
      }),
      ...(release.withdrawnWhy !== null && {
        'dct:description': `Withdrawn: ${release.withdrawnWhy}`,
        'adms:status': { '@id': 'http://purl.org/adms/status/Withdrawn' },
      }),
      ...(release.document && {
        'dcat:distribution': distributions(release.document, release.isNewest, origin, service),
      }),
    })),
  }
}

function distributions(document: ReleaseDocument, isNewest: boolean, origin: string, service: string) {
  const { number, revision } = document
  const whole = `${origin}/api/statistics/published/${number}/release`
  const file = (url: string, title: string, type: string, more: object = {}) => ({
    '@id': url,
    '@type': 'dcat:Distribution',
    'dct:title': title,
    'dcat:accessURL': { '@id': url },
    'dcat:downloadURL': { '@id': url },
    'dcat:mediaType': iana(type),
    ...more,
  })
  return [
    file(`${whole}.xlsx?revision=${revision}`, 'All tables as a workbook', xlsx),
    file(`${whole}.csv?revision=${revision}`, 'All tables as one CSV file', 'text/csv'),
    file(`${origin}${codesPath(document)}`, 'Codes with their names and IC-TIP codes (CSV)', 'text/csv'),
    ...document.tables.flatMap(({ title }, i) => {
      const path = `${origin}${tablePath(document, i + 1)}`
      const flow = `REL_${idOf(number).replaceAll('-', '_')}_T${i + 1}`
      const sdmx = `${origin}/sdmx/v2/data/dataflow/PALERMO/${flow}/${revision}.0.0`
      return [
        file(`${path}.csv`, `${title} (CSV)`, 'text/csv', {
          'dct:conformsTo': { '@id': `${path}.csv-metadata.json` },
        }),
        file(`${path}.parquet`, `${title} (Parquet)`, 'application/vnd.apache.parquet'),
        ...(isNewest
          ? [
              {
                '@id': sdmx,
                '@type': 'dcat:Distribution',
                'dct:title': `${title} (SDMX)`,
                'dcat:accessURL': { '@id': sdmx },
                'dcat:accessService': { '@id': service },
                'dcat:mediaType': iana('application/vnd.sdmx.data+json'),
              },
            ]
          : []),
      ]
    }),
  ]
}

const moment = (at: string) => ({ '@value': at, '@type': 'xsd:dateTime' })
const revisionOf = (name: string) => Number(/ rev\. (\d+)$/.exec(name)?.[1] ?? 1)
