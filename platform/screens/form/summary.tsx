import { useEffect, useRef } from 'react'
import type { FieldForForm, FieldProblem } from '#kernel/form/field.ts'
import { type Translate, useText } from '../text.ts'
import { fieldId } from './field.tsx'

/** A problem whose text came ready from the server, or is found by its key. */
export type ShownProblem = FieldProblem & { text?: string }

export function textOf(problem: ShownProblem | undefined, t: Translate): string | undefined {
  if (problem === undefined) return undefined
  return problem.text ?? t(problem.messageKey, problem.values)
}

type SummaryProps = { problems: readonly ShownProblem[]; fields: readonly FieldForForm[]; attempt: number }

/** All that is wrong, above the form; has the focus after an attempt to send, and leads to each field. */
export function Summary({ problems, fields, attempt }: SummaryProps) {
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
          const labelKey = fields.find(field => field.name === problem.field)?.labelKey ?? problem.field
          return (
            <li key={problem.field}>
              <a
                href={`#${fieldId(problem.field)}`}
                onClick={event => {
                  event.preventDefault()
                  document.getElementById(fieldId(problem.field))?.focus()
                }}
              >
                {t(labelKey)}
              </a>
              : {textOf(problem, t)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
