import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { DraftTranslationMark } from '#platform/screens/marks.tsx'
import { useSearch } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { Sealed } from '#platform/screens/sealed.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'

export default function List() {
  const t = useText()
  const [search, setSearch] = useSearch()
  useLive(['gallery'])
  const query = useQuery({
    queryKey: ['gallery', 'list'],
    queryFn: ({ signal }) => api.get<{ rows: string[] }>('/api/gallery', { signal }),
  })
  const [until, setUntil] = useState<Date>()
  return (
    <>
      <PageTitle
        lead={t('gallery.list.lead')}
        actions={<Button onClick={() => setSearch({ risk: 'high' })}>{t('gallery.list.action')}</Button>}
      >
        {t('gallery.nav.list')}
      </PageTitle>
      <Columns label={t('gallery.list.context')} context={<DraftTranslationMark />}>
        <p data-testid="risk">{search.risk ?? 'any'}</p>
        <Loaded
          query={query}
          isEmpty={data => data.rows.length === 0}
          empty={<EmptyState title={t('gallery.list.empty')} />}
        >
          {data => (
            <ul>
              {data.rows.map(row => (
                <li key={row}>{row}</li>
              ))}
            </ul>
          )}
        </Loaded>
        <Section title={t('gallery.list.identity')}>
          <Sealed
            label={t('gallery.list.name')}
            purposes={[
              { code: 'care', label: t('gallery.list.care') },
              { code: 'contact', label: t('gallery.list.contact') },
            ]}
            onOpen={async () => setUntil(new Date(Date.now() + 600_000))}
            openUntil={until}
            onLapsed={() => setUntil(undefined)}
          >
            Maria Example
          </Sealed>
        </Section>
        <Section title={t('gallery.list.work')}>
          <ProgressBar
            label={t('gallery.list.import')}
            done={1234}
            total={50000}
            secondsLeft={300}
            onCancel={() => undefined}
          />
        </Section>
      </Columns>
    </>
  )
}
