import { parentPort, workerData } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { systemRandomness } from './randomness.ts'
import { synthesize } from './release.ts'
import type { SynthesisMessage, SynthesisOrder } from './synthesize-in-thread.ts'
import { csvLines } from './table-file.ts'

// The other end of synthesize-in-thread.ts.
const port = parentPort!
const tell = (message: SynthesisMessage) => port.postMessage(message)
const { table, promise } = workerData as SynthesisOrder
try {
  const { rows, report } = await synthesize(table, promise, systemRandomness(), {
    progress: part => tell({ part }),
  })
  tell({ report, packed: gzipSync([...csvLines(rows)].join('')) })
} catch (error) {
  tell({ failed: error instanceof Error ? error.name : 'unknown' })
}
