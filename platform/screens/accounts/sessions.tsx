import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../announce.tsx'
import { ErrorState, Loaded } from '../states.tsx'
import { useFormats, useText } from '../text.ts'
import { accounts, type OpenSession } from './requests.ts'

/** Where I am signed in; every session but this one can be ended here. */
export function Sessions({ currentToken }: { currentToken: string | undefined }) {
  const t = useText()
  const write = useFormats()
  const query = useQuery({ queryKey: ['account', 'sessions'], queryFn: accounts.sessions })
  const [trouble, setTrouble] = useState<unknown>()
  const end = async (session: OpenSession) => {
    setTrouble(undefined)
    try {
      await accounts.revoke(session.token)
      await query.refetch()
      announce(t('accounts.sessions.ended'))
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <>
      {trouble !== undefined && <ErrorState error={trouble} />}
      <Loaded query={query} lines={3}>
        {list => (
          <ul className="account-list">
            {list.map(session => {
              const device = deviceOf(session.userAgent) ?? t('accounts.sessions.unknownDevice')
              return (
                <li key={session.id}>
                  <span>
                    <strong>{device}</strong>
                    <small>
                      {t('accounts.sessions.since', {
                        since: write.time(session.createdAt),
                        until: write.time(session.expiresAt),
                      })}
                    </small>
                  </span>
                  {session.token === currentToken ? (
                    <span className="here">{t('accounts.sessions.this')}</span>
                  ) : (
                    <Button
                      variant="default"
                      size="sm"
                      aria-label={t('accounts.sessions.endWhat', { device })}
                      onClick={() => void end(session)}
                    >
                      {t('accounts.sessions.end')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Loaded>
    </>
  )
}

const browsers = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const names: Record<(typeof browsers)[number], string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  Firefox: 'Firefox',
  Chrome: 'Chrome',
  Safari: 'Safari',
}
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'] as const

/** Browser and system from the browser's own description, or undefined when it says neither. */
export function deviceOf(userAgent: string | null | undefined): string | undefined {
  if (!userAgent) return undefined
  const browser = browsers.find(one => userAgent.includes(`${one}/`))
  const system = systems.find(one => userAgent.includes(one))
  const parts = [browser && names[browser], system].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : undefined
}
