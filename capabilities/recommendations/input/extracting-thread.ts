import { parentPort, workerData } from 'node:worker_threads'
import { damaged, type Extraction, type ExtractionOrder } from './read-in-thread.ts'

// The other end of read-in-thread.ts: takes the text out of one file and says how it went.
const { kind, bytes } = workerData as ExtractionOrder

async function extract(): Promise<Extraction> {
  if (kind === 'pdf') {
    const { textOfPdf, UnreadablePdf } = await import('./pdf-text.ts')
    try {
      return { ...(await textOfPdf(bytes)), trackedChanges: false }
    } catch (error) {
      const why = error instanceof UnreadablePdf ? error.why : 'damaged'
      return { why: why === 'damaged' || why === 'locked' ? `${why} pdf` : why }
    }
  }
  const { textOfWord } = await import('./word-text.ts')
  const { Unpackable } = await import('./unpack.ts')
  try {
    return { ...textOfWord(bytes), pages: null }
  } catch (error) {
    const why = error instanceof Unpackable ? error.why : 'damaged'
    return { why: why === 'too much' ? why : why === 'locked' ? 'locked word' : damaged('word') }
  }
}

parentPort!.postMessage(await extract())
