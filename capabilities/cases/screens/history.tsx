import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { HistoryLine } from './answers.ts'
import { labelKeyOf } from './sections.ts'

const namedMax = 4

/** What was done in a case, the newest first: in words, with who and why. */
export function History({ caseId, version }: { caseId: string; version: number }) {
  const t = useText()
  const query = useInfiniteQuery({
    queryKey: ['cases', caseId, 'history', version],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ lines: HistoryLine[]; next?: number }>(`/api/cases/${caseId}/history`, {
        query: { ...(pageParam > 0 && { before: pageParam }) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: page => page.next,
    placeholderData: known => known,
  })
  return (
    <section className="case-aside" aria-label={t('cases.history')}>
      <h2>{t('cases.history')}</h2>
      {query.isError && query.data === undefined && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState lines={5} />}
      {query.data && (
        <>
          <ol className="case-history">
            {query.data.pages
              .flatMap(page => page.lines)
              .map(line => (
                <Line key={line.id} line={line} />
              ))}
          </ol>
          {query.hasNextPage && (
            <Button
              variant="default"
              size="sm"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('cases.history.more')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

const laterMs = 60 * 60 * 1000
/** Written down long after it happened. */
const isLater = (line: HistoryLine) => Date.parse(line.recordedAt) - Date.parse(line.occurredAt) > laterMs

function Line({ line }: { line: HistoryLine }) {
  const t = useText()
  const write = useFormats()
  const names = (line.act === 'identity.open' ? line.opened : line.changed).map(path =>
    line.act === 'identity.open'
      ? t(path === 'seal' ? 'cases.history.seal' : `cases.part.${path}`)
      : t(labelKeyOf(path)),
  )
  const told =
    names.length > namedMax
      ? t('cases.history.andMore', {
          names: write.list(names.slice(0, namedMax)),
          count: names.length - namedMax,
        })
      : write.list(names)
  const act = line.act === 'case.open' && line.imported ? 'case.import' : line.act
  return (
    <li data-act={line.act}>
      <strong>{t(`cases.act.${act}`, { agency: line.joinedAgency?.name ?? '' })}</strong>
      {told && <span>{told}</span>}
      <small>
        <bdi>{[line.who, line.agency?.name].filter(Boolean).join(', ') || t('cases.history.node')}</bdi>
        {' · '}
        {t(`cases.purpose.${line.purpose}`)}
        <br />
        <time dateTime={line.occurredAt}>{write.time(line.occurredAt)}</time>
        {isLater(line) && <> · {t('cases.history.recorded', { time: write.time(line.recordedAt) })}</>}
      </small>
    </li>
  )
}
