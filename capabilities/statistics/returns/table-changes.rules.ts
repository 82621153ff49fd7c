import type { Language } from '#kernel/entity/codelist.ts'
import { jumpFactorOf } from './checks.rules.ts'
import type { Block, Breakdown, ReturnDimension, TableDefinition } from './return.entity.ts'

/** One thing in which a version of a table differs from the one before. */
export type TableChange =
  /** A text was written anew; `block` where it is the title of a part. */
  | {
      kind: 'title' | 'note' | 'articles' | 'source' | 'own-choice' | 'block-title'
      block?: Block
      languages?: Language[]
    }
  | { kind: 'owed' | 'at-most'; added: string[]; removed: string[] }
  | { kind: 'period'; from: string; to: string }
  | { kind: 'due' | 'jump'; from: number; to: number }
  | { kind: 'block-added' | 'block-removed' | 'block-apart' | 'block-counted'; block: Block }
  | { kind: 'order' }
  /** Rows or columns of a part count by something else, or are there for the first or the last time. */
  | { kind: 'side'; block: Block; side: Side; from: ReturnDimension | null; to: ReturnDimension | null }
  | {
      kind: 'codes'
      block: Block
      side: Side
      dimension: ReturnDimension
      added: string[]
      removed: string[]
    }
  | { kind: 'code-order' | 'open' | 'closed'; block: Block; side: Side; dimension: ReturnDimension }

export type Side = 'rows' | 'columns'

/** Changes after which a number does not count what it counted before: a series breaks there. */
const breaking: ReadonlySet<TableChange['kind']> = new Set([
  'note',
  'owed',
  'period',
  'block-added',
  'block-removed',
  'block-apart',
  'block-counted',
  'side',
  'codes',
])

/** Whether numbers of the one version can stand beside those of the other only with a mark between them. */
export const breaksSeries = (changes: readonly TableChange[]): boolean =>
  changes.some(change => breaking.has(change.kind))

/** What a version of a table changed, in the order in which a definition is read; empty where nothing is different. */
export function changesBetween(before: TableDefinition, after: TableDefinition): TableChange[] {
  const changes: TableChange[] = []
  for (const kind of ['title', 'note'] as const) {
    const languages = languagesThatDiffer(before[kind], after[kind])
    if (languages.length > 0) changes.push({ kind, languages })
  }
  for (const kind of ['articles', 'source'] as const)
    if (before[kind].trim() !== after[kind].trim()) changes.push({ kind })
  if (before.ownChoice.join('\n') !== after.ownChoice.join('\n')) changes.push({ kind: 'own-choice' })
  pushList(changes, 'owed', before.owedBy, after.owedBy)
  if (before.period !== after.period) changes.push({ kind: 'period', from: before.period, to: after.period })
  if (before.dueMonths !== after.dueMonths)
    changes.push({ kind: 'due', from: before.dueMonths, to: after.dueMonths })
  const factors = [jumpFactorOf(before), jumpFactorOf(after)] as const
  if (factors[0] !== factors[1]) changes.push({ kind: 'jump', from: factors[0], to: factors[1] })
  pushList(changes, 'at-most', before.atMost, after.atMost)
  return [...changes, ...changedBlocks(before.blocks, after.blocks)]
}

function pushList(
  changes: TableChange[],
  kind: 'owed' | 'at-most',
  before: readonly string[],
  after: readonly string[],
) {
  const { added, removed } = difference(before, after)
  if (added.length + removed.length > 0) changes.push({ kind, added, removed })
}

function changedBlocks(before: readonly Block[], after: readonly Block[]): TableChange[] {
  const old = new Map(before.map(block => [block.id, block]))
  const kept = after.filter(block => old.has(block.id))
  const changes = after.flatMap((block): TableChange[] => {
    const was = old.get(block.id)
    return was ? changedBlock(was, block) : [{ kind: 'block-added', block }]
  })
  for (const block of before)
    if (!after.some(one => one.id === block.id)) changes.push({ kind: 'block-removed', block })
  const orderBefore = before.filter(block => kept.some(one => one.id === block.id))
  if (orderBefore.some((block, i) => block.id !== kept[i]!.id)) changes.push({ kind: 'order' })
  return changes
}

function changedBlock(before: Block, block: Block): TableChange[] {
  const changes: TableChange[] = []
  const languages = languagesThatDiffer(before.title, block.title)
  if (languages.length > 0) changes.push({ kind: 'block-title', block, languages })
  if (Boolean(before.apart) !== Boolean(block.apart))
    changes.push({ kind: block.apart ? 'block-apart' : 'block-counted', block })
  for (const side of ['rows', 'columns'] as const)
    changes.push(...changedSide(before[side], block[side], block, side))
  return changes
}

function changedSide(
  before: Breakdown | undefined,
  after: Breakdown | undefined,
  block: Block,
  side: Side,
): TableChange[] {
  if (!before || !after || before.dimension !== after.dimension)
    return before || after
      ? [{ kind: 'side', block, side, from: before?.dimension ?? null, to: after?.dimension ?? null }]
      : []
  const { dimension } = after
  const { added, removed } = difference(before.codes, after.codes)
  const changes: TableChange[] = []
  if (added.length + removed.length > 0)
    changes.push({ kind: 'codes', block, side, dimension, added, removed })
  else if (before.codes.some((code, i) => code !== after.codes[i]))
    changes.push({ kind: 'code-order', block, side, dimension })
  if (before.open !== after.open)
    changes.push({ kind: after.open ? 'open' : 'closed', block, side, dimension })
  return changes
}

const difference = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter(one => !before.includes(one)),
  removed: before.filter(one => !after.includes(one)),
})

const languagesThatDiffer = (before: Record<Language, string>, after: Record<Language, string>): Language[] =>
  (Object.keys(after) as Language[]).filter(
    language => (before[language] ?? before.en).trim() !== after[language].trim(),
  )
