import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { addressesOf, citationOf } from '../recommendations.rules.ts'
import { comparablesOf, keyOf } from '../relations/proposing/comparables.ts'
import { type CorpusIndex, indexCorpus } from '../relations/proposing/corpus-index.ts'
import { similarTo } from '../relations/proposing/propose.ts'
import type { Reason } from '../relations/relations.entity.ts'
import { findReports } from '../reports.store.ts'

/** An earlier recommendation that is like a draft. */
export interface SimilarRecord {
  report: string
  address: string
  citation: string
  text: string
  /** From 0 to 1. */
  score: number
  reasons: Reason[]
}

interface Prepared {
  index: CorpusIndex
  places: ReadonlyMap<string, Omit<SimilarRecord, 'score' | 'reasons'>>
}

/** Finds earlier recommendations that are like a text; the registry is made ready once and again when it changes. */
export function createSimilar(): (tx: Read, text: string, count: number) => Promise<SimilarRecord[]> {
  let prepared: { state: string; ready: Promise<Prepared> } | undefined
  /** Those who ask while it is being made ready wait for the same; what failed is tried again. */
  const prepareOnce = (tx: Read, state: string): Promise<Prepared> => {
    if (prepared?.state === state) return prepared.ready
    const making = { state, ready: prepare(tx) }
    prepared = making
    making.ready.catch(() => {
      if (prepared === making) prepared = undefined
    })
    return making.ready
  }
  return async (tx, text, count) => {
    // What the registry held when it was made ready.
    const { index, places } = await prepareOnce(tx, await stateOf(tx))
    if (text.trim() === '' || places.size === 0) return []
    return similarTo(text, index, count).flatMap(({ key, score, reasons }) => {
      const place = places.get(key)
      return place ? [{ ...place, score, reasons }] : []
    })
  }
}

async function stateOf(tx: Read): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ', count(*), max(entered_at_ms), max(id::text)) as state from recommendations.report`.execute(
    tx.db,
  )
  return rows[0]!.state
}

async function prepare(tx: Read): Promise<Prepared> {
  const reports = await findReports(tx, undefined, { withoutReissues: true })
  const places = new Map<string, Omit<SimilarRecord, 'score' | 'reasons'>>()
  for (const { slug, report } of reports) {
    const addresses = addressesOf(report.paragraphs)
    for (const [ordinal, { role, kind, number, text }] of report.paragraphs.entries())
      if (role === 'recommendation')
        places.set(keyOf(slug, ordinal), {
          report: slug,
          address: addresses[ordinal]!,
          citation: citationOf(report.document, kind, number),
          text,
        })
  }
  const named = reports.map(({ slug, report }) => ({ name: slug, report }))
  return { index: indexCorpus(comparablesOf(named)), places }
}
