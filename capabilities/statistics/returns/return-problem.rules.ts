import type { Problem } from '#kernel/result/result.ts'
import texts from '#locales/en/returns-problems.json' with { type: 'json' }

type NameOf<Key> = Key extends `problem.returns.${infer Name}.what` ? Name : never

/** What can be wrong with a sheet, a return or the definition of a table; each has its sentences in every language. */
export type ReturnProblem = NameOf<keyof typeof texts>

/**
 * A problem with its English sentences; the server and the screens say it in the reader's language by its code.
 * @param where cell, field or file
 * @param value what stands there, for the sentences that name it
 */
export function returnProblem(where: string, name: ReturnProblem, value?: string): Problem {
  const said = (part: 'what' | 'remedy') => texts[`problem.returns.${name}.${part}`]
  const shown = value === undefined ? undefined : shortened(value)
  return {
    where,
    code: `returns.${name}`,
    what: shown === undefined ? said('what') : said('what').replaceAll('{value}', () => shown),
    remedy: said('remedy'),
    ...(shown !== undefined && { value: shown }),
  }
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
