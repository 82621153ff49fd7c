import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readmeWithSettings } from '../scripts/readme-settings.ts'

const documents = globSync([
  '*.md',
  'docs/**/*.md',
  'capabilities/**/README.md',
  'apps/**/README.md',
  'platform/**/README.md',
])

describe('the documents', () => {
  it('list every setting as it is read (node scripts/readme-settings.ts writes the table)', () => {
    expect(readFileSync('README.md', 'utf8')).toBe(readmeWithSettings())
  })
  it.each(documents)('%s links to nothing that is not there', document => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      m => m[1]!,
    )
    expect(links.filter(link => !existsSync(join(dirname(document), link)))).toEqual([])
  })
  it('give every capability a README', () => {
    expect(globSync('capabilities/*').filter(folder => !existsSync(join(folder, 'README.md')))).toEqual([])
  })
})
