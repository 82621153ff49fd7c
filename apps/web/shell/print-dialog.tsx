import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useText } from '#platform/screens/text.ts'

type PrintDialogProps = { onClose: () => void; onReason: (reason: string) => void }

/** Asks why a page leaves the screen on paper; the reason stands on the page. */
export default function PrintDialog({ onClose, onReason }: PrintDialogProps) {
  const t = useText()
  const [reason, setReason] = useState('')
  const [wanting, setWanting] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') setWanting(true)
    else onReason(reason.trim())
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.print.title')}
      className="no-print"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            data-autofocus
            label={t('shell.print.why')}
            description={t('shell.print.help')}
            maxLength={120}
            value={reason}
            error={wanting && reason.trim() === '' && t('shell.print.missing')}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button type="submit">{t('shell.print.now')}</Button>
        </Stack>
      </form>
    </Modal>
  )
}
