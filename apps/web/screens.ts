/** The contract of a mounted screen; it lives in the platform, since capabilities may not import apps. */
export type { NavGroup, NavIcon, NavKey, ScreenMount } from '#platform/screens/mount.ts'
export { navGroups } from '#platform/screens/mount.ts'
