import { Drawer } from '@mantine/core'
import IconDoorExit from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs'
import IconMenu2 from '@tabler/icons-react/dist/esm/icons/IconMenu2.mjs'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { everyTopic, useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import type { Session } from '#platform/screens/session.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type NavEntry, navigationFor } from '../mounts.ts'
import { homeQuery, useCounts } from './home-query.ts'

const bottomEntriesMax = 3
const homeWaitMs = 3_000
/** Topics that tell of every stroke; nothing that waits changes with them. */
const strokeTopics = ['drafting', 'return-drafts']

/** The user's work on the left, by her job, with counts of what waits. */
export function SideBar({ session }: { session: Session }) {
  const t = useText()
  useLive([everyTopic], [homeQuery.queryKey], homeWaitMs, strokeTopics)
  return (
    <nav className="side-bar no-print" aria-label={t('shell.navigation')}>
      <Groups session={session} />
    </nav>
  )
}

/** On a phone: the first entries, all the rest, and the way out, where thumbs reach them. */
export function BottomBar({ session, leave }: { session: Session; leave: () => void }) {
  const t = useText()
  const [opened, setOpened] = useState(false)
  const here = useLocation({ select: location => location.pathname })
  const groups = navigationFor(session)
  const entries = groups.flatMap(group => group.entries).slice(0, bottomEntriesMax)
  const counts = useCounts(entries.map(entry => entry.path))
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of screen closes the drawer
  useEffect(() => setOpened(false), [here])
  return (
    <nav className="bottom-bar no-print" aria-label={t('shell.navigationShort')}>
      {entries.map(entry => (
        <Entry key={entry.path} entry={entry} count={counts.get(entry.path)} here={here} />
      ))}
      <button type="button" className="nav-entry" aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <IconMenu2 size={22} stroke={1.6} aria-hidden />
        <span>{t('shell.more')}</span>
      </button>
      <button type="button" className="nav-entry nav-leave" onClick={leave}>
        <IconDoorExit size={22} stroke={1.6} aria-hidden />
        <span>{t('shell.leave')}</span>
      </button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        classNames={{ content: 'nav-drawer' }}
        title={t('shell.navigation')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <nav aria-label={t('shell.navigation')}>
          <Groups session={session} />
        </nav>
      </Drawer>
    </nav>
  )
}

function Groups({ session }: { session: Session }) {
  const t = useText()
  const here = useLocation({ select: location => location.pathname })
  const groups = navigationFor(session)
  const counts = useCounts(groups.flatMap(group => group.entries.map(entry => entry.path)))
  return groups.map(({ group, entries }) => (
    <div key={group} className="nav-group">
      {group !== 'today' && <h2 id={`nav-${group}`}>{t(`shell.group.${group}`)}</h2>}
      <ul aria-labelledby={group === 'today' ? undefined : `nav-${group}`}>
        {entries.map(entry => (
          <li key={entry.path}>
            <Entry entry={entry} count={counts.get(entry.path)} here={here} />
          </li>
        ))}
      </ul>
    </div>
  ))
}

function Entry({ entry, count, here }: { entry: NavEntry; count: number | undefined; here: string }) {
  const t = useText()
  const write = useFormats()
  const { icon: Icon } = entry.nav
  const isHere = entry.path === '/' ? here === '/' : here === entry.path || here.startsWith(`${entry.path}/`)
  return (
    <ScreenLink to={entry.path} className={isHere ? 'nav-entry nav-here' : 'nav-entry'}>
      <Icon size={20} stroke={1.6} aria-hidden />
      <span>{t(entry.titleKey)}</span>
      {count !== undefined && count > 0 && (
        <span className="nav-count">
          {write.number(count)} <span className="only-heard">{t('shell.waiting', { count })}</span>
        </span>
      )}
    </ScreenLink>
  )
}
