import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** What the server tells over `/api/live`: something of this topic has changed. No identity travels here. */
export type LiveMessage = { topic: string; id?: string }

type Listener = (message: LiveMessage) => void
const hiddenSecondsMax = 60
const listeners = new Map<string, Set<Listener>>()
let source: EventSource | undefined
let hideTimer: ReturnType<typeof setTimeout> | undefined

/**
 * Refreshes queries while the screen is shown, as soon as somebody changes something of these topics.
 * All screens share one connection, closed while the page is hidden.
 * @param topics e.g. `['cases', 'facts']`
 * @param queryKeys what to refresh; each topic's own key `[topic]` when left out
 */
export function useLive(topics: readonly string[], queryKeys?: readonly QueryKey[]): void {
  const client = useQueryClient()
  const wanted = JSON.stringify({ topics, queryKeys: queryKeys ?? topics.map(topic => [topic]) })
  useEffect(() => {
    const { topics, queryKeys } = JSON.parse(wanted) as { topics: string[]; queryKeys: QueryKey[] }
    const refresh = () => {
      for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey })
    }
    return listen(topics, refresh)
  }, [client, wanted])
}

/** Calls back on every change of the topics; returns the way to stop. */
export function listen(topics: readonly string[], listener: Listener): () => void {
  for (const topic of topics) {
    const known = listeners.get(topic) ?? new Set()
    listeners.set(topic, known.add(listener))
  }
  connect()
  return () => {
    for (const topic of topics) {
      const known = listeners.get(topic)
      known?.delete(listener)
      if (known?.size === 0) listeners.delete(topic)
    }
    if (listeners.size === 0) disconnect()
  }
}

/** Ends the connection, for instance when the user signs out; it opens again with the next listener. */
export function disconnect(): void {
  source?.close()
  source = undefined
}

function connect(): void {
  if (source !== undefined || listeners.size === 0 || typeof EventSource === 'undefined') return
  let lostContact = false
  source = new EventSource('/api/live', { withCredentials: true })
  source.onmessage = event => tell(event.data)
  source.addEventListener('change', event => tell((event as MessageEvent<string>).data))
  source.onerror = () => {
    lostContact = true
  }
  // What changed while the line was down is not told again: refresh everything that is watched.
  source.onopen = () => {
    if (lostContact) for (const [topic, known] of listeners) for (const listener of known) listener({ topic })
    lostContact = false
  }
}

function tell(data: string): void {
  let message: LiveMessage
  try {
    message = JSON.parse(data) as LiveMessage
  } catch {
    return
  }
  for (const listener of listeners.get(message.topic) ?? []) listener(message)
}

if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hideTimer)
    if (document.hidden) hideTimer = setTimeout(disconnect, hiddenSecondsMax * 1000)
    else if (source === undefined && listeners.size > 0) {
      connect()
      for (const [topic, known] of listeners) for (const listener of known) listener({ topic })
    }
  })
