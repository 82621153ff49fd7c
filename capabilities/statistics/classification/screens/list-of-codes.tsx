import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { FigureTable } from '#platform/screens/figures/table.tsx'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { dimensions } from '../../statistics.entity.ts'
import { icTipMax } from '../classification.entity.ts'
import type { CodeAnswer, EnteredAnswer, HistoryAnswer, ListAnswer } from './answers.ts'

interface ListProps {
  list: ListAnswer
  /** Of the whole mapping, as the page shows it. */
  version: number
  mayMap: boolean
}

/** One list of codes, folded: what each is in the classification, to read or to enter. */
export function ListOfCodes({ list, version, mayMap }: ListProps) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const mapped = list.codes.filter(one => one.icTip !== null).length
  const by = dimensions.filter(one => one.list === list.list).map(one => t(one.title))
  return (
    <details
      className="classification-list"
      onToggle={event => event.target === event.currentTarget && setOpen(event.currentTarget.open)}
    >
      <summary>
        <strong>{by.length > 0 ? by.join(', ') : t('statistics.kind')}</strong>{' '}
        <span>{t('classification.list.mapped', { mapped, total: list.codes.length })}</span>
      </summary>
      {open && (
        <>
          <p className="classification-lead">
            {t('classification.source', { list: list.list, version: list.version })}
          </p>
          <Codes list={list} version={version} mayMap={mayMap} />
          <History list={list} />
        </>
      )}
    </details>
  )
}

function Codes({ list, version, mayMap }: ListProps) {
  const t = useText()
  const known = useQueryClient()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const changes = list.codes.flatMap(({ code, icTip }) => {
    const now = typed[code]?.trim()
    return now === undefined || now === (icTip ?? '') ? [] : [{ list: list.list, code, icTip: now || null }]
  })
  const save = useMutation({
    mutationFn: () =>
      api.put<{ changed: number }>(
        '/api/statistics/classification',
        { changes, reason },
        { expectedVersion: version },
      ),
    onSuccess: async ({ changed }) => {
      announce(t('classification.saved', { changed }))
      await known.invalidateQueries({ queryKey: ['classification'] })
      setTyped({})
      setReason('')
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="classification-codes" onSubmit={send}>
      <ul>
        {list.codes.map(one => (
          <li key={one.code}>
            <div>
              <span>{one.label}</span> <code dir="ltr">{one.code}</code>
            </div>
            {mayMap ? (
              <TextInput
                aria-label={t('classification.of', { label: one.label })}
                placeholder={t('classification.notMapped')}
                dir="auto"
                maxLength={icTipMax}
                value={typed[one.code] ?? one.icTip ?? ''}
                onChange={event => {
                  save.reset()
                  setTyped({ ...typed, [one.code]: event.currentTarget.value })
                }}
              />
            ) : (
              <IcTip code={one} />
            )}
            <Entered entered={one.entered} />
          </li>
        ))}
      </ul>
      {changes.length > 0 && (
        <div className="classification-form">
          <TextInput
            label={t('classification.reason')}
            description={t('classification.reason.hint')}
            value={reason}
            minLength={3}
            maxLength={1000}
            required
            onChange={event => setReason(event.currentTarget.value)}
          />
          {save.isError && <ErrorState error={save.error} />}
          <div>
            <Button type="submit" loading={save.isPending}>
              {t('classification.save', { changes: changes.length })}
            </Button>
          </div>
        </div>
      )}
      {save.isSuccess && <p role="status">{t('classification.saved', { changed: save.data.changed })}</p>}
    </form>
  )
}

function IcTip({ code }: { code: CodeAnswer }) {
  const t = useText()
  return code.icTip === null ? (
    <span className="classification-none">{t('classification.notMapped')}</span>
  ) : (
    <bdi>{code.icTip}</bdi>
  )
}

function Entered({ entered }: { entered: EnteredAnswer | null }) {
  const t = useText()
  const write = useFormats()
  if (!entered) return <span />
  return (
    <span className="classification-entered">
      {t('classification.by', {
        date: write.day(entered.enteredAt),
        who: entered.enteredBy ?? t('classification.atNode'),
        reason: entered.reason,
      })}
    </span>
  )
}

function History({ list }: { list: ListAnswer }) {
  const t = useText()
  const write = useFormats()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['classification', 'history', list.list],
    queryFn: ({ signal }) =>
      api.get<HistoryAnswer>('/api/statistics/classification/history', {
        signal,
        query: { list: list.list },
      }),
    enabled: open,
  })
  const labels = new Map(list.codes.map(one => [one.code, one.label]))
  return (
    <details className="classification-history" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('classification.history')}</summary>
      {open && (
        <Loaded
          query={query}
          isEmpty={({ changes }) => changes.length === 0}
          empty={<p>{t('classification.history.none')}</p>}
        >
          {({ changes }) => (
            <FigureTable
              caption={t('classification.history')}
              figures={{
                columns: [
                  { key: 'when', label: t('classification.when'), kind: 'text' },
                  { key: 'who', label: t('classification.who'), kind: 'text' },
                  { key: 'code', label: t('classification.code'), kind: 'text' },
                  { key: 'icTip', label: t('classification.icTip'), kind: 'text' },
                  { key: 'why', label: t('classification.reason'), kind: 'text' },
                ],
                rows: changes.map(one => ({
                  when: write.day(one.enteredAt),
                  who: one.enteredBy ?? t('classification.atNode'),
                  code: labels.get(one.code) ?? one.code,
                  icTip: one.icTip ?? t('classification.notMapped'),
                  why: one.fileName === null ? one.reason : `${one.reason} (${one.fileName})`,
                })),
              }}
            />
          )}
        </Loaded>
      )}
    </details>
  )
}
