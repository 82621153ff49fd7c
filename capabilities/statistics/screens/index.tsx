import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
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
]
