import type { Places } from './atlas.ts'

/** What a map says. Numbers are those of a table; null is one that is withheld, and is never drawn as 0. */
export interface WorldMap {
  /** Countries in shades. */
  amounts?: readonly CountryAmount[]
  /** Ways from country to country. */
  flows?: readonly MapFlow[]
  /** Where States stand that no atlas has. */
  places: Places
  nameOf: (code: string) => string
  words: MapWords
}

/** A country by its ISO 3166-1 alpha-3 code, or a State of `places`. */
export interface CountryAmount {
  country: string
  count: number | null
}

/** A way from country to country; `through` is one of transit that the arc bends by. */
export interface MapFlow {
  from: string
  to: string
  through?: string | null
  count: number | null
}

/** Words of the legend. */
export interface MapWords {
  withheld: string
  /** Of a country that the table does not name. */
  absent: string
  /** Of people exploited in their own country. */
  own: string
}

/** A place on the drawing, pixels. */
export type Point = readonly [x: number, y: number]
/** Where a country stands on the drawing; undefined where it cannot be placed. */
export type PointOf = (code: string) => Point | undefined
