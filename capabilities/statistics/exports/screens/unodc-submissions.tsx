import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { EmptyState, ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { reasonCharactersMax } from '../submissions/submission.entity.ts'
import { type Draft, type SubmissionBrief, submissionFile } from './unodc-answers.ts'
import './unodc.css'

/** Digits and signs that read from left to right in every language. */
const isolated = (text: string) => `\u2066${text}\u2069`

/** What was submitted of a year, the newest revision first. */
export function Submissions({
  year,
  submissions,
}: {
  year: number
  submissions: readonly SubmissionBrief[]
}) {
  const t = useText()
  const write = useFormats()
  if (submissions.length === 0)
    return (
      <EmptyState title={t('submissions.none', { year: String(year) })}>
        {t('submissions.none.hint')}
      </EmptyState>
    )
  return (
    <ol className="unodc-submissions">
      {submissions.map(one => (
        <li key={one.id}>
          <h3>{t('submissions.revision', { revision: one.revision })}</h3>
          <p>
            {t(one.agency === null ? 'submissions.byNode' : 'submissions.by', {
              time: write.time(one.submittedAt),
              agency: one.agency ?? '',
            })}
          </p>
          {one.reason !== null && <p>{t('submissions.why', { reason: `\u2068${one.reason}\u2069` })}</p>}
          <p className="unodc-code">
            {t('submissions.code', {
              code: isolated(one.code),
              hash: isolated(one.workbookHash.slice(0, 16)),
            })}
          </p>
          <p className="unodc-actions no-print">
            <Button variant="default" size="sm" component="a" href={submissionFile(one.id)} download>
              {t('submissions.download')}
            </Button>
            <ScreenLink to="/statistics/unodc" search={{ submission: one.id }}>
              {t('submissions.look')}
            </ScreenLink>
          </p>
        </li>
      ))}
    </ol>
  )
}

/** Freezes the tables that are shown; a year that was submitted before wants a reason. */
export function SubmitForm({ draft, newest }: { draft: Draft; newest: SubmissionBrief | undefined }) {
  const t = useText()
  const known = useQueryClient()
  const [, change] = useSearch()
  const [reason, setReason] = useState('')
  // What the next sending is called stays the same until it has succeeded, so that a retry is harmless.
  const [actId] = useState(() => crypto.randomUUID())
  const submit = useMutation({
    mutationFn: () =>
      api.post<SubmissionBrief>(
        `/api/statistics/unodc/${draft.year}/submissions`,
        { seen: draft.seen, ...(newest && { reason }) },
        { headers: { 'idempotency-key': actId } },
      ),
    onSuccess: async ({ id }) => {
      await known.invalidateQueries({ queryKey: ['unodc'] })
      change({ submission: id })
    },
  })
  return (
    <form
      className="unodc-form no-print"
      onSubmit={event => {
        event.preventDefault()
        submit.mutate()
      }}
    >
      {newest && (
        <Textarea
          label={t('submissions.reason')}
          description={t('submissions.reason.hint')}
          value={reason}
          maxLength={reasonCharactersMax}
          required
          autosize
          minRows={2}
          onChange={event => setReason(event.currentTarget.value)}
        />
      )}
      <p>
        {t('submissions.submit.text', {
          year: String(draft.year),
          revision: newest ? newest.revision + 1 : 1,
        })}
      </p>
      {submit.isError && <ErrorState error={submit.error} />}
      <div>
        <Button type="submit" loading={submit.isPending}>
          {t('submissions.submit', { year: String(draft.year) })}
        </Button>
      </div>
    </form>
  )
}
