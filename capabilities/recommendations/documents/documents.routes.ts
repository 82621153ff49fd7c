import { type Language, languages } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Read } from '#platform/database/transaction.ts'
import { found, NotFound } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { list, oneOf, optional, type Shapes, text, yesNo } from '#platform/http/shape.ts'
import { writeAkn } from '../akoma-ntoso/write-akn.ts'
import { documentWords } from '../document.words.ts'
import { filtersOf, type SearchFilter } from '../finding/searches.rules.ts'
import { readReport } from '../reading/read-report.ts'
import type { Report } from '../recommendations.entity.ts'
import { recommendationPolicies } from '../recommendations.policy.ts'
import { addressesOf } from '../recommendations.rules.ts'
import { compilationShape, indexShape, slugText } from '../recommendations.shapes.ts'
import { listRecommendations } from '../recommendations.store.ts'
import { findText, idsOfSlugs } from '../registry.store.ts'
import { findReports } from '../reports.store.ts'
import { findThesaurus } from '../topics/topics.store.ts'
import { findAccepted } from './accepted.store.ts'
import { buildCompilation } from './compilation.ts'
import { buildIndex } from './index.ts'
import type { Printed } from './links.ts'
import { paperOfCompilation, paperOfIndex } from './paper.ts'
import { fileKinds, fileOf, type PaperFormat, paperFile, paperFormats } from './paper-file.ts'
import { printedReportOf } from './printed-report.ts'
import { documentOrders, type Selection } from './selection.ts'
import type { DocumentWords } from './words.ts'

const several = optional(list(text({ max: 300 }), 500))
const query = {
  q: optional(text({ max: 400 })),
  addressee: several,
  force: several,
  topic: several,
  meeting: several,
  report: optional(list(slugText, 500)),
  evidence: optional(oneOf(['with', 'without'])),
  reissues: optional(yesNo),
  order: optional(oneOf(documentOrders)),
  // A link that saves a file says its language in the address, since it cannot say it in a header.
  language: optional(oneOf(languages)),
}
type AskedDocument = Asked<Shapes, typeof query>

const documents = ['index', 'compilation'] as const
type DocumentKind = (typeof documents)[number]
const recommendationsMax = 100_000

const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

/** Index and compilation of any selection, and single reports, as pages and as files. */
export function documentRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations/index',
    {
      summary:
        'Index of the recommendations that fit the filters: theme, meeting, number, addressee, cross-references',
      caller: 'signed-in',
      cost: 10,
      query,
      answer: indexShape,
    },
    async asked => {
      const { reports, selection } = await chosen(asked)
      return buildIndex(reports, selection)
    },
  )
  server.read(
    'GET',
    '/api/recommendations/compilation',
    {
      summary:
        'Compilation of the recommendations that fit the filters: in full, numbered, by theme, then meeting, with cross-references',
      caller: 'signed-in',
      cost: 10,
      query,
      answer: compilationShape,
    },
    async asked => {
      const { reports, selection } = await chosen(asked)
      return buildCompilation(reports, selection)
    },
  )
  for (const document of documents) for (const format of paperFormats) paperRoute(server, document, format)
  for (const format of ['word', 'akn'] as const) reportRoute(server, format)
}

function paperRoute(server: RouteServer, document: DocumentKind, format: PaperFormat): void {
  server.read(
    'GET',
    `/api/recommendations/${document}/${format}`,
    {
      summary: `The ${document} as ${fileKinds[format].name}, its headings in the reader's language`,
      caller: 'signed-in',
      cost: 50,
      query,
      answer: 'file',
    },
    async asked => {
      const { reports, selection, words } = await chosen(asked)
      const paper =
        document === 'index'
          ? paperOfIndex(buildIndex(reports, selection), words)
          : paperOfCompilation(buildCompilation(reports, selection), words)
      const issuedAt = (await asked.read(async tx => tx.now)).toISOString()
      return paperFile(`recommendations-${document}`, format, paper, { issuedAt, words })
    },
  )
}

function reportRoute(server: RouteServer, format: 'word' | 'akn'): void {
  server.read(
    'GET',
    `/api/recommendations/reports/:slug/${format}`,
    {
      summary: `One report as ${fileKinds[format].name}, as it was read`,
      caller: 'signed-in',
      cost: 20,
      params: { slug: slugText },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      const { slug } = asked.params
      const { report, source, now } = await asked.read(async tx => {
        const [entered] = await findReports(tx, await idsOfSlugs(tx, [slug]))
        return { report: found(entered).report, source: found(await findText(tx, slug)), now: tx.now }
      })
      const whole = withParts(report, source)
      if (format === 'akn')
        return fileOf(slug, format, writeAkn(whole, source, now.toISOString().slice(0, 10)))
      const { printReportAsWord } = await import('./report-word.ts')
      return fileOf(
        slug,
        format,
        await printReportAsWord(printedReportOf(whole), { issuedAt: now.toISOString() }),
      )
    },
  )
}

/** The reading as it was entered, with the layout of its text, which the registry does not keep. */
function withParts(report: Omit<Report, 'parts'>, source: string): Report {
  const again = readReport(source)
  if (!again.ok) throw new NotFound()
  const starts = new Set(again.report.paragraphs.map(({ lines }) => lines.from))
  const same =
    again.report.paragraphs.length === report.paragraphs.length &&
    report.paragraphs.every(({ lines }) => starts.has(lines.from))
  return same ? { ...report, parts: again.report.parts } : again.report
}

/** The reports, and which of their recommendations go in: those that the list with the same filters would show. */
async function chosen(
  asked: AskedDocument,
): Promise<{ reports: Report[]; selection: Selection; words: DocumentWords }> {
  mayRead(asked)
  const { order, language, ...filter } = asked.query
  const code = language ?? asked.language
  const slugs = filter.report
  return asked.read(async tx => {
    if (slugs && (await idsOfSlugs(tx, slugs)).length < new Set(slugs).size) throw new NotFound()
    const entered = await findReports(tx)
    const themes = await themesOf(tx, code)
    // Of reports that were asked for by name, even a later print is listed, unless the first was asked for too.
    const reissues = filter.reissues ?? (slugs === undefined ? undefined : true)
    const filters = filtersOf({ ...filter, ...(reissues === undefined ? {} : { reissues }) } as SearchFilter)
    const page = { limit: recommendationsMax, offset: 0, excerpts: false }
    const listed = await listRecommendations(tx, filters, page)
    const themeAt = new Map(listed.map(({ report, address, theme }) => [`${report} ${address}`, theme]))
    const places = new Map<Report['paragraphs'][number], string>()
    const reports = entered.map(({ id, slug, report }) => {
      const whole: Report = { ...report, parts: [] }
      addressesOf(whole.paragraphs).forEach((address, index) => {
        places.set(whole.paragraphs[index]!, `${slug} ${address}`)
      })
      return { id, slug, whole }
    })
    const accepted = await findAccepted(tx, new Map(reports.map(({ id, whole }) => [id, whole])))
    const placeOf = ({ paragraph }: Printed) => places.get(paragraph) ?? ''
    return {
      reports: reports.map(({ whole }) => whole),
      words: { ...documentWords(code), themeTitle: (_id, title) => title },
      selection: {
        ...(order && { order }),
        ...(filter.addressee && { addressees: filter.addressee }),
        ...(slugs && { from: reports.filter(({ slug }) => slugs.includes(slug)).map(({ whole }) => whole) }),
        reprints: filter.reissues ?? false,
        accepted,
        only: printed => themeAt.has(placeOf(printed)),
        themed: { themes, themeOf: printed => themeAt.get(placeOf(printed)) ?? '' },
      },
    }
  })
}

/** Themes in the order of the thesaurus, in a language of the house; in English where a label is missing. */
async function themesOf(tx: Read, language: string): Promise<{ id: string; title: string }[]> {
  const thesaurus = await findThesaurus(tx)
  return thesaurus
    .filter(({ broader }) => broader.length === 0)
    .map(({ key, labels }) => ({ id: key, title: labels[language as Language] ?? labels.en }))
}
