import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ListAnswer } from '../../screens/answers.ts'
import { Result } from '../../screens/result.tsx'
import type { OneConceptAnswer } from './answers.ts'
import { ConceptDialog } from './concept-form.tsx'
import { DecideDialog, type Kind } from './decide.tsx'
import { Goals } from './goals.tsx'
import { beneath, labelOf, useThesaurus, useTopicName } from './thesaurus.ts'
import { ConceptLine } from './topics-page.tsx'
import '../../screens/recommendations.css'
import './topics.css'

/** One concept: what it means, where it lies, its recommendations, the Goals it serves, and who decided what. */
export default function ConceptPage() {
  const t = useText()
  const key = useParam('key')
  useLive(['thesaurus', 'recommendations'])
  const query = useQuery({
    queryKey: ['thesaurus', key],
    queryFn: ({ signal }) => api.get<OneConceptAnswer>(`/api/recommendations/topics/${key}`, { signal }),
  })
  return (
    <>
      {!query.data && <PageTitle>{t('topics.nav.concept')}</PageTitle>}
      <Loaded query={query}>{concept => <Page key={concept.key} concept={concept} />}</Loaded>
    </>
  )
}

function Page({ concept }: { concept: OneConceptAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const name = useTopicName()
  const [amending, setAmending] = useState(false)
  const [deciding, setDeciding] = useState<Kind>()
  const mayAmend = useMay('concept.amend')
  const mayDecide = useMay('concept.adopt')
  const isRetired = concept.status === 'retired'
  const kinds: Kind[] = isRetired
    ? ['adopt']
    : concept.status === 'proposed'
      ? ['adopt', 'merge', 'retire']
      : ['merge', 'retire']
  return (
    <>
      <PageTitle
        lead={
          <>
            {concept.status !== 'adopted' && <strong>{t(`topics.statusText.${concept.status}`)} </strong>}
            {concept.replacedBy !== null && (
              <ScreenLink to={`/recommendations/topics/${concept.replacedBy}`}>
                {t('topics.replacedBy', { name: name(concept.replacedBy) })}
              </ScreenLink>
            )}
            {!isRetired && (concept.scopeNotes[locale as Language] ?? concept.scopeNotes.en)}
          </>
        }
        actions={
          <>
            {mayDecide &&
              kinds.map(kind => (
                <button
                  key={kind}
                  type="button"
                  className={kind === 'adopt' ? 'rec-action rec-action-first' : 'rec-action'}
                  onClick={() => setDeciding(kind)}
                >
                  {t(`topics.${kind}`)}
                </button>
              ))}
            {mayAmend && !isRetired && (
              <button type="button" className="rec-action" onClick={() => setAmending(true)}>
                {t('topics.amend')}
              </button>
            )}
          </>
        }
      >
        {labelOf(concept, locale)}
      </PageTitle>
      <Columns label={t('topics.about')} context={<About concept={concept} />}>
        <Recommendations concept={concept} />
        <History concept={concept} />
      </Columns>
      <ConceptDialog opened={amending} onClose={() => setAmending(false)} concept={concept} />
      {deciding && <DecideDialog kind={deciding} concept={concept} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function Recommendations({ concept }: { concept: OneConceptAnswer }) {
  const t = useText()
  const query = useQuery({
    queryKey: ['recommendations', 'list', { topic: [concept.key] }, 1],
    queryFn: ({ signal }) =>
      api.get<ListAnswer>('/api/recommendations', { query: { topic: [concept.key] }, signal }),
  })
  return (
    <Section title={t('topics.recommendations')}>
      <Loaded
        query={query}
        isEmpty={answer => answer.total === 0}
        empty={
          <EmptyState title={t('topics.noRecommendation')}>{t('topics.noRecommendationText')}</EmptyState>
        }
      >
        {answer => (
          <>
            <ul className="rec-list">
              {answer.recommendations.slice(0, 10).map(one => (
                <Result key={`${one.report}/${one.address}`} one={one} />
              ))}
            </ul>
            <p>
              <ScreenLink to="/recommendations" search={{ topic: concept.key }}>
                {t('topics.allOf', { count: answer.total })}
              </ScreenLink>
            </p>
          </>
        )}
      </Loaded>
    </Section>
  )
}

function About({ concept }: { concept: OneConceptAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const write = useFormats()
  const concepts = useThesaurus().data?.concepts ?? []
  const groups = {
    broader: concepts.filter(one => concept.broader.includes(one.key)),
    narrower: beneath(concepts, concept.key).filter(one => one.status !== 'retired'),
    related: concepts.filter(
      one =>
        one.status !== 'retired' && (concept.related.includes(one.key) || one.related.includes(concept.key)),
    ),
  }
  return (
    <div className="rec-context">
      {(['broader', 'narrower', 'related'] as const).map(
        group =>
          groups[group].length > 0 && (
            <Section key={group} title={t(`topics.${group}`)}>
              <ul className="rec-plain">
                {groups[group].map(one => (
                  <li key={one.key}>
                    <ConceptLine concept={one} concepts={concepts} />
                  </li>
                ))}
              </ul>
            </Section>
          ),
      )}
      {concept.goals.length > 0 && <Goals goals={concept.goals} />}
      {concept.articles.length > 0 && (
        <Section title={t('topics.protocol')}>
          <p>
            {t('topics.articles', { count: concept.articles.length, list: write.list(concept.articles) })}
          </p>
        </Section>
      )}
      <Section title={t('topics.labels')}>
        <dl className="topics-labels">
          {languages.map(language => {
            const label = concept.labels[language]
            const others = concept.otherLabels[language] ?? []
            return (
              label !== undefined && (
                <div key={language}>
                  <dt>{nameOfLanguage(language, locale)}</dt>
                  <dd lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
                    {label}
                    {others.length > 0 && <span className="rec-small"> · {others.join(' · ')}</span>}
                  </dd>
                  {concept.drafts.includes(language) && (
                    <dd className="rec-tag rec-tag-doubt">{t('topics.draft')}</dd>
                  )}
                </div>
              )
            )
          })}
        </dl>
      </Section>
      {concept.words.length > 0 && (
        <Section title={t('topics.words')}>
          <p className="rec-small">{t('topics.wordsText')}</p>
          <p lang="en" dir="ltr">
            {concept.words.join(' · ')}
          </p>
        </Section>
      )}
    </div>
  )
}

export const nameOfLanguage = (language: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language

function History({ concept }: { concept: OneConceptAnswer }) {
  const t = useText()
  const write = useFormats()
  const name = useTopicName()
  return (
    <Section title={t('topics.history')}>
      <ol className="topics-history">
        {concept.history.map(entry => (
          <li key={entry.version}>
            <strong>
              {t(`topics.act.${entry.act.split('.')[1]}`, { into: entry.into ? name(entry.into) : '' })}
            </strong>{' '}
            <span className="rec-small">
              {[entry.by ?? entry.agency ?? t('topics.thisNode'), write.time(entry.at)].join(' · ')}
            </span>
            {entry.reason && <p>{entry.reason}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
