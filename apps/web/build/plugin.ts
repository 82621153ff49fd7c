import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { tokensCss } from '../../../platform/screens/tokens.ts'
import { areasOf, composed, composedFirst, languagesOf, readTexts, type TextFile } from './texts.ts'

const textsPrefix = 'virtual:texts'
const tokensId = 'virtual:tokens.css'

/**
 * Serves the texts, one module per language and area, and the colour tokens as a style sheet.
 * @param more texts beside those of `locales/`, for tests
 */
export function palermoSources(root: string, more: readonly TextFile[] = []): Plugin {
  const folder = resolve(root, 'locales')
  return {
    name: 'palermo-sources',
    resolveId: id => (id.startsWith(textsPrefix) || id === tokensId ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${tokensId}`) return tokensCss()
      if (!id.startsWith(`\0${textsPrefix}`)) return undefined
      const own = readTexts(folder)
      const files = [...own, ...more]
      for (const file of own) this.addWatchFile(join(folder, file.language, `${file.area}.json`))
      const [, language, part] = id.split('/')
      if (language === undefined || part === undefined)
        return index(languagesOf(files), areasOf(files), files)
      const texts = part === 'first' ? composedFirst(files, language) : composed(files, language, part)
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(texts))})`
    },
  }
}

function index(languages: string[], areas: string[], files: ReturnType<typeof readTexts>): string {
  const load = (path: string) =>
    `${JSON.stringify(path)}: () => import(${JSON.stringify(`${textsPrefix}/${path}`)})`
  const paths = languages.flatMap(language => [
    `${language}/first`,
    ...areas.filter(area => area !== 'shell').map(area => `${language}/${area}`),
  ])
  const drafts = files.filter(file => file.status === 'draft').map(file => `${file.language}/${file.area}`)
  return `export const load = {${paths.map(load).join(',')}}
export const drafts = ${JSON.stringify(drafts)}
export const textLanguages = ${JSON.stringify(languages)}`
}
