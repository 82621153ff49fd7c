import { Button, Checkbox, TextInput, VisuallyHidden } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ConceptAnswer } from './answers.ts'
import { ConceptDialog } from './concept-form.tsx'
import { beneath, holdsTyped, labelOf, useThesaurus } from './thesaurus.ts'
import './topics.css'

/** The thesaurus: themes with what lies beneath them, how many recommendations each has, and the way to propose more. */
export default function TopicsPage() {
  const t = useText()
  const query = useThesaurus()
  useLive(['thesaurus'])
  const mayPropose = useMay('concept.propose')
  const [proposing, setProposing] = useState(false)
  const begun = (query.data?.concepts.length ?? 0) > 0
  return (
    <>
      <PageTitle
        lead={begun && t('topics.lead', { count: query.data?.concepts.length ?? 0 })}
        actions={
          begun && (
            <>
              {mayPropose && (
                <button type="button" className="rec-action" onClick={() => setProposing(true)}>
                  {t('topics.propose')}
                </button>
              )}
              <a className="rec-action" href="/api/recommendations/thesaurus/skos?format=turtle" download>
                {t('topics.skos.turtle')}
              </a>
              <a className="rec-action" href="/api/recommendations/thesaurus/skos?format=jsonld" download>
                {t('topics.skos.jsonld')}
              </a>
            </>
          )
        }
      >
        {t('topics.nav.thesaurus')}
      </PageTitle>
      <Loaded query={query} isEmpty={answer => answer.concepts.length === 0} empty={<NotBegun />}>
        {answer => <Browser concepts={answer.concepts} />}
      </Loaded>
      <ConceptDialog opened={proposing} onClose={() => setProposing(false)} />
    </>
  )
}

function NotBegun() {
  const t = useText()
  const client = useQueryClient()
  const mayBegin = useMay('concept.begin')
  const [trouble, setTrouble] = useState<unknown>()
  const begin = async () => {
    try {
      await api.post('/api/recommendations/thesaurus')
      await client.invalidateQueries({ queryKey: ['thesaurus'] })
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <EmptyState
      title={t('topics.none')}
      action={mayBegin && <Button onClick={() => void begin()}>{t('topics.begin')}</Button>}
    >
      {t('topics.noneText')}
      {trouble !== undefined && <ErrorState error={trouble} />}
    </EmptyState>
  )
}

function Browser({ concepts }: { concepts: ConceptAnswer[] }) {
  const t = useText()
  const [search, setSearch] = useSearch()
  const typed = search.q ?? ''
  const withRetired = search.retired === 'true'
  const listed = concepts.filter(one => withRetired || one.status !== 'retired')
  const found = typed.trim() === '' ? undefined : listed.filter(one => holdsTyped(one, typed))
  const waiting = listed.filter(one => one.status === 'proposed')
  return (
    <>
      <search className="topics-search">
        <TextInput
          type="search"
          label={t('topics.search')}
          description={t('topics.searchHelp')}
          value={typed}
          maxLength={100}
          leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
          onChange={event => setSearch({ q: event.currentTarget.value || undefined })}
        />
        {concepts.some(one => one.status === 'retired') && (
          <Checkbox
            label={t('topics.withRetired')}
            checked={withRetired}
            onChange={() => setSearch({ retired: withRetired ? undefined : 'true' })}
          />
        )}
      </search>
      {found ? (
        <section aria-label={t('topics.results')}>
          <p role="status">{t('topics.found', { count: found.length })}</p>
          {found.length === 0 && (
            <EmptyState title={t('topics.nothing')}>{t('topics.nothingText')}</EmptyState>
          )}
          <ul className="topics-list">
            {found.map(one => (
              <li key={one.key}>
                <ConceptLine concept={one} concepts={concepts} path />
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <>
          {waiting.length > 0 && (
            <section className="topics-waiting" aria-label={t('topics.waiting')}>
              <h2>{t('topics.waitingCount', { count: waiting.length })}</h2>
              <ul className="topics-list">
                {waiting.map(one => (
                  <li key={one.key}>
                    <ConceptLine concept={one} concepts={concepts} path />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <ul className="topics-tree">
            {listed
              .filter(one => one.broader.length === 0)
              .map(one => (
                <Branch key={one.key} concept={one} concepts={listed} />
              ))}
          </ul>
        </>
      )}
    </>
  )
}

function Branch({ concept, concepts }: { concept: ConceptAnswer; concepts: readonly ConceptAnswer[] }) {
  const narrower = beneath(concepts, concept.key)
  return (
    <li>
      <ConceptLine concept={concept} concepts={concepts} />
      {narrower.length > 0 && (
        <ul>
          {narrower.map(one => (
            <Branch key={one.key} concept={one} concepts={concepts} />
          ))}
        </ul>
      )}
    </li>
  )
}

type LineProps = { concept: ConceptAnswer; concepts: readonly ConceptAnswer[]; path?: boolean }

/** One concept: name, status where it is not adopted, how many recommendations, and where it lies. */
export function ConceptLine({ concept, concepts, path = false }: LineProps) {
  const t = useText()
  const write = useFormats()
  const { locale } = useIntl()
  const above = concepts.filter(one => concept.broader.includes(one.key))
  return (
    <span className="topics-line">
      <ScreenLink to={`/recommendations/topics/${concept.key}`}>{labelOf(concept, locale)}</ScreenLink>
      {concept.status !== 'adopted' && (
        <span className="rec-tag" data-status={concept.status}>
          {t(`topics.status.${concept.status}`)}
        </span>
      )}
      <span className="rec-count">
        <span aria-hidden>{write.number(concept.recommendations)}</span>
        <VisuallyHidden>{t('topics.countOf', { count: concept.recommendations })}</VisuallyHidden>
      </span>
      {path && above.length > 0 && (
        <span className="rec-small">
          {t('topics.within', { name: write.list(above.map(one => labelOf(one, locale))) })}
        </span>
      )}
    </span>
  )
}
