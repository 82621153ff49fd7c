import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api, withQuery } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { documentKinds } from '../meetings.entity.ts'
import type { DocumentAnswer, MeetingAnswer } from './answers.ts'

/** What is before the meeting: by symbol, link or file. */
export function Documents({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  return (
    <Section title={t('meetings.documents')} id="documents">
      {meeting.documents.length === 0 && <p className="rec-small">{t('meetings.documents.none')}</p>}
      <ul className="mt-plain">
        {meeting.documents.map(one => (
          <li key={one.id}>
            <One meetingId={meeting.id} one={one} />
          </li>
        ))}
      </ul>
      {meeting.may.includes('meeting-document.add') && <Add meeting={meeting} />}
    </Section>
  )
}

function One({ meetingId, one }: { meetingId: string; one: DocumentAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const path = `/api/meetings/${meetingId}/documents/${one.id}`
  const remove = useMutation({
    mutationFn: () => api.delete(path),
    onSuccess: () => client.invalidateQueries({ queryKey: ['meetings'] }),
  })
  const href = one.hasFile ? `${path}/file` : one.link
  return (
    <>
      {href ? (
        <a href={href} {...(one.hasFile ? { download: true } : { target: '_blank', rel: 'noreferrer' })}>
          <bdi>{one.title}</bdi>
        </a>
      ) : (
        <bdi>{one.title}</bdi>
      )}
      <p className="rec-small">
        {t(`meetings.documentKind.${one.kind.replaceAll(' ', '-')}`)}
        {one.symbol && (
          <>
            {' · '}
            <bdi dir="ltr">{one.symbol}</bdi>
          </>
        )}
        {one.item && <> · {t('meetings.agenda.item', { number: one.item })}</>}
      </p>
      {remove.isError && <ErrorState error={remove.error} />}
      {one.may.includes('meeting-document.remove') && (
        <button
          type="button"
          className="as-link no-print"
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('meetings.documents.takeBack')}
        </button>
      )}
    </>
  )
}

function Add({ meeting }: { meeting: MeetingAnswer }) {
  const t = useText()
  const id = useId()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<string>(meeting.delegation ? 'conference room paper' : 'background paper')
  const [title, setTitle] = useState('')
  const [symbol, setSymbol] = useState('')
  const [link, setLink] = useState('')
  const [item, setItem] = useState('')
  const [file, setFile] = useState<File>()
  const linkWrong = link !== '' && !/^https?:\/\/\S+$/.test(link)
  const nowhere = !file && symbol.trim() === '' && link.trim() === ''
  const add = useMutation({
    mutationFn: () =>
      file
        ? api.upload(
            withQuery(`/api/meetings/${meeting.id}/documents/file`, { kind, title, symbol, item }),
            file,
            file.name,
          )
        : api.post(`/api/meetings/${meeting.id}/documents`, {
            kind,
            title: title || symbol || link,
            symbol: symbol || null,
            link: link || null,
            item: item || null,
          }),
    onSuccess: () => {
      setOpen(false)
      setTitle('')
      setSymbol('')
      setLink('')
      setFile(undefined)
      announce(t('meetings.saved'))
      return client.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
  if (!open)
    return (
      <Button variant="default" size="sm" className="no-print" onClick={() => setOpen(true)}>
        {t('meetings.documents.add')}
      </Button>
    )
  return (
    <form
      className="mt-form no-print"
      onSubmit={event => {
        event.preventDefault()
        if (!nowhere && !linkWrong) add.mutate()
      }}
    >
      {add.isError && <ErrorState error={add.error} />}
      <NativeSelect
        label={t('meetings.documents.kind')}
        value={kind}
        data={documentKinds.map(value => ({
          value,
          label: t(`meetings.documentKind.${value.replaceAll(' ', '-')}`),
        }))}
        onChange={event => setKind(event.currentTarget.value)}
      />
      <TextInput
        label={t('meetings.documents.title')}
        value={title}
        maxLength={500}
        dir="auto"
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <TextInput
        label={t('meetings.documents.symbol')}
        value={symbol}
        maxLength={200}
        dir="ltr"
        onChange={event => setSymbol(event.currentTarget.value)}
      />
      <TextInput
        label={t('meetings.documents.link')}
        value={link}
        maxLength={500}
        dir="ltr"
        error={linkWrong && t('meetings.documents.linkWrong')}
        onChange={event => setLink(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('meetings.statement.item')}
        value={item}
        data={[
          { value: '', label: t('meetings.documents.noItem') },
          ...meeting.agenda.map(({ number, title }) => ({ value: number, label: `${number}. ${title}` })),
        ]}
        onChange={event => setItem(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-file`}>{t('meetings.documents.file')}</label>
      <input id={`${id}-file`} type="file" onChange={event => setFile(event.currentTarget.files?.[0])} />
      {nowhere && <p className="rec-small">{t('meetings.documents.nowhere')}</p>}
      <div className="rec-copies">
        <Button type="submit" size="sm" loading={add.isPending} disabled={nowhere || linkWrong}>
          {t('meetings.documents.add')}
        </Button>
        <Button variant="default" size="sm" onClick={() => setOpen(false)}>
          {t('meetings.cancel')}
        </Button>
      </div>
    </form>
  )
}
