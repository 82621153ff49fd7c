import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

export type DemonstrationAccount = {
  email: string
  name: string
  role: string
  agency: string
  password: string
}

export type NodeOfSession = {
  name: string
  kind: 'national' | 'agency' | 'secretariat'
  demonstration: boolean
  languages: string[]
  /** Where quick exit goes; an ordinary public page. */
  exitUrl?: string
  /** Minutes without a touch before the screen is covered. */
  idleLockMinutes?: number
}

export type AgencyOfSession = { id: string; name: string; kind: string }

/** Answer of `GET /api/session`. */
export type Session = {
  signedIn: boolean
  node: NodeOfSession
  user?: { id: string; name: string; email: string; language?: string }
  /** The agency she acts for now, one of `agencies`; none for the node itself. */
  agency?: AgencyOfSession
  agencies?: AgencyOfSession[]
  administrator?: boolean
  roles?: string[]
  may?: string[]
  lapsesAt?: string
  secondFactor?: { enabled: boolean; required: boolean; used: boolean }
  /** Nothing else is possible before the password is her own. */
  mustChangePassword?: boolean
  accounts?: DemonstrationAccount[]
  openIdConnect?: { id: string; name: string }[]
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.get<Session>('/api/session', { signal }),
  staleTime: 60_000,
})

/** Who is signed in, for which agency, and what she may do; `undefined` until the server has answered. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}

/** True when the caller may do the act; false too while it is not known. */
export function useMay(act: string): boolean {
  return mayDo(useSession(), act)
}

export function mayDo(session: Session | undefined, act: string | undefined): boolean {
  if (act === undefined) return true
  return session?.may?.includes(act) ?? false
}
