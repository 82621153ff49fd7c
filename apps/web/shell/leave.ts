import { api } from '#platform/screens/api.ts'

export const usualExit = 'https://www.wikipedia.org/'
const pressesNeeded = 3
const pressesWithinMs = 1_500
const historyWaitMs = 150

/**
 * Goes to a neutral site at once. The page is emptied first; the tab's entries of this site are reduced
 * to one without a name, and Back to it leads away again (`public/early.js`). The session ends.
 */
export async function leaveQuickly(exitUrl = usualExit): Promise<void> {
  document.documentElement.hidden = true
  document.body.replaceChildren()
  document.title = '…'
  try {
    sessionStorage.setItem('ui.left', exitUrl)
  } catch {
    // Without storage Back may show the page's first screen again, signed out.
  }
  void api.post('/api/auth/sign-out', {}, { keepalive: true }).catch(() => undefined)
  await forgetTabHistory()
  location.replace(exitUrl)
}

async function forgetTabHistory(): Promise<void> {
  // The router patches these two and must not hear of it.
  const { replaceState, pushState } = History.prototype
  const steps = Number((history.state as { __TSR_index?: number } | null)?.__TSR_index ?? 0)
  if (steps > 0) {
    const arrived = new Promise<void>(resolve => {
      const stop = (event: PopStateEvent) => {
        event.stopImmediatePropagation()
        resolve()
      }
      addEventListener('popstate', stop, { once: true, capture: true })
    })
    history.go(-steps)
    await Promise.race([arrived, new Promise(resolve => setTimeout(resolve, historyWaitMs))])
  }
  replaceState.call(history, null, '', '/')
  // A new entry drops those that lie ahead; the neutral site then takes its place.
  if (steps > 0) pushState.call(history, null, '', '/')
}

/** Calls back when Escape is pressed three times in short order, whatever has the focus. */
export function onTripleEscape(leave: () => void): () => void {
  let presses: number[] = []
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat) return
    presses = [...presses.filter(at => event.timeStamp - at < pressesWithinMs), event.timeStamp]
    if (presses.length >= pressesNeeded) leave()
  }
  addEventListener('keydown', press, { capture: true })
  return () => removeEventListener('keydown', press, { capture: true })
}
