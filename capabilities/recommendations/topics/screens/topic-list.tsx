import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { RecommendationAnswer } from '../../screens/answers.ts'
import { printedIn } from '../../screens/printed.tsx'
import type { TopicAnswer } from './answers.ts'
import { ConceptSelect } from './decide.tsx'
import { useTopicName } from './thesaurus.ts'
import './topics.css'

type Settle = (topic: Pick<TopicAnswer, 'concept' | 'version'>, body: object) => Promise<void>

/** What a recommendation is about: what the rule proposes and why, and what people say to it. */
export function TopicList({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const maySettle = useMay('topic.settle')
  const [adding, setAdding] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const settle: Settle = async ({ concept, version }, body) => {
    setTrouble(undefined)
    try {
      await api.put(`/api/recommendations/items/${one.report}/${one.address}/topics/${concept}`, body, {
        expectedVersion: version,
      })
      announce(t('topics.done'))
      setAdding(false)
    } catch (error) {
      setTrouble(error)
    }
    await client.invalidateQueries({ queryKey: ['recommendations'] })
  }
  const held = one.about.filter(topic => topic.decision !== 'rejected')
  const rejected = one.about.filter(topic => topic.decision === 'rejected')
  return (
    <Section title={t('topics.ofOne')}>
      {held.length === 0 && <p className="rec-small">{t('topics.noneOfOne')}</p>}
      <ul className="topics-of-one">
        {held.map(topic => (
          <Topic
            key={topic.concept}
            topic={topic}
            language={one.language}
            {...(maySettle ? { settle } : {})}
          />
        ))}
      </ul>
      {rejected.length > 0 && (
        <details className="topics-rejected">
          <summary>{t('topics.rejectedCount', { count: rejected.length })}</summary>
          <ul className="topics-of-one">
            {rejected.map(topic => (
              <Topic
                key={topic.concept}
                topic={topic}
                language={one.language}
                {...(maySettle ? { settle } : {})}
              />
            ))}
          </ul>
        </details>
      )}
      {trouble !== undefined && <ErrorState error={trouble} />}
      {maySettle &&
        (adding ? (
          <ConceptSelect
            label={t('topics.add')}
            description={t('topics.addHelp')}
            value={null}
            without={held.map(topic => topic.concept)}
            onChange={concept => {
              const known = one.about.find(topic => topic.concept === concept)
              if (concept) void settle({ concept, version: known?.version ?? 0 }, { decision: 'accepted' })
            }}
          />
        ) : (
          <button type="button" className="as-link no-print" onClick={() => setAdding(true)}>
            {t('topics.add')}
          </button>
        ))}
    </Section>
  )
}

function Topic({ topic, language, settle }: { topic: TopicAnswer; language: string; settle?: Settle }) {
  const t = useText()
  const name = useTopicName()
  const isOpen = topic.decision === null
  return (
    <li>
      <span className="topics-line">
        <ScreenLink to={`/recommendations/topics/${topic.concept}`}>{name(topic.concept)}</ScreenLink>
        {topic.main && <span className="rec-tag rec-tag-figure">{t('topics.main')}</span>}
        <span className="rec-small">
          {isOpen ? t('topics.proposedByRule') : t(`topics.${topic.decision}By`, { name: topic.by ?? '' })}
        </span>
      </span>
      {topic.because.length > 0 && (
        <p className="rec-small">
          {t('topics.because')} <bdi {...printedIn(language)}>{topic.because.slice(0, 6).join(', ')}</bdi>
        </p>
      )}
      {topic.reason && <p className="rec-small">{topic.reason}</p>}
      {settle && (
        <span className="topics-acts no-print">
          {topic.decision !== 'accepted' && (
            <Act
              label={t('topics.accept')}
              name={name(topic.concept)}
              onClick={() => settle(topic, { decision: 'accepted' })}
            />
          )}
          {topic.decision !== 'rejected' && (
            <Act
              label={t('topics.reject')}
              name={name(topic.concept)}
              onClick={() => settle(topic, { decision: 'rejected' })}
            />
          )}
          {!topic.main && topic.decision === 'accepted' && (
            <Act
              label={t('topics.makeMain')}
              name={name(topic.concept)}
              onClick={() => settle(topic, { decision: 'accepted', main: true })}
            />
          )}
        </span>
      )}
    </li>
  )
}

function Act({ label, name, onClick }: { label: string; name: string; onClick: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const click = async () => {
    setBusy(true)
    await onClick()
    setBusy(false)
  }
  return (
    <Button
      variant="default"
      size="xs"
      loading={busy}
      aria-label={`${label}: ${name}`}
      onClick={() => void click()}
    >
      {label}
    </Button>
  )
}
