import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { PageTitle } from '../page.tsx'
import type { Session } from '../session.ts'
import { useText } from '../text.ts'
import { CodeStep } from './code-step.tsx'
import { DemonstrationAccounts } from './demonstration.tsx'
import { PasswordStep } from './password-step.tsx'
import { accounts, accountTrouble, knowsPasskeys, type Said } from './requests.ts'
import { Trouble } from './trouble.tsx'
import './accounts.css'

export type SignInProps = {
  session: Session
  /** Why the screen was covered, when it was. */
  reason?: 'idle' | 'asked' | 'lapsed'
  /** Called once the server knows her: reads the session again and shows what she wanted to see. */
  onSignedIn: () => Promise<void>
}

/** Who are you? Password and code, passkey, or the account of the organization. */
export default function SignIn({ session, reason, onSignedIn }: SignInProps) {
  const t = useText()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [trouble, setTrouble] = useState<Said | undefined>(() =>
    new URLSearchParams(location.search).has('error') ? { key: 'accounts.trouble.organization' } : undefined,
  )
  const [busy, setBusy] = useState<string>()
  const attempt = async (name: string, kind: 'signIn' | 'code' | 'passkey', work: () => Promise<boolean>) => {
    setBusy(name)
    setTrouble(undefined)
    try {
      if (await work()) await onSignedIn()
    } catch (error) {
      setTrouble(accountTrouble(error, kind))
    }
    setBusy(undefined)
  }
  const withPassword = (email: string, password: string) =>
    attempt('password', 'signIn', async () => {
      const answer = await accounts.signIn(email, password)
      if (answer.twoFactorRedirect) setStep('code')
      return !answer.twoFactorRedirect
    })

  if (step === 'code')
    return (
      <div className="sign-in">
        <PageTitle lead={t('accounts.code.lead')}>{t('accounts.code.title')}</PageTitle>
        <Trouble said={trouble} />
        <CodeStep
          busy={busy !== undefined}
          onCode={(code, backup) =>
            attempt('code', 'code', async () => {
              await (backup ? accounts.verifyBackupCode(code) : accounts.verifyTotp(code))
              return true
            })
          }
          onBack={() => {
            setTrouble(undefined)
            setStep('password')
          }}
        />
      </div>
    )
  const organizations = session.openIdConnect ?? []
  return (
    <div className={session.accounts?.length ? 'sign-in sign-in-wide' : 'sign-in'}>
      <div>
        <PageTitle
          lead={
            reason ? t(`accounts.covered.${reason}`) : t('accounts.signIn.lead', { node: session.node.name })
          }
        >
          {t('accounts.signIn.title')}
        </PageTitle>
        <Trouble said={trouble} />
        <PasswordStep email={session.user?.email} busy={busy === 'password'} onSubmit={withPassword} />
        {(knowsPasskeys() || organizations.length > 0) && (
          <Stack gap="sm" className="sign-in-others">
            <p>{t('accounts.signIn.or')}</p>
            {knowsPasskeys() && (
              <Button
                variant="default"
                loading={busy === 'passkey'}
                onClick={() =>
                  void attempt('passkey', 'passkey', async () => {
                    await accounts.signInWithPasskey()
                    return true
                  })
                }
              >
                {t('accounts.signIn.passkey')}
              </Button>
            )}
            {organizations.map(({ id, name }) => (
              <Button
                key={id}
                variant="default"
                loading={busy === id}
                onClick={() =>
                  void attempt(id, 'signIn', async () => {
                    const { url } = await accounts.organization(id, location.pathname)
                    location.assign(url)
                    return false
                  })
                }
              >
                {t('accounts.signIn.organization', { name })}
              </Button>
            ))}
          </Stack>
        )}
      </div>
      {session.node.demonstration && session.accounts && session.accounts.length > 0 && (
        <DemonstrationAccounts
          accounts={session.accounts}
          busy={busy !== undefined}
          onChoose={withPassword}
        />
      )}
    </div>
  )
}
