import { useParam, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReleaseDocument } from '../release.entity.ts'
import { type Labels, type PublishedAnswer, usePublishedOne } from './answers.ts'
import { ReleasedTableView } from './released-table.tsx'
import './releases.css'

const endings = ['csv', 'xlsx', 'json'] as const

/** A published release: its tables, what they count, what is withheld and why, files, and the way to cite it. */
export default function OneRelease() {
  const t = useText()
  const write = useFormats()
  const [search] = useSearch()
  const query = usePublishedOne(useParam('number'), search.revision)
  return (
    <Loaded query={query}>
      {release => (
        <>
          <PageTitle lead={t('releases.line', { name: release.name, date: write.day(release.publishedAt!) })}>
            {release.title}
          </PageTitle>
          {release.document === null ? (
            <p role="status" className="release-note">
              {t('releases.withdrawn', {
                date: write.day(release.withdrawnAt!),
                why: release.withdrawnWhy ?? '',
              })}
            </p>
          ) : (
            <Body release={release} document={release.document} />
          )}
        </>
      )}
    </Loaded>
  )
}

function Body({ release, document }: { release: PublishedAnswer; document: ReleaseDocument }) {
  const t = useText()
  const query = release.revision === 1 ? '' : `?revision=${release.revision}`
  return (
    <>
      {document.corrects !== null && (
        <p className="release-note">
          {t('releases.corrects', { name: document.corrects, why: document.reason ?? '' })}
        </p>
      )}
      <p className="release-files no-print">
        {endings.map(ending => (
          <a
            key={ending}
            href={`/api/statistics/published/${release.number}/release.${ending}${query}`}
            download
          >
            {ending.toUpperCase()}
          </a>
        ))}
      </p>
      <ReleaseTables document={document} labels={release.labels} />
      <Section title={t('releases.about')}>
        <Definitions document={document} hash={release.hash} />
      </Section>
    </>
  )
}

export function ReleaseTables({ document, labels }: { document: ReleaseDocument; labels: Labels }) {
  const t = useText()
  return document.tables.map((table, i) => {
    const withheld = table.cells.filter(cell => cell.count === undefined).length
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a release never change their order
      <Section key={i} title={table.title}>
        <p className="release-measure">
          {t(`releases.measure.${document.kind}`)}{' '}
          {t('releases.withheldCount', { count: withheld, cells: table.cells.length })}
        </p>
        <ReleasedTableView table={table} labels={labels} threshold={document.threshold} />
      </Section>
    )
  })
}

function Definitions({ document, hash }: { document: ReleaseDocument; hash: string }) {
  const t = useText()
  const write = useFormats()
  return (
    <div className="release-text">
      <p>{t('releases.about.source', { time: write.time(document.moment.at) })}</p>
      <p>{t('releases.about.withheld', { most: document.threshold - 1 })}</p>
      {document.marks && <p>{t('releases.about.marks', { threshold: document.threshold })}</p>}
      <p>{t('releases.about.several')}</p>
      <p>{t('releases.about.audit')}</p>
      <p>
        {t('releases.about.again')} <code dir="ltr">{document.code}</code>, SHA-256{' '}
        <code dir="ltr">{hash.slice(0, 16)}</code>
      </p>
    </div>
  )
}
