import {
  AlignmentType,
  Document,
  Footer,
  FootnoteReferenceRun,
  Header,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { chromium } from 'playwright-core'

/** What stands on every page and belongs to no text. */
export const RUNNING_SYMBOL = 'CTOC/COP/WG.4/2010/L.1'
export const JOB_NUMBER = 'V.10-50502 (E)'
export const BAR_CODE = '*1050502*'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A line of Markdown as HTML, with its raised figures, bold, italics and dead links. */
function inline(line: string): string {
  return escaped(line)
    .replace(/&lt;sup&gt;([^&]*)&lt;\/sup&gt;/g, '<sup>$1</sup>')
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      mark => `<sup>${[...mark].map(figure => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(figure)).join('')}</sup>`,
    )
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/(?<![\w*])\*([^*]+)\*(?!\w)/g, '<i>$1</i>')
    .replace(/\[([^\]]+)\]\(#?\)/g, '$1')
}

const startsAnew = /^\s*(?:\d+\.? |- |\(|<sup>|\*\*|#|_{3}|Distr|Original)/

/** A report in Markdown as a page, block by block, each printed line in a box of its own. */
export function asHtml(markdown: string): string {
  const body = markdown
    .split(/\n\s*\n/)
    .filter(block => block.trim() !== '' && !/^\s*-{3,}\s*$/.test(block))
    .map(block => {
      const lines = block.split('\n').filter(line => line.trim() !== '' && !/^\s*-{3,}\s*$/.test(line))
      const wrapped = lines.length > 1 && lines.every(line => !startsAnew.test(line)) && !/ {2}\n/.test(block)
      const parts = wrapped ? [lines.join(' ')] : lines
      return `<section>${parts
        .map(line => {
          const heading = /^\s*#{1,6}\s+(.*)/.exec(line)
          return heading ? `<h2>${inline(heading[1]!)}</h2>` : `<div>${inline(line.trim())}</div>`
        })
        .join('')}</section>`
    })
    .join('\n')
  return `<!doctype html><meta charset="utf-8"><style>
    body { font: 11pt/1.25 "Liberation Serif", "DejaVu Serif", serif; margin: 0 }
    section { margin: 0 0 10pt } h2 { font-size: 13pt; margin: 0 } </style>${body}`
}

/**
 * Prints a report to PDF as an office does: the symbol above every page, job number, bar code and page number below,
 * and pages that break where they must.
 */
export async function asPdf(markdown: string, options: { bare?: boolean } = {}): Promise<Uint8Array> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    const page = await browser.newPage()
    await page.setContent(asHtml(markdown))
    const furniture = (content: string) =>
      `<div style="font-size:9pt;width:100%;padding:0 20mm">${content}</div>`
    return await page.pdf({
      format: 'A4',
      margin: { top: '25mm', bottom: '25mm', left: '35mm', right: '30mm' },
      displayHeaderFooter: options.bare !== true,
      headerTemplate: furniture(RUNNING_SYMBOL),
      footerTemplate: furniture(`<span class="pageNumber"></span><br>${JOB_NUMBER}<br>${BAR_CODE}`),
    })
  } finally {
    await browser.close()
  }
}

/**
 * Writes a report as Word does: its numbers typed or counted by Word, its notes as real footnotes where they are
 * marked and printed, symbol, job number and page number in header and footer.
 */
export async function asWord(markdown: string, options: { counted?: boolean } = {}): Promise<Uint8Array> {
  const blocks = markdown
    .split(/\n\s*\n/)
    .flatMap(block => block.split(/ {2}\n|\n(?=\s*(?:\d+\.? |- |\([a-z]\) |<sup>|#|_{3}|Recommendation \d))/))
    .map(block => block.replace(/\s*\n\s*/g, ' ').trim())
    .filter(block => block !== '' && !/^-{3,}$/.test(block))
  const noteOf = (block: string) => /^<sup>(\d+)<\/sup>\s+(.*)/s.exec(block)
  const footnotes: Record<string, { children: Paragraph[] }> = {}
  for (const block of blocks) {
    const note = noteOf(block)
    if (note)
      footnotes[note[1]!] = { children: [new Paragraph({ children: [new TextRun(plain(note[2]!))] })] }
  }
  // Halves that a page's notes had parted in the file are one paragraph in Word.
  const texts: string[] = []
  let afterNote = false
  for (const block of blocks) {
    if (noteOf(block)) {
      afterNote = true
      continue
    }
    if (afterNote && /^\p{Ll}/u.test(block) && texts.length > 0) texts[texts.length - 1] += ` ${block}`
    else texts.push(block)
    afterNote = false
  }
  const document = new Document({
    footnotes,
    numbering: {
      config: [
        {
          reference: 'paragraphs',
          levels: [
            { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT },
            { level: 1, format: LevelFormat.LOWER_LETTER, text: '(%2)', alignment: AlignmentType.LEFT },
          ],
        },
      ],
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph(RUNNING_SYMBOL)] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({ children: [new TextRun({ children: [PageNumber.CURRENT] })] }),
              new Paragraph(JOB_NUMBER),
              new Paragraph(BAR_CODE),
            ],
          }),
        },
        children: texts.map(text => paragraphOf(text, footnotes, options.counted === true)),
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const plain = (text: string) =>
  text
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<![\w*])\*([^*]+)\*(?!\w)/g, '$1')
    .replace(/\[([^\]]+)\]\(#?\)/g, '$1')

function paragraphOf(text: string, footnotes: Record<string, unknown>, counted: boolean): Paragraph {
  const heading = /^#{1,6}\s+(.*)/s.exec(text)
  let words = plain(heading ? heading[1]! : text)
  const number = counted && !heading ? /^(?:(\d+)\. |(?:- )?\(([a-z])\) )/.exec(words) : null
  if (number) words = words.slice(number[0].length)
  const runs = words.split(/(<sup>[\d,]+<\/sup>)/).flatMap(part => {
    const labels = /^<sup>([\d,]+)<\/sup>$/.exec(part)?.[1]?.split(',')
    if (!labels) return part === '' ? [] : [new TextRun({ text: part, bold: heading !== null })]
    return labels.map(label =>
      footnotes[label]
        ? new FootnoteReferenceRun(Number(label))
        : new TextRun({ text: label, superScript: true }),
    )
  })
  return new Paragraph({
    children: runs,
    ...(heading ? { outlineLevel: 1 } : {}),
    ...(number ? { numbering: { reference: 'paragraphs', level: number[1] ? 0 : 1 } } : {}),
  })
}
