import { useIntl } from 'react-intl'
import type { Doubt } from './answers.ts'

/** What is doubtful at a place and what to do, in the reader's language; in English where a code has no text yet. */
export function useDoubtSentences(): (doubt: Pick<Doubt, 'code' | 'what' | 'remedy' | 'named'>) => {
  what: string
  remedy: string
} {
  const { messages, formatMessage } = useIntl()
  return ({ code, what, remedy, named }) => {
    const [a = '', b = '', c = ''] = named
    const said = (area: string, english: string) => {
      const id = `recommendations.${area}.${code}`
      return id in messages ? formatMessage({ id }, { a, b, c }) : english
    }
    return { what: said('doubtWhat', what), remedy: said('doubtRemedy', remedy) }
  }
}
