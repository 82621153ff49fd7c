// Runs before anything is drawn. After a quick exit, Back must not show the page again.
;(() => {
  const leave = () => {
    const away = sessionStorage.getItem('ui.left')
    if (away) {
      document.documentElement.hidden = true
      location.replace(away)
    }
  }
  try {
    const [visit] = performance.getEntriesByType('navigation')
    if (visit && visit.type === 'back_forward') leave()
    else sessionStorage.removeItem('ui.left')
    addEventListener('pageshow', event => event.persisted && leave())
    const wish = localStorage.getItem('ui.scheme')
    const dark = wish === 'dark' || (wish !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
    const language = localStorage.getItem('ui.language')
    if (language) {
      document.documentElement.lang = language
      document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
    }
  } catch {
    // Without storage the page works, with the defaults.
  }
})()
