import { Worker } from 'node:worker_threads'
import type { PrivacyPromise } from './budget.rules.ts'
import type { CodedTable } from './coded-table.ts'
import type { SyntheticReport } from './release.ts'

export interface SynthesisOrder {
  table: CodedTable
  promise: PrivacyPromise
}

export type SynthesisMessage =
  | { part: number }
  | { report: SyntheticReport; packed: Uint8Array }
  | { failed: string }

/** The rows as CSV packed with gzip, and the report that goes with them. */
export interface MadeRelease {
  report: SyntheticReport
  packed: Buffer
}

/**
 * Makes a release in a thread of its own, with noise from the system's generator, so that the server goes on answering.
 * @throws Error when the thread breaks off or is told to
 */
export function synthesizeInThread(
  order: SynthesisOrder,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<MadeRelease> {
  const worker = new Worker(new URL('./synthesizing-thread.ts', import.meta.url), { workerData: order })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  return new Promise<MadeRelease>((resolve, reject) => {
    worker.on('message', (message: SynthesisMessage) => {
      if ('part' in message) progress(message.part)
      else if ('failed' in message) reject(new Error(`Making the rows broke off (${message.failed}).`))
      else resolve({ report: message.report, packed: Buffer.from(message.packed) })
    })
    worker.on('error', () => reject(new Error('Making the rows broke off.')))
    worker.on('exit', () => reject(new Error('Making the rows was stopped.')))
  }).finally(() => {
    signal.removeEventListener('abort', stop)
    return worker.terminate()
  })
}
