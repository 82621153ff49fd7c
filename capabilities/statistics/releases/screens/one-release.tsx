import type { Places } from '#platform/screens/figures/atlas.ts'
import { ScreenLink, useParam, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReleaseDocument } from '../release.entity.ts'
import { type Labels, type PublishedAnswer, shownName, shownTitle, usePublishedOne } from './answers.ts'
import { ReleasedPictureView } from './released-picture.tsx'
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
          <PageTitle
            lead={t('releases.line', {
              name: shownName(release.name),
              date: write.day(release.publishedAt!),
            })}
          >
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
          {release.revisions.length > 1 && <Revisions release={release} />}
        </>
      )}
    </Loaded>
  )
}

/** Every revision that went out under this number, with the reason for it. */
function Revisions({ release }: { release: PublishedAnswer }) {
  const t = useText()
  const write = useFormats()
  return (
    <Section title={t('releases.revisions')}>
      <ol className="release-revisions" reversed>
        {release.revisions.map(one => (
          <li key={one.id} value={one.revision}>
            {one.id === release.id ? (
              <strong>
                {t('releases.line', { name: shownName(one.name), date: write.day(one.publishedAt!) })}
              </strong>
            ) : (
              <ScreenLink to={`/statistics/releases/${one.number}`} search={{ revision: one.revision }}>
                {t('releases.line', { name: shownName(one.name), date: write.day(one.publishedAt!) })}
              </ScreenLink>
            )}
            <br />
            <bdi>{one.reason ?? t('releases.revisions.first')}</bdi>
            {one.withdrawnAt !== null && (
              <>
                <br />
                {t('releases.withdrawn', { date: write.day(one.withdrawnAt), why: one.withdrawnWhy ?? '' })}
              </>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Body({ release, document }: { release: PublishedAnswer; document: ReleaseDocument }) {
  const t = useText()
  // Always the revision that is shown: a later one must not come in its place.
  const query = `?revision=${release.revision}`
  const newest = release.revisions[0]
  return (
    <>
      {newest && newest.revision > release.revision && (
        <p className="release-note">
          {t('releases.newer')}{' '}
          <ScreenLink to={`/statistics/releases/${newest.number}`} search={{ revision: newest.revision }}>
            <bdi>{newest.name}</bdi>
          </ScreenLink>
        </p>
      )}
      {document.corrects !== null && (
        <p className="release-note">
          {t('releases.corrects', {
            name: shownName(document.corrects),
            why: shownTitle(document.reason ?? ''),
          })}
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
      <ReleaseTables document={document} labels={release.labels} places={release.places} />
      <Section title={t('releases.files')}>
        <MachineFiles document={document} />
      </Section>
      <Section title={t('releases.about')}>
        <Definitions document={document} hash={release.hash} />
      </Section>
    </>
  )
}

/** @param props.places for maps; without it the tables stand alone */
export function ReleaseTables(props: { document: ReleaseDocument; labels: Labels; places?: Places }) {
  const { document, labels, places } = props
  const t = useText()
  return document.tables.map((table, i) => {
    const withheld = table.cells.filter(cell => cell.count === undefined).length
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a release never change their order
      <Section key={i} title={table.title}>
        <p className="release-measure">
          {t(`releases.measure.${document.kind}`)}{' '}
          {document.method === 'round'
            ? t('releases.about.rounded', { base: document.threshold })
            : t('releases.withheldCount', { count: withheld, cells: table.cells.length })}
        </p>
        {places && (
          <ReleasedPictureView
            document={document}
            table={table}
            labels={labels}
            places={places}
            number={i + 1}
          />
        )}
        <ReleasedTableView table={table} labels={labels} threshold={document.threshold} />
      </Section>
    )
  })
}

/** Each table for programs, with its description; and the catalogue of all releases. */
function MachineFiles({ document }: { document: ReleaseDocument }) {
  const t = useText()
  const at = `/api/statistics/published/${document.number}/${document.revision}`
  return (
    <div className="release-text no-print">
      <p>{t('releases.files.text')}</p>
      <ul className="release-machine">
        {document.tables.map(({ title }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a release never change their order
          <li key={i}>
            {title}:{' '}
            <a href={`${at}/table-${i + 1}.csv`} download aria-label={`${title}, CSV`}>
              CSV
            </a>{' '}
            <a
              href={`${at}/table-${i + 1}.csv-metadata.json`}
              download
              aria-label={`${title}, ${t('releases.files.describe')}`}
            >
              {t('releases.files.describe')}
            </a>{' '}
            <a href={`${at}/table-${i + 1}.parquet`} download aria-label={`${title}, Parquet`}>
              Parquet
            </a>
          </li>
        ))}
      </ul>
      <p className="release-files">
        <a href={`${at}/codes.csv`} download>
          {t('releases.files.codes')}
        </a>
        <a href="/api/statistics/catalogue.jsonld">{t('releases.files.catalogue')}</a>
        <a href="/sdmx/v2/structure/dataflow">SDMX</a>
      </p>
    </div>
  )
}

function Definitions({ document, hash }: { document: ReleaseDocument; hash: string }) {
  const t = useText()
  const write = useFormats()
  return (
    <div className="release-text">
      <p>{t('releases.about.source', { time: write.time(document.moment.at) })}</p>
      <p>
        {document.method === 'round'
          ? t('releases.about.roundedWhy', { base: document.threshold })
          : t('releases.about.withheld', { most: document.threshold - 1 })}
      </p>
      {document.marks && <p>{t('releases.about.marks', { threshold: document.threshold })}</p>}
      <p>{t('releases.about.several')}</p>
      {document.method !== 'round' && <p>{t('releases.about.audit')}</p>}
      <p>
        {t('releases.about.again')} <code dir="ltr">{document.code}</code>, SHA-256{' '}
        <code dir="ltr">{hash.slice(0, 16)}</code>
      </p>
    </div>
  )
}
