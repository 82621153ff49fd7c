import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconCirclesRelation from '@tabler/icons-react/dist/esm/icons/IconCirclesRelation.mjs'
import IconShieldHalf from '@tabler/icons-react/dist/esm/icons/IconShieldHalf.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

export const mounts: ScreenMount[] = [
  {
    path: '/trends',
    titleKey: 'statistics.nav.trends',
    areas: ['statistics'],
    component: () => import('./trends.tsx'),
    needs: 'statistics.read',
    nav: { group: 'know', icon: IconChartBar, order: 10 },
  },
  {
    path: '/estimates',
    titleKey: 'estimation.nav.list',
    areas: ['statistics-estimation'],
    component: () => import('../estimation/screens/estimates.tsx'),
    needs: 'estimate.make',
    nav: { group: 'know', icon: IconCirclesRelation, order: 40 },
  },
  {
    path: '/synthetic',
    titleKey: 'synthetic.nav.list',
    areas: ['statistics', 'statistics-synthetic'],
    component: () => import('../synthetic/screens/synthetic.tsx'),
    needs: 'synthetic-release.read',
    nav: { group: 'know', icon: IconShieldHalf, order: 50 },
  },
  {
    path: '/synthetic/$releaseId',
    titleKey: 'synthetic.nav.one',
    areas: ['statistics', 'statistics-synthetic'],
    component: () => import('../synthetic/screens/one-release.tsx'),
    needs: 'synthetic-release.read',
  },
]
