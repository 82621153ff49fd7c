import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/support/database.ts'
import type { WithNode } from './enter.command.ts'
import { addRecommendationCommands } from './recommendations.commands.ts'
import { SAMPLE_REPORTS } from './recommendations.examples.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-recommendations-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = SAMPLE_REPORTS.map(({ file }) => fileURLToPath(new URL(file, import.meta.url)))

async function run(...words: string[]) {
  return runIn(undefined, ...words)
}

async function runIn(withNode: WithNode | undefined, ...words: string[]) {
  const printed: string[] = []
  const complaints: string[] = []
  let failed = false
  const program = new Command('palermo').exitOverride()
  const ground = {
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complaints.push(text),
    fail: () => {
      failed = true
    },
    now: () => new Date('2026-01-02T03:04:05Z'),
  }
  addRecommendationCommands(program, ground, withNode)
  await program.parseAsync(['recommendations', ...words], { from: 'user' })
  return { printed: printed.join('\n'), complaints, failed }
}

describe('palermo recommendations', () => {
  it('parse --json prints one object for one file', async () => {
    const { printed, failed } = await run('parse', files[1]!, '--json')
    const report = JSON.parse(printed)
    expect(failed).toBe(false)
    expect(Object.keys(report)).toEqual(['document', 'atoms', 'crossReferences', 'flags'])
    expect(report.document).toEqual({
      symbol: 'DEMO/COP/WG.1/2010/4',
      date: '2010-05-12',
      title:
        'Report on the meeting of the Working Group on Exploitation held in Example City from 20 to 22 April 2010',
    })
    expect(report.atoms.find((atom: { para: number }) => atom.para === 18)).toEqual({
      para: 18,
      sub: 'a',
      addressee: 'Secretariat',
      deontic: 'should',
      text: 'Examples of instructions to prosecutors not to charge victims;',
    })
    expect(report.crossReferences[1]).toEqual({
      fromPara: 6,
      fromSub: null,
      toPara: 18,
      toSub: 'a',
      direction: 'below',
    })
  })

  it('parse --json prints a list for several files, and a bad one stops none of the others', async () => {
    const bad = join(folder, 'empty.txt')
    writeFileSync(bad, '')
    const { printed, complaints, failed } = await run('parse', files[0]!, bad, files[2]!, '--json')
    const list = JSON.parse(printed)
    expect(list.map((one: { document?: { symbol: string } }) => one.document?.symbol ?? null)).toEqual([
      'DEMO/COP/WG.1/2009/2',
      null,
      'DEMO/COP/WG.1/2019/6',
    ])
    expect(list[1]).toMatchObject({ file: bad, problem: { code: 'empty' } })
    expect(complaints).toEqual([
      `${bad}: The file is empty: it holds no text. Choose the file that holds the report.`,
    ])
    expect(failed).toBe(true)
  })

  it('a file that is not there, or is a folder, gets one sentence', async () => {
    expect((await run('parse', join(folder, 'none.txt'))).complaints[0]).toMatch(
      /There is no such file\. Check the path\.$/,
    )
    expect(await run('parse', folder, '--json')).toMatchObject({ printed: '', failed: true })
  })

  it('reads a file in Windows-1252 or UTF-16', async () => {
    const text = readFileSync(files[1]!, 'utf8').replace('own account', '“own” account')
    const wide = join(folder, 'wide.txt')
    writeFileSync(wide, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    const narrow = join(folder, 'narrow.txt')
    writeFileSync(
      narrow,
      Buffer.from(text.replace('States parties were', 'States parties \u0093were\u0094'), 'latin1'),
    )
    expect(JSON.parse((await run('parse', wide, '--json')).printed).atoms).toHaveLength(29)
    expect((await run('parse', narrow)).printed).toContain('20 recommendations')
  })

  it('parse prints a summary that people can read', async () => {
    const { printed } = await run('parse', files[2]!)
    expect(printed).toContain('DEMO/COP/WG.1/2019/6 · 2019-10-04 · meeting report')
    expect(printed).toContain('12 recommendations with 17 atoms')
    expect(printed).toContain('Nothing doubtful.')
  })

  it('enter puts reports into the registry once, and a bad file stops none of the others', async () => {
    const { database } = await openTestDatabase()
    const withNode: WithNode = work => work({ database })
    const bad = join(folder, 'none.txt')
    const first = await runIn(withNode, 'enter', bad, ...files, '--json')
    expect(first.failed).toBe(true)
    expect(first.complaints.join()).toContain('There is no such file')
    expect(JSON.parse(first.printed).map((r: { address: string }) => r.address)).toEqual([
      '/meeting-reports/2009-06-09',
      '/meeting-reports/2010-04-20',
      '/meeting-reports/2019-09-17',
    ])
    const again = await runIn(withNode, 'enter', files[0]!)
    expect(again.printed).toContain('was there already, nothing changed')
    await database.close()
  })

  it('relate --json gives every recommendation of the second file its five best of the first, best first, the same each time', async () => {
    const { printed, failed } = await run('relate', files[0]!, files[1]!, '--json')
    const pairs: { from: Place; to: Place; score: number; reasons: string[] }[] = JSON.parse(printed)
    interface Place {
      file: string
      para: number
      sub: string | null
    }
    expect(failed).toBe(false)
    const recommendations = async (file: string) => {
      const { atoms } = JSON.parse((await run('parse', file, '--json')).printed)
      return new Set((atoms as { para: number }[]).map(atom => atom.para))
    }
    const [earlier, later] = [await recommendations(files[0]!), await recommendations(files[1]!)]
    expect(new Set(pairs.map(({ from }) => from.para))).toEqual(later)
    for (const para of later) {
      const own = pairs.filter(({ from }) => from.para === para)
      expect(new Set(own.map(({ to }) => to.para)).size).toBe(Math.min(5, earlier.size))
    }
    for (const { from, to, reasons } of pairs) {
      expect([from.file, to.file]).toEqual([files[1], files[0]])
      expect(earlier).toContain(to.para)
      expect(reasons.every(reason => reason !== '')).toBe(true)
    }
    const scores = pairs.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect((await run('relate', files[0]!, files[1]!, '--json')).printed).toBe(printed)
  })

  it('relate says which file holds no recommendations; a program gets an empty list', async () => {
    const file = join(folder, 'topics.txt')
    writeFileSync(
      file,
      '## Topics\n\nI. Topics\n\n1. The Working Group discussed topics. States parties met.\n',
    )
    const plain = await run('relate', file, files[0]!)
    expect(plain.complaints).toEqual([])
    expect(plain.printed).toBe(`Nothing can be related: no recommendation stands in ${file}.`)
    expect(JSON.parse((await run('relate', file, files[0]!, '--json')).printed)).toEqual([])
  })
})
