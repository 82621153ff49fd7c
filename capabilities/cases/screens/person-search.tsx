import { Button, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import IconUserSearch from '@tabler/icons-react/dist/esm/icons/IconUserSearch.mjs'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useMay, useSession } from '#platform/screens/session.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ListedCase } from './answers.ts'
import { CaseTable } from './case-table.tsx'
import type { Codes } from './codes.ts'
import { purposesFor, usePurposes } from './purposes.ts'

const kinds = ['name', 'phone', 'email', 'number'] as const

/** Looking for a person by what identifies her: an act of its own, recorded with its purpose. */
export function PersonSearch({ codes }: { codes: Codes }) {
  const t = useText()
  const may = useMay('person.search')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUserSearch size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('cases.person.search')}
      </Button>
      <Modal
        closeButtonProps={{ 'aria-label': t('shell.close') }}
        opened={open}
        onClose={() => setOpen(false)}
        title={t('cases.person.search')}
        size="lg"
      >
        <SearchForm codes={codes} />
      </Modal>
    </>
  )
}

function SearchForm({ codes }: { codes: Codes }) {
  const t = useText()
  const roles = useSession()?.roles ?? []
  const [kind, setKind] = useState<(typeof kinds)[number]>('name')
  const [text, setText] = useState('')
  const choices = usePurposes(purposesFor(roles))
  const [purpose, setPurpose] = useState<string | null>(choices[0]?.code ?? null)
  const [found, setFound] = useState<ListedCase[]>()
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const search = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(text.trim() === '')
    if (text.trim() === '') return
    setBusy(true)
    setTrouble(undefined)
    try {
      const answer = await api.post<{ cases: ListedCase[] }>('/api/cases/search', {
        kind,
        text: text.trim(),
        purpose,
      })
      setFound(answer.cases)
      announce(t('cases.person.found', { count: answer.cases.length }))
    } catch (error) {
      setFound(undefined)
      setTrouble(error)
    }
    setBusy(false)
  }
  return (
    <form onSubmit={search} noValidate>
      <Stack>
        <p className="case-note">{t('cases.person.recorded')}</p>
        <Radio.Group
          label={t('cases.person.by')}
          value={kind}
          onChange={value => setKind(value as typeof kind)}
        >
          <div className="case-choices">
            {kinds.map(one => (
              <Radio key={one} value={one} label={t(`cases.person.by.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label={t(`cases.person.by.${kind}`)}
          description={t(`cases.person.help.${kind}`)}
          value={text}
          maxLength={200}
          autoComplete="off"
          error={missing && t('shell.form.problem.required')}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Select
          label={t('shell.sealed.purpose')}
          data={choices.map(c => ({ value: c.code, label: c.label }))}
          value={purpose}
          allowDeselect={false}
          onChange={setPurpose}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit" loading={busy}>
          {t('cases.person.look')}
        </Button>
        {found?.length === 0 && <p>{t('cases.person.nobody')}</p>}
        {found !== undefined && found.length > 0 && (
          <CaseTable cases={found} codes={codes} caption={t('cases.person.found', { count: found.length })} />
        )}
      </Stack>
    </form>
  )
}
