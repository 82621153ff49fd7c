import '@mantine/spotlight/styles.css'
import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import type { Found } from '#platform/screens/mount.ts'
import { useGo } from '#platform/screens/navigate.tsx'
import type { Session } from '#platform/screens/session.ts'
import { useText } from '#platform/screens/text.ts'
import { isOpen, mounts } from '../mounts.ts'
import type { ScreenMount } from '../screens.ts'
import { chooseLanguage, offeredLanguages } from './language-menu.tsx'
import { lock } from './lock.ts'
import { useSignOut } from './me-menu.tsx'
import { askToPrint } from './print.tsx'

const recordsMax = 5
const lettersMin = 2

type PaletteProps = { session: Session; wanted: number; leave: () => void }

/** Goes anywhere and does anything by a few letters. `wanted` grows each time it is asked for. */
export default function Palette({ session, wanted, leave }: PaletteProps) {
  const t = useText()
  const go = useGo()
  const signOut = useSignOut()
  const { setColorScheme } = useMantineColorScheme()
  const [letters, setLetters] = useState('')
  const records = useRecords(session, useDeferredValue(letters.trim()))
  useEffect(() => {
    if (wanted > 0) spotlight.open()
  }, [wanted])
  useEffect(() => () => spotlight.close(), [])

  const command = (id: string, label: string, onClick: () => void): SpotlightActionData => ({
    id,
    label,
    onClick,
  })
  const screens = mounts
    .filter(mount => (mount.nav || mount.command) && isOpen(mount, session))
    .map(mount => ({
      ...command(mount.path, t(mount.titleKey), () => void go(mount.path)),
      description: mount.nav && mount.nav.group !== 'today' ? t(`shell.group.${mount.nav.group}`) : undefined,
      leftSection: mount.nav ? (
        <mount.nav.icon size={20} stroke={1.6} aria-hidden />
      ) : (
        <IconArrowRight size={20} aria-hidden />
      ),
    }))
  const found = records.map(({ mount, record }) => ({
    ...command(`record ${record.path}`, record.title, () => void go(record.path)),
    description: record.detail || undefined,
    // What the server found stays, whatever of it is on the line.
    keywords: [letters.trim()],
    leftSection: mount.nav && <mount.nav.icon size={20} stroke={1.6} aria-hidden />,
  }))
  const commands = [
    command('leave', t('shell.leave'), leave),
    command('lock', t('shell.lockNow'), () => lock('asked')),
    command('print', t('shell.print.command'), askToPrint),
    command('light', t('shell.lightMode'), () => setColorScheme('light')),
    command('dark', t('shell.darkMode'), () => setColorScheme('dark')),
    command('sign-out', t('shell.signOut'), () => void signOut()),
    ...offeredLanguages(session.node.languages).map(({ code, name }) =>
      command(`language-${code}`, t('shell.language', { name }), () => void chooseLanguage(code, true)),
    ),
  ]
  return (
    <Spotlight
      shortcut={null}
      scrollable
      maxHeight="70vh"
      highlightQuery
      overlayProps={{ color: '#14120f', backgroundOpacity: 0.45, blur: 0 }}
      query={letters}
      onQueryChange={setLetters}
      actions={[
        { group: t('shell.palette.records'), actions: found },
        { group: t('shell.palette.screens'), actions: screens },
        { group: t('shell.palette.commands'), actions: commands },
      ]}
      nothingFound={t('shell.palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden />,
        placeholder: t('shell.search'),
        'aria-label': t('shell.search'),
      }}
    />
  )
}

/** Records of every list that this caller may see; a list that does not answer is left out. */
function useRecords(session: Session, text: string) {
  const { data } = useQuery<{ mount: ScreenMount; record: Found }[]>({
    queryKey: ['palette', text],
    enabled: text.length >= lettersMin,
    placeholderData: previous => previous,
    queryFn: async ({ signal }) => {
      const lists = mounts.filter(mount => mount.find && isOpen(mount, session))
      const found = await Promise.allSettled(
        lists.map(async mount => (await mount.find!()).find(text, recordsMax, signal)),
      )
      return found.flatMap((one, i) =>
        one.status === 'fulfilled' ? one.value.map(record => ({ mount: lists[i]!, record })) : [],
      )
    },
  })
  return text.length >= lettersMin ? (data ?? []) : []
}
