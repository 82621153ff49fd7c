import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { readAkn } from '../akoma-ntoso/read-akn.ts'
import { textOfWord } from '../input/word-text.ts'
import { readReport } from '../reading/read-report.ts'
import { addRecommendationCommands } from '../recommendations.commands.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-documents-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = SAMPLE_REPORTS.map(({ file }) => fileURLToPath(new URL(`../${file}`, import.meta.url)))

async function run(words: string[], toTerminal = true) {
  const printed: string[] = []
  const complaints: string[] = []
  const sent: Uint8Array[] = []
  let failed = false
  const program = new Command('palermo').exitOverride()
  addRecommendationCommands(program, {
    print: text => void printed.push(text),
    complain: text => void complaints.push(text),
    fail: () => {
      failed = true
    },
    now: () => new Date('2026-01-02T03:04:05Z'),
    send: bytes => {
      if (!toTerminal) sent.push(bytes)
      return !toTerminal
    },
  })
  await program.parseAsync(['recommendations', ...words], { from: 'user' })
  return { printed: printed.join('\n'), complaints, failed, sent }
}

describe('palermo recommendations index and compile', () => {
  it.each(['index', 'compile'])(
    '%s prints text or JSON, and writes Word, PDF and Akoma Ntoso',
    async command => {
      expect((await run([command, ...files])).printed).toContain(
        '2019: Example City, 17 to 19 September 2019',
      )
      expect(JSON.parse((await run([command, ...files, '--json'])).printed).groups.length).toBeGreaterThan(5)
      for (const [format, start] of [
        ['docx', 'PK'],
        ['pdf', '%PDF'],
        ['akn', '<?xml'],
      ] as const) {
        const out = join(folder, `${command}.${format}`)
        const { printed, failed } = await run([command, ...files, `--${format}`, '--out', out])
        expect([printed, failed]).toEqual([`Written to ${out}.`, false])
        expect(readFileSync(out).subarray(0, start.length).toString()).toBe(start)
      }
    },
  )

  it.each(['relate', 'diff'])(
    '%s of two reports writes Word, PDF and Akoma Ntoso, one format at a time',
    async command => {
      const two = files.slice(0, 2)
      for (const [format, start] of [
        ['docx', 'PK'],
        ['pdf', '%PDF'],
        ['akn', '<?xml'],
      ] as const) {
        const out = join(folder, `${command}.${format}`)
        const { printed, failed } = await run([command, ...two, `--${format}`, '--out', out])
        expect([printed, failed]).toEqual([`Written to ${out}.`, false])
        expect(readFileSync(out).subarray(0, start.length).toString()).toBe(start)
      }
      expect((await run([command, ...two, '--docx', '--akn'])).complaints).toEqual([
        'Choose one format at a time: --json, --docx, --pdf, --akn.',
      ])
    },
  )

  it('a file of bytes goes on to the next program, and never to a terminal', async () => {
    const through = await run(['index', files[0]!, '--docx'], false)
    expect(Buffer.from(through.sent[0]!).subarray(0, 2).toString()).toBe('PK')
    expect(await run(['index', files[0]!, '--pdf'])).toMatchObject({
      failed: true,
      complaints: ['A terminal cannot show a pdf file. Say where it goes: --out FILE.'],
    })
  })

  it('takes filters, orders and languages', async () => {
    const { printed } = await run([
      'index',
      ...files,
      '--order',
      'addressee',
      '--addressee',
      'secretariat',
      '--language',
      'fr',
    ])
    expect(printed).toContain('Secrétariat')
    expect(printed).not.toContain('parties (')
    expect((await run(['compile', ...files, '--meeting', '2019'])).printed).not.toContain(
      '2009: Example City',
    )
  })

  it.each([
    [['--order', 'size'], 'There is no order "size". Choose one of: theme, meeting, addressee.'],
    [['--language', 'xx'], 'There is no language "xx". Choose one of: en, fr, es, ar, ru, zh.'],
    [['--docx', '--pdf'], 'Choose one format at a time: --json, --docx, --pdf, --akn.'],
    [
      ['--meeting', '1999'],
      'These reports have no meeting "1999". They have: 2009-06-09, 2010-04-20, 2019-09-17.',
    ],
    [['--theme', 'protecton'], 'These reports have no theme "protecton". They have:'],
    [['--addressee', 'Everybody'], 'These reports have no addressee "Everybody". They have:'],
    [
      ['--akn', '--out', '/nowhere/at/all.xml'],
      '/nowhere/at/all.xml: The file could not be written. Check that its folder is there',
    ],
  ])('%j is refused with one sentence', async (words, sentence) => {
    const { complaints, failed, printed } = await run(['index', ...files, ...words])
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(sentence)
    expect([failed, printed]).toEqual([true, ''])
  })

  it('says so when filters leave nothing', async () => {
    const words = ['index', ...files, '--meeting', '2019', '--addressee', 'Secretariat', '--force', 'might']
    const { complaints, failed } = await run(words)
    expect(failed).toBe(true)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(/fits the filters together|have no force/)
  })
})

describe('palermo recommendations parse', () => {
  it('writes a report as Akoma Ntoso and as Word that read back as the same report', async () => {
    const read = readReport(readFileSync(files[1]!, 'utf8'))
    const akn = readAkn((await run(['parse', files[1]!, '--akn'])).printed)
    expect(akn.ok && akn.exact && akn.report).toEqual(read.ok && read.report)
    const word = (await run(['parse', files[1]!, '--docx'], false)).sent[0]!
    const again = readReport(textOfWord(word).text)
    expect(again.ok && again.report.atoms.map(({ text }) => text)).toEqual(
      read.ok && read.report.atoms.map(({ text }) => text),
    )
  })

  it('prints one report at a time', async () => {
    expect(await run(['parse', ...files, '--akn'])).toMatchObject({
      failed: true,
      complaints: ['Only one report at a time can be printed with --akn. Name one file.'],
    })
  })
})
