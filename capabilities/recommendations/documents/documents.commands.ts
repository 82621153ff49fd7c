import type { Command } from 'commander'
import { languages } from '#kernel/entity/codelist.ts'
import { documentWords } from '../document.words.ts'
import type { CommandGround, Opened } from '../recommendations.commands.ts'
import type { Report } from '../recommendations.entity.ts'
import { buildCompilation } from './compilation.ts'
import { buildIndex } from './index.ts'
import {
  Complaint,
  complaining,
  formatOf,
  type PaperOptions,
  paperOptions,
  printPaper,
} from './paper.command.ts'
import { type Paper, paperOfCompilation, paperOfIndex } from './paper.ts'
import { type DocumentOrder, documentOrders, type Selection } from './selection.ts'
import { type DocumentWords, ENGLISH_WORDS } from './words.ts'

interface Options extends PaperOptions {
  order: string
  language: string
  meeting?: string[]
  addressee?: string[]
  force?: string[]
  theme?: string[]
  reprints?: boolean
}

interface Kind {
  name: string
  description: string
  build(
    reports: readonly Report[],
    selection: Selection,
  ): { content: object; paper(words: DocumentWords): Paper }
}

const KINDS: readonly Kind[] = [
  {
    name: 'index',
    description: 'Print where to find what: theme, meeting, number, addressee, cross-references.',
    build: (reports, selection) => {
      const content = buildIndex(reports, selection)
      return { content, paper: words => paperOfIndex(content, words) }
    },
  },
  {
    name: 'compile',
    description:
      'Print recommendations in full, numbered, by theme, then in order of time, with cross-references.',
    build: (reports, selection) => {
      const content = buildCompilation(reports, selection)
      return { content, paper: words => paperOfCompilation(content, words) }
    },
  },
]

const collect = (value: string, before: string[] = []) => [...before, value]

/** Adds `recommendations index` and `recommendations compile`. */
export function addDocumentCommands(
  group: Command,
  ground: CommandGround,
  openReports: (files: readonly string[], ground: CommandGround) => Promise<Opened[]>,
): void {
  for (const kind of KINDS) {
    const command = group
      .command(kind.name)
      .description(kind.description)
      .argument('<files...>', 'reports as PDF, Word (.docx) or plain text, in English')
    paperOptions(command)
      .option('--order <what>', `what comes first: ${documentOrders.join(', ')}`, 'theme')
      .option('--language <code>', `language of headings and labels: ${languages.join(', ')}`, 'en')
      .option(
        '--meeting <day>',
        'only this meeting, by its first day (2019-09-09) or year; may be repeated',
        collect,
      )
      .option(
        '--addressee <name>',
        'only what is asked of this one ("States parties"); may be repeated',
        collect,
      )
      .option(
        '--force <words>',
        'only these words of obligation ("should consider"); may be repeated',
        collect,
      )
      .option('--theme <id>', 'only this theme (protection); may be repeated', collect)
      .option('--reprints', 'list what a later report prints again, too')
      .action((files: string[], options: Options) =>
        complaining(ground, () => make(kind, files, options, ground, openReports)),
      )
  }
}

async function make(
  kind: Kind,
  files: readonly string[],
  options: Options,
  ground: CommandGround,
  openReports: (files: readonly string[], ground: CommandGround) => Promise<Opened[]>,
): Promise<void> {
  formatOf(options)
  if (!documentOrders.includes(options.order as DocumentOrder))
    throw new Complaint(`There is no order "${options.order}". Choose one of: ${documentOrders.join(', ')}.`)
  if (!(languages as readonly string[]).includes(options.language))
    throw new Complaint(`There is no language "${options.language}". Choose one of: ${languages.join(', ')}.`)
  const opened = await openReports(files, ground)
  const reports = opened.flatMap(one => ('report' in one ? [one.report] : []))
  if (reports.length === 0) return
  const built = kind.build(reports, selectionOf(options, reports))
  if ((built.content as { groups: unknown[] }).groups.length === 0)
    throw new Complaint('No recommendation of these reports fits the filters together. Take one away.')
  const words = options.language === 'en' ? ENGLISH_WORDS : documentWords(options.language)
  await printPaper(built, options, ground, words)
}

/** Filters are checked against what the reports hold, so that a slip of the pen does not give an empty document. */
function selectionOf(options: Options, reports: readonly Report[]): Selection {
  const paragraphs = reports.flatMap(({ paragraphs }) => paragraphs)
  const meetings = new Map(
    paragraphs.flatMap(({ meeting }) => (meeting ? [[meeting.from, meeting.year]] : [])),
  )
  const wanted = options.meeting?.flatMap(given => {
    const found = [...meetings].filter(([from, year]) => from === given || String(year) === given)
    if (found.length === 0) throw none('meeting', given, [...meetings.keys()])
    return found.map(([from]) => String(from))
  })
  const atoms = reports.flatMap(({ atoms }) => atoms)
  return {
    order: options.order as DocumentOrder,
    ...(wanted && { meetings: wanted }),
    ...checked(
      'addressees',
      'addressee',
      options.addressee,
      atoms.map(({ addressee }) => addressee),
    ),
    ...checked(
      'forces',
      'force',
      options.force,
      atoms.map(({ deontic }) => deontic),
    ),
    ...checked('themes', 'theme', options.theme, themesIn(reports)),
    ...(options.reprints && { reprints: true }),
  }
}

const themesIn = (reports: readonly Report[]) =>
  buildIndex(reports, { reprints: true }).groups.map(({ id }) => id)

function checked<Name extends string>(
  name: Name,
  what: string,
  given: readonly string[] | undefined,
  known: readonly string[],
): { [K in Name]?: string[] } {
  if (!given) return {}
  const distinct = [...new Set(known)]
  const values = given.map(value => {
    const found = distinct.find(one => one.toLowerCase() === value.toLowerCase())
    if (!found) throw none(what, value, distinct)
    return found
  })
  return { [name]: values } as { [K in Name]?: string[] }
}

function none(what: string, given: string, known: readonly string[]): Complaint {
  return new Complaint(
    `These reports have no ${what} "${given}". They have: ${[...known].sort().join(', ')}.`,
  )
}
