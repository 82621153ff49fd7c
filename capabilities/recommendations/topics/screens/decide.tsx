import { Button, Modal, Select, Stack, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useIntl } from 'react-intl'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ConceptAnswer } from './answers.ts'
import { labelOf, useThesaurus } from './thesaurus.ts'

export type Kind = 'adopt' | 'merge' | 'retire'

/** Adopting, merging or retiring a concept: what follows from it, and why it is done. */
export function DecideDialog(props: { kind: Kind; concept: ConceptAnswer; onClose: () => void }) {
  const { kind, concept, onClose } = props
  const t = useText()
  const { locale } = useIntl()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`topics.${kind}Title`, { name: labelOf(concept, locale) })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <DecideForm {...props} />
    </Modal>
  )
}

function DecideForm({ kind, concept, onClose }: { kind: Kind; concept: ConceptAnswer; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [into, setInto] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const isComplete = reason.trim() !== '' && (kind !== 'merge' || into !== null)
  const decide = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(!isComplete)
    if (!isComplete) return
    try {
      await api.post(
        `/api/recommendations/topics/${concept.key}/decisions`,
        { kind, reason: reason.trim(), ...(kind === 'merge' ? { into } : {}) },
        { expectedVersion: concept.version },
      )
      await client.invalidateQueries({ queryKey: ['thesaurus'] })
      await client.invalidateQueries({ queryKey: ['recommendations'] })
      announce(t('topics.done'))
      onClose()
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <form onSubmit={decide} noValidate>
      <Stack>
        <p>{t(`topics.${kind}Text`, { count: concept.recommendations })}</p>
        {kind === 'merge' && (
          <ConceptSelect
            label={t('topics.into')}
            value={into}
            onChange={setInto}
            without={concept.key}
            error={missing && into === null && t('shell.form.problem.required')}
          />
        )}
        <Textarea
          label={t('topics.reason')}
          description={t('topics.reasonHelp')}
          value={reason}
          maxLength={1_000}
          autosize
          minRows={2}
          error={missing && reason.trim() === '' && t('shell.form.problem.required')}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit">{t(`topics.${kind}`)}</Button>
      </Stack>
    </form>
  )
}

type SelectProps = {
  label: string
  description?: string
  value: string | null
  onChange: (key: string | null) => void
  /** Left out of the choice. */
  without?: string | readonly string[]
  error?: string | false
}

/** One adopted concept of the thesaurus, found by typing. */
export function ConceptSelect({ label, description, value, onChange, without = [], error }: SelectProps) {
  const t = useText()
  const { locale } = useIntl()
  const concepts = useThesaurus().data?.concepts ?? []
  const left = typeof without === 'string' ? [without] : without
  const data = concepts
    .filter(one => one.status === 'adopted' && !left.includes(one.key))
    .map(one => ({ value: one.key, label: labelOf(one, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
  return (
    <Select
      label={label}
      description={description}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      clearable
      nothingFoundMessage={t('topics.nothing')}
      error={error}
    />
  )
}
