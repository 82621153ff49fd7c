import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { recordFromAnswers } from '#kernel/form/answers.ts'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Form } from '#platform/screens/form/form.tsx'
import { useText } from '#platform/screens/text.ts'
import { PlanMeasurement } from '../plan.entity.ts'
import type { ActionAnswer } from './answers.ts'
import { fieldsOf } from './fields.ts'

const fields = fieldsOf(PlanMeasurement, {})

/** A new value of an indicator that is kept by hand. */
export function Measure({ action }: { action: ActionAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button variant="default" size="sm" className="no-print" onClick={() => setOpen(true)}>
        {t('plan.measure')}
      </Button>
    )
  return (
    <Form
      fields={fields}
      submitLabel={t('plan.measureSave')}
      onSubmit={async answers => {
        await api.post(`/api/plan/actions/${action.id}/measurements`, {
          measurement: recordFromAnswers(answers),
        })
        announce(t('plan.saved'))
        setOpen(false)
        await client.invalidateQueries({ queryKey: ['plan'] })
      }}
      beside={
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('plan.cancel')}
        </Button>
      }
    />
  )
}
