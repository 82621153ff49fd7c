import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { palermoSources } from '../build/plugin.ts'
import { serviceWorker } from '../build/service-worker.ts'
import { galleryTexts } from './gallery/texts.ts'

const web = fileURLToPath(new URL('..', import.meta.url))

/** Builds the application with the gallery in the place of the capabilities, into a new folder, and names it. */
export async function buildGallery(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'palermo-gallery-'))
  // A test runner sets it to `test`, which would build React for development and leave the service worker out.
  const environment = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await build({
    configFile: false,
    root: web,
    logLevel: 'error',
    plugins: [
      {
        name: 'gallery',
        enforce: 'pre',
        resolveId: id => (id.endsWith('/capabilities.ts') ? join(web, 'test/gallery/mounts.ts') : undefined),
      },
      palermoSources(join(web, '../..'), [galleryTexts]),
      react(),
      serviceWorker(),
    ],
    css: { postcss: { plugins: [] } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
  process.env.NODE_ENV = environment
  return outDir
}
