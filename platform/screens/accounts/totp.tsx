import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { announce } from '../announce.tsx'
import { useText } from '../text.ts'
import { QrCode } from './qr-code.tsx'
import { accounts, accountTrouble, type Said } from './requests.ts'
import { Trouble } from './trouble.tsx'

type Stage = { name: 'rest' } | { name: 'password' } | { name: 'scan'; uri: string; codes: string[] }

/** Sets up or takes away the second proof at sign-in. */
export function TotpSetting({ enabled, onChanged }: { enabled: boolean; onChanged: () => Promise<unknown> }) {
  const t = useText()
  const [stage, setStage] = useState<Stage>({ name: 'rest' })
  const [entry, setEntry] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Said>()
  const [doneKey, setDoneKey] = useState<string>()
  useEffect(() => {
    if (doneKey) announce(t(doneKey))
  }, [doneKey, t])
  const rest = () => {
    setStage({ name: 'rest' })
    setEntry('')
    setTrouble(undefined)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setTrouble(undefined)
    try {
      if (stage.name === 'scan') {
        await accounts.verifyTotp(entry)
        await finish('accounts.totp.on')
      } else if (enabled) {
        await accounts.disableTotp(entry)
        await finish('accounts.totp.off')
      } else {
        const answer = await accounts.enableTotp(entry)
        setEntry('')
        setStage({ name: 'scan', uri: answer.totpURI, codes: answer.backupCodes })
      }
    } catch (error) {
      setTrouble(accountTrouble(error, stage.name === 'scan' ? 'code' : 'password'))
    }
    setBusy(false)
  }
  const finish = async (key: string) => {
    await onChanged()
    rest()
    setDoneKey(key)
  }
  if (stage.name === 'rest')
    return (
      <Stack align="flex-start" gap="sm">
        <p>{t(enabled ? 'accounts.totp.isOn' : 'accounts.totp.isOff')}</p>
        <Button
          variant={enabled ? 'default' : 'filled'}
          onClick={() => {
            setDoneKey(undefined)
            setStage({ name: 'password' })
          }}
        >
          {t(enabled ? 'accounts.totp.disable' : 'accounts.totp.enable')}
        </Button>
      </Stack>
    )
  return (
    <form onSubmit={submit} noValidate className="narrow">
      <Stack gap="md">
        <Trouble said={trouble} />
        {stage.name === 'password' ? (
          <PasswordInput
            label={t('accounts.currentPassword')}
            autoComplete="current-password"
            value={entry}
            visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
            onChange={event => setEntry(event.currentTarget.value)}
          />
        ) : (
          <>
            <p>{t('accounts.totp.scan')}</p>
            <QrCode text={stage.uri} label={t('accounts.totp.qr')} />
            <p>
              {t('accounts.totp.byHand')} <code dir="ltr">{secretOf(stage.uri)}</code>
            </p>
            <div className="backup-codes">
              <p>{t('accounts.totp.backup')}</p>
              <ul dir="ltr">
                {stage.codes.map(code => (
                  <li key={code}>
                    <code>{code}</code>
                  </li>
                ))}
              </ul>
            </div>
            <TextInput
              label={t('accounts.code.digits')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              dir="ltr"
              value={entry}
              onChange={event => setEntry(event.currentTarget.value.replace(/\D/g, ''))}
            />
          </>
        )}
        <Group>
          <Button type="submit" loading={busy} disabled={entry === ''}>
            {t(stage.name === 'scan' ? 'accounts.totp.confirm' : 'accounts.continue')}
          </Button>
          <Button variant="default" onClick={rest}>
            {t('accounts.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function secretOf(uri: string): string {
  const secret = new URLSearchParams(uri.slice(uri.indexOf('?') + 1)).get('secret') ?? ''
  return secret.replace(/(.{4})/g, '$1 ').trim()
}
