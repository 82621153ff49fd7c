import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { lines } from '#platform/screens/figures/plots.ts'
import { Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { IndicatorAnswer, RecommendationAnswer, Tie } from './answers.ts'
import { latestOf, sourceOf } from './latest.ts'
import { useNames } from './words.ts'

/** What the figures of this node say about the recommendation: live, with their series and table. */
export function Evidence({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const mayTie = useMay('evidence.tie')
  if (one.evidence.length === 0 && !mayTie) return null
  return (
    <Section title={t('recommendations.evidence')} id="evidence">
      {one.evidence.map(tie => (
        <Figure key={tie.id} tie={tie} />
      ))}
      {one.evidence.length === 0 && <p className="rec-small">{t('recommendations.noEvidence')}</p>}
      {mayTie && <TieForm one={one} />}
    </Section>
  )
}

function Figure({ tie }: { tie: Tie }) {
  const query = useQuery({
    queryKey: ['facts', 'indicator', tie.indicator],
    queryFn: ({ signal }) =>
      api.get<IndicatorAnswer>(`/api/recommendations/indicators/${tie.indicator}`, { signal }),
  })
  return (
    <div className="rec-figure">
      <Loaded query={query} lines={6}>
        {answer => <Chart answer={answer} tie={tie} />}
      </Loaded>
      <Untie tie={tie} />
    </div>
  )
}

function Chart({ answer, tie }: { answer: IndicatorAnswer; tie: Tie }) {
  const t = useText()
  const write = useFormats()
  const names = useNames()
  const name = names.indicator(answer.id)
  const { rows, figures } = useMemo(() => tableOf(answer, t, name), [answer, t, name])
  const draw = useMemo(
    () =>
      lines(rows, { time: 'year', value: 'value', ...(answer.lines.length > 1 ? { series: 'line' } : {}) }),
    [rows, answer.lines.length],
  )
  const latest = latestOf(answer)
  const say = (value: number) => (answer.share ? write.share(value) : write.number(value))
  const finding = latest
    ? t(latest.from ? 'recommendations.finding.change' : 'recommendations.finding.latest', {
        what: latest.label ?? name,
        value: say(latest.value),
        year: String(latest.year),
        before: latest.from ? say(latest.from.value) : '',
        beforeYear: latest.from ? String(latest.from.year) : '',
      })
    : name
  return (
    <ChartFrame
      level={3}
      finding={finding}
      measure={[
        t(`recommendations.measure.${answer.id}`),
        tie.sub ? t('recommendations.forSub', { letter: tie.sub }) : '',
      ]
        .filter(Boolean)
        .join(' ')}
      source={sourceOf(answer, t)}
      {...(answer.total === null ? {} : { count: answer.total })}
      {...(answer.withheld > 0 ? { withheld: { count: answer.withheld, threshold: answer.threshold } } : {})}
      figures={figures}
      draw={draw}
      note={t('recommendations.figureNote', { time: write.time(answer.changedAt) })}
      fileName={answer.id}
    />
  )
}

/** Rows for the picture (one for each year and line) and the table (one for each year). */
function tableOf(answer: IndicatorAnswer, t: (key: string) => string, name: string) {
  const labelOf = (line: IndicatorAnswer['lines'][number]) => line.label ?? name
  const rows = answer.lines.flatMap(line =>
    answer.years.map((year, index) => ({
      year: String(year),
      line: labelOf(line),
      value: line.values[index] ?? null,
    })),
  )
  const figures: Figures = {
    columns: [
      { key: 'year', label: t('recommendations.year'), kind: 'text' },
      ...answer.lines.map(line => ({
        key: line.code,
        label: labelOf(line),
        kind: answer.share ? ('share' as const) : ('number' as const),
      })),
    ],
    rows: answer.years.map((year, index) => ({
      year: String(year),
      ...Object.fromEntries(answer.lines.map(line => [line.code, line.values[index] ?? null])),
    })),
  }
  return { rows, figures }
}

function Untie({ tie }: { tie: Tie }) {
  const t = useText()
  const may = useMay('evidence.untie')
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const untie = useMutation({
    mutationFn: () => api.delete(`/api/recommendations/evidence/${tie.id}`, { expectedVersion: tie.version }),
    onSuccess: () => {
      announce(t('recommendations.untied'))
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  if (!may) return null
  return (
    <div className="rec-untie no-print">
      {untie.isError && <ErrorState error={untie.error} />}
      {asked ? (
        <>
          <span>{t('recommendations.untieAsk')}</span>
          <Button size="xs" variant="default" loading={untie.isPending} onClick={() => untie.mutate()}>
            {t('recommendations.untie')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsked(false)}>
            {t('recommendations.keep')}
          </Button>
        </>
      ) : (
        <button type="button" className="as-link" onClick={() => setAsked(true)}>
          {t('recommendations.untie')}
        </button>
      )}
    </div>
  )
}

function TieForm({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [indicator, setIndicator] = useState<string | null>(null)
  const [sub, setSub] = useState('')
  const known = useQuery({
    queryKey: ['recommendations', 'indicators'],
    queryFn: ({ signal }) => api.get<{ indicators: string[] }>('/api/recommendations/indicators', { signal }),
    enabled: open,
  })
  const tie = useMutation({
    mutationFn: () =>
      api.post('/api/recommendations/evidence', {
        report: one.report,
        address: one.address,
        sub: sub || null,
        indicator,
      }),
    onSuccess: () => {
      setOpen(false)
      setIndicator(null)
      announce(t('recommendations.tied'))
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  if (!open)
    return (
      <Button variant="default" size="sm" className="no-print" onClick={() => setOpen(true)}>
        {t('recommendations.tieOpen')}
      </Button>
    )
  return (
    <form
      className="rec-tie no-print"
      onSubmit={event => {
        event.preventDefault()
        if (indicator) tie.mutate()
      }}
    >
      {tie.isError && <ErrorState error={tie.error} />}
      <Select
        label={t('recommendations.tieWhich')}
        placeholder={t('recommendations.tieChoose')}
        data={(known.data?.indicators ?? []).map(id => ({ value: id, label: names.indicator(id) }))}
        value={indicator}
        onChange={setIndicator}
        checkIconPosition="right"
      />
      {one.items.length > 0 && (
        <Select
          label={t('recommendations.tiePart')}
          allowDeselect={false}
          data={[
            { value: '', label: t('recommendations.tieWhole') },
            ...one.items.map(({ letter }) => ({
              value: letter,
              label: t('recommendations.subItem', { letter }),
            })),
          ]}
          value={sub}
          onChange={value => setSub(value ?? '')}
        />
      )}
      <div className="rec-copies">
        <Button type="submit" size="sm" disabled={!indicator} loading={tie.isPending}>
          {t('recommendations.tie')}
        </Button>
        <Button variant="default" size="sm" onClick={() => setOpen(false)}>
          {t('recommendations.cancel')}
        </Button>
      </div>
    </form>
  )
}
