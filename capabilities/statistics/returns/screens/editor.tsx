import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { checkReturn, unexplained } from '../checks.rules.ts'
import { emptyContent, type ReturnContent } from '../return.entity.ts'
import { carriedOver } from '../table-version.rules.ts'
import type { ReturnAnswer } from './answers.ts'
import { BlockGrid, typedInto } from './block-grid.tsx'
import { CheckList } from './check-list.tsx'
import { SheetExchange } from './sheet-exchange.tsx'

const saveAfterMs = 1_500

interface EditorProps {
  one: ReturnAnswer
  path: string
  labels: Record<string, Record<string, string>>
  titles: Readonly<Record<string, string>>
  language: string
  onSent: () => void
}

/** Filling in: the table, what it was drawn from, what the checks say, and sending. Kept as one goes. */
export function Editor({ one, path, labels, titles, language, onSent }: EditorProps) {
  const t = useText()
  const { definition, before, beside } = one
  const [begun, setBegun] = useState(() => contentAtFirst(one))
  const [content, setContent] = useState<ReturnContent>(begun.content)
  const [under, setUnder] = useState(definition)
  // The table changed while she fills it in: what the new form does not ask for would stand in her way unseen.
  if (under.version !== definition.version) {
    const carried = carriedOver(under, definition, content)
    setUnder(definition)
    setBegun(carried)
    setContent(carried.content)
  }
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const words = { unknown: t('returns.unknown'), notCollected: t('returns.not-collected') }
  const checks = useMemo(
    () =>
      checkReturn(definition, content, before ?? undefined, new Map(beside.map(c => [c.definition.id, c]))),
    [definition, content, before, beside],
  )
  const draft = useDraft(one, path, content, begun.content)
  const onCell = (key: string, text: string) => {
    const typed = typedInto(content, key, text, words)
    setContent(typed.content)
    setWrong(({ [key]: _, ...others }) =>
      typed.wrong === undefined ? others : { ...others, [key]: typed.wrong },
    )
  }
  const set = (more: Partial<ReturnContent>) => setContent(known => ({ ...known, ...more }))
  return (
    <>
      <SheetExchange
        path={path}
        onRead={read => {
          setContent(read)
          setWrong({})
        }}
      />
      <Section title={t('returns.fillIn')}>
        {begun.leftOut > 0 && (
          <p className="table-break">{t('return-tables.leftOut', { count: begun.leftOut })}</p>
        )}
        <p className="return-measure">{t('returns.howToFill')}</p>
        {definition.blocks.map(block => (
          <BlockGrid
            key={block.id}
            block={block}
            content={content}
            labels={labels}
            wrong={wrong}
            checks={checks}
            language={language}
            onCell={onCell}
            onContent={setContent}
          />
        ))}
      </Section>
      <Section title={t('returns.about')}>
        <div className="return-fields">
          {definition.measure === 'amount' && (
            <Currency value={content.currency} onChange={currency => set({ currency })} />
          )}
          <TextInput
            data-field="articles"
            label={t('returns.articles')}
            description={t('returns.articlesHint', { articles: definition.articles })}
            maxLength={2_000}
            value={content.articles}
            onChange={event => set({ articles: event.currentTarget.value })}
          />
          <TextInput
            data-field="source"
            label={t('returns.source')}
            description={t('returns.sourceHint')}
            maxLength={2_000}
            value={content.source}
            onChange={event => set({ source: event.currentTarget.value })}
          />
          <Textarea
            label={t('returns.note')}
            description={t('returns.noteHint')}
            rows={2}
            maxLength={5_000}
            value={content.note}
            onChange={event => set({ note: event.currentTarget.value })}
          />
        </div>
      </Section>
      <Section title={t('returns.checks')}>
        {checks.length === 0 && Object.keys(wrong).length === 0 && (
          <p className="return-good">{t('returns.nothingWrong')}</p>
        )}
        {Object.keys(wrong).length > 0 && (
          <p className="return-bad">{t('returns.unreadable', { count: Object.keys(wrong).length })}</p>
        )}
        <CheckList
          checks={checks}
          definition={definition}
          labels={labels}
          titles={titles}
          language={language}
          explanations={content.explanations}
          onExplain={(id, text) => set({ explanations: { ...content.explanations, [id]: text } })}
        />
      </Section>
      <Sending
        one={one}
        path={path}
        content={content}
        ready={
          Object.keys(wrong).length === 0 &&
          checks.every(c => c.severity === 'warning') &&
          unexplained(checks, content).length === 0
        }
        draft={draft}
        onSent={onSent}
      />
    </>
  )
}

/** What was kept or sent last, as far as the table still asks for it; nothing where nothing is there. */
function contentAtFirst({ definition, definitions, draft, revisions }: ReturnAnswer) {
  const filled = draft ?? revisions[0]
  if (!filled) return { content: emptyContent(), leftOut: 0 }
  return carriedOver(definitions[String(filled.tableVersion)] ?? definition, definition, filled.content)
}

interface Draft {
  state: 'still' | 'saving' | 'saved' | 'failed'
  error: unknown
  /** Stops keeping, waits for what is under way, and says which version stands then. */
  settle(): Promise<number>
}

/**
 * Keeps what is filled in a moment after the last stroke, one writing after the other.
 * @param begun what the form began with, which is not kept before she changes it
 */
function useDraft(one: ReturnAnswer, path: string, content: ReturnContent, begun: ReturnContent): Draft {
  const [state, setState] = useState<Draft['state']>('still')
  const [error, setError] = useState<unknown>()
  const version = useRef(one.version)
  const kept = useRef(content)
  const chain = useRef<Promise<unknown>>(Promise.resolve())
  const stopped = useRef(false)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<() => void>(undefined)
  useEffect(() => {
    if (content === kept.current || stopped.current) return
    if (content === begun && pending.current === undefined) return
    clearTimeout(waiting.current)
    pending.current = () => {
      pending.current = undefined
      chain.current = chain.current.then(async () => {
        if (stopped.current) return
        setState('saving')
        try {
          const answer = await api.post<{ version: number }>(
            `${path}/draft`,
            { content },
            { expectedVersion: version.current },
          )
          version.current = answer.version
          kept.current = content
          setState('saved')
        } catch (failure) {
          setError(failure)
          setState('failed')
        }
      })
    }
    waiting.current = setTimeout(() => pending.current?.(), saveAfterMs)
    return () => clearTimeout(waiting.current)
  }, [content, begun, path])
  // Who leaves the page keeps her last strokes, too.
  useEffect(() => () => pending.current?.(), [])
  return {
    state,
    error,
    async settle() {
      clearTimeout(waiting.current)
      pending.current = undefined
      stopped.current = true
      await chain.current
      stopped.current = false
      return version.current
    },
  }
}

function Sending(props: {
  one: ReturnAnswer
  path: string
  content: ReturnContent
  ready: boolean
  draft: Draft
  onSent: () => void
}) {
  const { one, path, content, ready, draft, onSent } = props
  const t = useText()
  const write = useFormats()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [actId] = useState(() => crypto.randomUUID())
  const again = one.revisions.length > 0
  const mayReallySend = one.may.includes('return.send')
  const send = useMutation({
    mutationFn: async () =>
      api.post(
        `${path}/send`,
        { content, reason: again ? reason : null },
        { expectedVersion: await draft.settle(), headers: { 'idempotency-key': actId } },
      ),
    onSuccess: async () => {
      announce(t('returns.wasSent'))
      await client.invalidateQueries({ queryKey: ['returns'] })
      onSent()
    },
  })
  return (
    <Section title={t('returns.send')}>
      <p className="return-quiet" role="status">
        {draft.state === 'still' && one.draft
          ? t('returns.savedAt', { time: write.time(one.draft.savedAt) })
          : t(`returns.draft.${draft.state}`)}
      </p>
      {draft.state === 'failed' && <ErrorState error={draft.error} />}
      {again && (
        <Textarea
          className="return-measure"
          label={t('returns.reason')}
          description={t('returns.reasonHint')}
          rows={2}
          maxLength={2_000}
          required
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
      )}
      {send.isError && <ErrorState error={send.error} />}
      {mayReallySend ? (
        <>
          {!ready && <p className="return-measure">{t('returns.notReady')}</p>}
          <div className="return-buttons">
            <Button
              disabled={!ready || (again && reason.trim() === '')}
              loading={send.isPending}
              onClick={() => send.mutate()}
            >
              {again ? t('returns.sendAgain') : t('returns.sendIt')}
            </Button>
          </div>
        </>
      ) : (
        <p className="return-measure">{t('returns.otherSends')}</p>
      )}
    </Section>
  )
}

function Currency({
  value,
  onChange,
}: {
  value: string | null
  onChange: (currency: string | null) => void
}) {
  const t = useText()
  const list = useQuery({
    queryKey: ['codelists', 'currencies'],
    queryFn: ({ signal }) =>
      api.get<{ codes: { code: string; label: string }[] }>('/api/codelists/currencies', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Select
      data-field="currency"
      label={t('returns.currency')}
      searchable
      limit={40}
      value={value}
      data={(list.data?.codes ?? []).map(({ code, label }) => ({ value: code, label: `${label} (${code})` }))}
      onChange={onChange}
    />
  )
}
