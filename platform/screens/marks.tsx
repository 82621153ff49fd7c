import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs'
import { useSyncExternalStore } from 'react'
import { useText } from './text.ts'
import './states.css'

/** Says quietly that a text was translated and no speaker of the language has reviewed it yet. */
export function DraftTranslationMark() {
  const t = useText()
  return (
    <span className="mark">
      <IconLanguage size={16} aria-hidden />
      {t('shell.draftTranslation')}
    </span>
  )
}

/** Says that figures are held back and why. `count` is the number of cells. */
export function WithheldMark({ count, threshold }: { count: number; threshold: number }) {
  const t = useText()
  return (
    <span className="mark">
      <IconEyeOff size={16} aria-hidden />
      {t('shell.withheld', { count, threshold })}
    </span>
  )
}

/** Stands on top of the page while the device has no network. */
export function OfflineNotice() {
  const t = useText()
  const online = useOnline()
  if (online) return null
  return (
    <div className="offline no-print" role="status">
      <IconCloudOff size={20} aria-hidden />
      <strong>{t('shell.offline.title')}</strong>
      <span>{t('shell.offline.text')}</span>
    </div>
  )
}

/** Whether the device has a network, as far as the browser knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
