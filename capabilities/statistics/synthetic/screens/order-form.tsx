import { Button, Checkbox, Fieldset, Radio } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { EmptyState, ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { LedgerAnswer } from './answers.ts'

const epsilons = [0.5, 1, 2, 4]
const usual = ['year', 'sex', 'ageBand', 'citizenship', 'countryOfExploitation', 'exploitation']

/** Orders a release: which columns, how much may be told. What it costs is said before. */
export function OrderForm({ ledger }: { ledger: LedgerAnswer }) {
  const t = useText()
  const write = useFormats()
  const queries = useQueryClient()
  const affordable = epsilons.filter(epsilon => epsilon <= ledger.epsilonLeft)
  const [columns, setColumns] = useState(usual)
  const [epsilon, setEpsilon] = useState(1)
  // What was chosen may have become too dear meanwhile.
  const chosen = affordable.includes(epsilon) ? epsilon : (affordable.at(-1) ?? 0)
  // One id for one order, so that pressing twice orders once.
  const [orderId, setOrderId] = useState(() => crypto.randomUUID())
  const order = useMutation({
    mutationFn: () =>
      api.post<{ releaseId: string }>(
        '/api/statistics/synthetic',
        { columns, epsilon: chosen, delta: ledger.delta },
        { headers: { 'idempotency-key': orderId } },
      ),
    onSuccess: () => setOrderId(crypto.randomUUID()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['synthetic'] }),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    order.mutate()
  }
  const isOverrun =
    order.isError && asProblem(order.error).details.problems?.some(p => p.code === 'synthetic.overrun')
  if (affordable.length === 0) return <EmptyState title={t('synthetic.order.none')} />
  return (
    <Section title={t('synthetic.order')}>
      <form className="synthetic-form no-print" onSubmit={send}>
        <Fieldset legend={t('synthetic.order.columns')} variant="unstyled">
          <div className="synthetic-columns">
            {ledger.columns.map(id => (
              <Checkbox
                key={id}
                label={t(`statistics.dimension.${id}`)}
                checked={columns.includes(id)}
                onChange={event =>
                  setColumns(event.currentTarget.checked ? [...columns, id] : columns.filter(c => c !== id))
                }
              />
            ))}
          </div>
        </Fieldset>
        <Radio.Group
          label={t('synthetic.order.epsilon')}
          description={t('synthetic.order.epsilon.hint')}
          value={String(chosen)}
          onChange={value => setEpsilon(Number(value))}
        >
          <div className="synthetic-columns">
            {affordable.map(one => (
              <Radio
                key={one}
                value={String(one)}
                label={t(`synthetic.order.epsilon.${one < 1 ? 'half' : one}`, { epsilon: write.number(one) })}
              />
            ))}
          </div>
        </Radio.Group>
        <p>{t('synthetic.order.charge')}</p>
        <div>
          <Button type="submit" disabled={columns.length < 2} loading={order.isPending}>
            {t('synthetic.order.make')}
          </Button>
        </div>
        {columns.length < 2 && <p role="status">{t('synthetic.order.few')}</p>}
        {order.isSuccess && <p role="status">{t('synthetic.order.done')}</p>}
        {order.isError &&
          (isOverrun ? (
            <EmptyState title={t('synthetic.order.overrun')} />
          ) : (
            <ErrorState error={order.error} />
          ))}
      </form>
    </Section>
  )
}
