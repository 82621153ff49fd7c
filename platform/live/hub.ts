import type { Database } from '#platform/database/open.ts'

/** Means "something changed, look again" to every watcher. */
export const everything = '*'

/** Somebody who watches; called with the topics that concern her, at least one. */
type Watcher = (topics: readonly string[]) => void

/** Passes on what the database tells, one listening connection for all watchers of this process. */
export interface Hub {
  /** @returns the way to stop */
  watch(topics: readonly string[] | undefined, tell: Watcher): () => void
  watchers(): number
  close(): Promise<void>
}

/**
 * Whom a topic concerns: one who asked for it, or, where she named none, the topics that name no single thing.
 * A topic like 'case:ID' goes only to those who know the id.
 */
export function concerning(wanted: ReadonlySet<string> | undefined, told: readonly string[]): string[] {
  if (told.includes(everything)) return [everything]
  return told.filter(topic => (wanted ? wanted.has(topic) : !topic.includes(':')))
}

export async function openHub(database: Pick<Database, 'listen'>): Promise<Hub> {
  const watchers = new Map<Watcher, ReadonlySet<string> | undefined>()
  const stop = await database.listen('palermo_live', payload => {
    const told = topicsOf(payload)
    for (const [tell, wanted] of watchers) {
      const topics = concerning(wanted, told)
      if (topics.length > 0) tell(topics)
    }
  })
  return {
    watch(topics, tell) {
      watchers.set(tell, topics && new Set(topics))
      return () => void watchers.delete(tell)
    },
    watchers: () => watchers.size,
    close: stop,
  }
}

/** What cannot be read is taken as "look again": nobody is left with an old picture. */
function topicsOf(payload: string): string[] {
  try {
    const topics: unknown = JSON.parse(payload)
    if (Array.isArray(topics)) return topics.filter(t => typeof t === 'string')
  } catch {
    // Falls through to everything.
  }
  return [everything]
}
