import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CubeTable, cellName } from '../disclosure/cube.ts'
import { summed } from '../disclosure/cube-sums.ts'
import { protectCubes } from '../disclosure/protect-cubes.ts'
import { linkReleases } from '../releases/linked-releases.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'
import { asEarlier, asKept, isSame, isTold, type KeptStory, type StoryLine, totalsOf } from './kept-story.ts'

/** A returned number as it may leave the node. */
export interface Protected {
  of: ReturnedCount
  /** The number, `<5` where the audit lets small counts carry a mark of their own, or empty where it is withheld. */
  text: string
  withheld: boolean
}

/** What may leave, and what has to be kept of it so that a later file cannot be held against this one. */
export interface ProtectedReturns {
  told: Protected[]
  stories: KeptStory[]
}

const axes = ['sex', 'age', 'citizenship', 'form'] as const
const total = '_T'

/**
 * Protects what agencies returned before it leaves: all that one kind of agency counted of a step in a year is protected
 * and audited together as a release is, also where it stands in two tables, and with all that was submitted of it before,
 * as releases are with earlier ones. Where parts do not add up to their totals it cannot be; then, if a count or what is
 * missing between parts and total is small, only the total stays; and of what was submitted before what did not change.
 * Amounts of money are no persons and stay as they are.
 * @param threshold counts from 1 to one less are withheld
 * @param earlier what each submission of the same year kept, the first one first
 */
export async function protectReturned(
  counts: readonly ReturnedCount[],
  threshold: number,
  earlier: readonly (readonly KeptStory[])[] = [],
): Promise<ProtectedReturns> {
  const groups = Map.groupBy(counts, c => [c.step, c.agencyKind, c.year, c.measure, c.unit ?? ''].join('|'))
  const done: ProtectedReturns = { told: [], stories: [] }
  // One after the other: each runs the solver, and others are answered in between.
  for (const [name, group] of groups) {
    await nextTurn()
    if (group[0]!.measure === 'amount') {
      done.told.push(...group.map(openly))
      continue
    }
    const before = earlier.map(stories => stories.filter(story => story.group === name))
    const { told, stories } = await protectGroup(name, group, threshold, before)
    done.told.push(...told)
    done.stories.push(...stories)
  }
  return done
}

async function protectGroup(
  name: string,
  group: readonly ReturnedCount[],
  threshold: number,
  before: readonly (readonly KeptStory[])[],
): Promise<ProtectedReturns> {
  const newest = before.findLast(stories => stories.length > 0) ?? []
  if (newest.length > 0 && isSame(newest, group.map(lineOf))) return saidAgain(group, newest)
  const kept = distinct(before.flat())
  const parts = tellsOneStory(group) ? [group] : [...Map.groupBy(group, c => c.table).values()]
  const done: ProtectedReturns = { told: [], stories: [] }
  for (const part of parts) {
    const { told, story } =
      kept.length === 0
        ? await protectFirst(name, part, threshold)
        : await protectLater(name, part, threshold, kept, newest)
    done.told.push(...told)
    done.stories.push(story)
  }
  return done
}

/** Whether tables that count the same say the same, so that they are one; others count something else. */
function tellsOneStory(group: readonly ReturnedCount[]): boolean {
  const told = new Map<string, number>()
  for (const count of group) {
    if ((told.get(nameOf(count)) ?? count.count) !== count.count) return false
    told.set(nameOf(count), count.count)
  }
  return true
}

/** Nothing changed since it was submitted: it is told in the same words, which tells nothing more. */
function saidAgain(group: readonly ReturnedCount[], newest: readonly KeptStory[]): ProtectedReturns {
  const texts = new Map(newest.flatMap(({ lines }) => lines).map(line => [keyOf(line), line.text]))
  return {
    told: group.map(of => asTold(of, texts.get(keyOf(lineOf(of))) ?? '')),
    stories: [...newest],
  }
}

interface Told {
  told: Protected[]
  story: KeptStory
}

async function protectFirst(name: string, group: readonly ReturnedCount[], threshold: number): Promise<Told> {
  const { cubes, gaps } = cubesOf(group)
  const isSmall = smallUnder(threshold)
  if (![...group.map(c => c.count), ...gaps].some(isSmall))
    return keeping(name, group.map(openly), cubes, () => 'published')
  const safe = cubes && (await protectCubes(cubes, { threshold }).catch(() => undefined))
  if (!cubes || !safe) return some(name, group, cubes, of => isTotal(of) && !isSmall(of.count))
  return printed(name, group, cubes, safe, threshold)
}

/**
 * With everything that was submitted of the same persons tied in, as releases are with earlier ones.
 * @param newest what the newest submission kept of them
 */
async function protectLater(
  name: string,
  group: readonly ReturnedCount[],
  threshold: number,
  kept: readonly KeptStory[],
  newest: readonly KeptStory[],
): Promise<Told> {
  const { cubes } = cubesOf(group)
  const earlier = kept.flatMap((story, i) => asEarlier(story, `submission ${i}`) ?? [])
  const wasTold = new Map(
    newest.flatMap(({ lines }) => lines.filter(isTold).map(line => [keyOf(line), line.count])),
  )
  /** What was told and did not change is known already; of one file alone, since several never told it together. */
  const again = (of: ReturnedCount) => wasTold.get(keyOf(lineOf(of))) === of.count
  // What did not add up then or does not now cannot be tied in.
  if (!cubes || earlier.length < kept.length) {
    const isSmall = smallUnder(threshold)
    const totals = kept.flatMap(totalsOf)
    const mayTell = ({ count }: ReturnedCount) =>
      !isSmall(count) && totals.every(former => former.count !== count && !isSmall(count - former.count))
    // A new total beside parts that are known would tell what is left between them.
    const hasKnownParts = group.some(of => !isTotal(of) && again(of))
    return some(name, group, cubes, of => again(of) || (isTotal(of) && !hasKnownParts && mayTell(of)))
  }
  const linked = linkReleases(cubes, earlier)
  const safe = await protectCubes(linked.tables, {
    threshold,
    fate: linked.fate,
    unprinted: linked.unprinted,
  }).catch(() => undefined)
  // Marks that went out stay known: they must not give anything away together with what is told now.
  const hadMarks = kept.some(({ lines }) => lines.some(({ text }) => text.startsWith('<')))
  if (safe && (safe.audit.marksSafe || !hadMarks)) return printed(name, group, cubes, safe, threshold)
  return some(name, group, cubes, again, cell => linked.fate(cell) === 'published')
}

/** The group as the protected tables tell it. */
function printed(
  name: string,
  group: readonly ReturnedCount[],
  cubes: readonly CubeTable[],
  safe: Awaited<ReturnType<typeof protectCubes>>,
  threshold: number,
): Told {
  const shown = new Map<string, string>()
  const published = new Set<string>()
  for (const { dimensions, cells } of safe.tables.slice(0, cubes.length))
    for (const { key, status, count } of cells) {
      const cell = cellName(dimensions, key)
      if (status === 'published') published.add(cell)
      shown.set(
        cell,
        status === 'published'
          ? String(count)
          : status === 'primary' && safe.audit.marksSafe
            ? `<${threshold}`
            : '',
      )
    }
  const told = group.map(of => asTold(of, shown.get(nameOf(of)) ?? ''))
  return keeping(name, told, cubes, cell => (published.has(cell) ? 'published' : 'secondary'))
}

/** Some numbers of the group alone, every other one withheld. */
function some(
  name: string,
  group: readonly ReturnedCount[],
  cubes: readonly CubeTable[] | undefined,
  mayTell: (of: ReturnedCount) => boolean,
  isKnown: (cell: string) => boolean = () => false,
): Told {
  const told = group.map(of => asTold(of, mayTell(of) ? String(of.count) : ''))
  const shown = new Set(told.filter(({ withheld }) => !withheld).map(({ of }) => nameOf(of)))
  return keeping(name, told, cubes, cell => (shown.has(cell) || isKnown(cell) ? 'published' : 'secondary'))
}

const keeping = (
  group: string,
  told: Protected[],
  cubes: readonly CubeTable[] | undefined,
  statusOf: (cell: string) => 'published' | 'secondary',
): Told => ({
  told,
  story: {
    group,
    lines: told.map(({ of, text }) => ({ ...lineOf(of), text })),
    cubes: cubes ? asKept(cubes, statusOf) : null,
  },
})

const smallUnder = (threshold: number) => (n: number) => Math.abs(n) > 0 && Math.abs(n) < threshold
const asTold = (of: ReturnedCount, text: string): Protected => ({ of, text, withheld: text === '' })
const openly = (of: ReturnedCount): Protected => asTold(of, String(of.count))
const isTotal = (of: ReturnedCount) => axes.every(axis => of[axis] === total)

const nameOf = (count: ReturnedCount): string =>
  cellName(
    axes.map(name => ({ name, codes: [], total })),
    axes.map(axis => count[axis]),
  )

const lineOf = (of: ReturnedCount): Omit<StoryLine, 'text'> => ({
  // A new version of a table counts the same persons as the one before.
  table: of.table.split(' ')[0]!,
  name: nameOf(of),
  count: of.count,
})
const keyOf = ({ table, name }: Pick<StoryLine, 'table' | 'name'>) => `${table}\u0000${name}`

/** What was said again in a later submission is tied in once. */
const distinct = (stories: readonly KeptStory[]): KeptStory[] => [
  ...new Map(stories.map(story => [JSON.stringify(story.lines), story])).values(),
]

/** The group as tables with all of their totals, none where parts and totals differ; and by how much they do. */
function cubesOf(group: readonly ReturnedCount[]): { cubes: CubeTable[] | undefined; gaps: number[] } {
  const given = new Map(group.map(c => [nameOf(c), c.count]))
  const usedBy = (c: ReturnedCount) => axes.filter(axis => c[axis] !== total)
  const sets = [...new Map(group.map(c => [usedBy(c).join(), usedBy(c)])).values()]
  const largest = sets.filter(
    set => !sets.some(other => other.length > set.length && set.every(axis => other.includes(axis))),
  )
  if (largest.some(set => set.length === 0)) {
    // Nothing but a total.
    const only = {
      dimensions: [{ name: 'sex', codes: [total], total }],
      cells: [{ key: [total], count: group[0]!.count }],
    }
    return { cubes: [only], gaps: [] }
  }
  const cubes = largest.map(set => {
    const leaves = group.filter(c => usedBy(c).join() === set.join())
    const dimensions = set.map(name => ({
      name,
      codes: [total, ...new Set(leaves.map(c => c[name]))],
      total,
    }))
    return summed(
      dimensions,
      new Map(leaves.map(c => [set.map(axis => c[axis]).join('\u0000'), { facts: c.count }])),
    )
  })
  const told = new Map([...given].map(([name, count]) => [name, [count]]))
  for (const { dimensions, cells } of cubes)
    for (const { key, count } of cells) {
      const name = cellName(dimensions, key)
      told.set(name, [...(told.get(name) ?? []), count])
    }
  const gaps = [...told.values()].flatMap(ways =>
    ways.flatMap((a, i) => ways.slice(i + 1).map(b => Math.abs(a - b))),
  )
  const inCubes = new Set(cubes.flatMap(c => c.cells.map(({ key }) => cellName(c.dimensions, key))))
  const isWhole = gaps.every(gap => gap === 0) && [...given.keys()].every(name => inCubes.has(name))
  return { cubes: isWhole ? cubes : undefined, gaps }
}
