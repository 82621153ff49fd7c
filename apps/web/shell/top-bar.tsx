import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import IconDoorExit from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import type { NodeOfSession, Session } from '#platform/screens/session.ts'
import { useText } from '#platform/screens/text.ts'
import type { ScreenMount } from '../screens.ts'
import { LanguageMenu } from './language-menu.tsx'
import { MeMenu } from './me-menu.tsx'
import { SchemeButton } from './scheme-button.tsx'
import { useIsMoving } from './shell.tsx'

const Palette = lazy(() => import('./palette.tsx'))

type TopBarProps = {
  session?: Session
  node?: NodeOfSession
  mount?: ScreenMount
  plain?: boolean
  leave: () => void
}

/** Where I am, search and commands, language, quick exit, me. */
export function TopBar({ session, node, mount, plain, leave }: TopBarProps) {
  const t = useText()
  const [wanted, setWanted] = useState(0)
  const openPalette = () => setWanted(count => count + 1)
  useHotkeys(session ? [['mod+K', openPalette]] : [], [])
  useEffect(() => {
    if (session === undefined) setWanted(0)
  }, [session])
  return (
    <header className="top-bar no-print">
      <MovingBar />
      {!plain && (
        <ScreenLink to="/" className="emblem">
          <span aria-hidden className="emblem-sign">
            P
          </span>
          <span className="emblem-name">{t('shell.name')}</span>
          {node && node.name !== 'Palermo' && <span className="emblem-node">{node.name}</span>}
        </ScreenLink>
      )}
      {session && mount && mount.path !== '/' && (
        <span className="where" aria-hidden>
          {mount.nav ? `${t(`shell.group.${mount.nav.group}`)} · ` : ''}
          {t(mount.titleKey)}
        </span>
      )}
      <span className="top-space" />
      {session && (
        <button
          type="button"
          className="search-button"
          aria-label={t('shell.search')}
          aria-keyshortcuts="Control+K"
          onClick={openPalette}
        >
          <IconSearch size={18} stroke={1.8} aria-hidden />
          <span>{t('shell.search')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
      )}
      <LanguageMenu offered={node?.languages} signedIn={session !== undefined} />
      <SchemeButton />
      <Button
        className={session ? 'leave-button leave-wide-only' : 'leave-button'}
        color="red"
        variant="outline"
        size="sm"
        title={t('shell.leaveHelp')}
        leftSection={<IconDoorExit size={18} stroke={1.8} aria-hidden />}
        onClick={leave}
      >
        {t('shell.leave')}
      </Button>
      {session && <MeMenu session={session} />}
      {session && wanted > 0 && (
        <Suspense fallback={null}>
          <Palette session={session} wanted={wanted} leave={leave} />
        </Suspense>
      )}
    </header>
  )
}

function MovingBar() {
  return useIsMoving() ? <div className="moving-bar" aria-hidden /> : null
}
