import { useQuery } from '@tanstack/react-query'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useSession } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { byUrgency, type HomeItem, homeQuery } from '../shell/home-query.ts'
import './home.css'

/** What waits for this user, what is due first on top. */
export default function Home() {
  const t = useText()
  const session = useSession()
  const query = useQuery(homeQuery)
  const waiting = query.data?.items.reduce((sum, item) => sum + item.count, 0)
  return (
    <>
      <PageTitle lead={!waiting ? undefined : t('shell.home.waiting', { count: waiting })}>
        {t('shell.home.title')}
      </PageTitle>
      <Loaded
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={
          <EmptyState title={t('shell.home.empty')}>
            {t('shell.home.emptyText', { agency: session?.agency?.name ?? '' })}
          </EmptyState>
        }
      >
        {data => (
          <ul className="due-list">
            {[...data.items].sort(byUrgency).map(item => (
              <Due key={`${item.titleKey} ${item.to}`} item={item} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}

function Due({ item }: { item: HomeItem }) {
  const t = useText()
  const write = useFormats()
  const now = new Date()
  const late = item.due !== undefined && new Date(item.due) < now
  return (
    <li>
      <ScreenLink to={item.to}>
        <span className="due-count">{write.number(item.count)}</span>
        <span className="due-title">{t(item.titleKey, { count: item.count, ...item.values })}</span>
        {item.due !== undefined && (
          <span className="due-when">
            {t(late ? 'shell.home.overdue' : 'shell.home.due', {
              when: write.fromNow(item.due, now),
              day: write.day(item.due),
            })}
          </span>
        )}
      </ScreenLink>
    </li>
  )
}
