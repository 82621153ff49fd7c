import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { palermoSources } from './build/plugin.ts'
import { serviceWorker } from './build/service-worker.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const server = `http://127.0.0.1:${process.env.PORT ?? '8080'}`

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [palermoSources(root), react(), serviceWorker()],
  css: { postcss: { plugins: [] } },
  build: {
    outDir: `${root}/dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: false } } },
})
