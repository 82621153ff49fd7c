import type { Formats } from '#kernel/language/format.ts'
import { colours, fontFamily } from '../tokens.ts'
import { coloursOf, type Draw } from './drawing.ts'

type PictureFile = {
  kind: 'png' | 'svg'
  fileName: string
  finding: string
  measure: string
  notes: readonly string[]
  legend?: readonly { label: string; colour: string }[]
  draw: Draw
  write: Formats
}

const widthPixels = 960
const edgePixels = 32
const pngScale = 2
const svgNamespace = 'http://www.w3.org/2000/svg'

/** Saves a chart as it stands on paper: with its finding, measure, legend, source and notes. */
export async function savePicture(file: PictureFile): Promise<void> {
  const svg = await wholePicture(file)
  const text = new XMLSerializer().serializeToString(svg)
  if (file.kind === 'svg') return saveText(`${file.fileName}.svg`, 'image/svg+xml', text)
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))]
  save(`${file.fileName}.png`, await asPng(text, width, height))
}

/** Saves a text as a file. */
export function saveText(fileName: string, type: string, text: string): void {
  save(fileName, new Blob([text], { type: `${type};charset=utf-8` }))
}

/** Saves a workbook as a file. */
export function saveWorkbook(fileName: string, bytes: Uint8Array): void {
  save(fileName, new Blob([bytes as BlobPart], { type: workbookType }))
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function wholePicture({
  finding,
  measure,
  notes,
  legend,
  draw,
  write,
}: PictureFile): Promise<SVGSVGElement> {
  const inner = await draw({
    width: widthPixels - 2 * edgePixels,
    colours: coloursOf('light'),
    fontFamily,
    write,
    withheld: '–',
    rightToLeft: document.documentElement.dir === 'rtl',
  })
  const innerHeight = Number(inner.getAttribute('height') ?? 400)
  const whole = document.createElementNS(svgNamespace, 'svg')
  const { surface, ink, dim } = colours.light
  const isRtl = document.documentElement.dir === 'rtl'
  const start = isRtl ? widthPixels - edgePixels : edgePixels
  let y = 48
  const ground = add(whole, 'rect', { width: widthPixels, fill: surface })
  const line = (text: string, size: number, colour: string, weight = 400) => {
    for (const part of wrapped(text, (widthPixels - 2 * edgePixels) / (size * 0.53))) {
      const at = {
        x: start,
        y,
        'font-size': size,
        'font-weight': weight,
        fill: colour,
        direction: isRtl ? 'rtl' : 'ltr',
      }
      add(whole, 'text', at).textContent = part
      y += size * 1.4
    }
  }
  line(finding, 24, ink, 650)
  line(measure, 16, dim)
  for (const { label, colour } of legend ?? []) {
    add(whole, 'rect', { x: isRtl ? start - 14 : start, y: y - 8, width: 14, height: 14, fill: colour })
    const x = isRtl ? start - 22 : start + 22
    add(whole, 'text', {
      x,
      y: y + 4,
      'font-size': 14,
      fill: ink,
      direction: isRtl ? 'rtl' : 'ltr',
    }).textContent = label
    y += 20
  }
  inner.setAttribute('x', String(edgePixels))
  inner.setAttribute('y', String(y))
  whole.append(inner)
  y += innerHeight + 28
  for (const note of notes) line(note, 13, dim)
  ground.setAttribute('height', String(y + 8))
  for (const [name, value] of Object.entries({
    width: widthPixels,
    height: y + 8,
    'font-family': fontFamily,
    role: 'img',
    xmlns: svgNamespace,
  }))
    whole.setAttribute(name, String(value))
  // What a screen reader says of the file: its finding, and all that stands around the drawing.
  const [title, description] = [
    document.createElementNS(svgNamespace, 'title'),
    document.createElementNS(svgNamespace, 'desc'),
  ]
  title.textContent = finding
  description.textContent = [measure, ...notes].join(' ')
  whole.prepend(title, description)
  return whole
}

function add(parent: SVGElement, name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(svgNamespace, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  parent.append(element)
  return element
}

function wrapped(text: string, lengthMax: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > lengthMax) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

async function asPng(svg: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml;charset=utf-8' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * pngScale
    canvas.height = height * pngScale
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('The browser could not make a picture file. Download the SVG instead.')
    return blob
  } finally {
    URL.revokeObjectURL(address)
  }
}

function save(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
