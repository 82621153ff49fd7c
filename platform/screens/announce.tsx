import { useSyncExternalStore } from 'react'

let text = ''
const listeners = new Set<() => void>()

/** Says one sentence to people who listen to the screen; not shown. */
export function announce(sentence: string): void {
  // A repeated sentence is only spoken again when the text differs.
  text = sentence === text ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

/** Stands once in the page, always, so that screen readers know it before something is said. */
export function LiveRegion() {
  const said = useSyncExternalStore(subscribe, () => text)
  return (
    <div role="status" aria-live="polite" className="only-heard">
      {said}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
