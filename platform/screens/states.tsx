import { Button, Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { announce } from './announce.tsx'
import { asProblem, type ProblemKind, type ProblemPart, placeForReaders } from './problem.ts'
import { useText } from './text.ts'
import './states.css'

/**
 * The four states of what a screen reads, in one: waiting, trouble, nothing, something.
 * @param empty shown when `isEmpty` says so of the data
 */
export function Loaded<T>(props: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  isEmpty?: (data: T) => boolean
  empty?: ReactNode
  lines?: number
}) {
  const { query, children, isEmpty, empty, lines } = props
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    return <LoadingState lines={lines} />
  }
  if (isEmpty?.(query.data)) return <>{empty}</>
  return <>{children(query.data)}</>
}

const shownAfterMs = 200
const saidAfterMs = 2_000

/**
 * Waiting: nothing before 200 ms, then lines in the shape of a text, past 2 s a sentence that says how far it is.
 * @param done and total, when they are known, in the unit of `what`
 */
export function LoadingState(props: { lines?: number; done?: number; total?: number; what?: string }) {
  const { lines = 4, done, total, what } = props
  const t = useText()
  const [stage, setStage] = useState(0)
  useEffect(() => {
    const shown = setTimeout(() => setStage(1), shownAfterMs)
    const said = setTimeout(() => setStage(2), saidAfterMs)
    return () => {
      clearTimeout(shown)
      clearTimeout(said)
    }
  }, [])
  if (stage === 0) return <div className="state-wait" aria-busy="true" />
  const known = done !== undefined && total !== undefined && total > 0
  return (
    <div className="state-wait" aria-busy="true">
      {stage === 2 && (
        <p role="status">
          {known ? t('shell.wait.howFar', { done, total, what: what ?? '' }) : t('shell.wait.working')}
        </p>
      )}
      {known && <progress value={done} max={total} aria-label={t('shell.wait.progress')} />}
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} height={18} radius="sm" width={line === lines - 1 ? '60%' : '100%'} />
      ))}
    </div>
  )
}

/** Nothing here yet: says what would stand here and, as a button, how to begin. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {children && <div className="state-text">{children}</div>}
      {action}
    </div>
  )
}

const retryHelps: ReadonlySet<ProblemKind> = new Set<ProblemKind>(['offline', 'tooMany', 'server'])

/** Trouble: what happened, where, what to do, and the way to try again where that can help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText()
  const { kind, details } = asProblem(error)
  // The server's own sentences are nearer to the matter; it writes them in the reader's language.
  const said = details.code !== undefined && details.title !== ''
  const title = said ? details.title : t(`shell.problem.${kind}.title`)
  const todo = t(`shell.problem.${kind}.remedy`, { seconds: details.retryAfterSeconds ?? 60 })
  useEffect(() => announce(title), [title])
  return (
    <section className="state state-problem" aria-label={title}>
      <p className="state-title">{title}</p>
      <div className="state-text">
        <p>{(said && details.detail) || todo}</p>
        <ProblemList problems={details.problems ?? []} />
        {details.instance && (
          <p className="state-where">
            {t('shell.problem.reference', { reference: details.instance.split(':').at(-1) ?? '' })}
          </p>
        )}
      </div>
      {onRetry && retryHelps.has(kind) && (
        <Button variant="default" onClick={onRetry}>
          {t('shell.tryAgain')}
        </Button>
      )}
    </section>
  )
}

/** Every wrong part: where, what, what to do. */
export function ProblemList({ problems }: { problems: readonly ProblemPart[] }) {
  const t = useText()
  if (problems.length === 0) return null
  return (
    <ul>
      {problems.map(problem => {
        const place = placeForReaders(problem)
        return (
          <li key={`${problem.where} ${problem.code} ${problem.what}`}>
            {place !== undefined && (
              <strong>
                <bdi>{place}</bdi>
                {t('shell.colon')}
              </strong>
            )}
            {problem.what} {problem.remedy}
          </li>
        )
      })}
    </ul>
  )
}
