import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ListAnswer } from '../../screens/answers.ts'
import { useNames } from '../../screens/words.ts'
import { type RelationType, relationTypes } from '../relations.entity.ts'
import { useRelationsAgain } from './again.ts'
import { typeKeys } from './answers.ts'

type Props = { report: string; address: string; letters: readonly string[] }
type Chosen = { report: string; address: string }

const shownMax = 8
const lettersMin = 3

/** Adds a relation by hand: which other recommendation, as what, and why. */
export function AddRelation({ report, address, letters }: Props) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <details
      className="relation-add no-print"
      open={open}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{t('relations.add')}</summary>
      {open && <AddForm report={report} address={address} letters={letters} onDone={() => setOpen(false)} />}
    </details>
  )
}

function AddForm({ report, address, letters, onDone }: Props & { onDone: () => void }) {
  const t = useText()
  const again = useRelationsAgain()
  const [other, setOther] = useState<Chosen>()
  const [type, setType] = useState<RelationType>('related')
  const [sub, setSub] = useState('')
  const [remark, setRemark] = useState('')
  const [missing, setMissing] = useState(false)
  const save = useMutation({
    mutationFn: (to: Chosen) =>
      api.post('/api/recommendations/relations', {
        from: { report, address, sub: sub || null },
        to,
        type,
        remark,
      }),
    onSuccess: () => {
      announce(t('relations.added'))
      onDone()
      return again()
    },
  })
  return (
    <form
      className="relation-add"
      onSubmit={event => {
        event.preventDefault()
        if (!other) return setMissing(true)
        save.mutate(other)
      }}
    >
      {save.isError && <ErrorState error={save.error} />}
      <NativeSelect
        label={t('relations.addType')}
        value={type}
        onChange={event => setType(event.currentTarget.value as RelationType)}
        data={relationTypes.map(value => ({ value, label: t(`relations.type.${typeKeys[value]}`) }))}
      />
      {letters.length > 0 && (
        <NativeSelect
          label={t('relations.addSub')}
          value={sub}
          onChange={event => setSub(event.currentTarget.value)}
          data={[
            { value: '', label: t('relations.whole') },
            ...letters.map(letter => ({ value: letter, label: `(${letter})` })),
          ]}
        />
      )}
      <Choose
        without={{ report, address }}
        chosen={other}
        onChoose={setOther}
        error={missing && !other ? t('relations.otherMissing') : undefined}
      />
      <TextInput
        label={t('relations.addRemark')}
        value={remark}
        maxLength={2000}
        onChange={event => setRemark(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="sm" loading={save.isPending}>
          {t('relations.addSave')}
        </Button>
      </div>
    </form>
  )
}

type ChooseProps = {
  without: Chosen
  chosen: Chosen | undefined
  onChoose: (chosen: Chosen) => void
  error: string | undefined
}

/** The other recommendation, found by its words or its citation. */
function Choose({ without, chosen, onChoose, error }: ChooseProps) {
  const t = useText()
  const names = useNames()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const query = useQuery({
    queryKey: ['recommendations', 'choose', wanted],
    queryFn: ({ signal }) => api.get<ListAnswer>('/api/recommendations', { query: { q: wanted }, signal }),
    enabled: wanted.length >= lettersMin,
    placeholderData: before => before,
  })
  const found = (query.data?.recommendations ?? [])
    .filter(one => one.report !== without.report || one.address !== without.address)
    .slice(0, shownMax)
  return (
    <>
      <TextInput
        label={t('relations.other')}
        description={t('relations.otherHelp')}
        value={text}
        maxLength={400}
        error={error}
        onChange={event => setText(event.currentTarget.value)}
      />
      {wanted.length >= lettersMin && query.data && (
        <Radio.Group
          label={t('relations.found', { count: found.length })}
          value={chosen ? `${chosen.report} ${chosen.address}` : ''}
          onChange={value => {
            const [report, address] = value.split(' ')
            onChoose({ report: report!, address: address! })
          }}
        >
          <div className="relation-found">
            {found.map(one => (
              <Radio
                key={`${one.report} ${one.address}`}
                value={`${one.report} ${one.address}`}
                label={`${names.number(one.kind, one.number)} · ${one.meeting ? names.meeting(one.meeting) : one.citation}`}
                description={one.excerpt
                  .map(stretch => stretch.text)
                  .join('')
                  .slice(0, 160)}
              />
            ))}
          </div>
        </Radio.Group>
      )}
    </>
  )
}
