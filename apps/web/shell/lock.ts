import { useSyncExternalStore } from 'react'
import { api } from '#platform/screens/api.ts'
import { disconnect } from '#platform/screens/live.ts'

export type LockReason = 'idle' | 'asked' | 'lapsed'

const lockedAs = 'ui.locked'
const listeners = new Set<() => void>()
let reason: LockReason | undefined = read()
let ending: Promise<unknown> = Promise.resolve()

/** Why the screen is covered, or undefined while it is open. */
export function useLock(): LockReason | undefined {
  return useSyncExternalStore(subscribe, () => reason)
}

/**
 * Covers the screen and ends the session. The cover stays through a reload, also when the server cannot
 * be reached to end the session.
 */
export function lock(why: LockReason): void {
  if (reason !== undefined) return
  set(why)
  disconnect()
  if (why !== 'lapsed') ending = api.post('/api/auth/sign-out', {}).catch(() => undefined)
}

/** Settles when the server has been asked to end the session, whatever it said. */
export const sessionEnded = (): Promise<unknown> => ending

/** Takes the cover away, after the user has shown who she is. */
export const unlock = (): void => set(undefined)

function set(next: LockReason | undefined): void {
  reason = next
  try {
    if (next === undefined) sessionStorage.removeItem(lockedAs)
    else sessionStorage.setItem(lockedAs, next)
  } catch {
    // Without storage the cover lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function read(): LockReason | undefined {
  try {
    const stored = sessionStorage.getItem(lockedAs)
    return stored === 'idle' || stored === 'asked' || stored === 'lapsed' ? stored : undefined
  } catch {
    return undefined
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
