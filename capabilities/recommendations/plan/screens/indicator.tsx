import { useMemo } from 'react'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { lines } from '#platform/screens/figures/plots.ts'
import { Section } from '#platform/screens/page.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { IndicatorAnswer } from '../../screens/answers.ts'
import { latestOf, sourceOf } from '../../screens/latest.ts'
import type { ActionAnswer } from './answers.ts'
import { Measure } from './measure.tsx'
import { usePlanWords } from './words.ts'

/** What shows whether the action has an effect: a live figure of this node, or values entered by hand. */
export function Indicator({ action }: { action: ActionAnswer }) {
  const t = useText()
  const { indicator } = action
  if (indicator.kind === 'none') return null
  return (
    <Section title={t('plan.indicator')} id="indicator">
      <Freshness action={action} />
      {indicator.live && <LiveFigure answer={indicator.live} target={indicator.target} />}
      {indicator.kind === 'hand' && <ByHand action={action} />}
      {action.may.includes('plan.measure') && <Measure action={action} />}
    </Section>
  )
}

function Freshness({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const { freshness } = action.standing
  const { lastOn, months } = action.indicator
  return (
    <p className={freshness === 'stale' || freshness === 'missing' ? 'plan-stale' : 'plan-quiet'}>
      {lastOn === null
        ? t('plan.freshness.missing')
        : [
            t('plan.lastValue', { day: words.day(lastOn) }),
            months === null ? '' : t('plan.everyMonths', { count: months }),
            freshness === 'stale' ? t('plan.staleText') : '',
          ]
            .filter(Boolean)
            .join(' ')}
    </p>
  )
}

function LiveFigure({ answer, target }: { answer: IndicatorAnswer; target: number | null }) {
  const t = useText()
  const write = useFormats()
  const name = t(`recommendations.indicator.${answer.id}`)
  const { rows, figures } = useMemo(() => liveTable(answer, name, t('plan.document.year')), [answer, name, t])
  const draw = useMemo(
    () =>
      lines(rows, { time: 'year', value: 'value', ...(answer.lines.length > 1 ? { series: 'line' } : {}) }),
    [rows, answer.lines.length],
  )
  const say = (value: number) => (answer.share ? write.share(value) : write.number(value))
  const latest = latestOf(answer)
  return (
    <ChartFrame
      level={3}
      finding={
        latest
          ? t(latest.from ? 'recommendations.finding.change' : 'recommendations.finding.latest', {
              what: latest.label ?? name,
              value: say(latest.value),
              year: String(latest.year),
              before: latest.from ? say(latest.from.value) : '',
              beforeYear: latest.from ? String(latest.from.year) : '',
            })
          : name
      }
      measure={t(`recommendations.measure.${answer.id}`)}
      source={sourceOf(answer, t)}
      {...(answer.total === null ? {} : { count: answer.total })}
      {...(answer.withheld > 0 ? { withheld: { count: answer.withheld, threshold: answer.threshold } } : {})}
      figures={figures}
      draw={draw}
      note={[
        target === null ? '' : t('plan.targetIs', { value: say(target) }),
        t('recommendations.figureNote', { time: write.time(answer.changedAt) }),
      ]
        .filter(Boolean)
        .join(' ')}
      fileName={answer.id}
    />
  )
}

function liveTable(answer: IndicatorAnswer, name: string, yearLabel: string) {
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
      { key: 'year', label: yearLabel, kind: 'text' },
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

function ByHand({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const { name, unit, baseline, target, measurements } = action.indicator
  const last = measurements.at(-1)
  const figures: Figures = useMemo(
    () => ({
      columns: [
        { key: 'day', label: t('plan.document.day'), kind: 'text' },
        { key: 'value', label: name ?? '', kind: 'number' },
        { key: 'source', label: t('plan.document.source'), kind: 'text' },
      ],
      rows: measurements.map(m => ({ day: words.day(m.onDay), value: m.value, source: m.source })),
    }),
    [measurements, name, t, words],
  )
  const draw = useMemo(
    () =>
      lines(
        measurements.map(m => ({ day: m.onDay, value: m.value })),
        { time: 'day', value: 'value' },
      ),
    [measurements],
  )
  const withUnit = (value: number) => words.name([words.write.number(value), unit].filter(Boolean).join(' '))
  if (!last) return null
  return (
    <ChartFrame
      level={3}
      finding={t('plan.byHandFinding', {
        what: name ?? '',
        value: withUnit(last.value),
        day: words.day(last.onDay),
      })}
      measure={[
        name,
        baseline === null ? '' : t('plan.baselineIs', { value: withUnit(baseline) }),
        target === null ? '' : t('plan.targetIs', { value: withUnit(target) }),
      ]
        .filter(Boolean)
        .join('. ')}
      source={{ name: last.source }}
      figures={figures}
      draw={draw}
      fileName="indicator"
    />
  )
}
