import { Button, Modal, Stack, Switch, TextInput } from '@mantine/core'
import IconRss from '@tabler/icons-react/dist/esm/icons/IconRss.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type FilterValues, hasFilters } from '../../screens/filters.ts'
import './saved-searches.css'

export interface SearchAnswer {
  id: string
  version: number
  name: string
  filter: FilterValues
  feed: { address: string; openedAt: string } | null
}

const searchesQuery = {
  queryKey: ['searches'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<{ searches: SearchAnswer[] }>('/api/recommendation-searches', { signal }),
}
const useSearches = () => useQuery(searchesQuery).data?.searches ?? []

/** Filters that the reader keeps under a name: one click sets them, the chosen one can be renamed, followed, removed. */
export function SavedSearches(props: { filters: FilterValues; onChoose: (filters: FilterValues) => void }) {
  const { filters, onChoose } = props
  const t = useText()
  const searches = useSearches()
  const [managing, setManaging] = useState(false)
  const chosen = searches.find(search => same(search.filter) === same(filters))
  if (searches.length === 0) return null
  return (
    <nav className="saved-searches no-print" aria-label={t('finding.searches')}>
      <button type="button" aria-pressed={!hasFilters(filters)} onClick={() => onChoose({})}>
        {t('finding.all')}
      </button>
      {searches.map(search => (
        <button
          key={search.id}
          type="button"
          aria-pressed={search === chosen}
          onClick={() => onChoose(search.filter)}
        >
          {search.feed && <IconRss size={14} stroke={1.8} aria-label={t('finding.followed')} />}
          <bdi>{search.name}</bdi>
        </button>
      ))}
      {chosen && (
        <button type="button" className="as-link" onClick={() => setManaging(true)}>
          {t('finding.manage')}
        </button>
      )}
      {managing && chosen && <Manage search={chosen} onClose={() => setManaging(false)} />}
    </nav>
  )
}

/** The way to keep the present filters, where they are not kept yet. */
export function SaveSearch({ filters }: { filters: FilterValues }) {
  const t = useText()
  const client = useQueryClient()
  const [naming, setNaming] = useState(false)
  const searches = useSearches()
  if (!hasFilters(filters) || searches.some(search => same(search.filter) === same(filters))) return null
  const keep = async (name: string, follow: boolean) => {
    const id = crypto.randomUUID()
    await api.put(`/api/recommendation-searches/${id}`, { name, filter: filters })
    if (follow) await api.put(`/api/recommendation-searches/${id}/feed`)
    await client.invalidateQueries({ queryKey: searchesQuery.queryKey })
    announce(t('finding.kept'))
    setNaming(false)
  }
  return (
    <>
      <button type="button" className="as-link no-print" onClick={() => setNaming(true)}>
        {t('finding.save')}
      </button>
      <Modal
        opened={naming}
        onClose={() => setNaming(false)}
        title={t('finding.save')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        {naming && <NameForm onKeep={keep} />}
      </Modal>
    </>
  )
}

function NameForm({ onKeep }: { onKeep: (name: string, follow: boolean) => Promise<void> }) {
  const t = useText()
  const [name, setName] = useState('')
  const [follow, setFollow] = useState(false)
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() === '') return
    await onKeep(name.trim(), follow).catch(setTrouble)
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <TextInput
          label={t('finding.name')}
          description={t('finding.own')}
          value={name}
          maxLength={100}
          error={missing && t('shell.form.problem.required')}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Switch
          label={t('finding.follow')}
          description={t('finding.followHelp')}
          checked={follow}
          onChange={event => setFollow(event.currentTarget.checked)}
        />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button type="submit">{t('finding.keep')}</Button>
      </Stack>
    </form>
  )
}

/** A kept search: its name, its feed, and the way to part with it. */
function Manage({ search, onClose }: { search: SearchAnswer; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [name, setName] = useState(search.name)
  const [trouble, setTrouble] = useState<unknown>()
  const path = `/api/recommendation-searches/${search.id}`
  const change = async (work: () => Promise<unknown>, done = true) => {
    setTrouble(undefined)
    try {
      await work()
      if (done) announce(t('finding.changed'))
      await client.invalidateQueries({ queryKey: searchesQuery.queryKey })
      return true
    } catch (error) {
      setTrouble(error)
      return false
    }
  }
  const rename = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || name.trim() === search.name) return
    await change(() =>
      api.put(path, { name: name.trim(), filter: search.filter }, { expectedVersion: search.version }),
    )
  }
  const remove = async () => {
    if (await change(() => api.delete(path))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('finding.manageTitle', { name: search.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack>
        <form onSubmit={rename} className="saved-searches-name" noValidate>
          <TextInput
            label={t('finding.name')}
            value={name}
            maxLength={100}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('finding.rename')}
          </Button>
        </form>
        <Feed search={search} change={change} />
        {trouble !== undefined && <ErrorState error={trouble} />}
        <Button variant="default" color="red" onClick={() => void remove()}>
          {t('finding.remove')}
        </Button>
      </Stack>
    </Modal>
  )
}

type FeedProps = { search: SearchAnswer; change: (work: () => Promise<unknown>) => Promise<boolean> }

function Feed({ search: { id, feed }, change }: FeedProps) {
  const t = useText()
  const write = useFormats()
  const [copied, setCopied] = useState(false)
  const path = `/api/recommendation-searches/${id}/feed`
  if (!feed)
    return (
      <div>
        <p>{t('finding.followHelp')}</p>
        <Button variant="default" onClick={() => void change(() => api.put(path))}>
          {t('finding.open')}
        </Button>
      </div>
    )
  const copy = async () => {
    await navigator.clipboard.writeText(feed.address)
    setCopied(true)
    announce(t('recommendations.copied'))
  }
  return (
    <div>
      <TextInput
        label={t('finding.address')}
        description={t('finding.secret')}
        value={feed.address}
        readOnly
        dir="ltr"
      />
      <p className="rec-small">{t('finding.since', { time: write.day(feed.openedAt) })}</p>
      <div className="rec-copies">
        <Button variant="default" size="xs" onClick={() => void copy()}>
          {copied ? t('recommendations.copied') : t('recommendations.copyAddress')}
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setCopied(false)
            void change(() => api.delete(path))
          }}
        >
          {t('finding.close')}
        </Button>
      </div>
    </div>
  )
}

/** The same filters in whatever order they were chosen. */
const same = (filters: FilterValues) =>
  JSON.stringify(
    Object.entries(filters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
      .sort(),
  )
