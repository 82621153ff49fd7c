import { deflateSync } from 'node:zlib'
import { Document, Packer, Paragraph } from 'docx'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FILE_BYTES_MAX } from '../reading/problems.ts'
import { type RealReport, realReport, realText } from '../reading/real-reports.testing.ts'
import type { Report, ReportProblemCode } from '../recommendations.entity.ts'
import { textOfFile } from './file-text.ts'
import { asWord, BAR_CODE, JOB_NUMBER, RUNNING_SYMBOL } from './printed-files.testing.ts'
import { readReportFile } from './read-file.ts'
import { extractInThread } from './read-in-thread.ts'
import { textOfWord } from './word-text.ts'

async function reportIn(bytes: Uint8Array): Promise<Report> {
  const reading = await readReportFile(bytes)
  if (!reading.ok) throw new Error(reading.problem.sentence)
  return reading.file.report
}

async function refusal(bytes: Uint8Array): Promise<ReportProblemCode | null> {
  const reading = await readReportFile(bytes)
  return reading.ok ? null : reading.problem.code
}

const what = ({ atoms, suggestions, crossReferences }: Report) => ({
  atoms: atoms.map(({ para, kind, sub, addressee, deontic, text }) => ({
    para,
    kind,
    sub,
    addressee,
    deontic,
    text,
  })),
  suggestions: suggestions.length,
  crossReferences: crossReferences.map(({ source: _, ...reference }) => reference),
})

describe('a report as a Word file', () => {
  it.each(['000', '001', '002', '003', '004'] as const)(
    '%s: gives the same atoms and cross-references as its text, whether its numbers are typed or counted by Word',
    async (name: RealReport) => {
      for (const counted of [false, true]) {
        const report = await reportIn(await asWord(realText(name), { counted }))
        expect(what(report)).toEqual(what(realReport(name)))
        expect(report.notes.length).toBe(realReport(name).notes.length)
        expect(report.document.symbol).toBe(RUNNING_SYMBOL)
        const furniture = report.parts.map(part => part.text).join('\n')
        expect(furniture).toContain(JOB_NUMBER)
        expect(furniture).toContain(BAR_CODE)
      }
    },
  )

  const body = (inner: string) =>
    zipSync({
      'word/document.xml': strToU8(
        `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>${inner}</w:body></w:document>`,
      ),
    })
  const line = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`

  it('recorded changes are read as accepted, and that is a doubt', async () => {
    const file = body(
      `${line('<w:t>I. Recommendations</w:t>')}<w:p><w:r><w:t xml:space="preserve">1. States parties </w:t></w:r><w:del><w:r><w:delText>might</w:delText></w:r></w:del><w:ins><w:r><w:t>should</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> act.</w:t></w:r></w:p>`,
    )
    const report = await reportIn(file)
    expect(report.atoms.map(({ text }) => text)).toEqual(['States parties should act.'])
    expect(report.flags.map(({ code }) => code)).toContain('changes-recorded')
  })

  it('hidden text is left out, a box is read once, a code of a field never', () => {
    const file = body(
      [
        line('<w:rPr><w:vanish/></w:rPr><w:t>secret</w:t>'),
        line(
          '<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>12</w:t><w:fldChar w:fldCharType="end"/>',
        ),
        line(
          '<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>',
        ),
        line('<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>c &amp; &#8217;</w:t>'),
      ].join(''),
    )
    expect(textOfWord(file).text).toBe('12\n\nboxed\n\na-b\tc & ’')
  })

  it('a cell of a table is a line of its own', () => {
    const cell = (text: string) => `<w:tc>${line(`<w:t>${text}</w:t>`)}</w:tc>`
    const file = body(`<w:tbl><w:tr>${cell('Distr.: General')}${cell('21 April 2009')}</w:tr></w:tbl>`)
    expect(textOfWord(file).text).toBe('Distr.: General\n\n21 April 2009')
  })
})

describe('a file that cannot be read gets one clear sentence', () => {
  const docx = async (text: string) =>
    new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] })))
  const latin = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))
  const ole = (stream: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from(stream, 'utf16le'),
    ])

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, ReportProblemCode]>([
    ['an empty file', () => new Uint8Array(), 'empty'],
    ['a Word file without words', () => docx(' '), 'empty'],
    [
      'a Word file in another language',
      () =>
        docx(
          'Les États parties devraient adopter des mesures pour la protection des victimes et de leurs familles dans le cadre de la Convention et du Protocole, et assurer la formation des agents des services de détection et de répression sur les questions de la traite. '.repeat(
            2,
          ),
        ),
      'other language',
    ],
    ['a spreadsheet', () => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }), 'table'],
    ['an old spreadsheet', () => ole('Workbook'), 'table'],
    ['a table as text', () => latin('year,sex,count\n2019,F,12\n2020,M,7\n'), 'table'],
    ['slides', () => zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }), 'other format'],
    ['any archive', () => zipSync({ 'a.txt': strToU8('a') }), 'other format'],
    ['rich text', () => latin('{\\rtf1 States parties should act.}'), 'other format'],
    ['a web page', () => latin('<!DOCTYPE html><p>1. States parties should act.'), 'other format'],
    ['the old format of Word', () => ole('WordDocument'), 'old word'],
    ['a Word file with a password', () => ole('EncryptedPackage'), 'locked'],
    ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'picture'],
    [
      'a Word file cut off',
      async () => (await docx('1. States parties should act.')).subarray(0, 900),
      'damaged word',
    ],
    [
      'a Word file that is no XML',
      () => zipSync({ 'word/document.xml': strToU8('<w:document><w:body>') }),
      'damaged word',
    ],
    ['a PDF cut off', () => latin('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), 'damaged pdf'],
    ['a PDF without a text', () => emptyPdf(), 'scan'],
    ['more bytes than a report has', () => new Uint8Array(FILE_BYTES_MAX + 1), 'too big'],
  ])('%s', async (_, make, code) => {
    expect(await refusal(await make())).toBe(code)
  })

  it('a Word file that declares entities to multiply itself', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>`
    expect(await refusal(zipSync({ 'word/document.xml': strToU8(laughs) }))).toBe('damaged word')
  })

  it('a Word file that unpacks to the memory of a machine: stopped after a little of it', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 })
    expect(bomb.byteLength).toBeLessThan(400_000)
    expect(await refusal(bomb)).toBe('unpacks too large')
  })

  it('a PDF that unpacks to the memory of a machine: stopped by the memory it takes, or for its lack of text', async () => {
    const stream = deflateSync(Buffer.alloc(300 * 1024 * 1024, '0 0 m '), { level: 9 })
    const pdf = pdfWith(stream, '/Filter /FlateDecode')
    const limits = { milliseconds: 20_000, bytes: 150 * 1024 * 1024 }
    const extraction = await extractInThread('pdf', pdf, limits)
    expect(extraction).toMatchObject({ why: expect.stringMatching(/^too much$|^too slow$|^scan$/) })
  })

  it('a text that takes too long is given up, and the server goes on', async () => {
    const file = zipSync({ 'word/document.xml': strToU8('<w:document/>') })
    expect(await extractInThread('word', file, { milliseconds: 0, bytes: Number.POSITIVE_INFINITY })).toEqual(
      { why: 'too slow' },
    )
    expect((await textOfFile(latin('1. States parties should act.'))).ok).toBe(true)
  })
})

/** One page with this content and nothing else. */
function pdfWith(content: Uint8Array, filter = ''): Uint8Array {
  const parts: Buffer[] = []
  const offsets: number[] = []
  let length = 0
  const write = (part: string | Uint8Array) => {
    const bytes = Buffer.from(part as string)
    parts.push(bytes)
    length += bytes.length
  }
  const object = (number: number, inner: string) => {
    offsets[number] = length
    write(`${number} 0 obj\n${inner}\nendobj\n`)
  }
  write('%PDF-1.7\n')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  object(3, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>')
  offsets[4] = length
  write(`4 0 obj\n<< /Length ${content.length} ${filter} >>\nstream\n`)
  write(content)
  write('\nendstream\nendobj\n')
  const at = length
  write(
    `xref\n0 5\n0000000000 65535 f \n${[1, 2, 3, 4].map(number => `${String(offsets[number]).padStart(10, '0')} 00000 n \n`).join('')}`,
  )
  write(`trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`)
  return new Uint8Array(Buffer.concat(parts))
}

const emptyPdf = () => pdfWith(Buffer.from('0 0 m 10 10 l S'))
