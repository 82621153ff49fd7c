/** Icons are imported one by one; the package types only the whole. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react'

  const icon: Icon
  export default icon
}

declare module 'world-atlas/countries-110m.json'
declare module 'i18n-iso-countries/codes.json'
