import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { listen } from '#platform/screens/live.ts'
import { useSession } from '#platform/screens/session.ts'
import { SharedDraft, type Shown } from './shared-draft.ts'

/** A draft that is open in this page, and what is shown of it. It listens to others as long as the screen stands. */
export function useSharedDraft(meetingId: string, draftId: string): { draft: SharedDraft; shown: Shown } {
  const userId = useSession()?.user?.id ?? ''
  const draft = useMemo(() => new SharedDraft(meetingId, draftId, userId), [meetingId, draftId, userId])
  useEffect(() => {
    void draft.start()
    const unlisten = listen(['drafting', 'meetings'], () => void draft.pull())
    const online = () => draft.retry()
    addEventListener('online', online)
    return () => {
      unlisten()
      removeEventListener('online', online)
      draft.stop()
    }
  }, [draft])
  return { draft, shown: useSyncExternalStore(draft.subscribe, () => draft.shown) }
}
