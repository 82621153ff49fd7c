import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languageOf, problemIn, textFor } from './texts.ts'

const root = join(import.meta.dirname, '../..')

it('explains every reason for which a policy refuses', () => {
  const files = [
    'kernel/policy/policy.ts',
    ...globSync('{platform,capabilities}/**/*.policy.ts', { cwd: root }),
  ]
  const reasons = files.flatMap(file =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /\bno\('([a-z-]+)'\)|\bwhen\([^']*'([a-z-]+)',?\s*\)/g,
      ),
    ].map(m => (m[1] ?? m[2])!),
  )
  expect(reasons).toContain('second-factor')
  const silent = reasons.filter(reason => reason !== 'not-there' && !textFor('en', `refusal.${reason}`))
  expect(silent).toEqual([])
})
it('reads the language of a request, and falls back to English', () => {
  expect(languageOf('zh-Hans-CN,en;q=0.5')).toBe('zh')
  expect(languageOf('de, fr;q=0.5')).toBe('fr')
  expect(languageOf('tlh')).toBe('en')
  expect(languageOf(undefined)).toBe('en')
})

it('says a problem in the language of the reader, and in its own English words where nobody has translated them', () => {
  const problem = {
    where: 'words',
    code: 'concept.word',
    what: '“&” cannot be looked for.',
    remedy: 'Write …',
    value: '$&',
  }
  expect(problemIn('fr', problem)).toMatchObject({ where: 'words', what: expect.stringContaining('« $& »') })
  expect(problemIn('ar', problem)).toMatchObject({
    what: expect.stringContaining('\u2068$&\u2069'),
    value: '$&',
  })
  expect(problemIn('en', problem)).toEqual(problem)
  const { value: _, ...withoutValue } = problem
  expect(problemIn('fr', withoutValue)).toMatchObject({ what: expect.stringContaining('« … »') })
  const unknown = { ...problem, code: 'nobody.knows' }
  expect(problemIn('ar', unknown)).toEqual(unknown)
})
