import type { ScreenMount } from '#platform/screens/mount.ts'

const areas = ['recommendations', 'recommendations-finding', 'recommendations-topics']
const needs = 'recommendation.read'

export const mounts: ScreenMount[] = [
  {
    path: '/recommendations/topics',
    titleKey: 'topics.nav.thesaurus',
    areas,
    component: () => import('./topics-page.tsx'),
    needs,
    command: true,
  },
  {
    path: '/recommendations/topics/$key',
    titleKey: 'topics.nav.concept',
    areas,
    component: () => import('./concept-page.tsx'),
    needs,
  },
]
