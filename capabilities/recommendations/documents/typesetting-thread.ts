import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { TypesettingAnswer, TypesettingTask } from './pdf.ts'

/** Files of fonts, by the entry of the package that they stand beside. */
const FONTS: readonly (readonly [entry: () => string, files: readonly string[]])[] = [
  [
    () => import.meta.resolve('@embedpdf/fonts-latin'),
    ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSans-Italic.ttf', 'NotoSans-BoldItalic.ttf'],
  ],
  [
    () => import.meta.resolve('@embedpdf/fonts-arabic'),
    ['NotoNaskhArabic-Regular.ttf', 'NotoNaskhArabic-Bold.ttf'],
  ],
  [() => import.meta.resolve('@embedpdf/fonts-sc'), ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf']],
]

function fontPaths(): string[] {
  return FONTS.flatMap(([entry, files]) =>
    files.map(file => fileURLToPath(new URL(`../fonts/${file}`, entry()))),
  )
}

async function typeset({ source, issuedAtS }: TypesettingTask): Promise<TypesettingAnswer> {
  let compiler: import('@myriaddreamin/typst-ts-node-compiler').NodeCompiler
  try {
    const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
    // The workspace is where the typesetter may read files: a folder with nothing but fonts.
    const fonts = fontPaths()
    compiler = NodeCompiler.create({
      workspace: fileURLToPath(new URL('.', new URL(`file://${fonts[0]}`))),
      fontArgs: fonts.map(path => ({ fontPaths: [path] })),
    })
  } catch {
    return { no: 'engine' }
  }
  const compiled = compiler.compile({ mainFileContent: source })
  const document = compiled.result
  if (!document) return { no: 'typesetting' }
  return { pdf: compiler.pdf(document, { creationTimestamp: issuedAtS, pdfStandard: 'ua-1' }) }
}

parentPort?.postMessage(await typeset(workerData as TypesettingTask))
