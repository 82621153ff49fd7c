import { useCallback, useMemo } from 'react'
import { useIntl } from 'react-intl'
import { type Formats, formats } from '#kernel/language/format.ts'

export type TextValues = Record<string, string | number | Date | null | undefined>
export type Translate = (key: string, values?: TextValues) => string

/**
 * The texts of the chosen language: `const t = useText(); t('cases.found', { count: 3 })`.
 * A key without a text shows as itself, so that it is seen and mended.
 */
export function useText(): Translate {
  const intl = useIntl()
  return useCallback((key, values) => intl.formatMessage({ id: key, defaultMessage: key }, values), [intl])
}

/** Numbers, dates and names written as the reader writes them; times in her zone, with the zone named. */
export function useFormats(): Formats {
  const intl = useIntl()
  return useMemo(() => {
    const season = (code: string, year: string) =>
      intl.formatMessage(
        { id: 'shell.season' },
        { year, season: intl.formatMessage({ id: `shell.form.season.${code}` }) },
      )
    return formats(intl.locale, intl.timeZone, season)
  }, [intl])
}
