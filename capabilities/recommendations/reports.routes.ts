import { authorise } from '#kernel/policy/policy.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import type { Asked, AskedToWrite, RouteServer } from '#platform/http/route.ts'
import { list, object, yesNo } from '#platform/http/shape.ts'
import { doubtRoutes } from './doubts.routes.ts'
import { countOpenFlags } from './doubts.store.ts'
import { comparisonRoutes } from './expressions/expressions.routes.ts'
import { tooBig } from './input/file-text.ts'
import { presentReport } from './present.ts'
import { FILE_BYTES_MAX } from './reading/problems.ts'
import type { Report, ReportProblem } from './recommendations.entity.ts'
import { recommendationPolicies } from './recommendations.policy.ts'
import { exportShape, previewShape, reportShape, slugText } from './recommendations.shapes.ts'
import { findText, idsOfSlugs, listReports, type ReportSummary } from './registry.store.ts'
import { enterFile, findReports, type ReadFile, readReportFile } from './reports.store.ts'

/** A little more than a report may have, so that the refusal can say what a report may have. */
const uploadBytesMax = FILE_BYTES_MAX + 1024 * 1024
const firstShown = 3
const doubtsShown = 2_000

const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

/** Reports: the list, entering one, its doubts, its text and its export. */
export function reportRoutes(server: RouteServer, { home }: Pick<RouteContext, 'home'>): void {
  home.add(async tx => {
    const may = recommendationPolicies['flag.settle'](tx.caller, undefined).allowed
    const count = may ? await countOpenFlags(tx) : 0
    return [
      {
        titleKey: 'recommendations.nav.doubtsWaiting',
        values: { count },
        to: '/meeting-reports/doubts',
        count,
      },
    ]
  })

  server.read(
    'GET',
    '/api/recommendations/reports',
    {
      summary: 'The reports of the registry with their counts, the newest meeting first',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ reports: list(reportShape, 10_000) }),
    },
    async asked => {
      mayRead(asked)
      return { reports: (await asked.read(tx => listReports(tx))).map(presented) }
    },
  )

  server.write(
    'POST',
    '/api/recommendations/reports/preview',
    {
      summary: 'Read a file as a report and say what is in it and what is doubtful; nothing is kept',
      caller: 'signed-in',
      cost: 10,
      upload: { bytesMax: uploadBytesMax },
      answer: previewShape,
    },
    async asked => {
      authorise(asked.caller, 'report.enter', recommendationPolicies['report.enter'], undefined)
      const file = await takeReport(asked)
      const reports = await asked.read(tx => listReports(tx))
      return previewOf(file, reports)
    },
  )

  server.write(
    'POST',
    '/api/recommendations/reports',
    {
      summary: 'Enter a report; the same text again changes nothing',
      caller: 'signed-in',
      cost: 10,
      upload: { bytesMax: uploadBytesMax },
      answer: object({ slug: slugText, entered: yesNo }),
      status: 201,
    },
    async asked => {
      authorise(asked.caller, 'report.enter', recommendationPolicies['report.enter'], undefined)
      const file = await takeReport(asked)
      return asked.write(tx => enterFile(tx, file, asked.actId))
    },
  )

  server.read(
    'GET',
    '/api/recommendations/reports/:slug',
    {
      summary: 'One report with its counts',
      caller: 'signed-in',
      extendsSession: false,
      params: { slug: slugText },
      answer: reportShape,
    },
    async asked => {
      mayRead(asked)
      const [report] = await asked.read(tx => listReports(tx, asked.params.slug))
      return presented(found(report))
    },
  )

  server.read(
    'GET',
    '/api/recommendations/reports/:slug/text',
    {
      summary: 'The literal text of a report, as it was read',
      caller: 'signed-in',
      params: { slug: slugText },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      const { slug } = asked.params
      const text = found(await asked.read(tx => findText(tx, slug)))
      return { fileName: `${slug}.txt`, mediaType: 'text/plain; charset=utf-8', body: text }
    },
  )

  server.read(
    'GET',
    '/api/recommendations/reports/:slug/export',
    {
      summary:
        'The report as `palermo recommendations parse --json` prints it; after a correction it holds what a person said',
      caller: 'signed-in',
      cost: 5,
      params: { slug: slugText },
      answer: exportShape,
    },
    async asked => {
      mayRead(asked)
      const [entry] = await asked.read(async tx => {
        const ids = await idsOfSlugs(tx, [asked.params.slug])
        return ids.length === 0 ? [] : findReports(tx, ids)
      })
      return presentReport({ ...found(entry).report, parts: [] })
    },
  )

  doubtRoutes(server)
  comparisonRoutes(server)
}

/** Reads the file that was sent. @throws Invalid with the reader's own sentence when it is no such report */
async function takeReport(asked: Pick<AskedToWrite, 'upload'>): Promise<ReadFile> {
  const { bytes } = await asked.upload()
  const parts: Buffer[] = []
  let length = 0
  for await (const part of bytes) {
    length += part.length
    if (length > FILE_BYTES_MAX) throw new Invalid([asProblem(tooBig())])
    parts.push(part)
  }
  const reading = await readReportFile(Buffer.concat(parts))
  if (!reading.ok) throw new Invalid([asProblem(reading.problem)])
  return reading.file
}

function asProblem({ code, what, remedy, values }: ReportProblem) {
  const [value] = values
  return {
    where: 'file',
    code: `report.${code.replaceAll(' ', '-')}`,
    what,
    remedy,
    ...(value === undefined ? {} : { value }),
  }
}

function previewOf({ id, report, fileKind, pages }: ReadFile, reports: readonly ReportSummary[]) {
  const recommendations = report.paragraphs.filter(p => p.role === 'recommendation')
  const { document } = report
  const known = reports.find(r => r.id === id)
  return {
    document,
    fileKind,
    pages,
    recommendations: recommendations.length,
    withSubItems: recommendations.filter(p => p.items.length > 0).length,
    subItems: recommendations.reduce((sum, p) => sum + p.items.length, 0),
    atoms: report.atoms.length,
    suggestions: report.suggestions.length,
    crossReferences: report.crossReferences.length,
    derivedReferences: report.derivedReferences.length,
    flags: report.flags.length,
    known: known?.slug ?? null,
    sameMeeting: known
      ? []
      : reports
          .filter(
            r =>
              r.document.kind === document.kind &&
              document.meeting &&
              r.document.meeting?.from === document.meeting.from,
          )
          .map(({ slug, document }) => ({ slug, title: document.title, symbol: document.symbol })),
    addressees: tally(report),
    doubts: report.flags.slice(0, doubtsShown).map(({ code, literal, what, remedy, values, where }) => ({
      code,
      literal,
      what,
      remedy,
      named: values,
      line: where.line,
      para: where.para,
      sub: where.sub,
    })),
    first: recommendations.slice(0, firstShown).map(({ number, kind, text }) => ({ number, kind, text })),
  }
}

function tally({ atoms }: Report): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { addressee } of atoms) counts.set(addressee, (counts.get(addressee) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}

const presented = ({ id: _, enteredAtMs, ...report }: ReportSummary) => ({
  ...report,
  enteredAt: new Date(enteredAtMs).toISOString(),
})
