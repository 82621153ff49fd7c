import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configurationTable, readConfiguration, WrongConfiguration } from './configuration.ts'

describe('the configuration', () => {
  it('is safe when nothing is set', () => {
    expect(readConfiguration({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: undefined,
      origin: 'http://localhost:8080',
      sessionIdleMinutes: 30,
      proxies: 0,
      nodeKind: 'national',
    })
  })
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://hunter2@host'],
    ['PALERMO_ORIGIN', 'http://palermo.example'],
    ['PALERMO_ORIGIN', 'palermo.example'],
    ['PALERMO_NODE_KIND', 'regional'],
    ['PALERMO_SESSION_MINUTES', '0'],
    ['PALERMO_LOG_LEVEL', 'all'],
    ['PALERMO_QUICK_EXIT_URL', 'javascript:alert(1)'],
    ['PALERMO_OIDC_ISSUER', 'https://id.example'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    const read = () => readConfiguration({ [name]: value })
    expect(read).toThrow(WrongConfiguration)
    expect(read).toThrow(new RegExp(`^${name}[^\n]*\\.$`))
    expect(read).not.toThrow(/hunter2/)
  })
  it('reads no variable that the table does not explain', () => {
    const code = readFileSync(join(import.meta.dirname, 'configuration.ts'), 'utf8')
    const read = [...code.matchAll(/'((?:PALERMO_)?[A-Z][A-Z_]{3,})'/g)].map(m => m[1]!)
    expect(new Set(read)).toEqual(new Set(configurationTable.map(s => s.name)))
  })
})
