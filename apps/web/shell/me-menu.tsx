import { Menu } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { disconnect } from '#platform/screens/live.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import { type Session, sessionQuery } from '#platform/screens/session.ts'
import { useText } from '#platform/screens/text.ts'
import { lock } from './lock.ts'
import { askToPrint } from './print.tsx'

/** Ends the session and forgets everything that was read; the cover comes if the server does not answer. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const t = useText()
  return async () => {
    try {
      await api.post('/api/auth/sign-out', {})
    } catch {
      lock('asked')
      return
    }
    disconnect()
    client.removeQueries({ predicate: query => query.queryKey[0] !== 'session' })
    await client.refetchQueries({ queryKey: sessionQuery.queryKey })
    announce(t('shell.signedOut'))
  }
}

/** Who I am, for which agency; security, printing, locking, signing out. */
export function MeMenu({ session }: { session: Session }) {
  const t = useText()
  const go = useGo()
  const signOut = useSignOut()
  const name = session.user?.name ?? ''
  return (
    <Menu position="bottom-end" width={280} returnFocus>
      <Menu.Target>
        <button type="button" className="top-button me-button" aria-label={t('shell.me', { name })}>
          <IconUser size={20} stroke={1.6} aria-hidden />
          <span className="wide-only">{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <strong>{name}</strong>
          <br />
          {session.agency?.name}
        </Menu.Label>
        <AgencyChoice session={session} />
        <Menu.Item
          leftSection={<IconShieldLock size={18} aria-hidden />}
          onClick={() => void go('/security')}
        >
          {t('shell.nav.security')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={18} aria-hidden />} onClick={askToPrint}>
          {t('shell.print.command')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={18} aria-hidden />} onClick={() => lock('asked')}>
          {t('shell.lockNow')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Who works for several agencies chooses for which one she acts now; everything she sees follows. */
function AgencyChoice({ session }: { session: Session }) {
  const t = useText()
  const client = useQueryClient()
  const agencies = session.agencies ?? []
  if (agencies.length < 2) return null
  const choose = async (agencyId: string) => {
    await api.post('/api/session/agency', { agencyId })
    await client.resetQueries()
  }
  return (
    <>
      <Menu.Label>{t('shell.actFor')}</Menu.Label>
      {agencies.map(({ id, name }) => (
        <Menu.Item
          key={id}
          aria-current={id === session.agency?.id}
          rightSection={id === session.agency?.id && <IconCheck size={16} aria-hidden />}
          onClick={() => void choose(id)}
        >
          {name}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}
