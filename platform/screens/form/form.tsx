import { Button, Group } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { checkAnswers } from '#kernel/form/check.ts'
import type { Answer, Answers, FieldForForm } from '#kernel/form/field.ts'
import { asProblem, placeForReaders } from '../problem.ts'
import { ErrorState } from '../states.tsx'
import { useText } from '../text.ts'
import { Field } from './field.tsx'
import { focusField, type ShownProblem, Summary, textOf } from './summary.tsx'
import './form.css'

export type FormProps = {
  fields: readonly FieldForForm[]
  /** What is known already. */
  answers?: Answers
  /** Sends the whole form; a rejection with problem details is shown beside the fields it names. */
  onSubmit: (answers: Answers) => Promise<unknown>
  submitLabel: string
  /** Saves as she goes, a moment after each answer; "saved" is said quietly. */
  onSave?: (answers: Answers) => Promise<unknown>
  /** One group of questions at a time, by `groupKey`, with a way back. */
  paged?: boolean
  /** Stands beside the button that sends, for instance a way out. */
  beside?: ReactNode
}

const saveAfterMs = 800
type Saving = 'saving' | 'saved' | 'failed' | undefined

/** A form drawn from the description of its fields. */
export function Form({ fields, answers: known, onSubmit, submitLabel, onSave, paged, beside }: FormProps) {
  const t = useText()
  const [answers, setAnswers] = useState<Answers>(known ?? {})
  const [problems, setProblems] = useState<readonly ShownProblem[]>([])
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [page, setPage] = useState(0)
  const [attempt, setAttempt] = useState(0)
  const pages = useMemo(() => (paged ? byGroup(fields) : [fields]), [fields, paged])
  const shown = pages[page] ?? fields
  const isLast = page >= pages.length - 1
  const saving = useSaving(answers, onSave)
  const heading = useRef<HTMLHeadingElement>(null)
  const troubleBox = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (trouble !== undefined) troubleBox.current?.focus()
  }, [trouble])

  const answer = (name: string, value: Answer) => {
    setAnswers(before => ({ ...before, [name]: value }))
    setProblems(before => before.filter(problem => problem.field !== name))
  }
  const turn = (to: number) => {
    setPage(to)
    setProblems([])
    setTimeout(() => heading.current?.focus())
  }
  const pageOf = (name: string) => pages.findIndex(one => one.some(field => field.name === name))
  const lead = (name: string) => {
    const at = pageOf(name)
    if (at !== page && at >= 0) setPage(at)
    // After the page has turned, where it had to.
    setTimeout(() => focusField(name))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const found = checkAnswers(shown, answers)
    setProblems(found)
    setTrouble(undefined)
    setAttempt(attempt + 1)
    if (found.length > 0) return
    if (!isLast) return turn(page + 1)
    setBusy(true)
    try {
      await onSubmit(answers)
    } catch (error) {
      const refused = problemsOfServer(error, fields)
      const first = refused.find(problem => problem.place === undefined)
      setProblems(first ? refused : [])
      if (first) {
        if (!shown.some(field => field.name === first.field)) setPage(Math.max(0, pageOf(first.field)))
        setAttempt(before => before + 1)
      } else setTrouble(error)
    }
    setBusy(false)
  }
  const groups = byGroup(shown)
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Summary problems={problems} fields={fields} attempt={attempt} onLead={lead} />
      {trouble !== undefined && (
        <div ref={troubleBox} tabIndex={-1}>
          <ErrorState error={trouble} />
        </div>
      )}
      {pages.length > 1 && (
        <p className="form-step">{t('shell.form.step', { step: page + 1, steps: pages.length })}</p>
      )}
      {groups.map(group => (
        <div key={group[0]?.groupKey ?? ''} className="form-group">
          {group[0]?.groupKey && (
            <h2 ref={heading} tabIndex={-1}>
              {t(group[0].groupKey)}
            </h2>
          )}
          {group.map(field => (
            <Field
              key={field.name}
              field={field}
              answer={answers[field.name]}
              onAnswer={value => answer(field.name, value)}
              problem={textOf(
                problems.find(problem => problem.field === field.name),
                t,
              )}
            />
          ))}
        </div>
      ))}
      <Group className="form-end">
        <Button type="submit" loading={busy}>
          {isLast ? submitLabel : t('shell.form.next')}
        </Button>
        {page > 0 && (
          <Button variant="default" onClick={() => turn(page - 1)}>
            {t('shell.form.back')}
          </Button>
        )}
        {beside}
        <span className="form-saved" role="status">
          {saving && t(`shell.form.${saving}`)}
        </span>
      </Group>
    </form>
  )
}

/**
 * The parts of a server's refusal: those of a field of this form by its name, in the order of the form; then all others
 * with their place in words.
 */
function problemsOfServer(error: unknown, fields: readonly FieldForForm[]): ShownProblem[] {
  const order = new Map(fields.map((field, index) => [field.name, index]))
  return (asProblem(error).details.problems ?? [])
    .map((problem): ShownProblem => {
      const name = problem.where.split(/[./]/).filter(Boolean).at(-1) ?? ''
      const text = `${problem.what} ${problem.remedy}`.trim()
      return order.has(name)
        ? { field: name, messageKey: '', text }
        : { field: problem.where, messageKey: '', text, place: placeForReaders(problem) ?? '' }
    })
    .sort((a, b) => (order.get(a.field) ?? fields.length) - (order.get(b.field) ?? fields.length))
}

function byGroup(fields: readonly FieldForForm[]): FieldForForm[][] {
  const groups = new Map<string, FieldForForm[]>()
  for (const field of fields) {
    const key = field.groupKey ?? ''
    groups.set(key, [...(groups.get(key) ?? []), field])
  }
  return [...groups.values()]
}

function useSaving(answers: Answers, onSave: FormProps['onSave']): Saving {
  const [saving, setSaving] = useState<Saving>()
  const saved = useRef(answers)
  const save = useRef(onSave)
  save.current = onSave
  useEffect(() => {
    if (save.current === undefined || saved.current === answers) return
    const timer = setTimeout(async () => {
      setSaving('saving')
      saved.current = answers
      setSaving(
        await save.current?.(answers).then(
          () => 'saved' as const,
          () => 'failed' as const,
        ),
      )
    }, saveAfterMs)
    return () => clearTimeout(timer)
  }, [answers])
  return saving
}
