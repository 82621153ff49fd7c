import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FLAG_TEXTS, type FlagCode } from './flags.ts'
import { PROBLEM_CODES, problem } from './problems.ts'

const texts = (area: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../locales/en/${area}.json`, import.meta.url), 'utf8'))
const own = texts('recommendations-reading')
const registry = texts('recommendations')
const plain = (text: string) => text.replace(/[“”]/g, '"').replace(/’/g, "'")

describe('what the reader says has a text under its code, so that it is said in every language', () => {
  it.each(Object.keys(FLAG_TEXTS) as FlagCode[])('doubt %s', code => {
    const named = (text: string) =>
      text.replaceAll('{0}', '{a}').replaceAll('{1}', '{b}').replaceAll('{2}', '{c}')
    const [what, remedy] = FLAG_TEXTS[code]
    expect(plain(own[`recommendations.doubtWhat.${code}`] ?? '')).toBe(plain(named(what)))
    expect(plain(own[`recommendations.doubtRemedy.${code}`] ?? '')).toBe(plain(named(remedy)))
    expect({ ...registry, ...own }[`recommendations.doubt.${code}`]).toBeTruthy()
  })

  it.each(PROBLEM_CODES)('refusal %s, in one sentence that says what and one that says what to do', code => {
    expect(own[`recommendations.refused.${code.replaceAll(' ', '-')}`]).toBeTruthy()
    const { what, remedy, sentence } = problem(code, ['41'])
    expect(sentence).toBe(`${what} ${remedy}`)
    expect(what).toMatch(/^[A-Z].*\.$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  })
})
