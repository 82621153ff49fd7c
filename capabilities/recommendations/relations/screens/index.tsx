import type { ScreenMount } from '#platform/screens/mount.ts'

export const mounts: ScreenMount[] = [
  {
    path: '/recommendations/relations',
    titleKey: 'relations.nav.queue',
    areas: ['recommendations', 'recommendations-relations'],
    component: () => import('./proposals.tsx'),
    needs: 'recommendation.read',
    command: true,
  },
]
