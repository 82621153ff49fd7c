import { useMemo } from 'react'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { Section } from '#platform/screens/page.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { Estimate, EstimatedEffect } from './answers.ts'
import { overlapPicture } from './overlap-picture.ts'

const drawnMax = 30
const sizeOf = (on: readonly number[]) => on.reduce((a, b) => a + b, 0)

/** The figure first, then what it rests on, the overlap, and how lists hang together. */
export function EstimateView({ estimate }: { estimate: Estimate }) {
  const t = useText()
  const { observed, lists, effects } = estimate
  return (
    <>
      <p className="estimate-figure" role="status">
        <strong>{t('estimation.result', { ...numbersOf(estimate) })}</strong>
        {t('estimation.result.known', {
          observed,
          lists: lists.length,
          unseen: estimate.estimate - observed,
        })}
      </p>
      <div className="estimate-text">
        <p>{t('estimation.holds')}</p>
        <ul>
          {['same', 'matched', 'alike', 'closed'].map(one => (
            <li key={one}>{t(`estimation.holds.${one}`)}</li>
          ))}
        </ul>
      </div>
      <Overlap estimate={estimate} />
      <Section title={t('estimation.model')}>
        <div className="estimate-text">
          <p>{t('estimation.model.found', { count: effects.length })}</p>
          {effects.length > 0 && (
            <ol>
              {effects.map(effect => (
                <Effect key={effect.lists.join(':')} effect={effect} />
              ))}
            </ol>
          )}
        </div>
      </Section>
    </>
  )
}

const numbersOf = ({ estimate, lower, upper }: Estimate) => ({ estimate, lower, upper })

function Effect({ effect }: { effect: EstimatedEffect }) {
  const t = useText()
  const write = useFormats()
  const { lists, overlap, expected, coefficient } = effect
  const how = coefficient === null ? 'never' : overlap > expected ? 'more' : 'less'
  return (
    <li>
      {t(`estimation.effect.${how}`, {
        a: lists[0],
        b: lists[1],
        overlap,
        expected: write.number(Math.round(expected * 10) / 10),
      })}
    </li>
  )
}

function Overlap({ estimate }: { estimate: Estimate }) {
  const t = useText()
  const write = useFormats()
  const { lists, histories, observed } = estimate
  const sorted = useMemo(
    () => [...histories].sort((a, b) => sizeOf(a.on) - sizeOf(b.on) || b.count - a.count),
    [histories],
  )
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'lists', label: t('estimation.overlap.lists'), kind: 'text' },
        { key: 'people', label: t('estimation.overlap.people'), kind: 'number' },
      ],
      rows: sorted.map(({ on, count }) => ({
        lists: lists.filter((_, j) => on[j] === 1).join(' + '),
        people: count,
      })),
    }),
    [sorted, lists, t],
  )
  const draw = useMemo(() => overlapPicture(lists, sorted.slice(0, drawnMax)), [lists, sorted])
  const single = sorted.reduce((sum, { on, count }) => (sizeOf(on) === 1 ? sum + count : sum), 0)
  return (
    <ChartFrame
      finding={t('estimation.overlap.finding', { share: write.share(single / observed) })}
      measure={t('estimation.overlap.measure')}
      source={{ name: t('estimation.overlap.source') }}
      figures={figures}
      draw={draw}
      note={sorted.length > drawnMax ? t('estimation.overlap.cut', { count: drawnMax }) : undefined}
      fileName="palermo-overlap"
    />
  )
}
