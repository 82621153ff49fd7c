import { Button, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type EstimateAnswer, exampleCounts } from './answers.ts'
import { EstimateView } from './estimate-view.tsx'
import './estimates.css'

const thresholds = ['0', '0.001', '0.01', '0.02', '0.05']

/** How many people there are in all, from counts by overlapping lists. Nothing that is given here is kept. */
export default function Estimates() {
  const t = useText()
  const file = useRef<HTMLInputElement>(null)
  const [counts, setCounts] = useState('')
  const [threshold, setThreshold] = useState('0.02')
  const estimate = useMutation({
    mutationFn: (csv: string) =>
      api.post<EstimateAnswer>('/api/statistics/estimates', { csv, pThreshold: Number(threshold) }),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    estimate.mutate(counts)
  }
  const read = async (chosen: File | undefined) => {
    if (!chosen) return
    const text = await chosen.text()
    setCounts(text)
    estimate.mutate(text)
  }
  const why = estimate.data?.why
  return (
    <>
      <PageTitle lead={<p>{t('estimation.lead')}</p>}>{t('estimation.nav.list')}</PageTitle>
      <form className="estimate-form no-print" onSubmit={send}>
        <Textarea
          label={t('estimation.counts')}
          description={t('estimation.counts.hint')}
          value={counts}
          onChange={event => setCounts(event.currentTarget.value)}
          rows={8}
          spellCheck={false}
          dir="ltr"
        />
        <Select
          label={t('estimation.threshold')}
          description={t('estimation.threshold.hint')}
          data={thresholds.map(value => ({
            value,
            label: value === '0' ? t('estimation.threshold.none') : value,
          }))}
          value={threshold}
          onChange={value => setThreshold(value ?? '0.02')}
          allowDeselect={false}
        />
        <div className="estimate-actions">
          <Button type="submit" disabled={counts.trim() === ''} loading={estimate.isPending}>
            {t('estimation.make')}
          </Button>
          <Button variant="default" onClick={() => file.current?.click()}>
            {t('estimation.choose')}
          </Button>
          <Button variant="subtle" onClick={() => setCounts(exampleCounts)}>
            {t('estimation.example')}
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            accept=".csv,.txt"
            aria-label={t('estimation.choose')}
            onChange={event => void read(event.currentTarget.files?.[0])}
          />
        </div>
      </form>
      {estimate.isPending && <LoadingState />}
      {estimate.isError && <ErrorState error={estimate.error} />}
      {why && (
        <EmptyState title={t('estimation.why.title')}>
          {t(`estimation.why.${why.code}`, why.values)}
        </EmptyState>
      )}
      {estimate.data?.result && <EstimateView estimate={estimate.data.result} />}
      <Section title={t('estimation.explain.title')}>
        <div className="estimate-text">
          <p>{t('estimation.explain.method')}</p>
          <p>{t('estimation.explain.pseudonyms')}</p>
        </div>
      </Section>
    </>
  )
}
