import type { Plugin } from 'vite'
import { generateSW } from 'workbox-build'

/**
 * Writes `sw.js`: the application itself is kept on the device and works without a network; what the
 * server answers is never kept, so that no case lies in a browser's store.
 */
export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'palermo-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    async closeBundle() {
      const { warnings } = await generateSW({
        globDirectory: outDir,
        globPatterns: [
          'index.html',
          'early.js',
          '*.svg',
          'assets/*.{js,css}',
          'assets/noto-sans-latin-wght-normal-*.woff2',
        ],
        globIgnores: ['sw.js', 'workbox-*.js'],
        swDest: `${outDir}/sw.js`,
        cacheId: 'palermo',
        inlineWorkboxRuntime: true,
        sourcemap: false,
        mode: 'production',
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        dontCacheBustURLsMatching: /assets\//,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api(\/|$)/, /^\/leave/],
        maximumFileSizeToCacheInBytes: 4_000_000,
        runtimeCaching: [
          {
            urlPattern: /\/assets\/[^/]+\.woff2$/,
            handler: 'CacheFirst',
            options: { cacheName: 'palermo-fonts', expiration: { maxEntries: 120 } },
          },
        ],
      })
      for (const warning of warnings) this.warn(warning)
    },
  }
}
