/** What other capabilities may use of statistics. */
export { withIcTip } from './classification/mapped-codes.rules.ts'
export { icTipCodes } from './classification/mapped-codes.store.ts'
export type { FactHistory } from './columns/as-of.ts'
export { ageBandFromPublished, ageBandOf, sexOf } from './fact.rules.ts'
export { recordFacts, recordNewFacts, type SubjectFacts } from './facts.store.ts'
export { type Figures, figuresOf } from './figures.store.ts'
export {
  type Flows,
  flowsOf,
  type PublishedList,
  type PublishedTable,
  type Series,
  seriesOf,
} from './published.ts'
export { type ResponseStep, returnedByYear } from './returns/returned-years.store.ts'
export { type Dimension, type FactKind, type FactValue, findDimension } from './statistics.entity.ts'
