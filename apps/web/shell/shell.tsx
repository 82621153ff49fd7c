import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useMatches, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react'
import { api } from '#platform/screens/api.ts'
import { OfflineNotice } from '#platform/screens/marks.tsx'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { type Session, sessionQuery } from '#platform/screens/session.ts'
import { ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { changeLanguage, chosenFrom, hasChosenLanguage, loadAreas } from '../language/texts.ts'
import { isOpen } from '../mounts.ts'
import { NotFound } from '../pages/not-found.tsx'
import type { ScreenMount } from '../screens.ts'
import { Footer } from './footer.tsx'
import { useIdle } from './idle.ts'
import { leaveQuickly, onTripleEscape } from './leave.ts'
import { lock, sessionEnded, unlock, useLock } from './lock.ts'
import { BottomBar, SideBar } from './navigation.tsx'
import { PrintMark } from './print.tsx'
import { TopBar } from './top-bar.tsx'
import './shell.css'

const SignIn = lazy(async () => {
  await loadAreas(['accounts'])
  return import('#platform/screens/accounts/sign-in.tsx')
})
const OwnPassword = lazy(async () => {
  await loadAreas(['accounts'])
  return import('#platform/screens/accounts/own-password.tsx')
})
const usualIdleLockMinutes = 15

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    mount?: ScreenMount
  }
}

/** The frame around every screen; it decides whether a screen, the sign-in or nothing at all is shown. */
export function Shell() {
  const t = useText()
  const client = useQueryClient()
  const { data: session, error, refetch } = useQuery(sessionQuery)
  const locked = useLock()
  const mount = useMount()
  const exitUrl = session?.node.exitUrl
  const leave = useCallback(() => void leaveQuickly(exitUrl), [exitUrl])
  const signedIn = session?.signedIn === true && locked === undefined

  useEffect(() => onTripleEscape(leave), [leave])
  useEffect(() => {
    if (locked === undefined) return
    client.removeQueries({ predicate: query => query.queryKey[0] !== 'session' })
    void sessionEnded().then(() => client.refetchQueries({ queryKey: sessionQuery.queryKey }))
  }, [locked, client])
  useIdle(
    signedIn ? (session.node.idleLockMinutes ?? usualIdleLockMinutes) : undefined,
    useCallback(() => lock('idle'), []),
    useCallback(() => void api.get('/api/auth/get-session').catch(() => undefined), []),
  )
  useUserLanguage(signedIn ? session.user?.language : undefined)
  useEmblem(mount?.plain !== true)

  const enter = useCallback(async () => {
    await client.resetQueries()
    unlock()
  }, [client])

  const covered = locked !== undefined && mount?.public !== true
  const body = () => {
    if (session === undefined)
      return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingState />
    if (mount === undefined) return <Outlet />
    if (covered || (!session.signedIn && mount.public !== true))
      return <SignIn session={session} reason={locked} onSignedIn={enter} />
    if (session.mustChangePassword === true && mount.public !== true) return <OwnPassword onChanged={enter} />
    return isOpen(mount, session) ? <Outlet /> : <NotFound />
  }

  const main = (
    <main id="main" tabIndex={-1} className="main">
      {signedIn && <SecondFactorNotice session={session} />}
      <Suspense fallback={<LoadingState />}>{body()}</Suspense>
    </main>
  )
  if (mount?.plain === true)
    return (
      <div className="shell shell-plain">
        <TopBar plain leave={leave} />
        {main}
      </div>
    )
  return (
    <div className={signedIn ? 'shell' : 'shell shell-outside'}>
      <SkipLink />
      <TopBar session={signedIn ? session : undefined} node={session?.node} mount={mount} leave={leave} />
      {signedIn && <SideBar session={session} />}
      <div className="shell-middle">
        <OfflineNotice />
        {session?.node.demonstration && (
          <aside className="demonstration no-print" aria-label={t('shell.demonstrationName')}>
            {t('shell.demonstration')}
          </aside>
        )}
        {main}
        <Footer node={session?.node} />
      </div>
      {signedIn && <BottomBar session={session} leave={leave} />}
      <PrintMark session={signedIn ? session : undefined} />
    </div>
  )
}

/** Her role asks for a second proof that she has not set up yet. */
function SecondFactorNotice({ session }: { session: Session }) {
  const t = useText()
  const { enabled, required } = session.secondFactor ?? { enabled: false, required: false }
  if (!required || enabled) return null
  return (
    <p className="notice no-print">
      {t('shell.secondFactor')} <ScreenLink to="/security">{t('shell.secondFactorLink')}</ScreenLink>
    </p>
  )
}

function useMount(): ScreenMount | undefined {
  return useMatches({ select: matches => matches.at(-1)?.staticData.mount })
}

function SkipLink() {
  const t = useText()
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place in this page, without a new address
    <a
      href="#main"
      className="skip-link"
      onClick={event => {
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
    >
      {t('shell.skip')}
    </a>
  )
}

/** Takes the language of the account, unless another was chosen on this device. */
function useUserLanguage(language: string | undefined): void {
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || language === undefined || hasChosenLanguage() || !chosenFrom.includes(language))
      return
    asked.current = true
    void changeLanguage(language, false)
  }, [language])
}

/** Screens meant for the person herself show no emblem in the tab either. */
function useEmblem(shown: boolean): void {
  useEffect(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', shown ? '/favicon.svg' : 'data:,')
  }, [shown])
}

/** True while the next screen is on its way; the bar on top shows it. */
export function useIsMoving(): boolean {
  return useRouterState({ select: state => state.isLoading })
}
