import IconBook from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'
import { mounts as meetingMounts } from '../meetings/screens/index.tsx'
import { planMounts } from '../plan/screens/index.tsx'
import { mounts as relationMounts } from '../relations/screens/index.tsx'
import { mounts as topicMounts } from '../topics/screens/index.tsx'

const areas = [
  'recommendations',
  'recommendations-reading',
  'recommendations-finding',
  'recommendations-topics',
  'recommendations-relations',
  'recommendations-documents',
  'recommendations-plan',
]
const needs = 'recommendation.read'

export const mounts: ScreenMount[] = [
  ...relationMounts,
  ...planMounts,
  {
    path: '/recommendations',
    titleKey: 'recommendations.nav.list',
    areas,
    component: () => import('./list.tsx'),
    needs,
    find: () => import('./find.ts'),
    nav: { group: 'answer', icon: IconBook, order: 10 },
  },
  {
    path: '/meeting-reports',
    titleKey: 'recommendations.nav.reports',
    areas,
    component: () => import('./reports.tsx'),
    needs,
    nav: { group: 'answer', icon: IconFileText, order: 20 },
  },
  {
    path: '/meeting-reports/$slug',
    titleKey: 'recommendations.nav.report',
    areas,
    component: () => import('./report.tsx'),
    needs,
  },
  {
    path: '/meeting-reports/doubts',
    titleKey: 'recommendations.nav.doubts',
    areas,
    component: () => import('./doubts.tsx'),
    needs,
    command: true,
  },
  {
    path: '/meeting-reports/compare',
    titleKey: 'recommendations.nav.compare',
    areas,
    component: () => import('./report-compare.tsx'),
    needs,
    command: true,
  },
  {
    path: '/recommendations/index',
    titleKey: 'recommendations.nav.index',
    areas,
    component: () => import('./index-page.tsx'),
    needs,
    command: true,
  },
  {
    path: '/recommendations/compilation',
    titleKey: 'recommendations.nav.compilation',
    areas,
    component: () => import('./compilation-page.tsx'),
    needs,
    command: true,
  },
  {
    path: '/recommendations/$report/$address',
    titleKey: 'recommendations.nav.recommendation',
    areas,
    component: () => import('./recommendation.tsx'),
    needs,
  },
  {
    path: '/recommendations/$report/$address/$sub',
    titleKey: 'recommendations.nav.recommendation',
    areas,
    component: () => import('./recommendation.tsx'),
    needs,
  },
  ...topicMounts,
  ...meetingMounts,
]
