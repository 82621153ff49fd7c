import { Worker } from 'node:worker_threads'
import type { CaseBatch } from './import/dry-run.ts'
import type { ImportMapping } from './import/import-mapping.ts'
import { type ImportProblem, UnreadableFile } from './import/import-problem.ts'
import type { TableFile } from './import/table-file.ts'

export interface ThreadOrder {
  file: TableFile
  sheet?: string
  mapping: ImportMapping
  scope: string
  secret: Uint8Array
}

export type ThreadMessage =
  | { batch: string }
  | { done: true }
  | { unreadable: { name: string; problem: ImportProblem } }
  | { failed: string }

/** Batches that may lie ready; more would only fill memory. */
const readyMax = 2

/**
 * Reads a table's rows into drafts in a thread of its own, so that reading goes on while others are sealed and stored.
 * @throws UnreadableFile where reading must stop; what was read before stands
 */
export async function* readInThread(order: ThreadOrder): AsyncGenerator<CaseBatch> {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: order,
    // What one row needs is gone with the next; a file in memory comes beside the heap.
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  })
  const messages: ThreadMessage[] = []
  let heard = () => {}
  const hear = (message: ThreadMessage) => {
    messages.push(message)
    heard()
  }
  worker.on('message', hear)
  worker.on('error', () => hear({ failed: 'error' }))
  worker.on('exit', () => hear({ failed: 'exit' }))
  for (let i = 0; i < readyMax; i++) worker.postMessage('more')
  try {
    for (;;) {
      while (messages.length === 0)
        await new Promise<void>(resolve => {
          heard = resolve
        })
      const message = messages.shift()!
      if ('done' in message) return
      if ('unreadable' in message) throw unreadable(message.unreadable)
      if ('failed' in message)
        throw new Error(`Reading the file broke off (${message.failed}). Import it again.`)
      worker.postMessage('more')
      yield JSON.parse(message.batch) as CaseBatch
    }
  } finally {
    await worker.terminate()
  }
}

function unreadable({ name, problem }: { name: string; problem: ImportProblem }): UnreadableFile {
  return new UnreadableFile(
    name,
    problem.code.replace(/^file\./, ''),
    problem.what,
    problem.remedy,
    problem.row,
  )
}
