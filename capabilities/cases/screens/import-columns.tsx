import { Button, Radio, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { labelKey } from '#kernel/entity/readers.ts'
import { api } from '#platform/screens/api.ts'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { partDescriptions } from '../cases.rules.ts'
import { allTargets, readTarget } from '../import/target.ts'
import type { MappingChoices } from '../mapping-choices.ts'
import { layoutKey, type Recognised } from './answers.ts'
import { Notices } from './problems.tsx'

type ColumnsProps = {
  fileId: string
  sheet: string | undefined
  choices: MappingChoices
  onChoose: (choices: MappingChoices) => void
  onSheet: (sheet: string) => void
  onChecked: (checkId: string) => void
  onLeave: () => Promise<void>
}

const leftOut = ''

/** What the file was recognised as, and where each column goes; a person may put every one right. */
export function ImportColumns(props: ColumnsProps) {
  const { fileId, sheet, onLeave } = props
  const t = useText()
  const query = useQuery({
    queryKey: ['import-files', fileId, sheet],
    queryFn: ({ signal }) =>
      api.post<Recognised>(
        '/api/imports/recognise',
        { fileId, ...(sheet && { sheet }), choices: {} },
        { signal },
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return (
    <>
      <Loaded query={query} lines={8}>
        {seen => <Seen {...props} seen={seen} key={`${seen.sheet}`} />}
      </Loaded>
      {query.isError && (
        <div className="case-buttons">
          <Button variant="default" onClick={() => void onLeave()}>
            {t('cases.import.another')}
          </Button>
        </div>
      )}
    </>
  )
}

function Seen(props: ColumnsProps & { seen: Recognised }) {
  const { fileId, sheet, seen, choices, onChoose, onSheet, onChecked, onLeave } = props
  const t = useText()
  const write = useFormats()
  const [all, setAll] = useState(!seen.certain)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const targetOf = (letters: string, proposed: string | null) =>
    choices.columns?.[letters] ?? (letters in (choices.columns ?? {}) ? null : proposed)
  const read = seen.columns.filter(c => targetOf(c.letters, c.target) !== null)
  const shown = all
    ? seen.columns
    : seen.columns.filter(c => needsEyes(c.reason) || c.letters in (choices.columns ?? {}))
  const check = async () => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const { checkId } = await api.post<{ checkId: string }>('/api/imports/checks', {
        fileId,
        ...(sheet && { sheet }),
        choices,
      })
      onChecked(checkId)
    } catch (error) {
      setTrouble(error)
      setBusy(false)
    }
  }
  const last = seen.before[0]
  return (
    <>
      <p className="case-recognised">
        {t('cases.import.recognised', { layout: layoutKey(seen.layout) })}{' '}
        {t('cases.import.columnsRead', { read: read.length, all: seen.columns.length })}
      </p>
      {!seen.certain && <p className="case-warn">{t('cases.import.uncertain')}</p>}
      {last && (
        <p className="case-warn">
          {t('cases.import.before', { day: write.day(last.begunAt), opened: last.opened })}
        </p>
      )}
      {seen.sheets.length > 1 && (
        <Select
          label={t('cases.import.sheet')}
          data={seen.sheets}
          value={sheet ?? seen.sheet}
          allowDeselect={false}
          onChange={next => next && onSheet(next)}
          className="case-narrow"
        />
      )}
      <Notices notices={seen.notices} />
      <Radio.Group
        label={t('cases.import.dates')}
        description={t('cases.import.datesHelp')}
        value={choices.dateOrder ?? ''}
        onChange={order => onChoose({ ...choices, ...(order ? { dateOrder: order as 'dmy' | 'mdy' } : {}) })}
        className="case-narrow"
      >
        <div className="case-choices">
          <Radio value="dmy" label={t('cases.import.dates.dmy')} />
          <Radio value="mdy" label={t('cases.import.dates.mdy')} />
        </div>
      </Radio.Group>
      {shown.length > 0 && (
        <ColumnTable
          columns={shown}
          targetOf={targetOf}
          onTarget={(letters, target) =>
            onChoose({ ...choices, columns: { ...choices.columns, [letters]: target } })
          }
        />
      )}
      {!all && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('cases.import.allColumns', { count: seen.columns.length })}
        </Button>
      )}
      {trouble !== undefined && <ErrorState error={trouble} />}
      <div className="case-buttons">
        <Button onClick={() => void check()} loading={busy} disabled={read.length === 0}>
          {t('cases.import.check')}
        </Button>
        <Button variant="default" onClick={() => void onLeave()}>
          {t('cases.import.another')}
        </Button>
      </div>
      <p className="case-note">{t('cases.import.checkHelp')}</p>
    </>
  )
}

/** Columns that a person should look at, even in a table of a known layout. */
const needsEyes = (reason: Recognised['columns'][number]['reason']) =>
  ['labelOverName', 'taken', 'unknown', 'noHeader', 'usualWord', 'values', 'chosen'].includes(reason)

function ColumnTable(props: {
  columns: Recognised['columns']
  targetOf: (letters: string, proposed: string | null) => string | null
  onTarget: (letters: string, target: string | null) => void
}) {
  const { columns, targetOf, onTarget } = props
  const t = useText()
  const choices = useTargets()
  return (
    <table className="case-columns">
      <caption className="only-heard">{t('cases.import.step.columns')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.import.column')}</th>
          <th scope="col">{t('cases.import.samples')}</th>
          <th scope="col">{t('cases.import.target')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(c => {
          const target = targetOf(c.letters, c.target)
          // A column of flags or of a second event has a place that the plain list does not show.
          const extra =
            target !== null && !choices.some(group => group.items.some(i => i.value === target))
              ? [
                  {
                    group: t('cases.import.asRecognised'),
                    items: [{ value: target, label: describedTarget(target, t) }],
                  },
                ]
              : []
          return (
            <tr key={c.letters}>
              <th scope="row">
                <span className="case-letters">{c.letters}</span>{' '}
                <bdi>{c.header || t('cases.import.noHeader')}</bdi>
                <small>{t(`cases.import.reason.${target === c.target ? c.reason : 'chosen'}`)}</small>
              </th>
              <td>
                <bdi>{c.samples.join(' · ') || t('cases.import.noSamples')}</bdi>
              </td>
              <td>
                <Select
                  aria-label={t('cases.import.targetOf', { column: `${c.letters} ${c.header}` })}
                  data={[
                    {
                      group: t('cases.import.leave'),
                      items: [{ value: leftOut, label: t('cases.import.leftOut') }],
                    },
                    ...extra,
                    ...choices,
                  ]}
                  value={target ?? leftOut}
                  searchable
                  allowDeselect={false}
                  comboboxProps={{ withinPortal: true }}
                  nothingFoundMessage={t('shell.form.nothingFound')}
                  onChange={next => onTarget(c.letters, next === leftOut || next === null ? null : next)}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Every field that a column may go to, under its part. */
function useTargets() {
  const t = useText()
  return useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>()
    for (const name of allTargets()) {
      const { description, field } = readTarget(name)!
      const group = t(`cases.part.${description}`)
      groups.set(group, [
        ...(groups.get(group) ?? []),
        { value: name, label: t(labelKey(partDescriptions[description], field)) },
      ])
    }
    return [...groups].map(([group, items]) => ({ group, items }))
  }, [t])
}

/** A target with its place and codes in words. */
function describedTarget(name: string, t: ReturnType<typeof useText>): string {
  const target = readTarget(name)
  if (!target) return name
  const label = t(labelKey(partDescriptions[target.description], target.field))
  const place = target.place > 1 ? ` (${target.place})` : ''
  return `${label}${place}${target.codes ? `: ${target.codes.join(', ')}` : ''}`
}
