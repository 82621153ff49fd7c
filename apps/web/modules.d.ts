declare module 'virtual:texts' {
  type TextModule = { default: Record<string, string> }
  /** `fr/first`, `fr/cases` … */
  export const load: Record<string, (() => Promise<TextModule>) | undefined>
  /** `fr/shell` … that no speaker has reviewed. */
  export const drafts: readonly string[]
  export const textLanguages: readonly string[]
}

declare module 'virtual:tokens.css'
declare module '@fontsource-variable/noto-sans/wght.css'
declare module '@fontsource-variable/noto-sans-sc/wght.css'
