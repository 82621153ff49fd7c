import { useFormats, useText } from '#platform/screens/text.ts'

/** What a case waits for, a line each; nothing when nothing is due. */
export function DueLines({ due }: { due: readonly { key: string; on?: string }[] }) {
  const t = useText()
  const write = useFormats()
  if (due.length === 0) return null
  return (
    <ul className="case-due">
      {due.map(one => (
        <li key={`${one.key} ${one.on ?? ''}`}>
          {t(`cases.due.${one.key}`, { day: one.on === undefined ? '' : write.partialDate(one.on) })}
        </li>
      ))}
    </ul>
  )
}
