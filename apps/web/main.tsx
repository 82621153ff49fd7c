import '@fontsource-variable/noto-sans/wght.css'
import 'virtual:tokens.css'
import './theme/mantine.css'
import './theme/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadOtherFonts } from './language/fonts.ts'
import { changeLanguage, firstLanguage } from './language/texts.ts'

const place = document.getElementById('app')
if (place === null) throw new Error('The page has no place for the application.')
await changeLanguage(firstLanguage(), false)
createRoot(place).render(<App />)
loadOtherFonts()

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const keep = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (document.readyState === 'complete') keep()
  else addEventListener('load', keep)
}
