import { Button, Modal, Radio, Stack, Textarea } from '@mantine/core'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconLockOpen from '@tabler/icons-react/dist/esm/icons/IconLockOpen.mjs'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { announce } from './announce.tsx'
import { ErrorState } from './states.tsx'
import { useFormats, useText } from './text.ts'
import './states.css'

export type OpeningReason = { purpose: string; note: string }

type SealedProps = {
  /** What is closed, e.g. `Name and date of birth`. */
  label: string
  /** Purposes the caller may open it for: code and name. */
  purposes: readonly { code: string; label: string }[]
  /** Asks the server to open; the look is recorded there. Rejects with what went wrong. */
  onOpen: (reason: OpeningReason) => Promise<unknown>
  /** Set while it is open: the instant at which it closes again. */
  openUntil?: string | Date
  /** Called when that instant has come: drop what was shown. */
  onLapsed?: () => void
  /** What is behind the seal; drawn only while it is open. */
  children?: ReactNode
}

/** Identity that is closed until somebody says why she looks; then it says until when it is open. */
export function Sealed({ label, purposes, onOpen, openUntil, onLapsed, children }: SealedProps) {
  const t = useText()
  const write = useFormats()
  const [asking, setAsking] = useState(false)
  const until = openUntil === undefined ? undefined : new Date(openUntil).getTime()
  useEffect(() => {
    if (until === undefined) return
    announce(t('shell.sealed.opened', { label }))
    const timer = setTimeout(() => onLapsed?.(), Math.max(0, until - Date.now()))
    return () => clearTimeout(timer)
  }, [until, onLapsed, label, t])
  if (until !== undefined)
    return (
      <div className="sealed sealed-open">
        <IconLockOpen size={20} aria-hidden />
        <span>{t('shell.sealed.until', { label, time: write.time(new Date(until)) })}</span>
        <div style={{ flexBasis: '100%' }}>{children}</div>
      </div>
    )
  return (
    <div className="sealed">
      <IconLock size={20} aria-hidden />
      <span>{t('shell.sealed.closed', { label })}</span>
      <span className="sealed-bar" aria-hidden />
      <Button
        variant="default"
        size="sm"
        aria-label={t('shell.sealed.openWhat', { label })}
        onClick={() => setAsking(true)}
      >
        {t('shell.sealed.open')}
      </Button>
      <Modal
        closeButtonProps={{ 'aria-label': t('shell.close') }}
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('shell.sealed.dialog', { label })}
      >
        <ReasonForm
          purposes={purposes}
          onOpen={async reason => {
            await onOpen(reason)
            setAsking(false)
          }}
        />
      </Modal>
    </div>
  )
}

function ReasonForm({ purposes, onOpen }: Pick<SealedProps, 'purposes' | 'onOpen'>) {
  const t = useText()
  const [purpose, setPurpose] = useState('')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [wanting, setWanting] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const open = async (event: FormEvent) => {
    event.preventDefault()
    setWanting(purpose === '')
    if (purpose === '') return
    setBusy(true)
    setTrouble(undefined)
    await onOpen({ purpose, note: note.trim() }).catch(setTrouble)
    setBusy(false)
  }
  return (
    <form onSubmit={open} noValidate>
      <Stack>
        <p style={{ margin: 0 }}>{t('shell.sealed.recorded')}</p>
        <Radio.Group
          label={t('shell.sealed.purpose')}
          withAsterisk
          value={purpose}
          onChange={setPurpose}
          error={wanting && t('shell.sealed.purposeMissing')}
        >
          <Stack gap="xs" mt="xs">
            {purposes.map(one => (
              <Radio key={one.code} value={one.code} label={one.label} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('shell.sealed.note')}
          value={note}
          maxLength={500}
          onChange={event => setNote(event.currentTarget.value)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit" loading={busy}>
          {t('shell.sealed.confirm')}
        </Button>
      </Stack>
    </form>
  )
}
