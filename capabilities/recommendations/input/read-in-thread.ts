import { Worker } from 'node:worker_threads'
import type { ExtractionFailure, FileText } from './file-text.ts'

export interface ExtractionOrder {
  kind: 'pdf' | 'word'
  bytes: Uint8Array
}

export type Extraction = Pick<FileText, 'text' | 'pages' | 'trackedChanges'> | { why: ExtractionFailure }

/** What taking one text out of its file may cost. A report of 200 pages takes some two seconds and 150 MB. */
export interface ExtractionLimits {
  milliseconds: number
  /** Growth of this process's memory while the thread works. */
  bytes: number
}

const usualLimits: ExtractionLimits = { milliseconds: 30_000, bytes: 900 * 1024 * 1024 }
const lookEveryMilliseconds = 40

/**
 * Takes the text out of a PDF or Word file in a thread of its own. A file made to unpack without end is stopped by
 * time and by memory, and the server goes on.
 */
export async function extractInThread(
  kind: ExtractionOrder['kind'],
  bytes: Uint8Array,
  limits: ExtractionLimits = usualLimits,
): Promise<Extraction> {
  const order: ExtractionOrder = { kind, bytes }
  const worker = new Worker(new URL('./extracting-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 600, maxYoungGenerationSizeMb: 64 },
  })
  const begun = performance.now()
  const memory = process.memoryUsage.rss()
  let watch: NodeJS.Timeout | undefined
  try {
    return await new Promise<Extraction>(resolve => {
      watch = setInterval(() => {
        if (process.memoryUsage.rss() - memory > limits.bytes) resolve({ why: 'too much' })
        else if (performance.now() - begun > limits.milliseconds) resolve({ why: 'too slow' })
      }, lookEveryMilliseconds)
      worker.once('message', (message: Extraction) => resolve(message))
      // The heap of the thread is full, or the reader has a fault: either way the file is not read.
      worker.once('error', (error: Error & { code?: string }) =>
        resolve({ why: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too much' : damaged(kind) }),
      )
      worker.once('exit', () => resolve({ why: damaged(kind) }))
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

export const damaged = (kind: ExtractionOrder['kind']): ExtractionFailure =>
  kind === 'pdf' ? 'damaged pdf' : 'damaged word'
