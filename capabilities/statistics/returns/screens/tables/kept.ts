import { useState } from 'react'
import type { TableDefinition } from '../../return.entity.ts'
import { nextDraft } from './draft.ts'

/**
 * What is written so far, kept in this tab so that a reload loses nothing. It holds no person's data.
 * @returns the draft, how to change it, and whether it was begun before this page was opened
 */
export function useKept(last: TableDefinition, thisYear: number) {
  const name = `return-table.${last.id}.${last.version + 1}`
  const [found] = useState(() => read(name, last))
  const [draft, setDraft] = useState<TableDefinition>(() => found ?? nextDraft(last, thisYear))
  const [begunBefore, setBegunBefore] = useState(found !== undefined)
  return {
    draft,
    begunBefore,
    change(more: Partial<TableDefinition>) {
      const changed = { ...draft, ...more }
      setDraft(changed)
      store(name, JSON.stringify(changed))
    },
    /** Begins anew from the newest version. */
    forget() {
      setDraft(nextDraft(last, thisYear))
      setBegunBefore(false)
      store(name, undefined)
    },
  }
}

function read(name: string, last: TableDefinition): TableDefinition | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(name) ?? 'null') as TableDefinition | null
    if (found?.id !== last.id || !Array.isArray(found.blocks)) return undefined
    // An empty number does not survive being written down.
    return { ...found, dueMonths: found.dueMonths ?? Number.NaN }
  } catch {
    return undefined
  }
}

function store(name: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, text)
  } catch {
    // A browser that keeps nothing keeps no draft; the page works all the same.
  }
}
