import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import type { Session } from '#platform/screens/session.ts'
import { useFormats, useText } from '#platform/screens/text.ts'

const PrintDialog = lazy(() => import('./print-dialog.tsx'))
const listeners = new Set<() => void>()
let asking = false

/** Opens the question why the page is printed. */
export const askToPrint = (): void => setAsking(true)

function setAsking(next: boolean): void {
  asking = next
  for (const listener of listeners) listener()
}

/** Marks every printed page with who, when and why. Ctrl P asks for the reason first. */
export function PrintMark({ session }: { session: Session | undefined }) {
  const t = useText()
  const write = useFormats()
  const opened = useSyncExternalStore(subscribe, () => asking)
  const [mark, setMark] = useState({ reason: '', at: new Date() })
  const signedIn = session !== undefined
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!signedIn || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return
      event.preventDefault()
      askToPrint()
    }
    const before = () => setMark(known => ({ ...known, at: new Date() }))
    const after = () => setMark(known => ({ ...known, reason: '' }))
    addEventListener('keydown', press)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [signedIn])
  return (
    <>
      <div className="print-mark" aria-hidden>
        {t('shell.print.mark', {
          who: session
            ? [session.user?.name, session.agency?.name].filter(Boolean).join(', ')
            : t('shell.print.nobody'),
          when: write.time(mark.at),
          why: mark.reason || t('shell.print.noReason'),
        })}
      </div>
      {signedIn && opened && (
        <Suspense fallback={null}>
          <PrintDialog
            onClose={() => setAsking(false)}
            onReason={reason => {
              setAsking(false)
              setMark({ reason, at: new Date() })
              // The dialog leaves and the mark is drawn before the browser takes the page.
              setTimeout(() => print(), 300)
            }}
          />
        </Suspense>
      )}
    </>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
