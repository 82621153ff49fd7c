import { Button, Menu, Modal, Select, Stack, TextInput } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ShownCase } from './answers.ts'

type MenuProps = { shown: ShownCase; onChanged: () => Promise<void> }

/** What is done seldom: letting another agency take part, and erasing the person. */
export function CaseMenu({ shown, onChanged }: MenuProps) {
  const t = useText()
  const [asking, setAsking] = useState<'join' | 'erase'>()
  const mayJoin = shown.may.includes('case.join') && !shown.erased
  const mayErase = shown.may.includes('person.erase') && !shown.erased
  if (!mayJoin && !mayErase) return null
  const done = async () => {
    setAsking(undefined)
    await onChanged()
  }
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconDots size={18} aria-hidden />}>
            {t('cases.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayJoin && <Menu.Item onClick={() => setAsking('join')}>{t('cases.join')}</Menu.Item>}
          {mayErase && (
            <Menu.Item color="red" onClick={() => setAsking('erase')}>
              {t('cases.erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        closeButtonProps={{ 'aria-label': t('shell.close') }}
        opened={asking === 'join'}
        onClose={() => setAsking(undefined)}
        title={t('cases.join')}
      >
        <JoinForm shown={shown} onDone={done} />
      </Modal>
      <Modal
        closeButtonProps={{ 'aria-label': t('shell.close') }}
        opened={asking === 'erase'}
        onClose={() => setAsking(undefined)}
        title={t('cases.erase')}
      >
        <EraseForm shown={shown} onDone={done} />
      </Modal>
    </>
  )
}

type FormProps = { shown: ShownCase; onDone: () => Promise<void> }

function JoinForm({ shown, onDone }: FormProps) {
  const t = useText()
  const [agencyId, setAgencyId] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const agencies = useQuery({
    queryKey: ['agencies'],
    queryFn: ({ signal }) =>
      api.get<{ agencies: { id: string; name: string }[] }>('/api/agencies', { signal }),
  })
  const known = new Set(shown.participants.map(p => p.agencyId))
  const choices = (agencies.data?.agencies ?? []).filter(a => !known.has(a.id))
  const join = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(agencyId === null)
    if (agencyId === null) return
    try {
      await api.post(`/api/cases/${shown.id}/agencies`, { agencyId })
      announce(t('cases.join.done'))
      await onDone()
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <form onSubmit={join} noValidate>
      <Stack>
        <p className="case-note">{t('cases.join.text')}</p>
        <Select
          label={t('cases.join.agency')}
          data={choices.map(a => ({ value: a.id, label: a.name }))}
          value={agencyId}
          onChange={setAgencyId}
          searchable
          nothingFoundMessage={t('shell.form.nothingFound')}
          error={missing && t('shell.form.problem.code')}
        />
        {agencies.isError && <ErrorState error={agencies.error} onRetry={() => void agencies.refetch()} />}
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit">{t('cases.join.confirm')}</Button>
      </Stack>
    </form>
  )
}

function EraseForm({ shown, onDone }: FormProps) {
  const t = useText()
  const [reference, setReference] = useState('')
  const [wrong, setWrong] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const erase = async (event: FormEvent) => {
    event.preventDefault()
    const matches = reference.trim().toUpperCase() === shown.reference
    setWrong(!matches)
    if (!matches) return
    try {
      await api.post(`/api/cases/${shown.id}/erasure`, { reference })
      announce(t('cases.erasedText'))
      await onDone()
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <form onSubmit={erase} noValidate>
      <Stack>
        <p className="case-note">{t('cases.erase.text')}</p>
        <TextInput
          label={t('cases.erase.reference', { reference: shown.reference })}
          value={reference}
          maxLength={20}
          autoComplete="off"
          error={wrong && t('cases.erase.wrong')}
          onChange={event => setReference(event.currentTarget.value)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit" color="red">
          {t('cases.erase.confirm')}
        </Button>
      </Stack>
    </form>
  )
}
