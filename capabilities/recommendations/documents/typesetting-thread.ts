import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { TypesettingAnswer, TypesettingTask } from './pdf.ts'

const FONTS: readonly (readonly [folder: string, files: readonly string[]])[] = [
  [
    '@embedpdf/fonts-latin',
    ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSans-Italic.ttf', 'NotoSans-BoldItalic.ttf'],
  ],
  ['@embedpdf/fonts-arabic', ['NotoNaskhArabic-Regular.ttf', 'NotoNaskhArabic-Bold.ttf']],
  ['@embedpdf/fonts-sc', ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf']],
]

/** A font's file stands beside the package's entry. */
function fontPaths(): string[] {
  return FONTS.flatMap(([folder, files]) =>
    files.map(file => fileURLToPath(new URL(`../fonts/${file}`, import.meta.resolve(folder)))),
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
