import IconBinaryTree from '@tabler/icons-react/dist/esm/icons/IconBinaryTree.mjs'
import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs'
import IconCirclesRelation from '@tabler/icons-react/dist/esm/icons/IconCirclesRelation.mjs'
import IconFileCertificate from '@tabler/icons-react/dist/esm/icons/IconFileCertificate.mjs'
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs'
import IconShieldHalf from '@tabler/icons-react/dist/esm/icons/IconShieldHalf.mjs'
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import IconTableImport from '@tabler/icons-react/dist/esm/icons/IconTableImport.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import type { ScreenMount } from '#platform/screens/mount.ts'

export const mounts: ScreenMount[] = [
  {
    path: '/trends',
    titleKey: 'statistics.nav.trends',
    areas: ['public-maps', 'statistics', 'statistics-trends', 'return-tables'],
    component: () => import('./trends.tsx'),
    needs: 'statistics.read',
    nav: { group: 'know', icon: IconChartBar, order: 10 },
  },
  {
    path: '/trends/definitions',
    titleKey: 'trends.nav.definitions',
    areas: ['statistics', 'statistics-trends', 'refusals'],
    component: () => import('./definitions.tsx'),
    needs: 'statistics.read',
    command: true,
  },
  {
    path: '/statistics/population',
    titleKey: 'population.nav.list',
    areas: ['statistics-trends', 'refusals'],
    component: () => import('../population/screens/population.tsx'),
    needs: 'population.load',
    nav: { group: 'know', icon: IconUsersGroup, order: 70 },
    command: true,
  },
  {
    // The same for those who read rates and load no tables.
    path: '/trends/population',
    titleKey: 'population.nav.list',
    areas: ['statistics-trends', 'refusals'],
    component: () => import('../population/screens/population.tsx'),
    needs: 'population.read',
  },
  {
    path: '/statistics/classification',
    titleKey: 'classification.nav.page',
    areas: ['statistics', 'statistics-classification', 'refusals'],
    component: () => import('../classification/screens/classification.tsx'),
    needs: 'classification.map',
    nav: { group: 'know', icon: IconBinaryTree, order: 75 },
    command: true,
  },
  {
    // The same for those who read figures and enter no codes.
    path: '/trends/classification',
    titleKey: 'classification.nav.page',
    areas: ['statistics', 'statistics-classification', 'refusals'],
    component: () => import('../classification/screens/classification.tsx'),
    needs: 'classification.read',
  },
  {
    path: '/statistics/releases',
    titleKey: 'releases.nav.list',
    areas: ['statistics', 'statistics-releases', 'statistics-exports'],
    component: () => import('../releases/screens/releases.tsx'),
    nav: { group: 'know', icon: IconFileCertificate, order: 20 },
    command: true,
    public: true,
  },
  {
    path: '/statistics/releases/make',
    titleKey: 'releases.nav.make',
    areas: ['statistics', 'statistics-releases', 'statistics-exports', 'refusals'],
    component: () => import('../releases/screens/make.tsx'),
    needs: 'release.freeze',
    command: true,
  },
  {
    path: '/statistics/releases/make/$releaseId',
    titleKey: 'releases.nav.work',
    areas: ['statistics', 'statistics-releases', 'statistics-exports', 'refusals'],
    component: () => import('../releases/screens/work.tsx'),
    needs: 'release.read',
  },
  {
    path: '/statistics/releases/$number',
    titleKey: 'releases.nav.one',
    areas: ['public-maps', 'statistics', 'statistics-releases', 'statistics-exports'],
    component: () => import('../releases/screens/one-release.tsx'),
    public: true,
  },
  {
    path: '/statistics/unodc',
    titleKey: 'unodc.nav.list',
    areas: ['statistics', 'statistics-exports', 'submissions', 'refusals'],
    component: () => import('../exports/screens/unodc.tsx'),
    needs: 'unodc.collect',
    nav: { group: 'know', icon: IconSend, order: 30 },
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
    areas: ['statistics', 'statistics-synthetic', 'statistics-exports'],
    component: () => import('../synthetic/screens/one-release.tsx'),
    needs: 'synthetic-release.read',
  },
  {
    path: '/statistics/returns',
    titleKey: 'returns.nav.owed',
    areas: ['statistics-returns', 'refusals'],
    component: () => import('../returns/screens/owed.tsx'),
    needs: 'return.fill',
    nav: { group: 'know', icon: IconTableImport, order: 40 },
  },
  {
    path: '/statistics/returns/overview',
    titleKey: 'returns.nav.overview',
    areas: ['statistics-returns', 'refusals'],
    component: () => import('../returns/screens/overview.tsx'),
    needs: 'return.overview',
    nav: { group: 'know', icon: IconTable, order: 41 },
  },
  {
    path: '/statistics/returns/tables',
    titleKey: 'return-tables.nav.list',
    areas: ['statistics-returns', 'return-tables', 'refusals'],
    component: () => import('../returns/screens/tables/tables-list.tsx'),
    needs: 'return.read',
    command: true,
  },
  {
    path: '/statistics/returns/tables/$tableId',
    titleKey: 'return-tables.nav.one',
    areas: ['statistics-returns', 'return-tables', 'refusals'],
    component: () => import('../returns/screens/tables/one-table.tsx'),
    needs: 'return.read',
  },
  {
    path: '/statistics/returns/tables/$tableId/new',
    titleKey: 'return-tables.nav.new',
    areas: ['statistics-returns', 'return-tables', 'returns-problems', 'refusals'],
    component: () => import('../returns/screens/tables/new-version.tsx'),
    needs: 'return-table.define',
  },
  {
    path: '/statistics/returns/$agencyId/$tableId/$period',
    titleKey: 'returns.nav.one',
    areas: ['statistics-returns', 'return-tables', 'refusals'],
    component: () => import('../returns/screens/one-return.tsx'),
    needs: 'return.read',
  },
  {
    path: '/statistics/quality',
    titleKey: 'quality.nav.page',
    areas: ['statistics', 'statistics-quality', 'statistics-returns'],
    component: () => import('../quality/screens/quality.tsx'),
    needs: 'quality.read',
    nav: { group: 'know', icon: IconChecklist, order: 45 },
  },
]
