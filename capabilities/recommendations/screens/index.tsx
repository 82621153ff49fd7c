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
const shown = { areas, needs: 'recommendation.read' }

const list: ScreenMount = {
  ...shown,
  path: '/recommendations',
  titleKey: 'recommendations.nav.list',
  component: () => import('./list.tsx'),
  find: () => import('./find.ts'),
  nav: { group: 'answer', icon: IconBook, order: 10 },
}

const recommendation: Omit<ScreenMount, 'path'> = {
  ...shown,
  titleKey: 'recommendations.nav.recommendation',
  component: () => import('./recommendation.tsx'),
}

const recommendationMounts: ScreenMount[] = [
  list,
  { ...recommendation, path: '/recommendations/$report/$address' },
  { ...recommendation, path: '/recommendations/$report/$address/$sub' },
]

const reportMounts: ScreenMount[] = [
  {
    ...shown,
    path: '/meeting-reports',
    titleKey: 'recommendations.nav.reports',
    component: () => import('./reports.tsx'),
    nav: { group: 'answer', icon: IconFileText, order: 20 },
  },
  {
    ...shown,
    path: '/meeting-reports/$slug',
    titleKey: 'recommendations.nav.report',
    component: () => import('./report.tsx'),
  },
  {
    ...shown,
    path: '/meeting-reports/doubts',
    titleKey: 'recommendations.nav.doubts',
    component: () => import('./doubts.tsx'),
    command: true,
  },
  {
    ...shown,
    path: '/meeting-reports/compare',
    titleKey: 'recommendations.nav.compare',
    component: () => import('./report-compare.tsx'),
    command: true,
  },
]

const documentMounts: ScreenMount[] = [
  {
    ...shown,
    path: '/recommendations/index',
    titleKey: 'recommendations.nav.index',
    component: () => import('./index-page.tsx'),
    command: true,
  },
  {
    ...shown,
    path: '/recommendations/compilation',
    titleKey: 'recommendations.nav.compilation',
    component: () => import('./compilation-page.tsx'),
    command: true,
  },
]

export const mounts: ScreenMount[] = [
  ...relationMounts,
  ...planMounts,
  ...recommendationMounts,
  ...reportMounts,
  ...documentMounts,
  ...topicMounts,
  ...meetingMounts,
]
