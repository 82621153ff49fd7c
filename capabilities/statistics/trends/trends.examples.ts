import { randomUUID } from 'node:crypto'
import { emptyContent } from '#capabilities/cases/public.ts'

/**
 * Cases of two years, for tests: 4 a month in 2023 and 12 a month in 2024, from Nepal to Austria, half of them through
 * Hungary, most helped within days, every fourth investigated after twenty days. Nobody in them exists.
 */
export function casesOfTwoYears(): { id: string; actId: string; content: ReturnType<typeof emptyContent> }[] {
  const cases = []
  for (let i = 0; i < 192; i++) {
    const year = i < 48 ? 2023 : 2024
    const month = String(((year === 2023 ? i : i - 48) % 12) + 1).padStart(2, '0')
    const day = (n: number) => `${year}-${month}-${String(n).padStart(2, '0')}`
    cases.push({
      id: randomUUID(),
      actId: randomUUID(),
      content: {
        ...emptyContent(),
        case: { openedOn: day(5) },
        person: { gender: i % 5 < 2 ? 'Masculine' : 'Feminine', citizenship: ['NPL'] },
        victimContext: {
          countryOfExploitation: ['AUT'],
          typeOfExploitation: i % 7 === 0 ? ['Servitude'] : ['ForcedLabour'],
        },
        traffickingEvent: i % 2 === 0 ? [{ type: 'Transit', country: 'HUN' }] : [],
        service: i % 10 < 7 ? [{ type: 'Shelter', from: day(6 + (i % 9)) }] : [],
        proceeding: i % 4 === 0 ? [{ stage: 'Investigated', date: day(25) }] : [],
      },
    })
  }
  return cases
}
