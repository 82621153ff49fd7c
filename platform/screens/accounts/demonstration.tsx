import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { DemonstrationAccount } from '../session.ts'
import { useFormats, useText } from '../text.ts'

type DemonstrationAccountsProps = {
  accounts: readonly DemonstrationAccount[]
  busy: boolean
  onChoose: (email: string, password: string) => Promise<void>
}

const filterFrom = 9

/** The accounts of a demonstration node, by agency, each a button that signs in. */
export function DemonstrationAccounts({ accounts, busy, onChoose }: DemonstrationAccountsProps) {
  const t = useText()
  const write = useFormats()
  const [wanted, setWanted] = useState('')
  const roleName = (role: string) => t(`shell.role.${role}`)
  const needle = wanted.trim().toLowerCase()
  const found = accounts.filter(one =>
    `${one.name} ${roleName(one.role)} ${one.agency}`.toLowerCase().includes(needle),
  )
  const agencies = [...new Set(found.map(one => one.agency))].sort(write.compare)
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('accounts.demo.title')}</h2>
      <p>{t('accounts.demo.text')}</p>
      {accounts.length >= filterFrom && (
        <TextInput
          label={t('accounts.demo.filter')}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
        />
      )}
      <div className="demo-list">
        {agencies.map(agency => (
          <div key={agency}>
            <h3>{agency}</h3>
            <ul>
              {found
                .filter(one => one.agency === agency)
                .map(one => (
                  <li key={one.email}>
                    <button
                      type="button"
                      disabled={busy}
                      aria-label={t('accounts.demo.signInAs', { name: one.name, role: roleName(one.role) })}
                      onClick={() => void onChoose(one.email, one.password)}
                    >
                      <span>{one.name}</span> <span>{roleName(one.role)}</span>
                    </button>
                  </li>
                ))}
            </ul>
          </div>
        ))}
        {found.length === 0 && <p role="status">{t('accounts.demo.none')}</p>}
      </div>
    </section>
  )
}
