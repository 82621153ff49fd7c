import type { Flag, FlagPlace } from '../recommendations.entity.ts'

/** What each flag says and what to do about it. `{0}`, `{1}` stand for the values handed in. */
const TEXTS = {
  'number-missing': [
    'The number before this one was not found; paragraphs may have been lost or merged.',
    'Compare the numbers with the printed report around this line.',
  ],
  'number-repeated': [
    'This number was used before; both texts are kept.',
    'Check which number the printed report gives this text.',
  ],
  'letter-missing': [
    'The letter of this sub-item does not follow the one before it.',
    'Check whether a sub-item is missing or wrongly lettered.',
  ],
  'heading-out-of-sequence': [
    'The numeral of this heading does not follow the one before it.',
    'Check whether a heading is missing.',
  ],
  'text-after-end': [
    'A text without a number follows a finished paragraph; it is kept with that paragraph.',
    'Check whether it belongs to the paragraph, is a heading, or has lost its number.',
  ],
  'text-without-number': [
    'A text without a number stands under a heading; it is kept, but no recommendation is drawn from it.',
    'Check whether its number was lost.',
  ],
  'page-number-doubtful': [
    'A line with nothing but a number was taken for a page number and left out of the text.',
    'If it belongs to the sentence, put it on the same line as its neighbours and read the file again.',
  ],
  'note-without-text': [
    'Note {0} is marked in the text, but no such note was found.',
    'Look the note up in the printed report.',
  ],
  'note-without-place': [
    'Note {0} is printed, but no mark in the text leads to it.',
    'Look up in the printed report where note {0} belongs.',
  ],
  'reference-unread': [
    'Part of this cross-reference could not be read.',
    'Read it in the printed report and enter the link by hand.',
  ],
  'reference-without-direction': [
    'This cross-reference says neither "above" nor "below".',
    'Check that it points to this document and not to another.',
  ],
  'reference-target-missing': [
    'This cross-reference points to paragraph {0}, which this document does not have.',
    'Check the number in the printed report.',
  ],
  'reference-direction-doubtful': [
    'This cross-reference says "{0}", but paragraph {1} stands the other way.',
    'Check the number and the direction in the printed report.',
  ],
  'volume-doubtful': [
    'The volume {0} of the Treaty Series is far from all other volumes cited here.',
    'Compare it with the same citation elsewhere.',
  ],
  'volume-differs': [
    'The same instrument is cited with {0} here and with {1} in {2}.',
    'Check which volume is right; both stay as printed.',
  ],
  'figure-doubtful': [
    'The letter "{0}" stands where a number is expected.',
    'Check the figure in the printed document.',
  ],
  'chapter-doubtful': [
    'The report says that its recommendations are in chapter {0}; they are in chapter {1}.',
    'Keep the text as printed and record an erratum.',
  ],
  'spelling-doubtful': [
    '"{0}" stands once where "{1}" stands elsewhere in the same words.',
    'Check the spelling in the printed report.',
  ],
  'comma-doubtful': [
    'A comma stands between "that" and its subject.',
    'Check the comma in the printed report.',
  ],
  'name-changed': ['"{0}" is also known as "{1}".', 'Treat both as one body; the text stays as printed.'],
  'addressee-as-printed': [
    'The addressee "{0}" is none of those this system knows; it is kept as printed.',
    'Say which addressee is meant.',
  ],
  'addressee-not-stated': ['Something is asked for, but nobody is named.', 'Say who is addressed.'],
  'addressee-from-before': [
    'The sentence names nobody; the addressee is taken from the paragraph before.',
    'Check that the same addressee is meant.',
  ],
  'item-without-head': [
    'This sub-item inherits no addressee from its lead-in and has none of its own.',
    'Say who is asked for what.',
  ],
  'lead-in-without-colon': [
    'The words before the sub-items do not end in a colon; they were taken for their lead-in all the same.',
    'Check that the sub-items go on with that sentence.',
  ],
  'unit-without-head': [
    'This unit stands among the recommendations, but nobody is asked for anything in it.',
    'Check whether it is a recommendation; its text is kept.',
  ],
  'head-not-counted': [
    'The word "{0}" stands in a subordinate clause and was not counted.',
    'Check that nothing is asked for here.',
  ],
  'no-recommendations': [
    'The document has no chapter of recommendations; none was drawn from it.',
    'If it should have one, check the headings of its chapters.',
  ],
  'by-form-only': [
    'The text has no chapters; recommendations were told by their form alone.',
    'Read the whole report if you have it.',
  ],
  'changes-recorded': [
    'The Word file has recorded changes; it was read as if all of them were accepted.',
    'Compare the text with the printed report.',
  ],
  'unit-empty': ['This number has no text.', 'Look the text up in the printed report.'],
} as const satisfies Record<string, readonly [what: string, remedy: string]>

export type FlagCode = keyof typeof TEXTS

/** Every code with its English sentences, in which {0}, {1} stand for values. */
export const FLAG_TEXTS: Readonly<Record<FlagCode, readonly [what: string, remedy: string]>> = TEXTS

/** Makes one flag; the text it is about stays as read. */
export function flag(
  code: FlagCode,
  where: FlagPlace,
  literal: string,
  values: readonly string[] = [],
): Flag {
  const [what, remedy] = TEXTS[code]
  return {
    code,
    where,
    literal,
    what: filled(what, values),
    remedy: filled(remedy, values),
    values: [...values],
  }
}

function filled(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place)] ?? '')
}
