/** Sex as population tables say it: codes of SDMX CL_SEX. */
export const populationSexes = ['F', 'M', '_T'] as const
export type PopulationSex = (typeof populationSexes)[number]

/** Age as population tables say it: under 18, 18 and over, all; codes of SDMX CL_AGE. */
export const populationAges = ['Y0T17', 'Y_GE18', '_T'] as const
export type PopulationAge = (typeof populationAges)[number]

/** How many persons of one sex and age live in one area in one year. */
export interface PopulationRow {
  /** A State by ISO 3166-1 alpha-3, or a district: its State's code, a hyphen, and its own, e.g. XPA-03. */
  area: string
  /** Name of a district as the file writes it. */
  areaName?: string
  year: number
  sex: PopulationSex
  age: PopulationAge
  persons: number
}

/** A row as it is kept: `summed` where the file had the parts and the sum was made from them. */
export interface KeptPopulationRow extends PopulationRow {
  summed: boolean
}

/** Longest file; 200 areas, 25 years, nine rows each. */
export const populationRowsMax = 50_000

/** The State of a district, or the area itself. */
export const stateOfArea = (area: string): string => area.split('-')[0]!
export const isDistrict = (area: string): boolean => area.includes('-')
