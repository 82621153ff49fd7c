import { Button, Checkbox, Pill, Popover, TextInput } from '@mantine/core'
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { useState } from 'react'
import { useText } from '#platform/screens/text.ts'
import { filtersMax } from '../question.rules.ts'
import type { DimensionId } from '../statistics.entity.ts'
import { type DimensionsAnswer, type TableAnswer, useFigure } from './answers.ts'
import { DimensionSelect } from './dimension-select.tsx'
import { useNames } from './names.ts'
import type { Question, QuestionChange } from './question.ts'

/** Longer lists of values can be searched. */
const searchedFrom = 12

type Props = {
  question: Question
  ask: (change: QuestionChange) => void
  dimensions: DimensionsAnswer['dimensions']
}

/** What the figures are narrowed to, and the way to narrow them further: one dimension at a time, three at most. */
export function Filters({ question, ask, dimensions }: Props) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const active = Object.entries(question.filters) as [DimensionId, readonly string[]][]
  const put = (id: DimensionId, codes: readonly string[]) => {
    const { [id]: _, ...others } = question.filters
    ask({ filters: codes.length > 0 ? { ...others, [id]: codes } : others })
  }
  return (
    <div className="trends-filters">
      {active.map(([id, codes]) => (
        <ActiveFilter key={id} id={id} codes={codes} question={question} onRemove={() => put(id, [])} />
      ))}
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconFilter size={18} stroke={1.6} aria-hidden />}
            disabled={active.length >= filtersMax}
            onClick={() => setOpen(known => !known)}
          >
            {t('statistics.filter.add')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <NewFilter
            question={question}
            dimensions={dimensions}
            onDone={(id, codes) => {
              put(id, codes)
              setOpen(false)
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function ActiveFilter(props: {
  id: DimensionId
  codes: readonly string[]
  question: Question
  onRemove: () => void
}) {
  const { id, codes, question, onRemove } = props
  const t = useText()
  const { data } = useFigure<TableAnswer>('table', { kind: question.kind, rows: id })
  const nameOf = useNames(data?.labels)
  const names = codes.slice(0, 3).map(code => nameOf(id, code))
  const more = codes.length - names.length
  const text = `${t(`statistics.dimension.${id}`)}: ${names.join(', ')}${more > 0 ? ` +${more}` : ''}`
  return (
    <Pill
      withRemoveButton
      size="md"
      onRemove={onRemove}
      removeButtonProps={{
        'aria-label': t('statistics.filter.remove', { filter: text }),
        tabIndex: 0,
        'aria-hidden': false,
      }}
    >
      {text}
    </Pill>
  )
}

function NewFilter(props: {
  question: Question
  dimensions: DimensionsAnswer['dimensions']
  onDone: (id: DimensionId, codes: string[]) => void
}) {
  const { question, dimensions, onDone } = props
  const t = useText()
  const [id, setId] = useState<DimensionId>()
  const [codes, setCodes] = useState<string[]>([])
  const [wanted, setWanted] = useState('')
  const { data } = useFigure<TableAnswer>('table', { kind: question.kind, rows: id }, id !== undefined)
  const nameOf = useNames(data?.labels)
  const offered = data && data.rows.dimension === id ? data.rows.codes : []
  return (
    <form
      className="trends-new-filter"
      onSubmit={event => {
        event.preventDefault()
        if (id !== undefined && codes.length > 0) onDone(id, codes)
      }}
    >
      <DimensionSelect
        label={t('statistics.filter.by')}
        kind={question.kind}
        dimensions={dimensions}
        value={id}
        except={Object.keys(question.filters) as DimensionId[]}
        within
        onChange={chosen => {
          setId(chosen)
          setCodes([])
          setWanted('')
        }}
      />
      {offered.length > searchedFrom && (
        <TextInput
          label={t('statistics.filter.find')}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
        />
      )}
      {offered.length > 0 && (
        <Checkbox.Group label={t('statistics.filter.values')} value={codes} onChange={setCodes}>
          <div className="trends-values">
            {offered
              .map(code => ({ code, name: nameOf(id ?? '', code) }))
              .filter(({ name }) => name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()))
              .map(({ code, name }) => (
                <Checkbox key={code} value={code} label={name} />
              ))}
          </div>
        </Checkbox.Group>
      )}
      <Button type="submit" disabled={codes.length === 0}>
        {t('statistics.filter.apply')}
      </Button>
    </form>
  )
}
