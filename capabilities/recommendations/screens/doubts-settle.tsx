import { Button, Radio, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { Decision, FlagAnswer } from './doubts-answers.ts'
import { correctionsOf, Readings, type SaidReadings } from './doubts-readings.tsx'

type Missing = 'decision' | 'remark' | 'readings' | 'meant'

/** A person says what the printed report says: the reading is right, is to be another, or the print is wrong. */
export function SettleForm({ flag, onDone }: { flag: FlagAnswer; onDone: () => void }) {
  const t = useText()
  const id = useId()
  const client = useQueryClient()
  const [decision, setDecision] = useState<Decision | ''>(flag.settled?.decision ?? '')
  const [remark, setRemark] = useState(flag.settled?.remark ?? '')
  const [said, setSaid] = useState<SaidReadings>({})
  const [meant, setMeant] = useState('')
  const [missing, setMissing] = useState<Missing>()
  const decisions: Decision[] = [
    'reading-right',
    ...(flag.atoms.length > 0 ? (['read-otherwise'] as const) : []),
    'reading-wrong',
    'print-wrong',
  ]
  const corrections = correctionsOf(flag.atoms, said)
  const mayErr = flag.inParagraph && flag.literal !== ''
  const settle = useMutation({
    mutationFn: () =>
      api.put(
        `/api/recommendations/flags/${flag.id}/settlement`,
        {
          decision,
          remark,
          ...(decision === 'read-otherwise' ? { corrections } : {}),
          ...(decision === 'print-wrong' && mayErr && meant.trim() !== ''
            ? { erratum: { printed: flag.literal, meant: meant.trim() } }
            : {}),
        },
        { expectedVersion: flag.version },
      ),
    onSuccess: () => {
      announce(t('recommendations.settled'))
      onDone()
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
    onError: error => {
      if (asProblem(error).kind !== 'conflict') return
      // What a colleague said meanwhile is shown before anything is said again.
      setSaid({})
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  const firstMissing = (): Missing | undefined => {
    if (decision === '') return 'decision'
    if (decision === 'read-otherwise' && corrections.length === 0) return 'readings'
    if (decision === 'print-wrong' && mayErr && meant.trim() === flag.literal.trim()) return 'meant'
    return decision !== 'reading-right' && remark.trim() === '' ? 'remark' : undefined
  }
  return (
    <form
      className="rec-settle no-print"
      onSubmit={event => {
        event.preventDefault()
        const lacks = firstMissing()
        setMissing(lacks)
        if (!lacks) settle.mutate()
      }}
    >
      {settle.isError && <ErrorState error={settle.error} />}
      <Radio.Group
        name={id}
        label={t('recommendations.settle.question')}
        value={decision}
        onChange={value => setDecision(value as Decision)}
        error={missing === 'decision' && t('recommendations.settle.choose')}
      >
        <div className="rec-choices">
          {decisions.map(value => (
            <Radio key={value} value={value} label={t(`recommendations.decision.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      {decision === 'read-otherwise' && (
        <Readings
          atoms={flag.atoms}
          said={said}
          onSaid={setSaid}
          error={missing === 'readings' ? t('recommendations.readings.missing') : undefined}
        />
      )}
      {decision === 'print-wrong' && mayErr && (
        <TextInput
          label={t('recommendations.erratum.meant')}
          description={t('recommendations.erratum.meantHelp', { printed: flag.literal })}
          value={meant}
          maxLength={2000}
          lang="en"
          dir="ltr"
          onChange={event => setMeant(event.currentTarget.value)}
          error={missing === 'meant' && t('recommendations.erratum.same')}
        />
      )}
      {decision !== '' && (
        <Textarea
          label={t('recommendations.settle.remark')}
          description={t('recommendations.settle.remarkHelp')}
          value={remark}
          maxLength={2000}
          autosize
          minRows={1}
          onChange={event => setRemark(event.currentTarget.value)}
          error={missing === 'remark' && t('recommendations.settle.remarkMissing')}
        />
      )}
      <div>
        <Button type="submit" size="sm" loading={settle.isPending}>
          {t('recommendations.settle.save')}
        </Button>
      </div>
    </form>
  )
}
