import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../text.ts'

type CodeStepProps = {
  busy: boolean
  onCode: (code: string, backup: boolean) => Promise<void>
  onBack: () => void
}

/** The second proof: six digits from the authenticator, or one of the codes kept on paper. */
export function CodeStep({ busy, onCode, onBack }: CodeStepProps) {
  const t = useText()
  const [code, setCode] = useState('')
  const [backup, setBackup] = useState(false)
  const [checked, setChecked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const isComplete = backup ? code.length > 5 : /^\d{6}$/.test(code)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the kind of code empties the field
  useEffect(() => {
    setCode('')
    setChecked(false)
    field.current?.focus()
  }, [backup])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isComplete) await onCode(code, backup)
    else field.current?.focus()
  }
  const name = backup ? 'backup' : 'digits'
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          ref={field}
          label={t(`accounts.code.${name}`)}
          description={t(`accounts.code.${name}Help`)}
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          maxLength={backup ? 20 : 6}
          dir="ltr"
          value={code}
          error={checked && !isComplete && t(`accounts.code.${name}Missing`)}
          onChange={event => setCode(event.currentTarget.value.replace(/\s/g, ''))}
        />
        <Group>
          <Button type="submit" loading={busy}>
            {t('accounts.code.button')}
          </Button>
          <Button variant="default" onClick={onBack}>
            {t('accounts.code.back')}
          </Button>
        </Group>
        <button type="button" className="as-link" onClick={() => setBackup(!backup)}>
          {t(backup ? 'accounts.code.useDigits' : 'accounts.code.useBackup')}
        </button>
      </Stack>
    </form>
  )
}
