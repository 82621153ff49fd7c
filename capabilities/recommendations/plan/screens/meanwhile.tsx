import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ActionAnswer, HistoryLine } from './answers.ts'
import { StatusMark } from './marks.tsx'
import { usePlanWords } from './words.ts'

/** A part of the plan that a colleague and the reader wrote differently. */
export interface Clash {
  label: string
  before: string
  theirs: string
  mine: string
}

/** Somebody changed the action meanwhile: what happened, what differs. Nothing is lost; a person decides. */
export function Meanwhile(props: {
  /** The version with which the form began. */
  seenVersion: number
  theirs: ActionAnswer
  clashes: readonly Clash[]
  onTakeTheirs: () => void
  onKeepMine: () => Promise<void>
}) {
  const { seenVersion, theirs, clashes, onTakeTheirs, onKeepMine } = props
  const t = useText()
  const { write } = usePlanWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  useEffect(() => heading.current?.focus(), [])
  const history = useQuery({
    queryKey: ['plan', 'history', theirs.id, theirs.version],
    queryFn: ({ signal }) =>
      api.get<{ lines: HistoryLine[] }>(`/api/plan/actions/${theirs.id}/history`, { signal }),
  })
  const since = (history.data?.lines ?? []).filter(line => line.version > seenVersion)
  const keep = async () => {
    setBusy(true)
    await onKeepMine().catch(setTrouble)
    setBusy(false)
  }
  return (
    <section className="plan-meanwhile" aria-label={t('plan.meanwhile')}>
      <h2 ref={heading} tabIndex={-1}>
        {t('plan.meanwhile')}
      </h2>
      <p>{t(clashes.length > 0 ? 'plan.meanwhileDiffers' : 'plan.meanwhileElsewhere')}</p>
      {since.length > 0 && (
        <ul>
          {since.map(line => (
            <li key={line.id}>
              {t(`plan.act.${line.act}`)} {line.status && <StatusMark status={line.status} />}
              <span className="plan-quiet">
                {' '}
                <bdi>{line.agency}</bdi> · {write.time(line.at)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {clashes.length > 0 && (
        <table className="plan-table">
          <thead>
            <tr>
              <th scope="col">{t('plan.clash.what')}</th>
              <th scope="col">{t('plan.clash.before')}</th>
              <th scope="col">{t('plan.clash.theirs')}</th>
              <th scope="col">{t('plan.clash.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {clashes.map(({ label, before, theirs, mine }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td data-label={t('plan.clash.before')}>{before}</td>
                <td data-label={t('plan.clash.theirs')}>{theirs}</td>
                <td data-label={t('plan.clash.mine')}>{mine}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {trouble !== undefined && <ErrorState error={trouble} />}
      <div className="plan-buttons">
        <Button variant="default" onClick={onTakeTheirs}>
          {t('plan.takeTheirs')}
        </Button>
        <Button variant="default" loading={busy} onClick={() => void keep()}>
          {t('plan.keepMine')}
        </Button>
      </div>
    </section>
  )
}
