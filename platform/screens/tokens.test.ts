import { describe, expect, it } from 'vitest'
import { amountColours, colours, kindColours, readablePairs, type Scheme } from './tokens.ts'

const schemes: Scheme[] = ['light', 'dark']

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

describe.each(schemes)('colours in %s', scheme => {
  it.each(readablePairs)('%s can be read on %s at %d to 1', (front, ground, least) => {
    expect(contrast(colours[scheme][front], colours[scheme][ground])).toBeGreaterThanOrEqual(least)
  })

  it('shows every kind in a picture at 3 to 1 on every ground a picture stands on', () => {
    for (const colour of kindColours[scheme])
      for (const ground of ['paper', 'surface'] as const)
        expect([colour, contrast(colour, colours[scheme][ground]) >= 3]).toEqual([colour, true])
  })

  it('orders amounts by lightness, away from the ground', () => {
    const steps = amountColours[scheme].map(luminance)
    expect(steps).toEqual([...steps].sort((a, b) => (scheme === 'light' ? b - a : a - b)))
  })
})
