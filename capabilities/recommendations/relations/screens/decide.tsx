import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type RelationType, relationTypes } from '../relations.entity.ts'
import { mayTake, typesFirst } from '../relations.rules.ts'
import { type RelationAnswer, typeKeys } from './answers.ts'

/** What the keys of a card do. */
export interface DecideHandle {
  accept: () => void
  reject: () => void
}

type Props = {
  relation: RelationAnswer
  onDecided: () => void
  handle: RefObject<DecideHandle | null>
}

type Said = { decision: 'accept'; type: RelationType } | { decision: 'reject' } | { decision: 'withdraw' }

/** The very relation holds already: it was added again after it had been withdrawn. */
const isKnown = (error: unknown): boolean =>
  asProblem(error).details.problems?.some(problem => problem.code === 'relation.known') ?? false

/** Accept, as proposed or as another relation; reject; withdraw what was accepted. */
export function Decide({ relation, onDecided, handle }: Props) {
  const t = useText()
  const client = useQueryClient()
  const [type, setType] = useState<RelationType>(relation.type)
  const [asking, setAsking] = useState<'reject' | 'withdraw'>()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const decide = useMutation({
    mutationFn: (said: Said) => {
      const path = `/api/recommendations/relations/${relation.id}`
      const options = { expectedVersion: relation.version }
      return said.decision === 'withdraw'
        ? api.put(`${path}/withdrawal`, { reason }, options)
        : api.put(`${path}/decision`, { ...said, reason }, options)
    },
    onSuccess: (_, said) => {
      announce(t(`relations.done.${said.decision}`))
      onDecided()
      return Promise.all([
        client.invalidateQueries({ queryKey: ['relations'] }),
        client.invalidateQueries({ queryKey: ['home'] }),
      ])
    },
  })
  const mayAccept = mayTake(relation.state, 'accept')
  const mayReject = mayTake(relation.state, 'reject')
  const mayWithdraw = mayTake(relation.state, 'withdraw')
  const accept = () => {
    if (mayAccept && !decide.isPending) decide.mutate({ decision: 'accept', type })
  }
  const ask = (what: 'reject' | 'withdraw') => {
    setAsking(what)
    requestAnimationFrame(() => field.current?.focus())
  }
  useImperativeHandle(handle, () => ({ accept, reject: () => mayReject && ask('reject') }))
  const send = () => {
    if (asking === 'withdraw' && reason.trim() === '') return setMissing(true)
    if (asking) decide.mutate({ decision: asking })
  }
  return (
    <div className="relation-decide no-print">
      {decide.isError && isKnown(decide.error) && <p role="alert">{t('relations.known')}</p>}
      {decide.isError && !isKnown(decide.error) && <ErrorState error={decide.error} />}
      {asking ? (
        <form
          className="relation-reason"
          onSubmit={event => {
            event.preventDefault()
            send()
          }}
          onKeyDown={event => {
            if (event.key === 'Escape') setAsking(undefined)
          }}
        >
          <TextInput
            ref={field}
            label={t(`relations.reasonFor.${asking}`)}
            description={t('relations.reasonHelp')}
            value={reason}
            maxLength={2000}
            error={missing && t('relations.reasonMissing')}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <div className="relation-buttons">
            <Button type="submit" size="sm" variant="default" loading={decide.isPending}>
              {t(`relations.${asking}`)}
            </Button>
            <Button type="button" size="sm" variant="subtle" onClick={() => setAsking(undefined)}>
              {t('relations.back')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="relation-buttons">
          {mayAccept && (
            <>
              <NativeSelect
                label={t('relations.as')}
                size="sm"
                value={type}
                onChange={event => setType(event.currentTarget.value as RelationType)}
                data={typesFirst(relation.type, relationTypes).map(value => ({
                  value,
                  label: t(`relations.type.${typeKeys[value]}`),
                }))}
              />
              <Button size="sm" variant="default" loading={decide.isPending} onClick={accept}>
                {t('relations.accept')}
              </Button>
            </>
          )}
          {mayReject && (
            <Button size="sm" variant="default" onClick={() => ask('reject')}>
              {t('relations.reject')}
            </Button>
          )}
          {mayWithdraw && (
            <Button size="sm" variant="default" onClick={() => ask('withdraw')}>
              {t('relations.withdraw')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
