import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type DimensionId, dimensions, type FactKind, factKinds } from '../../statistics.entity.ts'
import { dimensionsPerTableMax, type ReleaseMethod, releaseMethods, tablesMax } from '../release.entity.ts'
import { shownName, shownTitle, useReleases, useWork, type WishedTable, type WorkAnswer } from './answers.ts'
import './releases.css'

/** Where releases are made: the new one, and those under way. */
export default function MakeRelease() {
  const t = useText()
  const write = useFormats()
  useLive(['releases'])
  const query = useReleases()
  const [search] = useSearch()
  if (search.corrects) return <Correction id={search.corrects} />
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
                        {t('releases.make.line', {
                          name: shownName(release.name),
                          time: write.time(release.frozenAt),
                        })}{' '}
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

/** A new revision of a release: the same tables counted anew, or others, and why. */
function Correction({ id }: { id: string }) {
  const t = useText()
  const query = useWork(id)
  return (
    <Loaded query={query}>
      {former => (
        <>
          <PageTitle
            lead={t('releases.correction.lead', {
              name: shownName(former.name),
              title: shownTitle(former.title),
            })}
          >
            {t('releases.correction.title')}
          </PageTitle>
          <NewRelease countMin={former.definition.thresholds.public} former={former} />
        </>
      )}
    </Loaded>
  )
}

const firstTables: WishedTable[] = [{ title: '', dimensions: ['exploitation', 'sex'] }]

function NewRelease({ countMin, former }: { countMin: number; former?: WorkAnswer }) {
  const t = useText()
  const go = useGo()
  const known = useQueryClient()
  const before = former?.definition
  const [title, setTitle] = useState(former?.title ?? '')
  const [kind, setKind] = useState<FactKind>(before?.kind ?? 'victim')
  const [tables, setTables] = useState<WishedTable[]>(
    before?.tables.map(table => ({ title: table.title, dimensions: [...table.dimensions] })) ?? firstTables,
  )
  const [thresholds, setThresholds] = useState(
    before?.thresholds ?? { public: countMin, internal: Math.min(3, countMin) },
  )
  const [method, setMethod] = useState<ReleaseMethod>(before?.method ?? 'withhold')
  const [reason, setReason] = useState('')
  // What the next sending is called stays the same until it has succeeded, so that a retry is harmless.
  const [actId] = useState(() => crypto.randomUUID())
  const nameOf = (table: WishedTable) =>
    table.title || table.dimensions.map(id => t(`statistics.dimension.${id}`)).join(', ')
  const freeze = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>(
        '/api/statistics/releases',
        {
          title,
          kind,
          method,
          thresholds: method === 'round' ? { ...thresholds, internal: thresholds.public } : thresholds,
          tables: tables.map(table => ({ ...table, title: nameOf(table) })),
          ...(former && { corrects: former.id, reason }),
        },
        { headers: { 'idempotency-key': actId } },
      ),
    onSuccess: async ({ id }) => {
      await known.invalidateQueries({ queryKey: ['releases'] })
      await go(`/statistics/releases/make/${id}`)
    },
  })
  const offered = dimensions.filter(d => d.kinds.includes(kind))
  const change = (at: number, table: WishedTable) =>
    setTables(tables.map((one, i) => (i === at ? { ...table, title: '' } : one)))
  const send = (event: FormEvent) => {
    event.preventDefault()
    freeze.mutate()
  }
  return (
    <form className="release-form" onSubmit={send}>
      {former && (
        <Textarea
          label={t('releases.correction.reason')}
          description={t('releases.correction.reason.hint')}
          value={reason}
          maxLength={2000}
          required
          autosize
          minRows={2}
          onChange={event => setReason(event.currentTarget.value)}
        />
      )}
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
        disabled={former !== undefined}
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
      <fieldset className="release-wish">
        <legend>{t('releases.form.method')}</legend>
        <div className="release-ways">
          {releaseMethods.map(one => (
            <label key={one}>
              <input
                type="radio"
                name="release-method"
                checked={method === one}
                disabled={former !== undefined}
                onChange={() => setMethod(one)}
              />
              <span>
                {t(`releases.form.method.${one}`)}
                <small>{t(`releases.form.method.${one}.hint`)}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="release-thresholds">
        {(method === 'round' ? (['public'] as const) : (['public', 'internal'] as const)).map(audience => (
          <NumberInput
            key={audience}
            label={t(method === 'round' ? 'releases.form.base' : `releases.form.threshold.${audience}`)}
            description={t(method === 'round' ? 'releases.form.base.hint' : 'releases.form.threshold.hint')}
            min={3}
            max={100}
            allowDecimal={false}
            disabled={former !== undefined && method === 'round'}
            value={thresholds[audience]}
            onChange={value => setThresholds({ ...thresholds, [audience]: Number(value) })}
          />
        ))}
      </div>
      {freeze.isError && <ErrorState error={freeze.error} />}
      <div>
        <Button type="submit" loading={freeze.isPending}>
          {t(former ? 'releases.correction.freeze' : 'releases.form.freeze')}
        </Button>
      </div>
    </form>
  )
}

const chosen = (ids: DimensionId[], id: DimensionId, is: boolean): DimensionId[] =>
  is ? [...ids, id] : ids.filter(other => other !== id)
