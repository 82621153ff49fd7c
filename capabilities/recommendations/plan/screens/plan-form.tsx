import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { checkAnswers } from '#kernel/form/check.ts'
import type { Answers, FieldForForm } from '#kernel/form/field.ts'
import { Field, fieldId } from '#platform/screens/form/field.tsx'
import '#platform/screens/form/form.css'
import './editing.css'
import { asProblem, type ProblemPart } from '#platform/screens/problem.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { type Translate, useText } from '#platform/screens/text.ts'
import { DayInput } from './day-input.tsx'

/**
 * What is wrong with a part of the form; `where` is a field's name, or the path of one in a list. `text` stands beside
 * it, `line` in the summary, with the field's label.
 */
export interface FormProblem {
  where: string
  text: string
  line: string
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
    const labelOf = (name: string) => {
      const field = sections.flatMap(({ fields }) => fields ?? []).find(one => one.name === name)
      return field && t(field.labelKey)
    }
    const found = sections.flatMap(({ fields }) =>
      checkAnswers(fields ?? [], answers).map(p =>
        problemAt(p.field, labelOf(p.field), t(p.messageKey, p.values), t),
      ),
    )
    setProblems(found)
    if (found.length > 0) return setAttempt(attempt + 1)
    setBusy(true)
    try {
      await onSubmit()
    } catch (error) {
      const named = (asProblem(error).details.problems ?? []).map(p => {
        // Shapes of the request name the record that holds the field.
        const where = p.where.replace(/^(?:action|report|assessment|measurement)\./, '')
        return problemAt(where, p.label ?? labelOf(where), sentenceOf(p, t), t)
      })
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
            {problems.map(({ where, line }) => (
              <li key={`${where} ${line}`}>
                <a
                  href={`#${anchorOf(where)}`}
                  onClick={event => {
                    event.preventDefault()
                    leadTo(where)
                  }}
                >
                  {line}
                </a>
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
                id={fieldId(field.name)}
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
const anchorOf = (where: string): string =>
  ['serves', 'evidence', 'milestones'].includes(where) ? `part-${where}` : fieldId(where)

/** Brings what a problem is about before the reader, and gives it the focus: the field, else the list that holds it. */
function leadTo(where: string): void {
  const target =
    document.getElementById(anchorOf(where)) ?? document.getElementById(`part-${where.split('.')[0]}`)
  target?.focus()
  target?.scrollIntoView({ block: 'center' })
}

function problemAt(where: string, label: string | undefined, text: string, t: Translate): FormProblem {
  const named = label === undefined ? text : `${label}${t('shell.colon')}${text}`
  const index = /\.(\d+)/.exec(where)?.[1]
  const line = index === undefined ? named : t('plan.problemAt', { place: Number(index) + 1, text: named })
  return { where, text, line }
}

/** The server's sentence in the reader's language where the plan has one. */
function sentenceOf({ code, what, remedy }: ProblemPart, t: Translate): string {
  const key = `plan.problem.${code.replace(/^plan\./, '')}`
  const known = t(key)
  return known === key ? `${what} ${remedy}`.trim() : known
}
