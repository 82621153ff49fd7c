import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { dimensions, type FactKind, factKinds } from '../statistics.entity.ts'
import { type DefinitionAnswer, useFigure } from './answers.ts'
import { Withdraw } from './withdraw.tsx'
import './trends.css'

type ListedDefinition = DefinitionAnswer & { withdrawnWhy: string | null }

/** What figures mean, since when; where a definition begins a series is marked. */
export default function Definitions() {
  const t = useText()
  const mayWrite = useMay('definition.write')
  useLive(['facts'])
  const query = useFigure<{ definitions: ListedDefinition[] }>('definitions', {})
  return (
    <>
      <PageTitle lead={t('trends.definitions.lead')}>{t('trends.nav.definitions')}</PageTitle>
      <p>
        <ScreenLink to="/trends/classification">{t('classification.nav.page')}</ScreenLink>
      </p>
      <Loaded
        query={query}
        isEmpty={({ definitions }) => definitions.length === 0}
        empty={
          <EmptyState title={t('trends.definitions.none')}>{t('trends.definitions.none.text')}</EmptyState>
        }
      >
        {({ definitions }) => (
          <ul className="trends-definitions">
            {definitions.map(one => (
              <OneDefinition key={one.id} definition={one} mayWithdraw={mayWrite} />
            ))}
          </ul>
        )}
      </Loaded>
      {mayWrite && (
        <Section title={t('trends.definitions.new')}>
          <NewDefinition />
        </Section>
      )}
    </>
  )
}

function OneDefinition({
  definition: d,
  mayWithdraw,
}: {
  definition: ListedDefinition
  mayWithdraw: boolean
}) {
  const t = useText()
  const write = useFormats()
  const of = [t(`statistics.kind.${d.kind}`), d.dimension ? t(`statistics.dimension.${d.dimension}`) : '']
  return (
    <li>
      <strong>
        {t('trends.definitions.from', {
          date: write.partialDate(d.since),
          of: of.filter(Boolean).join(', '),
        })}
      </strong>
      <p>{d.change}</p>
      <p>{d.definition}</p>
      {!d.comparable && <p>{t('trends.break.parted')}</p>}
      {d.withdrawnWhy !== null && <p>{t('population.withdrawn', { reason: d.withdrawnWhy })}</p>}
      {mayWithdraw && d.withdrawnWhy === null && (
        <Withdraw
          path={`/api/statistics/definitions/${d.id}/withdrawal`}
          label={t('trends.definitions.withdraw')}
          queryKeys={['facts']}
        />
      )}
    </li>
  )
}

const nothing = { since: '', definition: '', change: '' }

function NewDefinition() {
  const t = useText()
  const known = useQueryClient()
  const [kind, setKind] = useState<FactKind>('victim')
  const [dimension, setDimension] = useState('')
  const [said, setSaid] = useState(nothing)
  const [comparable, setComparable] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      api.post('/api/statistics/definitions', { kind, dimension: dimension || null, ...said, comparable }),
    onSuccess: async () => {
      setSaid(nothing)
      await known.invalidateQueries({ queryKey: ['facts'] })
    },
  })
  const write = (name: keyof typeof nothing) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [name]: event.currentTarget.value })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="trends-form" onSubmit={send}>
      <Select
        label={t('statistics.kind')}
        value={kind}
        allowDeselect={false}
        data={factKinds.map(one => ({ value: one, label: t(`statistics.kind.${one}`) }))}
        onChange={chosen => {
          setKind(factKinds.find(one => one === chosen) ?? 'victim')
          setDimension('')
        }}
      />
      <Select
        label={t('trends.definitions.dimension')}
        value={dimension}
        allowDeselect={false}
        data={[
          { value: '', label: t('trends.definitions.dimension.all') },
          ...dimensions
            .filter(d => d.kinds.includes(kind) && d.id !== 'year')
            .map(d => ({ value: d.id, label: t(d.title) })),
        ]}
        onChange={chosen => setDimension(chosen ?? '')}
      />
      <TextInput
        label={t('trends.definitions.since')}
        description={t('trends.definitions.since.hint')}
        pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
        value={said.since}
        required
        onChange={write('since')}
      />
      <Textarea
        label={t('trends.definitions.definition')}
        value={said.definition}
        minLength={3}
        maxLength={2000}
        autosize
        required
        onChange={write('definition')}
      />
      <TextInput
        label={t('trends.definitions.change')}
        value={said.change}
        minLength={3}
        maxLength={500}
        required
        onChange={write('change')}
      />
      <Switch
        label={t('trends.definitions.comparable')}
        checked={comparable}
        onChange={event => setComparable(event.currentTarget.checked)}
      />
      {save.isError && <ErrorState error={save.error} />}
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('trends.definitions.save')}
        </Button>
      </div>
    </form>
  )
}
