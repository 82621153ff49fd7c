import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

type Chunk = { file: string; imports?: string[]; css?: string[]; isEntry?: boolean; src?: string }
type Part = { file: string; bytes: number; gzip: number; brotli: number }

const limitBytes = 300 * 1024

/**
 * What a first visit loads before it can draw: the page, its early script, the entry with everything it
 * imports statically, style sheets, the texts of one language, the sign-in and its texts, the first font.
 * @param folder `dist/web` after `vite build`
 * @param language of the texts
 */
export function firstLoad(
  folder: string,
  language = 'en',
): { parts: Part[]; fonts: Part[]; gzip: number; brotli: number } {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const files = new Set(['index.html', 'early.js'])
  const seen = new Set<string>()
  const take = (key: string) => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const next of chunk.imports ?? []) take(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) {
    const isFirstScreen = /accounts\/sign-in\.tsx$/.test(key)
    const isText =
      key.endsWith(`virtual:texts/${language}/first`) || key.endsWith(`virtual:texts/${language}/accounts`)
    if (chunk.isEntry === true || isFirstScreen || isText) take(key)
  }
  const parts = [...files].map(file => weigh(folder, file)).sort((a, b) => b.brotli - a.brotli)
  const font = Object.values(manifest).find(chunk => /noto-sans-latin-wght-normal.*\.woff2$/.test(chunk.file))
  const sum = (unit: 'gzip' | 'brotli') => parts.reduce((total, part) => total + part[unit], 0)
  return { parts, fonts: font ? [weigh(folder, font.file)] : [], gzip: sum('gzip'), brotli: sum('brotli') }
}

function weigh(folder: string, file: string): Part {
  const content = readFileSync(join(folder, file))
  if (file.endsWith('.woff2'))
    return { file, bytes: content.length, gzip: content.length, brotli: content.length }
  return {
    file,
    bytes: content.length,
    gzip: gzipSync(content).length,
    brotli: brotliCompressSync(content).length,
  }
}

if (import.meta.main) {
  const { parts, fonts, gzip, brotli } = firstLoad(join(import.meta.dirname, '../dist/web'))
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`
  console.log(`${'file'.padEnd(56)}${'gzip'.padStart(11)}${'brotli'.padStart(11)}`)
  for (const part of [...parts, ...fonts]) console.log(part.file.padEnd(56) + kb(part.gzip) + kb(part.brotli))
  const font = fonts.reduce((total, part) => total + part.bytes, 0)
  console.log(`${'without fonts'.padEnd(56)}${kb(gzip)}${kb(brotli)}`)
  console.log(`${'with the first font'.padEnd(56)}${kb(gzip + font)}${kb(brotli + font)}`)
  if (gzip + font > limitBytes) {
    console.error(`First load is over ${kb(limitBytes).trim()}. Load something later.`)
    process.exitCode = 1
  }
}
