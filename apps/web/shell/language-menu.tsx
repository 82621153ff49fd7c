import { Menu } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs'
import { useSyncExternalStore } from 'react'
import { languageName, languages } from '#kernel/language/languages.ts'
import { api } from '#platform/screens/api.ts'
import { useText } from '#platform/screens/text.ts'
import { changeLanguage, chosenFrom, currentTexts, subscribeTexts } from '../language/texts.ts'

/** Names of languages in themselves, in the order of the house; others after them by their tag. */
export function offeredLanguages(offered: readonly string[] | undefined): { code: string; name: string }[] {
  const here = chosenFrom.filter(
    code => offered === undefined || offered.length === 0 || offered.includes(code),
  )
  const known = languages.filter(({ code }) => here.includes(code))
  const others = here.filter(code => !languages.some(one => one.code === code))
  return [...known, ...others.map(code => ({ code, name: languageName(code, code) }))]
}

/** Changes the language here, and remembers it with the account of whoever is signed in. */
export async function chooseLanguage(language: string, signedIn: boolean): Promise<void> {
  await changeLanguage(language)
  // The choice holds on this device anyway.
  if (signedIn) await api.put('/api/session/language', { language }).catch(() => undefined)
}

/** Chooses the language of the application; each language names itself. */
export function LanguageMenu({ offered, signedIn }: { offered?: readonly string[]; signedIn: boolean }) {
  const t = useText()
  const { language } = useSyncExternalStore(subscribeTexts, currentTexts)
  const choices = offeredLanguages(offered)
  const own = choices.find(one => one.code === language)?.name ?? language
  return (
    <Menu position="bottom-end" width={200} returnFocus>
      <Menu.Target>
        <button type="button" className="top-button" aria-label={t('shell.language', { name: own })}>
          <IconLanguage size={20} stroke={1.6} aria-hidden />
          <span className="wide-only">{own}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ code, name }) => (
          <Menu.Item
            key={code}
            lang={code}
            aria-current={code === language}
            rightSection={code === language && <IconCheck size={16} aria-hidden />}
            onClick={() => void chooseLanguage(code, signedIn)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
