import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

const areas = ['recommendations-plan', 'recommendations']
const needs = 'plan.read'

/** Screens of the plan of action. */
export const planMounts: ScreenMount[] = [
  {
    path: '/plan',
    titleKey: 'plan.nav.overview',
    areas,
    component: () => import('./overview.tsx'),
    needs,
    nav: { group: 'answer', icon: IconListCheck, order: 15 },
  },
  {
    path: '/plan/timeline',
    titleKey: 'plan.nav.timeline',
    areas,
    component: () => import('./timeline.tsx'),
    needs,
    command: true,
  },
  {
    path: '/plan/differences',
    titleKey: 'plan.nav.differences',
    areas,
    component: () => import('./differences.tsx'),
    needs,
    command: true,
  },
  {
    path: '/plan/gaps',
    titleKey: 'plan.nav.gaps',
    areas,
    component: () => import('./gaps.tsx'),
    needs,
    command: true,
  },
  {
    path: '/plan/yearly',
    titleKey: 'plan.nav.yearly',
    areas,
    component: () => import('./yearly.tsx'),
    needs,
    command: true,
  },
  {
    path: '/plan/reminders',
    titleKey: 'plan.nav.reminders',
    areas,
    component: () => import('./reminders.tsx'),
    needs,
    command: true,
  },
  {
    path: '/plan/new',
    titleKey: 'plan.nav.new',
    areas,
    component: () => import('./edit-action.tsx'),
    needs: 'plan.open',
    command: true,
  },
  {
    path: '/plan/actions/$id',
    titleKey: 'plan.nav.action',
    areas,
    component: () => import('./action.tsx'),
    needs,
  },
  {
    path: '/plan/actions/$id/edit',
    titleKey: 'plan.nav.edit',
    areas,
    component: () => import('./edit.tsx'),
    needs: 'plan.open',
  },
  {
    path: '/plan/actions/$id/report',
    titleKey: 'plan.nav.report',
    areas,
    component: () => import('./report-progress.tsx'),
    needs,
  },
  {
    path: '/plan/actions/$id/assess',
    titleKey: 'plan.nav.assess',
    areas,
    component: () => import('./assess.tsx'),
    needs,
  },
]
