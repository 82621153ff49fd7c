import { Worker } from 'node:worker_threads'
import type { Paper } from './paper.ts'
import { paperAsTypst } from './typst.ts'
import type { Printing } from './words.ts'

/** Why there is no PDF, as one sentence with a remedy. */
export class NoPdf extends Error {
  override readonly name = 'NoPdf'
}

/** What the thread is given, and what it answers. */
export interface TypesettingTask {
  source: string
  /** Seconds since 1970, written into the file. */
  issuedAtS: number
}
export type TypesettingAnswer = { pdf: Uint8Array } | { no: 'engine' | 'typesetting' }

const SENTENCES = {
  engine:
    'PDF files cannot be made on this machine: its typesetter is missing or does not run here. Take the Word file, or print the page from the browser.',
  typesetting: 'The document could not be typeset as PDF. Take the Word file instead.',
  slow: 'The document is too large to be typeset as PDF in time. Choose fewer recommendations, or take the Word file.',
} as const

const TIME_MAX_MS = 120_000
const MEMORY_MAX_MB = 1_024

/**
 * Typesets an index or a compilation as PDF, in a thread of its own, so that nobody else waits; tagged for readers
 * who listen. Equal content and instant give equal bytes.
 * @throws NoPdf
 */
export function paperAsPdf(paper: Paper, { issuedAt }: Printing): Promise<Uint8Array> {
  const task: TypesettingTask = {
    source: paperAsTypst(paper),
    issuedAtS: Math.floor(Date.parse(issuedAt) / 1_000),
  }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./typesetting-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
    })
    const timer = setTimeout(() => void end(() => reject(new NoPdf(SENTENCES.slow))), TIME_MAX_MS)
    const end = (finish: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      finish()
    }
    worker.once('message', (answer: TypesettingAnswer) =>
      end(() => ('pdf' in answer ? resolve(answer.pdf) : reject(new NoPdf(SENTENCES[answer.no])))),
    )
    worker.once('error', () => end(() => reject(new NoPdf(SENTENCES.typesetting))))
    worker.once('exit', () => end(() => reject(new NoPdf(SENTENCES.typesetting))))
  })
}
