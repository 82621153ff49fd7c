import type { ReleasedTable } from './release.entity.ts'

/** One number of a picture; null where it is withheld. */
export interface PicturePoint {
  /** Codes along the picture's one or two dimensions. */
  codes: readonly string[]
  count: number | null
}

/** What of a released table is drawn, and how. Numbers are the table's own; none is made. */
export interface ReleasedPicture {
  kind: 'bars' | 'lines' | 'matrix' | 'map'
  /**
   * One dimension, or two: of lines the year and what the lines are; of a matrix rows and columns; of a map where from
   * and where to.
   */
  dimensions: readonly string[]
  /** Codes that are drawn, by dimension, in order. */
  codes: readonly (readonly string[])[]
  points: readonly PicturePoint[]
  /** Dimensions that the picture takes as a whole. */
  whole: readonly string[]
  /** The largest number that is shown, totals aside; undefined where none is. */
  most: PicturePoint | undefined
}

const linesMax = 6
const barsMax = 24

/**
 * The pictures of a table that make sense, the best first: the one that takes fewest dimensions as a whole; of equals,
 * the map. Empty where nothing can be drawn.
 */
export function picturesOf(table: ReleasedTable): ReleasedPicture[] {
  return [mapOf(table), chartOf(table)]
    .filter(picture => picture !== undefined)
    .sort((a, b) => a.whole.length - b.whole.length)
}

/** Years as lines, one dimension as bars, two as shades. Undefined where nothing can be drawn. */
function chartOf(table: ReleasedTable): ReleasedPicture | undefined {
  const year = table.dimensions.findIndex(d => d.id === 'year')
  const others = table.dimensions.map((_, i) => i).filter(i => i !== year)
  const [first, second] = others
  const isTime = year >= 0 && drawnCodes(table, year).length > 1
  const drawn = isTime
    ? [year, ...others.slice(0, 1)]
    : second === undefined
      ? [first ?? year]
      : [first!, second]
  const at = countsOf(table, drawn)
  let codes = drawn.map(i => drawnCodes(table, i))
  if (codes.some(list => list.length === 0)) return undefined
  const kind = isTime ? 'lines' : drawn.length === 1 ? 'bars' : 'matrix'
  const sums = (i: number) =>
    new Map(
      codes[i]!.map(code => {
        const key = drawn.map((d, n) => (n === i ? code : table.dimensions[d]!.total))
        return [code, at(key) ?? 0] as const
      }),
    )
  // Of very many lines or bars the largest are drawn, in their own order; the table below has all.
  const last = codes.length - 1
  const limit = kind === 'lines' ? (drawn.length === 2 ? linesMax : Number.POSITIVE_INFINITY) : barsMax
  if (kind !== 'matrix' && codes[last]!.length > limit) {
    const size = sums(last)
    const kept = new Set([...codes[last]!].sort((a, b) => size.get(b)! - size.get(a)!).slice(0, limit))
    codes = codes.with(
      last,
      codes[last]!.filter(code => kept.has(code)),
    )
  }
  return pictureOf(table, kind, drawn, codes)
}

/**
 * Countries in shades, or ways from citizenship to country of exploitation. Undefined where fewer than two countries
 * could be told apart, or where no number stands on any.
 */
function mapOf(table: ReleasedTable): ReleasedPicture | undefined {
  const drawn = ['citizenship', 'countryOfExploitation']
    .map(id => table.dimensions.findIndex(d => d.id === id))
    .filter(i => i >= 0)
  if (drawn.length === 0) return undefined
  const picture = pictureOf(
    table,
    'map',
    drawn,
    drawn.map(i => drawnCodes(table, i)),
  )
  const placed = picture.points.filter(isOnMap)
  const countries = new Set(placed.filter(p => p.count !== 0).flatMap(p => p.codes))
  return countries.size > 1 && placed.some(point => point.count) ? picture : undefined
}

/** Whether a number of a map is of countries alone; one of unknown, of several or of a group has no place on it. */
export const isOnMap = ({ codes }: PicturePoint): boolean => codes.every(code => /^[A-Z]{3}$/.test(code))

function pictureOf(
  table: ReleasedTable,
  kind: ReleasedPicture['kind'],
  drawn: readonly number[],
  codes: readonly (readonly string[])[],
): ReleasedPicture {
  const at = countsOf(table, drawn)
  let keys: string[][] = [[]]
  for (const list of codes) keys = keys.flatMap(key => list.map(code => [...key, code]))
  const points = keys.map(key => ({ codes: key, count: at(key) }))
  const most = points.reduce<PicturePoint | undefined>(
    (best, point) => ((point.count ?? 0) > (best?.count ?? 0) ? point : best),
    undefined,
  )
  return {
    kind,
    dimensions: drawn.map(i => table.dimensions[i]!.id),
    codes,
    points,
    whole: table.dimensions.filter((_, i) => !drawn.includes(i)).map(d => d.id),
    most,
  }
}

/** The count of a cell by its codes along some dimensions, the others as a whole; null where it is withheld. */
function countsOf(
  table: ReleasedTable,
  drawn: readonly number[],
): (codes: readonly string[]) => number | null {
  const counts = new Map(table.cells.map(({ key, count }) => [key.join('|'), count ?? null]))
  return codes =>
    counts.get(
      table.dimensions.map((d, i) => (drawn.includes(i) ? codes[drawn.indexOf(i)]! : d.total)).join('|'),
    ) ?? null
}

/** Codes at the finest level, without the total; of years only those that are years. */
function drawnCodes({ dimensions }: ReleasedTable, at: number): string[] {
  const { id, codes, total, parents } = dimensions[at]!
  const above = new Set(Object.values(parents ?? {}))
  return codes.filter(code => code !== total && !above.has(code) && (id !== 'year' || /^\d{4}$/.test(code)))
}
