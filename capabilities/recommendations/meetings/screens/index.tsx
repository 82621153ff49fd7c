import IconGavel from '@tabler/icons-react/dist/esm/icons/IconGavel.mjs'
import IconMessages from '@tabler/icons-react/dist/esm/icons/IconMessages.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

const areas = ['recommendations', 'recommendations-meetings']
const needs = 'meeting.read'

/** The screens of meetings, mounted with those of the registry. */
export const mounts: ScreenMount[] = [
  {
    path: '/meetings',
    titleKey: 'meetings.nav.list',
    areas,
    component: () => import('./meetings.tsx'),
    needs,
    nav: { group: 'answer', icon: IconGavel, order: 30 },
  },
  {
    path: '/meeting-topics',
    titleKey: 'meetings.nav.topics',
    areas,
    component: () => import('./topics.tsx'),
    needs,
    nav: { group: 'answer', icon: IconMessages, order: 31 },
  },
  {
    path: '/meetings/$meetingId',
    titleKey: 'meetings.nav.meeting',
    areas,
    component: () => import('./meeting.tsx'),
    needs,
  },
  {
    path: '/meetings/$meetingId/drafts/$draftId',
    titleKey: 'meetings.nav.room',
    areas,
    component: () => import('./room.tsx'),
    needs,
  },
  {
    path: '/meetings/$meetingId/report',
    titleKey: 'meetings.nav.report',
    areas,
    component: () => import('./report.tsx'),
    needs,
  },
]
