import type { ReleasedTable } from './release.entity.ts'

/** One number of a picture; null where it is withheld. */
export interface PicturePoint {
  /** Codes along the picture's one or two dimensions. */
  codes: readonly string[]
  count: number | null
}

/** What of a released table is drawn, and how. Numbers are the table's own; none is made. */
export interface ReleasedPicture {
  kind: 'bars' | 'lines' | 'matrix'
  /** One dimension, or two: of lines the year and what the lines are; of a matrix rows and columns. */
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

/** Chooses a picture for a table: years as lines, one dimension as bars, two as shades. Undefined where nothing can be drawn. */
export function pictureOf(table: ReleasedTable): ReleasedPicture | undefined {
  const year = table.dimensions.findIndex(d => d.id === 'year')
  const others = table.dimensions.map((_, i) => i).filter(i => i !== year)
  const [first, second] = others
  const isTime = year >= 0 && drawnCodes(table, year).length > 1
  const drawn = isTime
    ? [year, ...others.slice(0, 1)]
    : second === undefined
      ? [first ?? year]
      : [first!, second]
  const at = (codes: readonly string[]) => {
    const key = table.dimensions.map((d, i) => (drawn.includes(i) ? codes[drawn.indexOf(i)]! : d.total))
    return table.cells.find(c => c.key.every((code, i) => code === key[i]))?.count ?? null
  }
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

/** Codes at the finest level, without the total; of years only those that are years. */
function drawnCodes({ dimensions }: ReleasedTable, at: number): string[] {
  const { id, codes, total, parents } = dimensions[at]!
  const above = new Set(Object.values(parents ?? {}))
  return codes.filter(code => code !== total && !above.has(code) && (id !== 'year' || /^\d{4}$/.test(code)))
}
