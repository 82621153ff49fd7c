import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { layoutKey, type PastImport } from './answers.ts'
import './cases.css'

/** What the agency has imported: when, who, which kind of table, and what became of its rows. */
export default function PastImports() {
  const t = useText()
  const go = useGo()
  useLive(['imports'])
  const query = useInfiniteQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ imports: PastImport[]; next?: number }>('/api/imports', {
        query: { ...(pageParam > 0 && { before: pageParam }) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: page => page.next,
  })
  const imports = query.data?.pages.flatMap(page => page.imports)
  const begin = <Button onClick={() => void go('/imports/new')}>{t('cases.nav.import')}</Button>
  return (
    <>
      <PageTitle actions={imports && imports.length > 0 && begin}>{t('cases.nav.imports')}</PageTitle>
      {query.isError && imports === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : imports === undefined ? (
        <LoadingState />
      ) : imports.length === 0 ? (
        <EmptyState title={t('cases.imports.empty')} action={begin}>
          {t('cases.imports.emptyText')}
        </EmptyState>
      ) : (
        <>
          <table className="case-table case-imports">
            <caption className="only-heard">{t('cases.nav.imports')}</caption>
            <thead>
              <tr>
                {['when', 'layout', 'opened', 'repeated', 'refused'].map(column => (
                  <th key={column} scope="col">
                    {t(`cases.imports.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {imports.map(one => (
                <Line key={one.id} one={one} />
              ))}
            </tbody>
          </table>
          {query.hasNextPage && (
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('cases.list.more')}
            </Button>
          )}
        </>
      )}
    </>
  )
}

function Line({ one }: { one: PastImport }) {
  const t = useText()
  const write = useFormats()
  return (
    <tr>
      <th scope="row">
        <ScreenLink to={`/imports/${one.id}`}>{write.time(one.begunAt)}</ScreenLink>
        <small>
          <bdi>{one.who ?? t('cases.imports.commandLine')}</bdi>
          {one.state !== 'finished' && ` · ${t(`cases.imports.state.${one.state}`)}`}
        </small>
      </th>
      <td>{t('cases.imports.layoutName', { layout: layoutKey(one.layout) })}</td>
      {(['opened', 'repeated', 'refused'] as const).map(name => (
        <td key={name} data-label={t(`cases.imports.${name}`)} data-kind="number">
          {write.number(one[name])}
        </td>
      ))}
    </tr>
  )
}
