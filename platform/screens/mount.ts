import type { ComponentType } from 'react'

/** Groups of the navigation, in the order in which they stand: by the user's job, not by the system's parts. */
export const navGroups = [
  'today',
  'identify',
  'help',
  'pursue',
  'find',
  'know',
  'answer',
  'share',
  'prevent',
  'administer',
] as const
export type NavGroup = (typeof navGroups)[number]

/** Text keys with `.nav.` in them are loaded with the shell, so that navigation never waits for a capability's texts. */
export type NavKey = `${string}.nav.${string}`

/** One of @tabler/icons-react, imported singly: `@tabler/icons-react/dist/esm/icons/IconFolder.mjs`. */
export type NavIcon = ComponentType<{
  size?: number | string
  stroke?: number | string
  'aria-hidden'?: boolean
}>

/** A record that the search at the top of every page found. */
export type Found = { path: string; title: string; detail?: string }

/** Looks for records of one kind. @param limit how many are shown at most */
export type Find = (text: string, limit: number, signal: AbortSignal) => Promise<Found[]>

/**
 * One screen of a capability, as the shell mounts it.
 */
export type ScreenMount = {
  /** Path with `$name` for a parameter: `/cases`, `/cases/$caseId`. */
  path: string
  /** Name of the screen in navigation, commands and the window's title. */
  titleKey: NavKey
  /** Areas of texts to load before the screen shows: `cases` means `locales/<language>/cases.json`. */
  areas: string[]
  /** Loaded when first shown: `() => import('./cases-list.tsx')`; the module's default export is the component. */
  component: () => Promise<{ default: ComponentType }>
  /** Act the caller must be allowed (`session.may`) to see the screen; it is hidden and refused without. */
  needs?: string
  /** Shown on the left. `order` counts within the group, lowest first. */
  nav?: { group: NavGroup; icon: NavIcon; order: number }
  /** Also offered by the command palette though it has no place in the navigation (for example `New case`). */
  command?: boolean
  /** Finds the records of this list for the search at the top: `() => import('./find.ts')`. */
  find?: () => Promise<{ find: Find }>
  /** Visible without signing in. */
  public?: boolean
  /** For the person herself: no name of Palermo, no emblem, no navigation; quick exit stays. */
  plain?: boolean
}
