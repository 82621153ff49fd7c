import { Worker } from 'node:worker_threads'
import type { Codelist, Codelists } from '#kernel/entity/codelist.ts'
import { findDimension } from '../statistics.entity.ts'
import type { KeptRelease, MadeRelease, ReleaseAudit, ReleaseCover } from './make-release.ts'
import type { FrozenCounts, ReleaseDefinition } from './release.entity.ts'

/** All that a release is made from, as it goes to a thread. */
export interface ReleaseMaterial {
  cover: ReleaseCover
  definition: ReleaseDefinition
  counts: FrozenCounts
  /** What rounding draws from; null for releases that withhold. */
  secret: string | null
  earlier: readonly KeptRelease[]
}

export interface MakingOrder extends ReleaseMaterial {
  work: 'protect' | 'audit'
  lists: readonly Codelist[]
  /** The texts to audit. */
  texts?: MadeRelease['texts']
}

export type MakingMessage =
  | { part: number }
  | { texts: MadeRelease['texts'] }
  | { audit: ReleaseAudit }
  | { unprotectable: string }
  | { failed: string }

/** How a long piece of work tells how far it is, from 0 to 1, and how it is told to stop. */
export interface Underway {
  progress?: (part: number) => void
  signal?: AbortSignal
}

/** No protection passes the audit; the message says so in one sentence. */
export class CannotProtect extends Error {}

/** Protects a release in a thread of its own, so that the server goes on answering. @throws CannotProtect */
export async function protectInThread(
  material: ReleaseMaterial,
  lists: Codelists,
  underway: Underway = {},
): Promise<MadeRelease['texts']> {
  const said = await inThread({ ...material, work: 'protect', lists: usedLists(material, lists) }, underway)
  if (!('texts' in said)) throw new Error('Protecting the release broke off.')
  return said.texts
}

/** Audits the kept texts of a release in a thread of its own. */
export async function auditInThread(
  material: ReleaseMaterial,
  texts: MadeRelease['texts'],
  lists: Codelists,
  underway: Underway = {},
): Promise<ReleaseAudit> {
  const said = await inThread(
    { ...material, work: 'audit', texts, lists: usedLists(material, lists) },
    underway,
  )
  if (!('audit' in said)) throw new Error('Auditing the release broke off.')
  return said.audit
}

/** The lists that order the codes of a release and of those before it. */
function usedLists({ definition, earlier }: ReleaseMaterial, lists: Codelists): Codelist[] {
  const dimensions = [definition, ...earlier.map(e => e.definition)].flatMap(d =>
    d.tables.flatMap(table => table.dimensions),
  )
  const ids = new Set(dimensions.flatMap(id => findDimension(id)?.list ?? []))
  return [...ids].map(id => lists.get(id))
}

type Answer = Exclude<MakingMessage, { part: number }>

function inThread(order: MakingOrder, { progress, signal }: Underway): Promise<Answer> {
  const worker = new Worker(new URL('./making-thread.ts', import.meta.url), { workerData: order })
  const stop = () => void worker.terminate()
  signal?.addEventListener('abort', stop)
  return new Promise<Answer>((resolve, reject) => {
    worker.on('message', (message: MakingMessage) => {
      if ('part' in message) progress?.(message.part)
      else if ('unprotectable' in message) reject(new CannotProtect(message.unprotectable))
      else if ('failed' in message) reject(new Error(`Making the release broke off (${message.failed}).`))
      else resolve(message)
    })
    worker.on('error', () => reject(new Error('Making the release broke off.')))
    worker.on('exit', () => reject(new Error('Making the release was stopped.')))
  }).finally(() => {
    signal?.removeEventListener('abort', stop)
    return worker.terminate()
  })
}
