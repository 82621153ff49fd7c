const fontOf: Record<string, () => Promise<unknown>> = {
  ar: () => import('../theme/arabic.css'),
  zh: () => import('@fontsource-variable/noto-sans-sc/wght.css'),
}

/** The font of a language whose letters the first one lacks; does nothing for others. */
export const loadFontOf = async (language: string): Promise<unknown> => fontOf[language]?.()

/**
 * Names the fonts of all scripts once the page is drawn: topics, reports and names stand in six languages on every
 * page. A file is fetched only when one of its letters is shown (`unicode-range`).
 */
export function loadOtherFonts(): void {
  // Without the network such letters come in a font of the device.
  const load = () => void Promise.all(Object.values(fontOf).map(font => font())).catch(() => undefined)
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 2_000 })
  else setTimeout(load, 500)
}
