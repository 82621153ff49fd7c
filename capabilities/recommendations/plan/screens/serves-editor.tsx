import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { fieldId } from '#platform/screens/form/field.tsx'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ListAnswer, RecommendationAnswer } from '../../screens/answers.ts'
import type { GivenServes } from './answers.ts'
import { PartChoice } from './part-choice.tsx'
import type { ProblemOf } from './plan-form.tsx'

const foundMax = 8

/** What the action answers: recommendations of the registry, found by their words, or of another body, by hand. */
export function ServesEditor(props: {
  serves: GivenServes[]
  onChange: (serves: GivenServes[]) => void
  problemOf: ProblemOf
}) {
  const { serves, onChange, problemOf } = props
  const t = useText()
  const put = (index: number, one: GivenServes) => onChange(serves.map((s, i) => (i === index ? one : s)))
  return (
    <div id="part-serves" tabIndex={-1} className="plan-rows">
      {problemOf('serves') && <p className="plan-wrong">{problemOf('serves')}</p>}
      {serves.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the reader's own
        <div key={index} className="plan-serves">
          {one.kind === 'registry' ? (
            <>
              <strong>{one.citation}</strong>
              <PartChoice one={one} onChange={changed => put(index, changed)} />
            </>
          ) : (
            <External
              one={one}
              index={index}
              problemOf={problemOf}
              onChange={changed => put(index, changed)}
            />
          )}
          {problemOf(`serves.${index}`) && <p className="plan-wrong">{problemOf(`serves.${index}`)}</p>}
          <Button
            variant="default"
            size="xs"
            aria-label={t('plan.removeWhat', { what: one.citation || String(index + 1) })}
            onClick={() => onChange(serves.filter((_, i) => i !== index))}
          >
            {t('plan.remove')}
          </Button>
        </div>
      ))}
      <Find onFound={one => onChange([...serves, one])} />
      <Button
        variant="default"
        size="sm"
        onClick={() =>
          onChange([...serves, { kind: 'external', body: '', citation: '', wording: '', url: null }])
        }
      >
        {t('plan.addExternal')}
      </Button>
    </div>
  )
}

function Find({ onFound }: { onFound: (one: GivenServes) => void }) {
  const t = useText()
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim())
  const query = useQuery({
    queryKey: ['recommendations', 'find', wanted],
    queryFn: ({ signal }) => api.get<ListAnswer>('/api/recommendations', { query: { q: wanted }, signal }),
    enabled: wanted.length > 1,
    placeholderData: known => known,
  })
  return (
    <div className="plan-find">
      <TextInput
        label={t('plan.findRecommendation')}
        description={t('plan.findHelp')}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      {query.isError && <ErrorState error={query.error} />}
      {wanted.length > 1 && query.data && (
        <ul aria-label={t('plan.foundRecommendations')}>
          {query.data.recommendations.length === 0 && <li>{t('plan.foundNothing')}</li>}
          {query.data.recommendations.slice(0, foundMax).map(one => (
            <li key={`${one.report}/${one.address}`}>
              <button
                type="button"
                className="as-link"
                onClick={() => {
                  setWords('')
                  onFound({
                    kind: 'registry',
                    report: one.report,
                    address: one.address,
                    sub: null,
                    ask: null,
                    citation: one.citation,
                  })
                }}
              >
                {one.citation}
              </button>
              <p lang={one.language} dir="ltr">
                {one.excerpt.map(stretch => stretch.text).join('')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A recommendation with what it asks, to choose a part of it. */
export const recommendationQuery = (one: { report: string; address: string }) => ({
  queryKey: ['recommendations', 'one', one.report, one.address],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<RecommendationAnswer>(`/api/recommendations/items/${one.report}/${one.address}`, { signal }),
})

type ExternalOne = Extract<GivenServes, { kind: 'external' }>

function External(props: {
  one: ExternalOne
  index: number
  problemOf: ProblemOf
  onChange: (one: ExternalOne) => void
}) {
  const { one, index, problemOf, onChange } = props
  const t = useText()
  const line = (name: 'body' | 'citation' | 'url') => (
    <TextInput
      id={fieldId(`serves.${index}.${name}`)}
      label={t(`field.planExternal.${name}`)}
      value={one[name] ?? ''}
      error={problemOf(`serves.${index}.${name}`)}
      onChange={event => onChange({ ...one, [name]: event.currentTarget.value })}
    />
  )
  return (
    <div className="plan-rows">
      {line('body')}
      {line('citation')}
      <Textarea
        id={fieldId(`serves.${index}.wording`)}
        label={t('field.planExternal.wording')}
        rows={3}
        maxLength={5_000}
        value={one.wording}
        error={problemOf(`serves.${index}.wording`)}
        onChange={event => onChange({ ...one, wording: event.currentTarget.value })}
      />
      {line('url')}
    </div>
  )
}
