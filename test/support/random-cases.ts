import {
  type CaseContent,
  emptyContent,
  type PartName,
  partDescriptions,
  repeatedParts,
  singleParts,
} from '#capabilities/cases/cases.rules.ts'
import type { Description, Plain } from '#kernel/entity/describe.ts'
import type { Field } from '#kernel/entity/field.ts'
import { codelists } from '#standards/codelists.ts'

/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Random = () => number
const whole = (random: Random, below: number) => Math.floor(random() * below)
const one = <T>(random: Random, from: readonly T[]): T => from[whole(random, from.length)]!
const two = (n: number) => String(n).padStart(2, '0')

/**
 * An invented case: every field of every part is given with this chance, so that 1 fills the whole standard.
 * @param chance 0 to 1
 * @param rowsMax most rows of each repeated part
 */
export function randomContent(random: Random, chance = 0.5, rowsMax = 1): CaseContent {
  const content = emptyContent() as unknown as Record<PartName, Plain | Plain[]>
  for (const part of singleParts) content[part] = randomPart(random, partDescriptions[part], chance)
  for (const part of repeatedParts) {
    const rows = Array.from({ length: random() < chance ? 1 + whole(random, rowsMax) : 0 }, () =>
      randomPart(random, partDescriptions[part], chance),
    )
    content[part] = rows.filter(row => Object.keys(row).length > 0)
  }
  ;(content.case as Plain).openedOn ??= randomDate(random)
  return content as unknown as CaseContent
}

function randomPart(random: Random, description: Description, chance: number): Plain {
  const value: Plain = {}
  for (const [name, field] of Object.entries(description.fields))
    if (field.required || random() < chance) value[name] = randomValue(random, name, field)
  return value
}

const words = 'stone river amber cedar north field lantern harbour window orchard paper bridge'.split(' ')
const sentence = (random: Random, count: number) =>
  Array.from({ length: count }, () => one(random, words)).join(' ')

function randomDate(random: Random): string {
  const day = `${2010 + whole(random, 16)}-${two(1 + whole(random, 12))}-${two(1 + whole(random, 28))}`
  return random() < 0.7 ? day : day.slice(0, random() < 0.5 ? 7 : 4)
}

function randomValue(random: Random, name: string, field: Field): unknown {
  switch (field.kind) {
    case 'text':
      if (/phone/i.test(name)) return `+00 ${100 + whole(random, 900)} ${1000 + whole(random, 9000)}`
      if (/email/i.test(name)) return `person${whole(random, 1e9)}@example.org`
      if (/number/i.test(name)) return `ID-${whole(random, 1e9)}`
      return `${one(random, words)} ${whole(random, 100_000)}`
    case 'longText':
      return sentence(random, 8)
    case 'date':
      return name === 'birthdate'
        ? `${1960 + whole(random, 50)}-${two(1 + whole(random, 12))}-15`
        : randomDate(random)
    case 'number': {
      const min = field.min ?? 0
      const max = field.max ?? 100
      return Math.round(min + random() * (max - min)) + 0
    }
    case 'yesNo':
      return random() < 0.5
    case 'code':
      return one(random, codelists.get(field.list!).codes).code
    case 'codes': {
      const { codes } = codelists.get(field.list!)
      const chosen = new Set(Array.from({ length: 1 + whole(random, 3) }, () => one(random, codes).code))
      return codes.map(c => c.code).filter(c => chosen.has(c))
    }
  }
}
