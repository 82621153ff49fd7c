import { useEffect, useRef } from 'react'
import { useText } from '../text.ts'

/** What went wrong and what to do, above the form; it takes the focus so that nobody misses it. */
export function Trouble({ textKey }: { textKey: string | undefined }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (textKey !== undefined) box.current?.focus()
  }, [textKey])
  if (textKey === undefined) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="trouble">
      {t(textKey)}
    </div>
  )
}
