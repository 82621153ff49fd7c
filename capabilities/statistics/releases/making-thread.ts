import { parentPort, workerData } from 'node:worker_threads'
import type { Codelists } from '#kernel/entity/codelist.ts'
import { Unprotectable } from '../disclosure/protect-cubes.ts'
import type { MakingMessage, MakingOrder } from './make-in-thread.ts'
import { auditRelease, makeRelease } from './make-release.ts'
import { Unroundable } from './rounded-release.ts'

// The other end of make-in-thread.ts.
const port = parentPort!
const tell = (message: MakingMessage) => port.postMessage(message)
const { work, cover, definition, counts, secret, earlier, lists: given, texts } = workerData as MakingOrder
const known = new Map(given.map(list => [list.id, list]))
const lists: Codelists = {
  get(id) {
    const list = known.get(id)
    if (!list) throw new Error(`There is no list ${id}.`)
    return list
  },
}
const progress = (from: number, to: number) => (part: number) => tell({ part: from + part * (to - from) })
try {
  if (work === 'protect') {
    const made = await makeRelease(cover, definition, counts, secret, earlier, lists, progress(0, 1))
    tell({ texts: made.texts })
  } else {
    // Made again only for the other tables that protection found; the audit checks each, and looks at the kept texts alone.
    const { witnesses } = await makeRelease(
      cover,
      definition,
      counts,
      secret,
      earlier,
      lists,
      progress(0, 0.5),
    )
    const ways = progress(0.5, 1)
    tell({ audit: await auditRelease(texts!, definition, counts, earlier, lists, witnesses, ways) })
  }
} catch (error) {
  if (error instanceof Unprotectable || error instanceof Unroundable) tell({ unprotectable: error.message })
  else tell({ failed: error instanceof Error ? error.name : 'unknown' })
}
