import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs'
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

const areas = ['cases', 'cases-fields']
const importAreas = [...areas, 'cases-problems']

export const mounts: ScreenMount[] = [
  {
    path: '/cases',
    titleKey: 'cases.nav.list',
    areas,
    component: () => import('./cases-list.tsx'),
    needs: 'case.list',
    find: () => import('./find.ts'),
    nav: { group: 'help', icon: IconFolder, order: 10 },
  },
  {
    path: '/cases/new',
    titleKey: 'cases.nav.new',
    areas,
    component: () => import('./new-case.tsx'),
    needs: 'case.open',
    command: true,
  },
  {
    path: '/imports/new',
    titleKey: 'cases.nav.import',
    areas: importAreas,
    component: () => import('./import-wizard.tsx'),
    needs: 'case.import',
    nav: { group: 'help', icon: IconFileImport, order: 20 },
  },
  {
    path: '/imports',
    titleKey: 'cases.nav.imports',
    areas,
    component: () => import('./past-imports.tsx'),
    needs: 'case.import',
    command: true,
  },
  {
    path: '/imports/$importId',
    titleKey: 'cases.nav.oneImport',
    areas: importAreas,
    component: () => import('./one-import.tsx'),
    needs: 'case.import',
  },
  {
    path: '/cases/$caseId',
    titleKey: 'cases.nav.case',
    areas,
    component: () => import('./case-page.tsx'),
    needs: 'case.read',
  },
]
