import { Button, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Loaded } from '../states.tsx'
import { useFormats, useText } from '../text.ts'
import { accounts, accountTrouble, knowsPasskeys, type Said } from './requests.ts'
import { Trouble } from './trouble.tsx'

/** Passkeys: sign in by the device's own lock instead of a password. */
export function Passkeys() {
  const t = useText()
  const write = useFormats()
  const query = useQuery({ queryKey: ['account', 'passkeys'], queryFn: accounts.passkeys })
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Said>()
  const change = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      await work()
      setName('')
      await query.refetch()
    } catch (error) {
      setTrouble(accountTrouble(error, 'passkey'))
    }
    setBusy(false)
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    void change(() => accounts.registerPasskey(name.trim() || t('accounts.passkeys.unnamed')))
  }
  return (
    <>
      <p>{t('accounts.passkeys.text')}</p>
      <Trouble said={trouble} />
      <Loaded
        query={query}
        lines={1}
        isEmpty={list => list.length === 0}
        empty={<p>{t('accounts.passkeys.none')}</p>}
      >
        {list => (
          <ul className="account-list">
            {list.map(one => (
              <li key={one.id}>
                <span>
                  <strong>{one.name || t('accounts.passkeys.unnamed')}</strong>
                  {one.createdAt && (
                    <small>{t('accounts.passkeys.since', { day: write.day(one.createdAt) })}</small>
                  )}
                </span>
                <Button
                  variant="default"
                  size="sm"
                  disabled={busy}
                  aria-label={t('accounts.passkeys.removeWhat', { name: one.name ?? '' })}
                  onClick={() => void change(() => accounts.removePasskey(one.id))}
                >
                  {t('accounts.passkeys.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {knowsPasskeys() ? (
        <form onSubmit={add} className="narrow">
          <Group align="flex-end">
            <TextInput
              label={t('accounts.passkeys.name')}
              maxLength={60}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={busy}>
              {t('accounts.passkeys.add')}
            </Button>
          </Group>
        </form>
      ) : (
        <p>{t('accounts.passkeys.unable')}</p>
      )}
    </>
  )
}
