import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useGo } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { TableDefinition } from '../../return.entity.ts'
import type { Problems } from './problems.ts'
import { tablesPath } from './tables-answer.ts'

/** Why the table changes, what still stands in the way, and saving. */
export function Saving(props: {
  draft: TableDefinition
  last: TableDefinition
  problems: Problems
  onReason: (reason: string) => void
  onSaved: () => void
}) {
  const { draft, last, problems, onReason, onSaved } = props
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  // The same for every try, so that a retry makes no further version.
  const [actId] = useState(() => crypto.randomUUID())
  const save = useMutation({
    mutationFn: () =>
      api.post<{ version: number }>('/api/statistics/returns/tables', draft, {
        expectedVersion: last.version,
        headers: { 'idempotency-key': actId },
      }),
    onSuccess: async ({ version }) => {
      announce(t('return-tables.saved', { version }))
      onSaved()
      await client.invalidateQueries({ queryKey: ['returns'] })
      await go(`${tablesPath}/${draft.id}`)
    },
  })
  const overtaken = save.isError && asProblem(save.error).kind === 'conflict'
  return (
    <Section title={t('return-tables.save')}>
      <Textarea
        className="return-measure"
        label={t('return-tables.reason')}
        description={t('return-tables.reason.hint')}
        rows={2}
        maxLength={2_000}
        required
        dir="auto"
        value={draft.reason ?? ''}
        onChange={event => onReason(event.currentTarget.value)}
      />
      {problems.all.length > 0 && (
        <section className="table-problems" aria-label={t('return-tables.problems')}>
          <h3>{t('return-tables.problems')}</h3>
          <ul>
            {[...new Set(problems.all.map(problems.sentence))].map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {save.isError && <ErrorState error={save.error} />}
      {overtaken && (
        <p>
          <ScreenLink to={`${tablesPath}/${draft.id}`}>{t('return-tables.overtaken')}</ScreenLink>
        </p>
      )}
      <div className="return-buttons">
        <Button disabled={problems.all.length > 0} loading={save.isPending} onClick={() => save.mutate()}>
          {t('return-tables.saveIt', { version: last.version + 1, from: draft.from })}
        </Button>
      </div>
    </Section>
  )
}
