import { parentPort, workerData } from 'node:worker_threads'
import { codelists } from '#standards/codelists.ts'
import { readCases } from './import/dry-run.ts'
import { UnreadableFile } from './import/import-problem.ts'
import { openTable } from './import/read-table.ts'
import type { ThreadMessage, ThreadOrder } from './read-in-thread.ts'

// The other end of read-in-thread.ts: reads rows into drafts beside the thread that seals and stores them.
const port = parentPort!
const order = workerData as ThreadOrder
const tell = (message: ThreadMessage) => port.postMessage(message)

/** Batches that the reader of this thread is ready to take. */
let credit = 0
let credited = () => {}
port.on('message', () => {
  credit++
  credited()
})
const mayTell = async () => {
  while (credit === 0)
    await new Promise<void>(resolve => {
      credited = resolve
    })
  credit--
}

try {
  const table = await openTable(order.file, order.sheet === undefined ? {} : { sheet: order.sheet })
  const { mapping, scope, secret } = order
  for await (const batch of readCases(table, mapping, codelists, { scope, secret })) {
    await mayTell()
    // As text: taking objects apart and putting them together again costs several times as much.
    tell({ batch: JSON.stringify(batch) })
  }
  tell({ done: true })
} catch (error) {
  tell(
    error instanceof UnreadableFile
      ? { unreadable: { name: order.file.name, problem: error.problem } }
      : { failed: error instanceof Error ? error.name : 'unknown' },
  )
}
port.close()
