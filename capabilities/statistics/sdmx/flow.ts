/** A code of a list; `parent` is a code of the same list. */
export interface FlowCode {
  id: string
  name: string
  parent?: string
  /** What it is in the international classification; absent where it is not mapped. */
  icTip?: string
}

/** Which artefact: agency, id and version, as SDMX identifies what is maintained. */
export interface Artefact {
  agency: string
  id: string
  version: string
}

/** A coded component: a dimension, or an attribute of observations. */
export interface CodedComponent {
  id: string
  name: string
  list: Artefact
  codes: readonly FlowCode[]
}

/** One number with its place: a code for each dimension, the period where the flow has one, null where withheld. */
export interface FlowObservation {
  key: readonly string[]
  period?: string
  value: number | null
  /** Codes of the attributes of observations, by id. */
  attributes: Readonly<Record<string, string>>
}

/**
 * A dataflow with its structure and its numbers, as it is served. A flow without periods has no time dimension.
 * @see SDMX 3.1, section 2 (information model), data structure definition
 */
export interface Flow extends Artefact {
  name: string
  structure: Artefact & { name: string }
  concepts: Artefact
  dimensions: readonly CodedComponent[]
  /** `YYYY` periods, in order; absent where the flow has no time dimension. */
  periods?: readonly string[]
  attributes: readonly CodedComponent[]
  observations: readonly FlowObservation[]
  /** ISO 8601: when these numbers were made. */
  prepared: string
  /** ISO 8601: when what is served here last became another, if not when the numbers were made. */
  changed?: string
}

/** When what a flow tells last became another, ISO 8601. */
export const changedAt = ({ changed, prepared }: Flow): string => changed ?? prepared

export const timeDimension = 'TIME_PERIOD'
export const measure = 'OBS_VALUE'

const packages = {
  Dataflow: 'datastructure',
  DataStructure: 'datastructure',
  Codelist: 'codelist',
  ConceptScheme: 'conceptscheme',
} as const
export type ArtefactKind = keyof typeof packages

/** `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AGENCY:ID(1.0.0)` */
export const urn = (kind: ArtefactKind, { agency, id, version }: Artefact): string =>
  `urn:sdmx:org.sdmx.infomodel.${packages[kind]}.${kind}=${agency}:${id}(${version})`

/** URN of what lies within an artefact: a code, a concept, a dimension. */
export const partUrn = (
  pack: 'codelist' | 'conceptscheme' | 'datastructure',
  kind: string,
  { agency, id, version }: Artefact,
  part: string,
): string => `urn:sdmx:org.sdmx.infomodel.${pack}.${kind}=${agency}:${id}(${version}).${part}`

/** A text as an id of SDMX: Latin letters, digits, `_ @ $ -`. */
export const idOf = (text: string): string => text.replace(/[^A-Za-z0-9_@$-]+/g, '_')
