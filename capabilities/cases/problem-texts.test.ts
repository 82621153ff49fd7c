import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import texts from '#locales/en/cases-problems.json' with { type: 'json' }

const folders = [join(import.meta.dirname, 'import'), import.meta.dirname]

it('has a sentence for every problem that an import can tell', () => {
  const codes = new Set<string>()
  for (const folder of folders)
    for (const name of readdirSync(folder).filter(f => f.endsWith('.ts') && !/\.test(?:ing)?\./.test(f)))
      for (const [, code] of readFileSync(join(folder, name), 'utf8').matchAll(
        /'((?:code|country|date|number|cell|text|row|column|table|reference|file)\.[a-zA-Z]+)'/g,
      ))
        codes.add(code!)
  expect(codes.size).toBeGreaterThanOrEqual(20)
  const missing = [...codes].filter(
    code => !(`problem.${code}.what` in texts) && !(`cases.problem.${code}.what` in texts),
  )
  expect(missing).toEqual([])
})
