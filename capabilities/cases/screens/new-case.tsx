import { Button } from '@mantine/core'
import { useMemo, useRef } from 'react'
import type { Plain } from '#kernel/entity/describe.ts'
import { recordFromAnswers } from '#kernel/form/answers.ts'
import type { Answers, FieldForForm } from '#kernel/form/field.ts'
import { api } from '#platform/screens/api.ts'
import { Form } from '#platform/screens/form/form.tsx'
import { useGo } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { PartName } from '../cases.rules.ts'
import { useCodes } from './codes.ts'
import { fieldsForForm, listsOf } from './sections.ts'
import './cases.css'

/** The questions of a first meeting, a few at a time; everything else can be added when it is known. */
const pages: readonly { key: string; part: PartName; fields: readonly string[] }[] = [
  {
    key: 'person',
    part: 'person',
    fields: [
      'firstName',
      'secondName',
      'gender',
      'birthdate',
      'citizenship',
      'primaryLanguage',
      'mobilePhone',
    ],
  },
  {
    key: 'exploitation',
    part: 'victimContext',
    fields: ['traffickingStatus', 'typeOfExploitation', 'countryOfExploitation', 'methodsOfControl'],
  },
  { key: 'consent', part: 'consent', fields: ['given'] },
  { key: 'case', part: 'case', fields: ['openedOn', 'status', 'externalReference'] },
  { key: 'comment', part: 'caseComment', fields: ['comment'] },
]
const parts = [...new Set(pages.map(p => p.part))]
const lists = listsOf(parts)
/** Field names are unique over these parts, so that the form can keep them in one record. */
const partOf = new Map(pages.flatMap(page => page.fields.map(field => [field, page.part] as const)))

/** A new case by hand. */
export default function NewCase() {
  const t = useText()
  const go = useGo()
  const codes = useCodes(lists)
  // The same id at every attempt, so that an answer lost on the way does not make two cases.
  const id = useRef(crypto.randomUUID())
  const key = useRef(crypto.randomUUID())
  const fields = useMemo(
    () =>
      pages.flatMap(page => {
        const all = new Map(fieldsForForm(page.part, codes, true).map(f => [f.name, f]))
        return page.fields.map(
          (name): FieldForForm => ({ ...all.get(name)!, groupKey: `cases.new.${page.key}` }),
        )
      }),
    [codes],
  )
  const begun = useMemo<Answers>(
    () => ({ openedOn: new Date().toISOString().slice(0, 10), status: 'Active' }),
    [],
  )
  const submit = async (answers: Answers) => {
    const made = await api.post<{ id: string }>(
      '/api/cases',
      { id: id.current, content: contentOf(answers) },
      { headers: { 'idempotency-key': key.current } },
    )
    await go(`/cases/${made.id}`, { replace: true })
  }
  return (
    <>
      <PageTitle lead={<p>{t('cases.new.lead')}</p>}>{t('cases.nav.new')}</PageTitle>
      {codes.ready ? (
        <Form
          fields={fields}
          answers={begun}
          onSubmit={submit}
          submitLabel={t('cases.new.open')}
          paged
          beside={
            <Button variant="subtle" onClick={() => void go('/cases')}>
              {t('cases.edit.cancel')}
            </Button>
          }
        />
      ) : (
        <LoadingState />
      )}
    </>
  )
}

function contentOf(answers: Answers): Record<string, unknown> {
  const record = recordFromAnswers(answers) as Plain
  const content: Record<string, Plain> = {}
  const put = (name: string, change: (part: Plain) => void) => {
    const part = partOf.get(name)
    if (!part) return
    content[part] ??= {}
    change(content[part])
  }
  for (const [name, value] of Object.entries(record))
    if (name !== 'missing')
      put(name, part => {
        part[name] = value
      })
  for (const [name, why] of Object.entries(record.missing ?? {}))
    put(name, part => {
      part.missing = { ...part.missing, [name]: why }
    })
  const { caseComment, ...single } = content
  return { ...single, ...(caseComment && { caseComment: [caseComment] }) }
}
