import { utils, write } from '@e965/xlsx'
import type { SubmissionCover } from './submissions/submission.entity.ts'
import { longTable, type UnodcRow } from './unodc.rules.ts'

/** What goes to UNODC for one year. */
export interface UnodcCollection {
  year: number
  country: { code: string; name: string }
  /** Number and revision of the release that tells the victims; null where none does. */
  release: string | null
  victims: UnodcRow[]
  response: UnodcRow[]
  /** When it was put together, ISO 8601. */
  madeAt: string
}

const asked = [
  'Indicator',
  'Dimension',
  'Category',
  'Sex',
  'Age',
  'Value',
  'Article(s) of law',
  'Source',
  'Note',
  'Unit of measurement',
]

const draftLine =
  'DRAFT, not submitted: for those who may read the returns of all agencies, and not to be sent on. A later file is protected together with what was submitted, not with drafts.'

/**
 * The collection as a workbook: what it is, submitted or a draft; victims; persons and proceedings, each number with article, source and note
 * as the questionnaire asks; and the long table as UNODC publishes it, under two lines of heading.
 * @param cover of a submission; null for a draft, which says so on every sheet
 */
export function unodcWorkbook(collection: UnodcCollection, cover: SubmissionCover | null): Buffer {
  const { year, country, release, victims, response, madeAt } = collection
  const book = utils.book_new()
  const add = (name: string, lines: readonly (readonly (string | number)[])[]) =>
    utils.book_append_sheet(book, utils.aoa_to_sheet(lines.map(line => line.map(fitting))), name)
  add('about', [
    ['UNODC yearly collection of data on trafficking in persons', `${country.name}, ${year}`],
    ...(cover
      ? [
          ['Submission', `${year}, revision ${cover.revision}`],
          ...(cover.reason === null ? [] : [['Reason for this revision', cover.reason]]),
          ['Code', cover.code],
        ]
      : [['Draft', draftLine]]),
    ['Put together', madeAt],
    [
      'Victims',
      release
        ? `from published release ${release}, which passed disclosure control`
        : 'no published release tells them',
    ],
    [
      'Persons and proceedings',
      'from returns of agencies that were accepted, under disclosure control; numbers of different kinds of agencies are not added',
    ],
    [
      '< and a number',
      'a count from 1 to one less than the number (<5: from 1 to 4), withheld to protect persons; “withheld”, or a line that is missing from the long table, is withheld for another’s sake and does not mean 0',
    ],
    [
      'Earlier submissions',
      'each submission of a year is protected together with those before it; where what changed would tell of persons, the number is withheld, and the note says what was submitted before',
    ],
    ['Dimensions', 'the same victims stand under every dimension; only the dimension Total counts each once'],
    [
      'Own choice',
      'the questionnaire’s present wording was not at hand: compare the headings before you send; Region and Subregion are UNODC’s to fill in',
    ],
  ])
  const table = (rows: readonly UnodcRow[]) => [
    ...(cover ? [] : [[draftLine]]),
    asked,
    ...rows.map(r => [
      r.indicator,
      r.dimension,
      r.category,
      r.sex,
      r.age,
      r.text === '' ? 'withheld' : /^\d+$/.test(r.text) ? Number(r.text) : r.text,
      r.article,
      r.source,
      noteOf(r),
      r.unit,
    ]),
  ]
  add('victims', table(victims))
  add('persons and proceedings', table(response))
  add('data_glotip_1', [
    ['Trafficking in persons, as the table that UNODC publishes'],
    [
      cover
        ? `Submission ${year}, revision ${cover.revision}; put together ${madeAt.slice(0, 10)}`
        : `${draftLine} Put together ${madeAt.slice(0, 10)}`,
    ],
    ...longTable([...victims, ...response], country),
  ])
  const at = new Date(madeAt)
  book.Props = { CreatedDate: at, ModifiedDate: at }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

/** Longest text of a cell, in UTF-16 units. @see Microsoft, Excel specifications and limits */
const cellUnitsMax = 32_767
const cut = ' … (cut here; a cell holds no more)'
/** What many agencies wrote may be longer than a cell; a workbook with such a cell cannot be written at all. */
const fitting = (cell: string | number) =>
  typeof cell === 'string' && cell.length > cellUnitsMax
    ? cell.slice(0, cellUnitsMax - cut.length).toWellFormed() + cut
    : cell

const noteOf = ({ note, earlier }: UnodcRow) =>
  [note, earlier && `Revision ${earlier.revision} said ${earlier.text}; what changed since is not told.`]
    .filter(Boolean)
    .join(' ')
