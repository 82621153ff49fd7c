import { useState } from 'react'
import type { TableDefinition } from '../../return.entity.ts'
import { nextDraft } from './draft.ts'

/**
 * What is written so far, kept in this tab so that a reload loses nothing. It holds no person's data.
 * @returns the draft, how to change it, and from which version it was begun if that was before this page was opened
 */
export function useKept(last: TableDefinition, thisYear: number) {
  // One for the table, so that a version which somebody else makes meanwhile takes nothing away.
  const name = `return-table.${last.id}`
  const [found] = useState(() => read(name, last))
  const [draft, setDraft] = useState<TableDefinition>(() => found ?? nextDraft(last, thisYear))
  const [begunFrom, setBegunFrom] = useState(found && found.version - 1)
  return {
    draft,
    begunFrom,
    change(more: Partial<TableDefinition>) {
      const changed = { ...draft, ...more }
      setDraft(changed)
      store(name, JSON.stringify(changed))
    },
    /** Begins anew from the newest version. */
    forget() {
      setDraft(nextDraft(last, thisYear))
      setBegunFrom(undefined)
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
