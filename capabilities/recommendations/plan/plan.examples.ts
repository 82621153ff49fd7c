/** Neutral examples of a plan: tests, demonstration and documentation use the same ones. */
export const PLAN_EXAMPLES = {
  shelterPlaces: {
    title: 'Open shelter places for men and for families',
    what: 'Two houses are rented and fitted out; staff are hired and trained before the first arrival.',
    theme: 'protection',
    startsOn: '2024-03-01',
    dueOn: '2026-06-30',
    budget: 1_450_000,
    currency: 'EUR',
    funds: 'State budget, heading 12',
    indicatorKind: 'live',
    indicatorLive: 'shelter',
    indicatorTarget: 400,
    indicatorMonths: 12,
    public: true,
  },
} as const
