import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs'
import { accountMounts } from '#platform/screens/accounts/mounts.ts'
import { mayDo, type Session } from '#platform/screens/session.ts'
import { capabilityMounts } from './capabilities.ts'
import { type NavGroup, navGroups, type ScreenMount } from './screens.ts'

const shellMounts: readonly ScreenMount[] = [
  {
    path: '/',
    titleKey: 'shell.nav.home',
    areas: [],
    component: () => import('./pages/home.tsx'),
    nav: { group: 'today', icon: IconHome, order: 0 },
  },
  {
    path: '/accessibility',
    titleKey: 'shell.nav.accessibility',
    areas: ['accessibility'],
    component: () => import('./pages/accessibility.tsx'),
    public: true,
    command: true,
  },
]

/** Every screen of the application. */
export const mounts: readonly ScreenMount[] = [...shellMounts, ...capabilityMounts, ...accountMounts]

export type NavEntry = ScreenMount & { nav: NonNullable<ScreenMount['nav']> }

/** What this caller's navigation shows, by group, in order. */
export function navigationFor(session: Session): { group: NavGroup; entries: NavEntry[] }[] {
  const open = mounts.filter((mount): mount is NavEntry => mount.nav !== undefined && isOpen(mount, session))
  return navGroups
    .map(group => ({
      group,
      entries: open.filter(entry => entry.nav.group === group).sort((a, b) => a.nav.order - b.nav.order),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** Whether the caller may see a screen at all. */
export function isOpen(mount: ScreenMount, session: Session): boolean {
  return (mount.public === true || session.signedIn) && mayDo(session, mount.needs)
}
