import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs'
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

/** Screens for tests: every building block once, as a capability would mount them. */
export const capabilityMounts: readonly ScreenMount[] = [
  {
    path: '/gallery/list',
    titleKey: 'gallery.nav.list',
    areas: ['gallery'],
    needs: 'gallery.see',
    component: () => import('./list.tsx'),
    nav: { group: 'help', icon: IconFolder, order: 1 },
  },
  {
    path: '/gallery/form',
    titleKey: 'gallery.nav.form',
    areas: ['gallery'],
    needs: 'gallery.see',
    component: () => import('./form.tsx'),
    nav: { group: 'help', icon: IconForms, order: 2 },
  },
  {
    path: '/gallery/chart',
    titleKey: 'gallery.nav.chart',
    areas: ['gallery'],
    component: () => import('./chart.tsx'),
    nav: { group: 'know', icon: IconChartBar, order: 1 },
  },
  {
    path: '/gallery/rights',
    titleKey: 'gallery.nav.rights',
    areas: ['gallery'],
    public: true,
    plain: true,
    component: () => import('./rights.tsx'),
  },
]
