import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ActionAnswer, ProgressAnswer } from './answers.ts'

/** The validating authority's own step: accept the report, or return it with the reason. Both weigh the same. */
export function Validation({ action, report }: { action: ActionAnswer; report: ProgressAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const [because, setBecause] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'accepted' | 'returned') =>
      api.put(
        `/api/plan/actions/${action.id}/reports/${report.id}/decision`,
        { decision, because },
        { expectedVersion: action.version },
      ),
    onSuccess: () => {
      announce(t('plan.decided'))
      return client.invalidateQueries({ queryKey: ['plan'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['plan'] }),
  })
  return (
    <div className="plan-validation no-print">
      <h4>{t('plan.validate')}</h4>
      <p>{t('plan.validateText')}</p>
      {decide.isError && <ErrorState error={decide.error} />}
      <Textarea
        label={t('plan.validateBecause')}
        rows={2}
        maxLength={3_000}
        value={because}
        onChange={event => setBecause(event.currentTarget.value)}
      />
      <div className="plan-buttons">
        <Button
          variant="default"
          size="sm"
          loading={decide.isPending}
          onClick={() => decide.mutate('accepted')}
        >
          {t('plan.accept')}
        </Button>
        <Button
          variant="default"
          size="sm"
          loading={decide.isPending}
          onClick={() => decide.mutate('returned')}
        >
          {t('plan.return')}
        </Button>
      </div>
    </div>
  )
}
