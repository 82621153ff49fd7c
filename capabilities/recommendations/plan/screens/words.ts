import { useMemo } from 'react'
import type { Formats } from '#kernel/language/format.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { Answered, Status } from '../plan.entity.ts'

/** Names of what the plan says in codes, in the reader's language. */
export interface PlanWords {
  status: (status: Status | null) => string
  day: (day: string) => string
  /** A name inside a sentence, whichever way its letters run. */
  name: (name: string) => string
  money: (amount: number, currency: string | null) => string
  /** "DEMO/1, Recommendation 9 (a)", or the body and its own number. */
  answered: (one: Pick<Answered, 'body' | 'citation' | 'ask'>) => string
  write: Formats
}

export function usePlanWords(): PlanWords {
  const t = useText()
  const write = useFormats()
  return useMemo(
    () => ({
      status: status => t(status === null ? 'plan.status.none' : `plan.status.${status}`),
      // A day of the calendar has no zone: it must not move with the reader's.
      day: day => write.partialDate(day),
      name: name => `\u2068${name}\u2069`,
      money: (amount, currency) => `${write.number(amount)}${currency ? ` ${currency}` : ''}`,
      answered: ({ body, citation, ask }) =>
        [
          body === null ? citation : `${body}, ${citation}`,
          ask === null ? '' : t('plan.ask', { number: ask }),
        ]
          .filter(Boolean)
          .join(' · '),
      write,
    }),
    [t, write],
  )
}

/** Where an action is shown. */
export const pathOfAction = (id: string): string => `/plan/actions/${id}`

/** Where what an action answers is shown; nothing for another body's recommendation without an address. */
export const pathOfAnswered = (one: Answered): string | undefined =>
  one.report === null
    ? undefined
    : `/recommendations/${one.report}/${one.address}${one.sub ? `/${one.sub}` : ''}`
