import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { textMax } from '../shared-text.ts'
import type { SharedDraft, Shown } from './shared-draft.ts'

const writesForMs = 8_000

/** The text of a draft as everybody writes it; one's own words are sent a moment after they are written. */
export function Editor({ draft, shown }: { draft: SharedDraft; shown: Shown }) {
  const t = useText()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    draft.caret = () => {
      const at = field.current
      return at && document.activeElement === at
        ? { start: at.selectionStart, end: at.selectionEnd }
        : undefined
    }
    return () => {
      draft.caret = undefined
    }
  }, [draft])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret moves whenever others changed the text
  useLayoutEffect(() => {
    const caret = draft.takeCaret()
    if (caret) field.current?.setSelectionRange(caret.start, caret.end)
  }, [draft, shown.text])
  if (!shown.ready)
    return shown.problem ? (
      <ErrorState error={shown.problem} onRetry={() => void draft.pull()} />
    ) : (
      <LoadingState lines={4} />
    )
  const undo = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) draft.redo()
    else draft.undo()
  }
  return (
    <div className="mt-editor">
      <Textarea
        ref={field}
        label={t('meetings.room.text')}
        description={t('meetings.room.textHelp')}
        value={shown.text}
        autosize
        minRows={4}
        maxLength={textMax}
        {...printedIn('en')}
        onChange={({ currentTarget }) => draft.write(currentTarget.value, currentTarget.selectionEnd)}
        onKeyDown={undo}
        onCompositionStart={() => draft.composing(true)}
        onCompositionEnd={() => draft.composing(false)}
      />
      <p className="mt-saving" data-state={shown.saving} role="status">
        <span>{t(`meetings.saving.${shown.saving}`)}</span>
        <Writer shown={shown} />
      </p>
      {shown.saving === 'refused' && <ErrorState error={shown.problem} />}
    </div>
  )
}

/** Who else writes here just now. */
function Writer({ shown }: { shown: Shown }) {
  const t = useText()
  const [nowMs, setNowMs] = useState(() => Date.now())
  const { writer } = shown
  const rest = writer ? writer.atMs + writesForMs - nowMs : 0
  useEffect(() => {
    setNowMs(Date.now())
    if (!writer) return
    const timer = setTimeout(() => setNowMs(Date.now()), writesForMs + 200)
    return () => clearTimeout(timer)
  }, [writer])
  return writer && rest > 0 ? (
    <span className="mt-writer">{t('meetings.writes', { who: writer.agency })}</span>
  ) : null
}
