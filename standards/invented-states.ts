import type { Code, Codelist } from '#kernel/entity/codelist.ts'
import list from './palermo/invented-states.json' with { type: 'json' }

/** A State of the demonstration: it exists nowhere, but stands on the map at a place in the open sea. */
export interface InventedState extends Code {
  /** Degrees east of Greenwich; negative is west. */
  longitude: number
  /** Degrees north of the equator. */
  latitude: number
}

/** The invented States with codes that ISO 3166-1 leaves to its users; see docs/decisions/0005. */
export const inventedStates = list as Omit<Codelist, 'codes'> & { codes: InventedState[] }
