import { Button, Checkbox, FileButton, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { fieldId } from '#platform/screens/form/field.tsx'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type EvidenceKind, evidenceKinds } from '../plan.entity.ts'
import { DayInput } from './day-input.tsx'
import type { ProblemOf } from './plan-form.tsx'

/** A piece of evidence as it is being written. */
export interface DraftEvidence {
  kind: EvidenceKind
  title: string
  public: boolean
  fileId: string | null
  fileName: string
  value: string
  unit: string
  onDay: string
  source: string
  url: string
  passage: string
  passageAt: string
}

const empty = (kind: EvidenceKind): DraftEvidence => ({
  kind,
  title: '',
  public: true,
  fileId: null,
  fileName: '',
  value: '',
  unit: '',
  onDay: '',
  source: '',
  url: '',
  passage: '',
  passageAt: '',
})

/** What is sent of a piece: the fields of its kind that were filled in. */
export function sentEvidence(draft: DraftEvidence): Record<string, unknown> {
  const { fileName: _, fileId, value, ...rest } = draft
  const number = Number(value.replace(',', '.'))
  return Object.fromEntries(
    Object.entries({
      ...rest,
      ...(fileId === null ? {} : { fileId }),
      ...(value.trim() === '' || Number.isNaN(number) ? {} : { value: number }),
    }).filter(([, v]) => v !== ''),
  )
}

/** Pieces of evidence: a file, a figure, or the passage of a document. */
export function EvidenceEditor(props: {
  actionId: string
  evidence: DraftEvidence[]
  onChange: (evidence: DraftEvidence[]) => void
  problemOf: ProblemOf
}) {
  const { actionId, evidence, onChange, problemOf } = props
  const t = useText()
  return (
    <div id="part-evidence" tabIndex={-1} className="plan-rows">
      {problemOf('evidence') && <p className="plan-wrong">{problemOf('evidence')}</p>}
      {evidence.map((draft, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the reader's own
        <div key={index} className="plan-piece">
          <Piece
            draft={draft}
            actionId={actionId}
            idOf={field => fieldId(`evidence.${index}.${field}`)}
            problem={field => problemOf(`evidence.${index}.${field}`)}
            onChange={change => onChange(evidence.map((e, i) => (i === index ? { ...e, ...change } : e)))}
          />
          <Button
            variant="default"
            size="xs"
            aria-label={t('plan.removeWhat', { what: draft.title || String(index + 1) })}
            onClick={() => onChange(evidence.filter((_, i) => i !== index))}
          >
            {t('plan.remove')}
          </Button>
        </div>
      ))}
      <div className="plan-buttons">
        {evidenceKinds.map(kind => (
          <Button key={kind} variant="default" size="sm" onClick={() => onChange([...evidence, empty(kind)])}>
            {t(`plan.addEvidence.${kind}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}

interface PieceProps {
  draft: DraftEvidence
  actionId: string
  idOf: (field: string) => string
  problem: (field: string) => string | undefined
  onChange: (change: Partial<DraftEvidence>) => void
}

function Piece(props: PieceProps) {
  const { draft, idOf, problem, onChange } = props
  const t = useText()
  const line = (name: 'title' | 'value' | 'unit' | 'source' | 'url' | 'passageAt') => (
    <TextInput
      id={idOf(name)}
      label={t(`field.planEvidence.${name}`)}
      value={draft[name]}
      error={problem(name)}
      {...(name === 'value' ? { inputMode: 'decimal' as const, dir: 'ltr' } : {})}
      {...(name === 'url' ? { type: 'url', dir: 'ltr' } : {})}
      onChange={event => onChange({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <h3>{t(`plan.evidence.${draft.kind}`)}</h3>
      {line('title')}
      {draft.kind === 'file' && <FileOf {...props} />}
      {draft.kind === 'figure' && (
        <>
          {line('value')}
          {line('unit')}
          <DayInput
            id={idOf('onDay')}
            label={t('field.planEvidence.onDay')}
            value={draft.onDay}
            error={problem('onDay')}
            onChange={onDay => onChange({ onDay })}
          />
          {line('source')}
        </>
      )}
      {draft.kind === 'extract' && (
        <>
          {line('url')}
          <Textarea
            id={idOf('passage')}
            label={t('field.planEvidence.passage')}
            rows={3}
            maxLength={2_000}
            value={draft.passage}
            error={problem('passage')}
            onChange={event => onChange({ passage: event.currentTarget.value })}
          />
          {line('passageAt')}
        </>
      )}
      <Checkbox
        label={t('plan.evidencePublic')}
        checked={draft.public}
        onChange={event => onChange({ public: event.currentTarget.checked })}
      />
    </>
  )
}

function FileOf({ draft, actionId, problem, onChange }: PieceProps) {
  const t = useText()
  const [sent, setSent] = useState<number>()
  const [trouble, setTrouble] = useState<unknown>()
  const take = async (file: File | null) => {
    if (!file) return
    setTrouble(undefined)
    setSent(0)
    try {
      const kept = await api.upload<{ fileId: string; name: string }>(
        `/api/plan/actions/${actionId}/files`,
        file,
        file.name,
        setSent,
      )
      onChange({ fileId: kept.fileId, fileName: kept.name, ...(draft.title ? {} : { title: kept.name }) })
    } catch (error) {
      setTrouble(error)
    }
    setSent(undefined)
  }
  return (
    <div className="plan-file">
      {trouble !== undefined && <ErrorState error={trouble} />}
      {draft.fileId !== null && <p>{t('plan.fileIs', { name: draft.fileName })}</p>}
      {problem('fileId') && <p className="plan-wrong">{problem('fileId')}</p>}
      {sent === undefined ? (
        <FileButton onChange={take}>
          {button => (
            <Button {...button} variant="default" size="sm">
              {t(draft.fileId === null ? 'plan.chooseFile' : 'plan.otherFile')}
            </Button>
          )}
        </FileButton>
      ) : (
        <ProgressBar label={t('plan.sendingFile')} done={sent} total={1} />
      )}
    </div>
  )
}
