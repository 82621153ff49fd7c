import type { CellStatus, CubeDimension, CubeTable } from '../disclosure/cube.ts'
import { cellName } from '../disclosure/cube.ts'
import type { EarlierRelease } from '../releases/linked-releases.ts'

/** A returned number as it was counted, and as it was told. */
export interface StoryLine {
  /** The table without its version. */
  table: string
  /** Name of the cell, as `cellName` gives it; empty for the total. */
  name: string
  count: number
  text: string
}

/** What one kind of agency counted of a step in a year, and what a submission told of it. It stays inside the node. */
export interface KeptStory {
  /** Step, kind of agency, year, measure and unit. */
  group: string
  lines: StoryLine[]
  /** The same as tables with all of their totals; null where parts and totals differed. */
  cubes: KeptCube[] | null
}

interface KeptCube {
  dimensions: CubeDimension[]
  cells: { key: string[]; count: number; status: CellStatus }[]
}

/** Tables with what is told of each of their cells. */
export const asKept = (cubes: readonly CubeTable[], statusOf: (cell: string) => CellStatus): KeptCube[] =>
  cubes.map(({ dimensions, cells }) => ({
    dimensions: [...dimensions],
    cells: cells.map(({ key, count }) => ({
      key: [...key],
      count,
      status: statusOf(cellName(dimensions, key)),
    })),
  }))

/**
 * A kept story as something that went out before, to be tied to what comes after it.
 * @returns undefined where its parts did not add up
 */
export function asEarlier({ cubes }: KeptStory, name: string): EarlierRelease | undefined {
  if (!cubes) return undefined
  return {
    name,
    tables: cubes.map(({ dimensions, cells }) => ({
      dimensions,
      cells: cells.map(({ key, count }) => ({ key, count })),
    })),
    published: cubes.map(({ dimensions, cells }) => ({
      dimensions,
      cells: cells.map(({ key, count, status }) =>
        status === 'published' ? { key, status, count } : { key, status },
      ),
    })),
  }
}

/** Whether the same tables count the same as when they were kept. */
export function isSame(stories: readonly KeptStory[], lines: readonly Omit<StoryLine, 'text'>[]): boolean {
  const kept = stories.flatMap(story => story.lines)
  const counted = new Map(kept.map(({ table, name, count }) => [`${table}\u0000${name}`, count]))
  return (
    kept.length === lines.length &&
    lines.every(({ table, name, count }) => counted.get(`${table}\u0000${name}`) === count)
  )
}

/** Whether the number itself was told. */
export const isTold = ({ text, count }: StoryLine): boolean => text === String(count)

/** The total of a kept story in every way that it was counted. */
export const totalsOf = ({ lines, cubes }: KeptStory): { count: number }[] => [
  ...lines.filter(({ name }) => name === ''),
  ...(cubes ?? []).flatMap(({ dimensions, cells }) =>
    cells.filter(({ key }) => cellName(dimensions, key) === ''),
  ),
]
