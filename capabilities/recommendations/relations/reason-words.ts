import type { Reason } from './relations.entity.ts'

/**
 * A reason as an English sentence, for the command line; screens say it in the reader's language.
 * @param placeOf names the recommendation of a key
 */
export function reasonInWords(reason: Reason, placeOf: (key: string) => string): string {
  switch (reason.kind) {
    case 'cited':
      return `It ${verbs[reason.relation]} it in words: “${reason.literal.trim()}”.`
    case 'same-words':
      return `${Math.round(reason.share * 100)} % of the words are the same.`
    case 'continues':
      return `It goes on from ${placeOf(reason.key)}.`
    case 'concept':
      return reason.from.toLowerCase() === reason.to.toLowerCase()
        ? `Both speak of “${reason.from.toLowerCase()}”.`
        : `“${reason.from}” and “${reason.to}” are the same matter (${reason.concept.replaceAll('-', ' ')}).`
    case 'words':
      return `Words in common: ${reason.words.join(', ')}.`
    case 'headings':
      return `They stand under like headings: “${reason.from}” and “${reason.to}”.`
    case 'addressee':
      return `Both ask ${reason.addressees.join(', ')}.`
    case 'instrument':
      return `Both cite ${reason.instruments.join('; ')}.`
  }
}

const verbs = {
  recalls: 'recalls',
  'builds on': 'builds on',
  reaffirms: 'reaffirms',
  reservation: 'names',
  cites: 'cites',
} as const
