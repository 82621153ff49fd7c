import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { citableReports } from '../recommendation.store.ts'
import type { Citation, Item, ParagraphKind, Topic } from '../recommendations.entity.ts'
import { asksSeparator, type CitableReport, citedReport } from '../recommendations.rules.ts'
import { instrumentsOf, keyOf, letteredItems } from './proposing/comparables.ts'
import { type CorpusIndex, indexCorpus } from './proposing/corpus-index.ts'
import { createReader } from './proposing/read-text.ts'
import type { Comparable } from './relations.entity.ts'

/** Texts that are no recommendations teach how common words are; more of them teach nothing new. */
const backgroundMax = 1_000

interface ParagraphRow {
  report_id: string
  ordinal: number
  number: number
  kind: ParagraphKind
  text: string
  meeting_from: string | null
  asks: string[]
  items: Item[]
  topics: Topic[]
}

/** The recommendations of one report, and a hash of everything that was read of them. */
interface ReportRows {
  state: string
  rows: readonly ParagraphRow[]
}

/** What else of the registry goes into comparables. */
interface Beside {
  reports: CitableReport[]
  citations: CitationRow[]
  delegates: DelegateRow[]
  background: string[]
}

interface CitationRow extends Pick<Citation, 'kind' | 'relation' | 'target' | 'literal' | 'sub'> {
  report_id: string
  ordinal: number
  cited_of: string | null
}

interface DelegateRow {
  report_id: string
  ordinal: number
  delegate: string
}

/** The registry, ready to be compared. */
export type LoadCorpus = (tx: Read) => Promise<CorpusIndex>

/**
 * Loads every recommendation of the registry in its first print, in the order of print, and indexes it. What was loaded
 * and read before is kept by a hash of its content, which the database computes anew each time: so the answer is the
 * same as without keeping, whoever wrote meanwhile, in this process or another one, and whatever was rolled back.
 */
export function createCorpus(): LoadCorpus {
  let kept: ReadonlyMap<string, ReportRows> = new Map()
  let last: { state: string; index: CorpusIndex } | undefined
  const reader = createReader()
  return async tx => {
    const reports = await loadReports(tx, kept)
    kept = reports
    const beside = await loadBeside(tx)
    const state = stateOf(reports, beside)
    if (last?.state === state) return last.index
    const index = indexCorpus(comparablesFrom(reports, beside), beside.background, reader)
    last = { state, index }
    return index
  }
}

/** Reports by id; only those are read whose content is not kept. */
async function loadReports(
  tx: Read,
  kept: ReadonlyMap<string, ReportRows>,
): Promise<ReadonlyMap<string, ReportRows>> {
  const compared = sql`p.role = 'recommendation' and not p.reissue`
  const { rows: states } = await sql<{ report_id: string; state: string }>`
    select p.report_id, count(*) || ' ' || sum(hash_record_extended(
      (p.ordinal, p.number, p.kind, p.text, p.meeting_from, p.asks, p.reading->'items', p.reading->'topics'), 0)) as state
    from recommendations.paragraph p where ${compared} group by p.report_id order by p.report_id`.execute(
    tx.db,
  )
  const changed = states.filter(({ report_id, state }) => kept.get(report_id)?.state !== state)
  const fresh = new Map<string, ParagraphRow[]>()
  if (changed.length > 0) {
    const { rows } = await sql<ParagraphRow>`
      select p.report_id, p.ordinal, p.number, p.kind, p.text, p.meeting_from, p.asks,
        p.reading->'items' as items, p.reading->'topics' as topics
      from recommendations.paragraph p
      where ${compared} and p.report_id = any(${changed.map(one => one.report_id)}::uuid[])
      order by p.report_id, p.ordinal`.execute(tx.db)
    for (const row of rows) {
      const own = fresh.get(row.report_id)
      if (own) own.push(row)
      else fresh.set(row.report_id, [row])
    }
  }
  return new Map(
    states.map(({ report_id, state }) => {
      const own = fresh.get(report_id)
      return [report_id, own ? { state, rows: own } : kept.get(report_id)!]
    }),
  )
}

async function loadBeside(tx: Read): Promise<Beside> {
  const reports = await citableReports(tx)
  const citations =
    await sql<CitationRow>`select report_id, ordinal, kind, relation, target, cited_of, literal, sub
    from recommendations.citation where ordinal is not null order by report_id, place`.execute(tx.db)
  const delegates = await sql<DelegateRow>`select report_id, ordinal, reading->>'delegate' as delegate
    from recommendations.atom where not suggestion and reading->>'delegate' is not null
    order by report_id, place`.execute(tx.db)
  const background = await sql<{ text: string }>`select text from recommendations.paragraph
    where role <> 'recommendation' order by report_id, ordinal limit ${backgroundMax}`.execute(tx.db)
  return {
    reports: reports.sort((one, other) => (one.id < other.id ? -1 : 1)),
    citations: citations.rows,
    delegates: delegates.rows,
    background: background.rows.map(row => row.text),
  }
}

function stateOf(reports: ReadonlyMap<string, ReportRows>, beside: Beside): string {
  const states = [...reports].map(([id, { state }]) => [id, state])
  return createHash('sha256')
    .update(JSON.stringify([states, beside]))
    .digest('hex')
}

function comparablesFrom(reports: ReadonlyMap<string, ReportRows>, beside: Beside): Comparable[] {
  const rows = [...reports.values()].flatMap(report => report.rows)
  const citations = grouped(beside.citations)
  const delegates = grouped(beside.delegates)
  const ordinals = new Map<string, number | null>()
  for (const { report_id, ordinal, number } of rows) {
    const place = `${report_id} no. ${number}`
    ordinals.set(place, ordinals.has(place) ? null : ordinal)
  }
  const citing = new Map<string, CitableReport | undefined>()
  const reportCited = (words: string, id: string) => {
    const known = `${id} ${words}`
    if (!citing.has(known)) citing.set(known, citedReport(words, beside.reports, id))
    return citing.get(known)
  }
  return rows.map(row => {
    const key = keyOf(row.report_id, row.ordinal)
    const own = citations.get(key) ?? []
    const asked = row.asks.map(ask => ask.split(asksSeparator)[0]!)
    return {
      key,
      report: row.report_id,
      meeting: row.meeting_from,
      number: row.number,
      kind: row.kind,
      text: row.text,
      items: letteredItems(row.items),
      headings: row.topics.filter(topic => topic.level !== 'chapter').map(topic => topic.title),
      addressees: [...new Set([...asked, ...(delegates.get(key) ?? []).map(one => one.delegate)])],
      cites: own.flatMap(({ kind, relation, target, cited_of, literal, sub }) => {
        if (kind !== 'earlier recommendation') return []
        const report = reportCited(cited_of ?? '', row.report_id)
        const ordinal = report && ordinals.get(`${report.id} no. ${Number(target)}`)
        return typeof ordinal === 'number'
          ? [{ key: keyOf(report!.id, ordinal), relation, literal, sub }]
          : []
      }),
      instruments: instrumentsOf(own.map(({ cited_of, ...citation }) => ({ ...citation, of: cited_of }))),
    }
  })
}

function grouped<Row extends { report_id: string; ordinal: number }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row.report_id, row.ordinal)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
