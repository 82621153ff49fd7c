/**
 * Every table of the database, by name with schema. Each room adds its own by declaration merging:
 * `declare module '#platform/database/tables.ts' { interface Tables { 'cases.case': CaseRow } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Tables {}

/** The only tables that the statistics role can name. Filled in the same way. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface StatisticsTables {}
