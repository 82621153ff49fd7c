import { Button, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useText } from '../text.ts'
import { accounts, accountTrouble, type Said } from './requests.ts'
import { Trouble } from './trouble.tsx'

const lengthMin = 12

/** A new password; every other session ends with the old one. */
export function ChangePassword({ onChanged }: { onChanged?: () => Promise<void> }) {
  const t = useText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [checked, setChecked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Said>()
  const [changed, setChanged] = useState(false)
  const currentField = useRef<HTMLInputElement>(null)
  const nextField = useRef<HTMLInputElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    setChanged(false)
    if (current === '') return currentField.current?.focus()
    if (next.length < lengthMin) return nextField.current?.focus()
    setBusy(true)
    setTrouble(undefined)
    try {
      await accounts.changePassword(current, next)
      setCurrent('')
      setNext('')
      setChecked(false)
      setChanged(true)
      await onChanged?.()
    } catch (error) {
      setTrouble(accountTrouble(error, 'password'))
    }
    setBusy(false)
  }
  return (
    <form onSubmit={submit} noValidate className="narrow">
      <Stack gap="md">
        <Trouble said={trouble} />
        {changed && (
          <p role="status" className="done">
            {t('accounts.change.done')}
          </p>
        )}
        <PasswordInput
          ref={currentField}
          label={t('accounts.currentPassword')}
          autoComplete="current-password"
          value={current}
          error={checked && current === '' && t('accounts.passwordMissing')}
          visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
          onChange={event => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          ref={nextField}
          label={t('accounts.change.next')}
          description={t('accounts.change.help', { length: lengthMin })}
          autoComplete="new-password"
          value={next}
          error={checked && next.length < lengthMin && t('accounts.change.short', { length: lengthMin })}
          visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
          onChange={event => setNext(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" loading={busy}>
            {t('accounts.change.button')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
