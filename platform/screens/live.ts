import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sessionHasLapsed } from './api.ts'

/** What the server tells over `/api/live`: something of this topic has changed. No identity travels here. */
export type LiveMessage = { topic: string; id?: string }

type Listener = (message: LiveMessage) => void
const hiddenSecondsMax = 60
const listeners = new Map<string, Set<Listener>>()
let source: EventSource | undefined
let hideTimer: ReturnType<typeof setTimeout> | undefined

/** Topic that hears every change; from the server it means that anything may have changed. */
export const everyTopic = '*'

const refreshAfterMs = 300

/**
 * Refreshes queries while the screen is shown, as soon as somebody changes something of these topics.
 * All screens share one connection, closed while the page is hidden.
 * @param topics e.g. `['cases', 'facts']`; `everyTopic` for all
 * @param queryKeys what to refresh; each topic's own key `[topic]` when left out
 * @param waitMs changes within this time are answered by one refresh
 * @param except topics among `everyTopic` that change nothing of these queries
 */
export function useLive(
  topics: readonly string[],
  queryKeys?: readonly QueryKey[],
  waitMs = refreshAfterMs,
  except: readonly string[] = [],
): void {
  const client = useQueryClient()
  const wanted = JSON.stringify({ topics, queryKeys: queryKeys ?? topics.map(topic => [topic]), except })
  useEffect(() => {
    const { topics, queryKeys, except } = JSON.parse(wanted) as {
      topics: string[]
      queryKeys: QueryKey[]
      except: string[]
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey })
    }
    const stop = listen(topics, ({ topic }) => {
      if (!except.includes(topic)) timer ??= setTimeout(refresh, waitMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client, wanted, waitMs])
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
  source.addEventListener('lapsed', () => {
    disconnect()
    sessionHasLapsed()
  })
  source.onerror = () => {
    lostContact = true
    // Refused for good, for instance signed out: the next listener tries again.
    if (source?.readyState === EventSource.CLOSED) disconnect()
  }
  // What changed while the line was down is not told again: refresh everything that is watched.
  source.onopen = () => {
    if (lostContact) tellAll()
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
  if (message.topic === everyTopic) {
    tellAll()
    return
  }
  for (const listener of listeners.get(message.topic) ?? []) listener(message)
  for (const listener of listeners.get(everyTopic) ?? []) listener(message)
}

function tellAll(): void {
  for (const [topic, known] of listeners) for (const listener of known) listener({ topic })
}

if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hideTimer)
    if (document.hidden) hideTimer = setTimeout(disconnect, hiddenSecondsMax * 1000)
    else if (source === undefined && listeners.size > 0) {
      connect()
      tellAll()
    }
  })
