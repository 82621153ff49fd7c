import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { type Description, identifyingFields, type Plain } from '#kernel/entity/describe.ts'
import { answersFromRecord, recordFromAnswers } from '#kernel/form/answers.ts'
import type { Answers } from '#kernel/form/field.ts'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Form } from '#platform/screens/form/form.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type PartName, partDescriptions } from '../cases.rules.ts'
import type { ShownCase } from './answers.ts'
import type { Codes } from './codes.ts'
import { Conflict } from './conflict.tsx'
import { fieldsForForm } from './sections.ts'

type EditProps = {
  part: PartName
  shown: ShownCase
  codes: Codes
  value: Plain
  /** What was opened of this part; undefined while it is sealed: its fields then stay as they are and are not asked. */
  opened: Record<string, unknown> | undefined
  rowId?: string
  isNew?: boolean
  onSaved: () => Promise<void>
  onCancel: () => void
}

/** The form of one part. A colleague who was faster is shown beside what was typed. */
export function EditPart(props: EditProps) {
  const { part, shown, codes, value, opened, rowId, isNew, onSaved, onCancel } = props
  const t = useText()
  const client = useQueryClient()
  const withIdentity = opened !== undefined
  const fields = useMemo(() => fieldsForForm(part, codes, withIdentity), [part, codes, withIdentity])
  // The form keeps what it began with, even when a colleague's change arrives behind it.
  const begun = useRef({ version: shown.version, before: { ...value, ...opened } as Plain })
  const [clash, setClash] = useState<{ mine: Plain; theirs: ShownCase }>()
  const [trouble, setTrouble] = useState<unknown>()
  const path = `/api/cases/${shown.id}/parts/${part}${rowId === undefined ? '' : `/rows/${rowId}`}`
  const send = async (mine: Plain, expectedVersion: number) => {
    const secret = identifyingFields(partDescriptions[part] as Description)
    const cleared = withIdentity
      ? secret.filter(name => opened?.[name] !== undefined && mine[name] === undefined)
      : []
    await api.put(path, { value: mine, ...(cleared.length > 0 && { cleared }) }, { expectedVersion })
    announce(t('shell.form.saved'))
    await onSaved()
  }
  const submit = async (answers: Answers) => {
    const mine = recordFromAnswers(answers) as Plain
    try {
      await send(mine, begun.current.version)
    } catch (error) {
      if (asProblem(error).kind !== 'conflict') throw error
      const theirs = await api.get<ShownCase>(`/api/cases/${shown.id}`)
      setClash({ mine, theirs })
    }
  }
  const remove = async () => {
    try {
      await api.delete(path, { expectedVersion: shown.version })
      await onSaved()
    } catch (error) {
      setTrouble(error)
    }
  }
  if (clash)
    return (
      <Conflict
        part={part}
        codes={codes}
        before={begun.current.before}
        mine={clash.mine}
        theirs={valueIn(clash.theirs, part, rowId)}
        onTakeTheirs={async () => {
          await client.invalidateQueries({ queryKey: ['cases', shown.id] })
          onCancel()
        }}
        onKeepMine={() => send(clash.mine, clash.theirs.version)}
      />
    )
  return (
    <div className="case-edit">
      {!withIdentity && hasSecrets(part) && <p className="case-note">{t('cases.edit.sealed')}</p>}
      <Form
        fields={fields}
        answers={answersFromRecord(begun.current.before)}
        onSubmit={submit}
        submitLabel={t('cases.edit.save')}
        beside={
          <>
            <Button variant="default" onClick={onCancel}>
              {t('cases.edit.cancel')}
            </Button>
            {rowId !== undefined && !isNew && (
              <Button variant="subtle" color="red" onClick={() => void remove()}>
                {t('cases.edit.remove')}
              </Button>
            )}
          </>
        }
      />
      {trouble !== undefined && <ErrorState error={trouble} />}
    </div>
  )
}

const hasSecrets = (part: PartName) => identifyingFields(partDescriptions[part] as Description).length > 0

function valueIn(shown: ShownCase, part: PartName, rowId: string | undefined): Plain {
  if (rowId === undefined) return shown.parts[part as keyof ShownCase['parts']]
  return shown.rows[part as keyof ShownCase['rows']].find(r => r.id === rowId)?.value ?? {}
}
