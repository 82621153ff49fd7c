import { ActionIcon, Button, Modal, Stack, TextInput } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { CaseFilter } from '../list.entity.ts'
import type { SavedView } from './answers.ts'
import { hasFilter } from './filters.tsx'

const viewsQuery = {
  queryKey: ['case-views'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<{ views: SavedView[] }>('/api/case-views', { signal }),
}

/** Filters that the reader has kept under a name. */
export function SavedViews({
  filter,
  onChoose,
}: {
  filter: CaseFilter
  onChoose: (filter: CaseFilter) => void
}) {
  const t = useText()
  const client = useQueryClient()
  const views = useQuery(viewsQuery).data?.views ?? []
  const chosen = views.find(v => same(v.filter) === same(filter))
  const remove = async (view: SavedView) => {
    await api.delete(`/api/case-views/${view.id}`)
    await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
  }
  if (views.length === 0) return null
  return (
    <nav className="case-views no-print" aria-label={t('cases.views')}>
      <button type="button" aria-pressed={!hasFilter(filter)} onClick={() => onChoose({})}>
        {t('cases.views.all')}
      </button>
      {views.map(view => (
        <span key={view.id}>
          <button type="button" aria-pressed={view === chosen} onClick={() => onChoose(view.filter)}>
            <bdi>{view.name}</bdi>
          </button>
          {view === chosen && (
            <ActionIcon
              variant="subtle"
              size="md"
              aria-label={t('cases.views.remove', { name: view.name })}
              onClick={() => void remove(view)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </span>
      ))}
    </nav>
  )
}

/** The way to keep the present filters, where they are not kept yet. */
export function SaveView({ filter }: { filter: CaseFilter }) {
  const t = useText()
  const [naming, setNaming] = useState(false)
  const views = useQuery(viewsQuery).data?.views ?? []
  if (!hasFilter(filter) || views.some(v => same(v.filter) === same(filter))) return null
  return (
    <>
      <Button variant="subtle" size="sm" onClick={() => setNaming(true)}>
        {t('cases.views.save')}
      </Button>
      <Modal
        opened={naming}
        onClose={() => setNaming(false)}
        title={t('cases.views.save')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <NameForm filter={filter} onDone={() => setNaming(false)} />
      </Modal>
    </>
  )
}

function NameForm({ filter, onDone }: { filter: CaseFilter; onDone: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() === '') return
    try {
      await api.put(`/api/case-views/${crypto.randomUUID()}`, { name: name.trim(), filter })
      await client.invalidateQueries({ queryKey: ['case-views'] })
      onDone()
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput
          label={t('cases.views.name')}
          description={t('cases.views.own')}
          value={name}
          maxLength={100}
          error={missing && t('shell.form.problem.required')}
          onChange={event => setName(event.currentTarget.value)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit">{t('cases.views.keep')}</Button>
      </Stack>
    </form>
  )
}

const same = (filter: CaseFilter) =>
  JSON.stringify(
    Object.entries(filter)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => [k, Array.isArray(v) ? [...v].sort() : v])
      .sort(),
  )
