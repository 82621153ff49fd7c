import { useEffect } from 'react'

const activeAs = 'ui.active'
const lookEveryMs = 5_000
const noteEveryMs = 3_000
const askEveryMs = 120_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Calls back when nobody has touched the application for so many minutes, in this tab or another.
 * @param minutes idle time; nothing happens while `undefined`
 * @param onActive called now and then while she works, so that the server too knows that she is there
 */
export function useIdle(minutes: number | undefined, onIdle: () => void, onActive: () => void): void {
  useEffect(() => {
    if (minutes === undefined) return
    let own = Date.now()
    let asked = own
    const touch = () => {
      const now = Date.now()
      if (now - own < noteEveryMs) return
      // A touch that comes too late must not keep the screen open.
      if (idleFor(now) >= minutes * 60_000) return onIdle()
      own = now
      write(now)
      if (now - asked < askEveryMs) return
      asked = now
      onActive()
    }
    const idleFor = (now: number) => now - Math.max(own, read())
    const look = () => {
      if (idleFor(Date.now()) >= minutes * 60_000) onIdle()
    }
    write(own)
    const timer = setInterval(look, lookEveryMs)
    for (const sign of signs) addEventListener(sign, touch, { passive: true, capture: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const sign of signs) removeEventListener(sign, touch, { capture: true })
      document.removeEventListener('visibilitychange', look)
    }
  }, [minutes, onIdle, onActive])
}

function read(): number {
  try {
    return Number(localStorage.getItem(activeAs) ?? 0)
  } catch {
    return 0
  }
}

function write(at: number): void {
  try {
    localStorage.setItem(activeAs, String(at))
  } catch {
    // Without storage each tab counts for itself.
  }
}
