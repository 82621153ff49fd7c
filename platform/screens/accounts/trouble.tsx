import { useEffect, useRef } from 'react'
import { useText } from '../text.ts'
import type { Said } from './requests.ts'

/** What went wrong and what to do, above the form; it takes the focus so that nobody misses it. */
export function Trouble({ said }: { said: Said | undefined }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said !== undefined) box.current?.focus()
  }, [said])
  if (said === undefined) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="trouble">
      {'key' in said ? t(said.key) : said.text}
    </div>
  )
}
