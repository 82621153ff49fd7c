import type { ScreenMount } from '../mount.ts'

/** Screens of the accounts; any screen asks for a sign-in by itself, `/sign-in` is for links from outside. */
export const accountMounts: readonly ScreenMount[] = [
  {
    path: '/sign-in',
    titleKey: 'shell.nav.signIn',
    areas: ['accounts'],
    component: () => import('./signed-in.tsx'),
  },
  {
    path: '/security',
    titleKey: 'shell.nav.security',
    areas: ['accounts'],
    component: () => import('./security.tsx'),
    command: true,
  },
]
