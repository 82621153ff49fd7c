import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import { useText } from '#platform/screens/text.ts'
import type { Block } from '../return.entity.ts'

interface ShownList {
  codes: { code: string; label: string }[]
}

/** Adds a row: a country from the list, or an article in the agency's own words. */
export function RowAdder(props: { block: Block; taken: readonly string[]; onAdd: (code: string) => void }) {
  return props.block.rows.open === 'countries' ? <CountryAdder {...props} /> : <TextAdder {...props} />
}

/** Countries with their names in the reader's language. */
export function useCountries() {
  const { locale } = useIntl()
  return useQuery({
    queryKey: ['codelists', 'countries', locale],
    queryFn: ({ signal }) => api.get<ShownList>('/api/codelists/countries', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function CountryAdder({ taken, onAdd }: { taken: readonly string[]; onAdd: (code: string) => void }) {
  const t = useText()
  const list = useCountries()
  return (
    <Select
      label={t('returns.addCountry')}
      placeholder={t('returns.addCountryHint')}
      searchable
      limit={30}
      size="sm"
      value={null}
      nothingFoundMessage={t('returns.noCountry')}
      data={(list.data?.codes ?? [])
        .filter(({ code }) => !taken.includes(code))
        .map(({ code, label }) => ({ value: code, label }))}
      onChange={code => code && onAdd(code)}
    />
  )
}

function TextAdder({ taken, onAdd }: { taken: readonly string[]; onAdd: (code: string) => void }) {
  const t = useText()
  const [text, setText] = useState('')
  const name = text.trim()
  const free = name !== '' && !name.includes('|') && !taken.includes(name)
  const add = () => {
    if (!free) return
    onAdd(name)
    setText('')
  }
  return (
    <div className="return-add">
      <TextInput
        label={t('returns.addArticle')}
        size="sm"
        maxLength={200}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <Button variant="default" size="sm" disabled={!free} onClick={add}>
        {t('returns.add')}
      </Button>
    </div>
  )
}
