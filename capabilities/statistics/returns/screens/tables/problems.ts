import { useIntl } from 'react-intl'
import type { Problem } from '#kernel/result/result.ts'
import { useText } from '#platform/screens/text.ts'

/** What is wrong with what is written, by field and in the reader's language. */
export interface Problems {
  /** The sentences about a field, or nothing; what lies inside it is told by its own fields. */
  at(where: string): string | undefined
  all: readonly Problem[]
  sentence(problem: Problem): string
}

/** The sentences of problems that rules found in the browser. */
export function useProblems(all: readonly Problem[]): Problems {
  const t = useText()
  const { locale } = useIntl()
  const said = (problem: Problem) => {
    const value = problem.value ?? ''
    const shown = locale.startsWith('ar') ? `\u2068${value}\u2069` : value
    const [what, remedy] = ['what', 'remedy'].map(part =>
      t(`problem.${problem.code}.${part}`, { value: shown }),
    )
    return `${what} ${remedy}`
  }
  return {
    all,
    sentence: said,
    at(where) {
      const here = all.filter(problem => problem.where === where)
      return here.length === 0 ? undefined : [...new Set(here.map(said))].join(' ')
    },
  }
}
