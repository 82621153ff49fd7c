import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { rowsOfCsv } from './capture-csv.ts'
import { readCaptureTable } from './capture-table.ts'
import { addOverlapCommands } from './overlap.commands.ts'
import { overlapOfLists, pseudonymOf } from './pseudonyms.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-overlap-'))
afterAll(() => rmSync(folder, { recursive: true }))
const key = Buffer.from('an invented key of some length')

describe('a pseudonym', () => {
  it('is the same whatever the case, the accents and the order of words', () => {
    const one = pseudonymOf(key, ['Ána María', '2001-02-03'])
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect(pseudonymOf(key, ['MARIA ana', '2001.02.03'])).toBe(one)
    expect(pseudonymOf(key, ['Ana', 'Maria 2001-02-03'])).not.toBe(one)
  })

  it('is another under another key, and none where a value is missing', () => {
    expect(pseudonymOf(Buffer.from('another invented key'), ['Ana', '2001'])).not.toBe(
      pseudonymOf(key, ['Ana', '2001']),
    )
    expect(pseudonymOf(key, ['Ana', ' '])).toBeUndefined()
  })
})

describe('the overlap of lists', () => {
  it('counts each person once for the lists on which she is', () => {
    const table = overlapOfLists([
      { name: 'A', pseudonyms: ['x', 'y', 'x'] },
      { name: 'B', pseudonyms: ['y', 'z'] },
    ])
    expect(table).toEqual({
      lists: ['A', 'B'],
      histories: [
        { on: [1, 0], count: 1 },
        { on: [0, 1], count: 1 },
        { on: [1, 1], count: 1 },
      ],
    })
  })

  it('goes from lists of people to counts without a name in between', async () => {
    const printed: string[] = []
    const run = async (...words: string[]) => {
      const program = new Command('statistics').exitOverride()
      addOverlapCommands(program, { print: text => void printed.push(text) })
      await program.parseAsync(words, { from: 'user' })
    }
    const at = (name: string) => join(folder, name)
    writeFileSync(at('key'), key)
    writeFileSync(at('police.csv'), 'name,born\nAna Doe,2001-01-01\nBo Roe,1999-05-05\nCy Poe,\n')
    writeFileSync(at('shelter.csv'), 'born,name\n2001-01-01,DOE Ana\n1980-01-01,Di Loe\n')
    writeFileSync(at('line.csv'), 'name,born\nBo Roe,1999-05-05\nAna Doe,2001-01-01\n')
    for (const list of ['police', 'shelter', 'line'])
      await run(
        'pseudonyms',
        at(`${list}.csv`),
        '--columns',
        'name,born',
        '--key',
        at('key'),
        '--out',
        at(`${list}.txt`),
      )
    expect(printed[0]).toMatch(/^2 people .*; 1 rows lack a value and were left out\.$/)
    await run('overlap', at('police.txt'), at('shelter.txt'), at('line.txt'), '--out', at('counts.csv'))
    const counts = readFileSync(at('counts.csv'), 'utf8')
    expect(readCaptureTable(rowsOfCsv(counts)).histories).toEqual([
      { on: [0, 1, 0], count: 1 },
      { on: [1, 0, 1], count: 1 },
      { on: [1, 1, 1], count: 1 },
    ])
    expect(readFileSync(at('police.txt'), 'utf8')).not.toMatch(/doe|roe/i)
    await expect(run('overlap', at('police.csv'), '--out', at('x'))).rejects.toThrow(/is not a pseudonym/)
    writeFileSync(at('short'), 'guess me')
    await expect(
      run('pseudonyms', at('police.csv'), '--columns', 'name', '--key', at('short'), '--out', at('x')),
    ).rejects.toThrow(/could be guessed/)
  })
})
