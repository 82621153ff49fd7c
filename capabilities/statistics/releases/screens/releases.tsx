import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { shownName, usePublished } from './answers.ts'
import './releases.css'

/** What has been published, for everybody. */
export default function Releases() {
  const t = useText()
  const write = useFormats()
  const mayMake = useMay('release.freeze')
  useLive(['releases'])
  const query = usePublished()
  return (
    <>
      <PageTitle
        lead={t('releases.lead')}
        actions={mayMake && <ScreenLink to="/statistics/releases/make">{t('releases.nav.make')}</ScreenLink>}
      >
        {t('releases.nav.list')}
      </PageTitle>
      <Loaded
        query={query}
        isEmpty={answer => answer.releases.length === 0}
        empty={<EmptyState title={t('releases.none')}>{t('releases.none.text')}</EmptyState>}
      >
        {({ releases }) => (
          <ul className="release-list">
            {releases.map(release => (
              <li key={release.id}>
                <ScreenLink
                  to={`/statistics/releases/${release.number}`}
                  search={{ revision: release.revision === 1 ? undefined : release.revision }}
                >
                  {release.title}
                </ScreenLink>
                <p>
                  {t('releases.line', {
                    name: shownName(release.name),
                    date: write.day(release.publishedAt!),
                  })}
                  {release.withdrawnAt !== null && <strong> {t('releases.status.withdrawn')}</strong>}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}
