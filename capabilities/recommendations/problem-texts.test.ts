import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import texts from '#locales/en/recommendations-problems.json' with { type: 'json' }

const folder = import.meta.dirname
const files = globSync('**/*.ts', { cwd: folder })
  .filter(name => !/\.(test|testing|examples)\.ts$/.test(name) && !/^(reading|input)\//.test(name))
  .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const told = new Set(Object.keys(texts).flatMap(key => /^problem\.(.+)\.what$/.exec(key)?.[1] ?? []))

describe('every problem that a route of recommendations can tell', () => {
  it.each([
    'concept',
    'plan',
    'meeting',
    'draft',
    'flag',
    'erratum',
    'reading',
    'evidence',
    'relation',
    'searches',
    'suggestion',
    'comment',
  ])('has sentences in six languages: %s', family => {
    const codes = files.flatMap(({ text }) =>
      [...text.matchAll(/\bcode: '([a-z]+\.[a-zA-Z-]+)'/g)].map(([, code]) => code!),
    )
    const silent = codes.filter(code => code.startsWith(`${family}.`) && !told.has(code))
    expect(silent).toEqual([])
    expect([...told].some(code => code.startsWith(`${family}.`))).toBe(true)
  })

  it('has them too where a function puts the family before the code', () => {
    const silent: string[] = []
    for (const { name, text } of files) {
      const family = /\bcode: `([a-z]+)\.\$\{(?:code|problem)\}`/.exec(text)?.[1]
      if (!family) continue
      // A call of the builder: the code is the first of its arguments that is a whole string of small letters.
      const calls = text.split(/\b(?:problem|wrong|invalidUpdate)\(/).slice(1)
      const given = calls.flatMap(call => {
        const strings = [...call.slice(0, 400).matchAll(/'([^'\n]*)'/g)].map(([, string]) => string!)
        return (
          strings.find(
            (string, at) => told.has(`${family}.${string}`) || (at > 0 && /^[a-z-]+$/.test(string)),
          ) ?? []
        )
      })
      for (const code of given) if (!told.has(`${family}.${code}`)) silent.push(`${name}: ${family}.${code}`)
    }
    expect(silent).toEqual([])
  })

  it('none is kept that nothing tells any more', () => {
    const all = files.map(({ text }) => text).join('\n')
    const dead = [...told].filter(code => {
      const [family, rest] = [code.slice(0, code.indexOf('.')), code.slice(code.indexOf('.') + 1)]
      return (
        !all.includes(`'${code}'`) &&
        !all.includes(`'${rest}'`) &&
        !new RegExp(`\\b${rest}: \\{`).test(all) &&
        !(family === 'plan' && all.includes(`'${rest.replace('evidence-', '')}'`))
      )
    })
    expect(dead).toEqual([])
  })
})
