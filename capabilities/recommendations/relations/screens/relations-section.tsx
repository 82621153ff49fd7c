import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { beginningOf } from '../../recommendations.rules.ts'
import { printedIn } from '../../screens/printed.tsx'
import { pathOf, useNames } from '../../screens/words.ts'
import { AddRelation } from './add-relation.tsx'
import { type HistoryAnswer, type RelationAnswer, typeKeys } from './answers.ts'
import { Decide } from './decide.tsx'
import { Reasons } from './reasons.tsx'
import './relations.css'

type Here = {
  report: string
  address: string
  language: string
  items: readonly { letter: string }[]
}

/** Relations of a recommendation that people vouch for, and those that are only proposed, each with where it comes from. */
export function Relations({ one }: { one: Here }) {
  const t = useText()
  useLive(['relations'])
  const mayAdd = useMay('relation.add')
  const { report, address } = one
  const query = useQuery({
    queryKey: ['relations', 'of', report, address],
    queryFn: ({ signal }) =>
      api.get<{ relations: RelationAnswer[] }>(`/api/recommendations/items/${report}/${address}/relations`, {
        signal,
      }),
  })
  const relations = query.data?.relations ?? []
  const vouched = relations.filter(relation => relation.state === 'accepted')
  const proposed = relations.filter(relation => relation.state === 'proposed')
  if (relations.length === 0 && !mayAdd) return null
  return (
    <Section title={t('relations.title')}>
      {vouched.length === 0 && <p className="rec-small">{t('relations.noneVouched')}</p>}
      {vouched.length > 0 && (
        <ul className="rec-refs">
          {vouched.map(relation => (
            <li key={relation.id}>
              <Line relation={relation} here={one} />
              <Vouched relation={relation} />
            </li>
          ))}
        </ul>
      )}
      {proposed.length > 0 && (
        <details className="relation-proposed">
          <summary>{t('relations.proposedHere', { count: proposed.length })}</summary>
          <ul className="rec-refs">
            {proposed.map(relation => (
              <li key={relation.id}>
                <Line relation={relation} here={one} />
                <Reasons reasons={relation.reasons} />
                <Settle relation={relation} />
              </li>
            ))}
          </ul>
          <p className="rec-small">
            <ScreenLink to="/recommendations/relations" search={{ report }}>
              {t('relations.toQueue')}
            </ScreenLink>
          </p>
        </details>
      )}
      {mayAdd && <AddRelation report={report} address={address} letters={one.items.map(i => i.letter)} />}
    </Section>
  )
}

/** What the recommendation on this page is to the other one. */
function Line({ relation, here }: { relation: RelationAnswer; here: Here }) {
  const t = useText()
  const names = useNames()
  const isLater = relation.from.report === here.report && relation.from.address === here.address
  const [own, other] = isLater ? [relation.from, relation.to] : [relation.to, relation.from]
  const { text } = other
  return (
    <>
      <div className="rec-ref-head">
        <span>
          {t(`relations.way.${isLater ? 'there' : 'here'}.${typeKeys[relation.type]}`, {
            sub: own.sub ? `(${own.sub})` : 'none',
            hasSub: own.sub ? 'yes' : 'no',
          })}
        </span>
        <ScreenLink to={pathOf(other, other.sub)}>{names.place(other, other.sub)}</ScreenLink>
        <span className={`rec-tag ${relation.origin === 'proposed' ? 'rec-tag-derived' : ''}`}>
          {t(`relations.origin.${originKeys[relation.origin]}`)}
        </span>
      </div>
      <p className="rec-ref-text" {...printedIn(here.language)}>
        {beginningOf(text, lettersMax)}
      </p>
    </>
  )
}

const lettersMax = 150
const originKeys = {
  printed: 'printed',
  derived: 'derived',
  proposed: 'proposed',
  accepted: 'accepted',
  'by hand': 'byHand',
} as const

function Settle({ relation }: { relation: RelationAnswer }) {
  const mayDecide = useMay('relation.accept')
  return mayDecide && <Decide relation={relation} onDecided={() => {}} handle={{ current: null }} />
}

/** Who vouches for it, since when; its history and the way back are one click away. */
function Vouched({ relation }: { relation: RelationAnswer }) {
  const t = useText()
  const write = useFormats()
  const [open, setOpen] = useState(false)
  const { decided, remark } = relation
  return (
    <>
      <p className="rec-small">
        {decided &&
          t(relation.origin === 'by hand' ? 'relations.addedBy' : 'relations.acceptedBy', {
            by: decided.by || t('recommendations.somebody'),
            time: write.time(decided.at),
          })}{' '}
        {remark && <q>{remark}</q>}
      </p>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className="rec-small">{t('relations.history')}</summary>
        {open && <History id={relation.id} />}
        <Settle relation={relation} />
      </details>
    </>
  )
}

function History({ id }: { id: string }) {
  const t = useText()
  const write = useFormats()
  const query = useQuery({
    queryKey: ['relations', 'history', id],
    queryFn: ({ signal }) =>
      api.get<HistoryAnswer>(`/api/recommendations/relations/${id}/history`, { signal }),
  })
  return (
    <ol className="rec-small">
      {query.data?.events.map(event => (
        <li key={event.at + event.act}>
          {t(`relations.event.${event.act.replace('relation.', '')}`, {
            by: event.by || t('recommendations.somebody'),
            time: write.time(event.at),
          })}{' '}
          {event.reason && <q>{event.reason}</q>}
        </li>
      ))}
    </ol>
  )
}
