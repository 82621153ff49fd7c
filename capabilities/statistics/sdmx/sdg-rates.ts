import type { Population } from '../population/population.store.ts'
import type { Flow, FlowObservation } from './flow.ts'

/** Unit of a rate in the list of the SDG: per 100,000 population. */
export const perHundredThousand = 'PER_100000_POP'

/** Series of rates carry the code of their numbers and a final R. */
export const rateSeries = (series: string): string => `${series}R`

/**
 * The indicator with its rates per 100,000 residents: of every number that is shown and whose population is known, by
 * sex and age. A withheld number has no rate, since the rate would tell it; a number without a population has none either.
 * @param country ISO 3166-1 alpha-3 of the State that the numbers are about
 * @see SDG indicator 16.2.2, metadata of 2023-03-31, computation
 */
export function withRates(flow: Flow, population: readonly Population[], country: string): Flow {
  const persons = new Map(
    population
      .filter(({ area, persons }) => area === country && persons > 0)
      .map(({ year, sex, age, persons }) => [`${year} ${sex} ${age}`, persons]),
  )
  const rates = flow.observations.flatMap((o): FlowObservation[] => {
    const [freq, type, series, area, sex, age, ...others] = o.key
    const among = persons.get(`${o.period} ${sex} ${age}`)
    if (o.value === null || among === undefined) return []
    return [
      {
        ...o,
        key: [freq!, type!, rateSeries(series!), area!, sex!, age!, ...others],
        value: Number(((100_000 * o.value) / among).toFixed(3)),
        attributes: { ...o.attributes, UNIT_MEASURE: perHundredThousand },
      },
    ]
  })
  if (rates.length === 0) return flow
  const told = new Set(rates.map(o => o.key[2]))
  return {
    ...flow,
    dimensions: flow.dimensions.map(d =>
      d.id === 'SERIES'
        ? {
            ...d,
            codes: [
              ...d.codes,
              ...d.codes
                .filter(code => told.has(rateSeries(code.id)))
                .map(({ id, name }) => ({
                  id: rateSeries(id),
                  name: name.replace('(number)', '(per 100,000 population)'),
                })),
            ],
          }
        : d,
    ),
    attributes: flow.attributes.map(a =>
      a.id === 'UNIT_MEASURE'
        ? { ...a, codes: [...a.codes, { id: perHundredThousand, name: 'Per 100,000 population' }] }
        : a,
    ),
    observations: [...flow.observations, ...rates],
  }
}
