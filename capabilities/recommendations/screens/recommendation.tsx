import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { PlanOfAction } from '../plan/screens/plan-of-action.tsx'
import { TopicList } from '../topics/screens/topic-list.tsx'
import type { RecommendationAnswer } from './answers.ts'
import { Cite } from './cite.tsx'
import { Evidence } from './evidence.tsx'
import { Printed, printedIn } from './printed.tsx'
import { DifferenceTo } from './printed-difference.tsx'
import { ReadOtherwise, Remarks } from './printed-remarks.tsx'
import { Citations, CrossReferences } from './references.tsx'
import { pathOf, useNames } from './words.ts'
import './recommendations.css'

/** One recommendation: what it asks of whom, its printed text, its figures, what it leads to, how to cite it. */
export default function Recommendation() {
  const t = useText()
  const report = useParam('report')
  const address = useParam('address')
  const sub = useParam('sub') || undefined
  useLive(['recommendations', 'thesaurus', 'facts'])
  const query = useQuery({
    queryKey: ['recommendations', 'one', report, address],
    queryFn: ({ signal }) =>
      api.get<RecommendationAnswer>(`/api/recommendations/items/${report}/${address}`, { signal }),
  })
  return (
    <>
      {!query.data && <PageTitle>{t('recommendations.nav.recommendation')}</PageTitle>}
      <Loaded query={query}>{one => <Page one={one} sub={sub} />}</Loaded>
    </>
  )
}

function Page({ one, sub }: { one: RecommendationAnswer; sub: string | undefined }) {
  const t = useText()
  const names = useNames()
  const item = one.items.find(item => item.letter === sub)
  const isThere = item !== undefined
  useEffect(() => {
    if (isThere) document.getElementById(`text-${sub}`)?.scrollIntoView({ block: 'center' })
  }, [isThere, sub])
  return (
    <>
      <PageTitle lead={<Lead one={one} />}>
        {names.number(one.kind, one.number, isThere ? sub : null)}
      </PageTitle>
      <Columns
        label={t('recommendations.context')}
        context={<Context one={one} sub={isThere ? sub : undefined} />}
      >
        <article aria-label={t('recommendations.text')}>
          <Topics one={one} />
          <Printed blocks={one.blocks} language={one.language} {...(item ? { chosen: item } : {})} />
        </article>
        <Remarks one={one} />
        <Evidence one={one} />
        <PlanOfAction report={one.report} address={one.address} />
        <CrossReferences one={one} />
        <Citations one={one} />
        <nav className="rec-steps" aria-label={t('recommendations.neighbours')}>
          {one.before ? (
            <ScreenLink to={pathOf({ report: one.report, address: one.before })}>
              {t('recommendations.before', { number: one.before.replace(/^R/, '') })}
            </ScreenLink>
          ) : (
            <span />
          )}
          {one.after && (
            <ScreenLink to={pathOf({ report: one.report, address: one.after })}>
              {t('recommendations.after', { number: one.after.replace(/^R/, '') })}
            </ScreenLink>
          )}
        </nav>
      </Columns>
    </>
  )
}

/** The first line: what is asked of whom. */
function Lead({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  const addressees = [...new Set(one.atoms.map(atom => atom.addressee))]
  const forces = [...new Set(one.atoms.map(atom => atom.deontic))]
  return (
    <p>
      <strong>
        {t('recommendations.lead', {
          addressees: write.list(addressees.map(names.addressee)),
          forces: write.list(forces.map(names.force)),
        })}
      </strong>{' '}
      {one.meeting && t('recommendations.leadMeeting', { meeting: names.meeting(one.meeting) })}
    </p>
  )
}

function Topics({ one }: { one: RecommendationAnswer }) {
  const topics = one.topics.filter(topic => topic.level !== 'chapter')
  if (topics.length === 0) return null
  return (
    <p className="rec-topics" {...printedIn(one.language)}>
      {topics
        .map(({ numeral, title }) => [numeral && `${numeral}.`, title].filter(Boolean).join(' '))
        .join(' › ')}
    </p>
  )
}

function Context({ one, sub }: { one: RecommendationAnswer; sub: string | undefined }) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  return (
    <div className="rec-context">
      <Cite one={one} sub={sub} />
      <Section title={t('recommendations.source')}>
        <p>
          <ScreenLink to={`/meeting-reports/${one.report}`}>{names.document(one.document)}</ScreenLink>
        </p>
        {one.document.title && (
          <p className="rec-small" {...printedIn(one.language)}>
            {one.document.title}
          </p>
        )}
        {one.openFlags > 0 && (
          <p>
            <ScreenLink to="/meeting-reports/doubts" search={{ report: one.report }}>
              {t('recommendations.openDoubts', { count: one.openFlags })}
            </ScreenLink>
          </p>
        )}
      </Section>
      {one.expressions.length > 0 && (
        <Section title={t('recommendations.prints')}>
          <ul className="rec-plain">
            {one.expressions.map(other => (
              <li key={`${other.report}/${other.address}`}>
                <ScreenLink to={pathOf(other)}>{names.place(other)}</ScreenLink>{' '}
                <span className="rec-small">
                  {t(other.likeness === 1 ? 'recommendations.sameWords' : 'recommendations.otherWords', {
                    share: write.share(other.likeness),
                  })}
                </span>
                <DifferenceTo {...versionsOf(one, other)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <TopicList one={one} />
      <Asks one={one} />
      <ReadOtherwise one={one} />
    </div>
  )
}

/** From which print to which: the first one comes first. */
const versionsOf = (one: RecommendationAnswer, other: RecommendationAnswer['expressions'][number]) =>
  other.first
    ? { from: other.report, to: one.report, address: one.address }
    : { from: one.report, to: other.report, address: other.address }

/** Each thing that is asked, as the machine read it: open to the reader's eyes, one click away. */
function Asks({ one }: { one: RecommendationAnswer }) {
  const t = useText()
  const names = useNames()
  return (
    <details className="rec-asked">
      <summary>{t('recommendations.asked', { count: one.atoms.length })}</summary>
      <ol>
        {one.atoms.map((atom, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order of print
          <li key={index}>
            <strong>{names.addresseeFirst(atom.addressee)}</strong> — {names.force(atom.deontic)}
            {atom.sub && <> ({atom.sub})</>}
            {atom.addresseeOrigin !== 'explicit' && (
              <div className="rec-small">
                {t(`recommendations.origin.${originKeys[atom.addresseeOrigin]}`)}
              </div>
            )}
            {atom.delegate && (
              <div className="rec-small">
                {t('recommendations.delegate', { name: names.addressee(atom.delegate) })}
              </div>
            )}
            {atom.qualifiers.length > 0 && (
              <div className="rec-small">
                {t('recommendations.qualifiers')}{' '}
                <bdi {...printedIn(one.language)}>{atom.qualifiers.join('; ')}</bdi>
              </div>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

const originKeys = {
  explicit: 'explicit',
  inherited: 'inherited',
  anaphora: 'anaphora',
  'shared subject': 'sharedSubject',
  'as printed': 'asPrinted',
  'not stated': 'notStated',
} as const
