import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ActionAnswer } from './answers.ts'

/** Takes an action out of the plan, with the reason. */
export function Withdraw({ action }: { action: ActionAnswer }) {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [because, setBecause] = useState('')
  const withdraw = useMutation({
    mutationFn: () =>
      api.post(`/api/plan/actions/${action.id}/withdrawal`, { because }, { expectedVersion: action.version }),
    onSuccess: async () => {
      announce(t('plan.withdrawn'))
      await client.invalidateQueries({ queryKey: ['plan'] })
      await go('/plan')
    },
  })
  if (!action.may.includes('plan.withdraw')) return null
  if (!open)
    return (
      <p className="plan-withdraw">
        <button type="button" className="as-link" onClick={() => setOpen(true)}>
          {t('plan.withdraw')}
        </button>
      </p>
    )
  return (
    <section className="plan-withdraw" aria-label={t('plan.withdraw')}>
      <p>{t('plan.withdrawText')}</p>
      {withdraw.isError && <ErrorState error={withdraw.error} />}
      <Textarea
        label={t('plan.withdrawBecause')}
        rows={2}
        maxLength={3_000}
        value={because}
        onChange={event => setBecause(event.currentTarget.value)}
      />
      <div className="plan-buttons">
        <Button
          color="red"
          variant="outline"
          disabled={because.trim() === ''}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          {t('plan.withdraw')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('plan.cancel')}
        </Button>
      </div>
    </section>
  )
}
