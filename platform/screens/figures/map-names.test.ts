import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { DrawingPlace } from './drawing.ts'
import { nameParts } from './map-names.ts'

/** A part of a drawing as far as names need it. */
class Part {
  readonly attributes = new Map<string, string>()
  textContent = ''
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
  }
}

beforeAll(() => {
  // Where texts cannot be measured, a letter counts 0.6 of the font's size.
  vi.stubGlobal('document', {
    createElement: () => ({ getContext: () => null }),
    createElementNS: () => new Part(),
  })
})
afterAll(() => void vi.unstubAllGlobals())

const phone = { width: 335, colours: {}, fontFamily: 'serif' } as DrawingPlace

it('a long name in the middle of a phone begins within the drawing', () => {
  const name = { code: 'COD', text: 'Democratic Republic of the Congo' }
  const [part] = nameParts([name], () => [185, 90], phone) as unknown as Part[]
  expect(Number(part!.attributes.get('x'))).toBeGreaterThanOrEqual(0)
})

it('a name stands after its country, or before it where there is no room', () => {
  const at = (x: number) => {
    const [part] = nameParts([{ code: 'ITA', text: 'Italy' }], () => [x, 90], phone) as unknown as Part[]
    return Number(part!.attributes.get('x'))
  }
  expect(at(100)).toBeGreaterThan(100)
  expect(at(330)).toBeLessThan(330)
})
