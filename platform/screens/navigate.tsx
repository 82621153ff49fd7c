import { Link, useNavigate, useParams, useSearch as useRouterSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCallback } from 'react'

export type Search = Record<string, string | number | boolean | undefined>
type LinkProps = {
  to: string
  search?: Search
  children: ReactNode
  className?: string
  'aria-label'?: string
}

/** A link to another screen: `<ScreenLink to={`/cases/${id}`}>…</ScreenLink>`; its code is fetched on intent. */
export function ScreenLink({ to, search, children, ...rest }: LinkProps) {
  return (
    <Link
      to={to as '/'}
      search={(search ?? {}) as never}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      {...rest}
    >
      {children}
    </Link>
  )
}

/** Goes to another screen; `replace` for what Back should not return to, such as a change of filter. */
export function useGo(): (to: string, options?: { search?: Search; replace?: boolean }) => Promise<void> {
  const navigate = useNavigate()
  return useCallback(
    (to, options = {}) =>
      navigate({ to: to as '/', search: (options.search ?? {}) as never, replace: options.replace }),
    [navigate],
  )
}

/** A parameter of the screen's path: `useParam('caseId')` on `/cases/$caseId`. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  return params[name] ?? ''
}

/**
 * What stands after the question mark, and the way to change some of it. Never put identity there.
 * Undefined and empty values leave the address.
 */
export function useSearch(): [Record<string, string | undefined>, (change: Search) => void] {
  const search = useRouterSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = useCallback(
    (wanted: Search) =>
      void navigate({
        to: '.' as '/',
        replace: true,
        resetScroll: false,
        search: ((known: Search) =>
          Object.fromEntries(
            Object.entries({ ...known, ...wanted }).filter(
              ([, value]) => value !== undefined && value !== '',
            ),
          )) as never,
      }),
    [navigate],
  )
  const texts: Record<string, string | undefined> = {}
  for (const [key, value] of Object.entries(search)) if (value !== undefined) texts[key] = String(value)
  return [texts, change]
}
