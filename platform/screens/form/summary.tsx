import { type ReactNode, useEffect, useRef } from 'react'
import type { FieldForForm, FieldProblem } from '#kernel/form/field.ts'
import { type Translate, useText } from '../text.ts'
import { fieldId } from './field.tsx'

/** A problem whose text came ready from the server, or is found by its key; `place` where it is of no field of the form. */
export type ShownProblem = FieldProblem & { text?: string; place?: string }

export function textOf(problem: ShownProblem | undefined, t: Translate): string | undefined {
  if (problem === undefined) return undefined
  return problem.text ?? t(problem.messageKey, problem.values)
}

type SummaryProps = {
  problems: readonly ShownProblem[]
  fields: readonly FieldForForm[]
  attempt: number
  /** Brings a field before the reader and gives it the focus. */
  onLead: (field: string) => void
}

/** Gives a field the focus and brings it before the reader. */
export function focusField(name: string): void {
  const element = document.getElementById(fieldId(name))
  element?.focus()
  element?.scrollIntoView({ block: 'center' })
}

/** All that is wrong, above the form; has the focus after an attempt to send, and leads to each field. */
export function Summary({ problems, fields, attempt, onLead }: SummaryProps) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt brings the focus here again
  useEffect(() => box.current?.focus(), [attempt])
  if (problems.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="form-summary">
      <p>{t('shell.form.summary', { count: problems.length })}</p>
      <ul>
        {problems.map(problem => {
          const field = fields.find(one => one.name === problem.field)
          const place: ReactNode = field ? (
            <a
              href={`#${fieldId(field.name)}`}
              onClick={event => {
                event.preventDefault()
                onLead(field.name)
              }}
            >
              {t(field.labelKey)}
            </a>
          ) : (
            problem.place && <bdi>{problem.place}</bdi>
          )
          const text = textOf(problem, t)
          return (
            <li key={`${problem.field} ${text}`}>
              {place}
              {place && t('shell.colon')}
              {text}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
