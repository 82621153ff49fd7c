/** What other capabilities may use of cases. */
export { type Amendment, addParticipant, amend } from './amending.store.ts'
export type { CaseStanding } from './cases.policy.ts'
export {
  type CaseContent,
  complete,
  emptyContent,
  type PartName,
  partDescriptions,
  type RepeatedPart,
  referenceOf,
  repeatedParts,
  singleParts,
} from './cases.rules.ts'
export { type CaseRecord, findCase, findCases } from './cases.store.ts'
export { caseFactHistory } from './facts.history.ts'
export { erase, openSealed } from './identity.store.ts'
export { listZip, unpackedTotal } from './import/zip-contents.ts'
export { type ImportOrder, type ImportResult, importCases } from './import-cases.ts'
export { type NewCase, openCases, openPrepared, type PreparedCase, prepareCase } from './opening.store.ts'
