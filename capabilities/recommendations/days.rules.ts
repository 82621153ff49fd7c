/**
 * Days from and to as a language writes them: "27 – 29 January 2010". Days that the language cannot read stay as given.
 * @param locale tag of the language; Arabic with Western digits, as the reports' figures are
 * @param from and to ISO 8601
 */
export function daysInWords(locale: string, from: string, to: string): string {
  const language = locale.startsWith('ar') && !locale.includes('-nu-') ? `${locale}-u-nu-latn` : locale
  const days = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const noon = (day: string) => new Date(`${day}T12:00:00Z`)
  try {
    if (from === to) return days.format(noon(from))
    // The range of Chinese is written with numbers only; the house writes its dates in full.
    if (language.startsWith('zh')) return `${days.format(noon(from))}至${days.format(noon(to))}`
    return days.formatRange(noon(from), noon(to))
  } catch {
    return from === to ? from : `${from} – ${to}`
  }
}
