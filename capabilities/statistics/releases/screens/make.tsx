import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type DimensionId, dimensions, type FactKind, factKinds } from '../../statistics.entity.ts'
import { dimensionsPerTableMax, tablesMax } from '../release.entity.ts'
import { useReleases, type WishedTable } from './answers.ts'
import './releases.css'

/** Where releases are made: the new one, and those under way. */
export default function MakeRelease() {
  const t = useText()
  const write = useFormats()
  useLive(['releases'])
  const query = useReleases()
  return (
    <>
      <PageTitle lead={t('releases.make.lead')}>{t('releases.nav.make')}</PageTitle>
      <Loaded query={query}>
        {({ countMin, releases }) => (
          <>
            <Section title={t('releases.make.new')}>
              <NewRelease countMin={countMin} />
            </Section>
            <Section title={t('releases.make.all')}>
              {releases.length === 0 ? (
                <EmptyState title={t('releases.none')}>{t('releases.make.none')}</EmptyState>
              ) : (
                <ul className="release-list">
                  {releases.map(release => (
                    <li key={release.id}>
                      <ScreenLink to={`/statistics/releases/make/${release.id}`}>{release.title}</ScreenLink>
                      <p>
                        {t('releases.make.line', { name: release.name, time: write.time(release.frozenAt) })}{' '}
                        <strong>{t(`releases.status.${release.status}`)}</strong>
                      </p>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </>
  )
}

const firstTables: WishedTable[] = [{ title: '', dimensions: ['exploitation', 'sex'] }]

function NewRelease({ countMin }: { countMin: number }) {
  const t = useText()
  const go = useGo()
  const known = useQueryClient()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<FactKind>('victim')
  const [tables, setTables] = useState<WishedTable[]>(firstTables)
  const [thresholds, setThresholds] = useState({ public: countMin, internal: Math.min(3, countMin) })
  // What the next sending is called stays the same until it has succeeded, so that a retry is harmless.
  const [actId] = useState(() => crypto.randomUUID())
  const nameOf = (table: WishedTable) =>
    table.title || table.dimensions.map(id => t(`statistics.dimension.${id}`)).join(', ')
  const freeze = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>(
        '/api/statistics/releases',
        { title, kind, thresholds, tables: tables.map(table => ({ ...table, title: nameOf(table) })) },
        { headers: { 'idempotency-key': actId } },
      ),
    onSuccess: async ({ id }) => {
      await known.invalidateQueries({ queryKey: ['releases'] })
      await go(`/statistics/releases/make/${id}`)
    },
  })
  const offered = dimensions.filter(d => d.kinds.includes(kind))
  const change = (at: number, table: WishedTable) =>
    setTables(tables.map((one, i) => (i === at ? table : one)))
  const send = (event: FormEvent) => {
    event.preventDefault()
    freeze.mutate()
  }
  return (
    <form className="release-form" onSubmit={send}>
      <TextInput
        label={t('releases.form.title')}
        description={t('releases.form.title.hint')}
        value={title}
        maxLength={300}
        required
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t('statistics.kind')}
        value={kind}
        onChange={chosen => {
          setKind(chosen as FactKind)
          setTables([{ title: '', dimensions: ['year', 'sex'] }])
        }}
        data={factKinds.map(one => ({ value: one, label: t(`statistics.kind.${one}`) }))}
      />
      {tables.map((table, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a table has no name until it is given one
        <fieldset key={at} className="release-wish">
          <legend>{t('releases.form.table', { number: at + 1 })}</legend>
          <div className="release-choices">
            {offered.map(({ id, column }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={table.dimensions.includes(id)}
                  disabled={
                    !table.dimensions.includes(id) &&
                    (table.dimensions.length >= dimensionsPerTableMax ||
                      table.dimensions.some(other => offered.find(d => d.id === other)?.column === column))
                  }
                  onChange={event =>
                    change(at, {
                      ...table,
                      dimensions: chosen(table.dimensions, id, event.currentTarget.checked),
                    })
                  }
                />
                {t(`statistics.dimension.${id}`)}
              </label>
            ))}
          </div>
          {tables.length > 1 && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setTables(tables.filter((_, i) => i !== at))}
            >
              {t('releases.form.remove', { number: at + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      {tables.length < tablesMax && (
        <Button variant="default" onClick={() => setTables([...tables, { title: '', dimensions: ['year'] }])}>
          {t('releases.form.add')}
        </Button>
      )}
      <div className="release-thresholds">
        {(['public', 'internal'] as const).map(audience => (
          <NumberInput
            key={audience}
            label={t(`releases.form.threshold.${audience}`)}
            description={t('releases.form.threshold.hint')}
            min={3}
            max={100}
            allowDecimal={false}
            value={thresholds[audience]}
            onChange={value => setThresholds({ ...thresholds, [audience]: Number(value) })}
          />
        ))}
      </div>
      {freeze.isError && <ErrorState error={freeze.error} />}
      <div>
        <Button type="submit" loading={freeze.isPending}>
          {t('releases.form.freeze')}
        </Button>
      </div>
    </form>
  )
}

const chosen = (ids: DimensionId[], id: DimensionId, is: boolean): DimensionId[] =>
  is ? [...ids, id] : ids.filter(other => other !== id)
