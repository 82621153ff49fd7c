import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { checkAnswers } from '#kernel/form/check.ts'
import type { Answers, FieldForForm } from '#kernel/form/field.ts'
import { Field } from '#platform/screens/form/field.tsx'
import '#platform/screens/form/form.css'
import './editing.css'
import { asProblem } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { type Translate, useText } from '#platform/screens/text.ts'
import { DayInput } from './day-input.tsx'

/** What is wrong with a part of the form; `where` is a field's name, or the path of one in a list. */
export interface FormProblem {
  where: string
  text: string
}

/** The sentence about a part, or nothing. */
export type ProblemOf = (where: string) => string | undefined

export interface FormSection {
  title: string
  /** One line of help. */
  help?: string
  fields?: readonly FieldForForm[]
  body?: (problemOf: ProblemOf) => ReactNode
}

interface PlanFormProps {
  sections: readonly FormSection[]
  answers: Answers
  onAnswer: (name: string, value: Answers[string]) => void
  /** Sends everything; a rejection is shown beside what it names. */
  onSubmit: () => Promise<void>
  submitLabel: string
  beside?: ReactNode
}

/**
 * A form in sections: described fields, and between them what no field can hold, such as evidence. Problems stand
 * beside what they are about and in a summary that has the focus.
 */
export function PlanForm(props: PlanFormProps) {
  const { sections, answers, onAnswer, onSubmit, submitLabel, beside } = props
  const t = useText()
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (attempt > 0) summary.current?.focus()
  }, [attempt])
  const problemOf: ProblemOf = where => problems.find(p => p.where === where)?.text
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setTrouble(undefined)
    const found = sections.flatMap(({ fields }) =>
      checkAnswers(fields ?? [], answers).map(p => ({ where: p.field, text: t(p.messageKey, p.values) })),
    )
    setProblems(found)
    if (found.length > 0) return setAttempt(attempt + 1)
    setBusy(true)
    try {
      await onSubmit()
    } catch (error) {
      const named = (asProblem(error).details.problems ?? []).map(p => ({
        where: p.where,
        text: sentenceOf(p, t),
      }))
      setProblems(named)
      if (named.length === 0) setTrouble(error)
      setAttempt(attempt + 1)
    }
    setBusy(false)
  }
  return (
    <form className="form plan-form" onSubmit={submit} noValidate>
      {problems.length > 0 && (
        <section ref={summary} tabIndex={-1} className="plan-problems" aria-label={t('plan.toMend')}>
          <h2>{t('plan.toMend')}</h2>
          <ul>
            {problems.map(({ where, text }) => (
              <li key={`${where} ${text}`}>
                <a href={`#${anchorOf(where)}`}>{text}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {trouble !== undefined && <ErrorState error={trouble} />}
      {sections.map(({ title, help, fields, body }) => (
        <fieldset key={title} className="plan-part">
          <legend>{title}</legend>
          {help && <p className="plan-quiet">{help}</p>}
          {fields?.map(field => {
            const answer = (value: Answers[string]) => {
              onAnswer(field.name, value)
              setProblems(before => before.filter(p => p.where !== field.name))
            }
            const known = answers[field.name]
            return field.kind === 'date' ? (
              <DayInput
                key={field.name}
                id={`field-${field.name}`}
                label={t(field.labelKey)}
                value={typeof known === 'string' ? known : ''}
                error={problemOf(field.name)}
                onChange={day => answer(day || undefined)}
              />
            ) : (
              <Field
                key={field.name}
                field={field}
                answer={known}
                onAnswer={answer}
                problem={problemOf(field.name)}
              />
            )
          })}
          {body?.(problemOf)}
        </fieldset>
      ))}
      <div className="plan-buttons">
        <Button type="submit" loading={busy}>
          {submitLabel}
        </Button>
        {beside}
      </div>
    </form>
  )
}

/** Where a problem's link leads: to the field, or to the list that holds it. */
export const anchorOf = (where: string): string =>
  where.includes('.') || where === 'serves' || where === 'evidence' || where === 'milestones'
    ? `part-${where.split('.')[0]}`
    : `field-${where}`

/** The server's sentence in the reader's language where the plan has one. */
function sentenceOf(
  { where, code, what, remedy }: { where: string; code: string; what: string; remedy: string },
  t: Translate,
): string {
  const key = `plan.problem.${code.replace(/^plan\./, '')}`
  const known = t(key)
  const place = /\.(\d+)/.exec(where)?.[1]
  const text = known === key ? `${what} ${remedy}`.trim() : known
  return place === undefined ? text : t('plan.problemAt', { place: Number(place) + 1, text })
}
