import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import './trends.css'

type WithdrawProps = {
  /** Where it is withdrawn, by POST of a reason. */
  path: string
  label: string
  /** What is asked for again afterwards. */
  queryKeys: readonly string[]
  expectedVersion?: number
}

/** A button that asks why, and then takes something back with that reason. */
export function Withdraw({ path, label, queryKeys, expectedVersion }: WithdrawProps) {
  const t = useText()
  const known = useQueryClient()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = useMutation({
    mutationFn: () => api.post(path, { reason }, expectedVersion === undefined ? {} : { expectedVersion }),
    onSuccess: () =>
      Promise.all(queryKeys.map(queryKey => known.invalidateQueries({ queryKey: [queryKey] }))),
  })
  if (!open)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
    )
  return (
    <form
      className="trends-form"
      onSubmit={event => {
        event.preventDefault()
        withdraw.mutate()
      }}
    >
      <TextInput
        label={t('population.reason')}
        value={reason}
        minLength={3}
        maxLength={1000}
        required
        data-autofocus
        onChange={event => setReason(event.currentTarget.value)}
      />
      {withdraw.isError && <ErrorState error={withdraw.error} />}
      <div>
        <Button type="submit" variant="default" loading={withdraw.isPending}>
          {label}
        </Button>
      </div>
    </form>
  )
}
