/** How fine a series is. */
export const timeSteps = ['year', 'quarter', 'month'] as const
export type TimeStep = (typeof timeSteps)[number]
