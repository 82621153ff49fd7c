import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useText } from '../text.ts'

type PasswordStepProps = {
  email?: string
  busy: boolean
  onSubmit: (email: string, password: string) => Promise<void>
}

/** Electronic mail address and password. */
export function PasswordStep({ email: known = '', busy, onSubmit }: PasswordStepProps) {
  const t = useText()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const emailField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!email.includes('@')) emailField.current?.focus()
    else if (password === '') passwordField.current?.focus()
    else {
      await onSubmit(email.trim(), password)
      setPassword('')
      setChecked(false)
    }
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          ref={emailField}
          label={t('accounts.email')}
          type="email"
          name="email"
          autoComplete="username webauthn"
          dir="ltr"
          value={email}
          error={checked && !email.includes('@') && t('accounts.emailMissing')}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t('accounts.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          error={checked && password === '' && t('accounts.passwordMissing')}
          visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t('accounts.signIn.button')}
        </Button>
      </Stack>
    </form>
  )
}
