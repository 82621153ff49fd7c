import { describe, type Value } from '#kernel/entity/describe.ts'
import { code, date } from '#kernel/entity/field.ts'

/** A service given to the person, from a day to a day; still going on while `until` is absent. */
export const Service = describe('service', {
  type: code('palermo.service-type', {
    disclosure: 'restricted',
    statistics: 'dimension',
    exchange: 'aggregate',
    required: true,
  }),
  from: date({ disclosure: 'restricted', statistics: 'dimension', exchange: 'aggregate' }),
  until: date({ disclosure: 'restricted', statistics: 'never', exchange: 'never' }),
})
export type Service = Value<typeof Service>

/** One step of criminal proceedings about the trafficking in this case. */
export const Proceeding = describe('proceeding', {
  stage: code('palermo.proceeding-stage', {
    disclosure: 'restricted',
    statistics: 'dimension',
    exchange: 'aggregate',
    required: true,
  }),
  date: date({ disclosure: 'restricted', statistics: 'dimension', exchange: 'aggregate' }),
})
export type Proceeding = Value<typeof Proceeding>
