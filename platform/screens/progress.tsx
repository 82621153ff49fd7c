import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { announce } from './announce.tsx'
import { useFormats, useText } from './text.ts'
import './states.css'

/**
 * How far a long piece of work is. It goes on without the screen: the reader may leave and come back.
 * @param done and total in the unit of `label`'s sentence; without `total` the bar only moves
 */
export function ProgressBar(props: {
  label: string
  done: number
  total?: number
  secondsLeft?: number
  onCancel?: () => void
}) {
  const { label, done, total, secondsLeft, onCancel } = props
  const t = useText()
  const write = useFormats()
  const share = total ? Math.min(1, done / total) : undefined
  const quarter = share === undefined ? 0 : Math.floor(share * 4)
  useEffect(() => {
    if (quarter > 0) announce(t('shell.progress.said', { label, share: `${quarter * 25} %` }))
  }, [quarter, label, t])
  return (
    <div className="progress">
      <p>
        <strong>{label}</strong>{' '}
        {total === undefined
          ? t('shell.progress.done', { done })
          : t('shell.progress.doneOf', { done, total, share: write.share(share ?? 0) })}{' '}
        {secondsLeft !== undefined &&
          secondsLeft > 0 &&
          t('shell.progress.left', { minutes: Math.ceil(secondsLeft / 60) })}
      </p>
      <progress aria-label={label} max={1} value={share} />
      {onCancel && (
        <div>
          <Button variant="default" size="sm" onClick={onCancel}>
            {t('shell.progress.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}
