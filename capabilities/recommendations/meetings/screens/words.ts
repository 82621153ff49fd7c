import { useNames } from '../../screens/words.ts'
import type { MeetingHead } from './answers.ts'

/** Days and place of a meeting, in the reader's language: "Vienna, 27–29 January 2010". */
export function useWhen(): (meeting: Pick<MeetingHead, 'from' | 'to' | 'place'>) => string {
  const names = useNames()
  return ({ from, to, place }) => names.meeting({ from, to, place })
}
