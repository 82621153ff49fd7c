import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'

/** Accepts a revision, or sends it back with a question; both weigh the same. */
export function Decide({ path, revision }: { path: string; revision: number }) {
  const t = useText()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  // What the next sending is called stays the same until it has succeeded, so that a retry is harmless.
  const [actId] = useState(() => crypto.randomUUID())
  const decide = useMutation({
    mutationFn: (decision: 'accepted' | 'asked') =>
      api.post(
        `${path}/decide`,
        { revision, decision, words: words.trim() || null },
        { headers: { 'idempotency-key': actId } },
      ),
    onSuccess: () => announce(t('returns.decided')),
    onSettled: () => client.invalidateQueries({ queryKey: ['returns'] }),
  })
  return (
    <Section title={t('returns.decide')}>
      <p className="return-measure">{t('returns.decideText')}</p>
      {decide.isError && <ErrorState error={decide.error} />}
      <Textarea
        label={t('returns.decideWords')}
        className="return-measure"
        rows={2}
        maxLength={2_000}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      <div className="return-buttons">
        <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('accepted')}>
          {t('returns.accept')}
        </Button>
        <Button
          variant="default"
          loading={decide.isPending}
          disabled={words.trim() === ''}
          onClick={() => decide.mutate('asked')}
        >
          {t('returns.ask')}
        </Button>
      </div>
    </Section>
  )
}
