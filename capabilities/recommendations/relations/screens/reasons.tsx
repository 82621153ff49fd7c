import { useFormats, useText } from '#platform/screens/text.ts'
import { Quoted } from '../../screens/printed.tsx'
import { useNames } from '../../screens/words.ts'
import type { Reason } from '../relations.entity.ts'

/** Why the machine proposes it, in the reader's language with the printed words. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className="relation-reasons">
      {reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reasons in their order
        <li key={index}>
          <ReasonLine reason={reason} />
        </li>
      ))}
    </ul>
  )
}

function ReasonLine({ reason }: { reason: Reason }) {
  const t = useText()
  const write = useFormats()
  const names = useNames()
  switch (reason.kind) {
    case 'cited':
      return (
        <>
          {t(`relations.reason.cited.${citedKeys[reason.relation]}`)}{' '}
          <Quoted language="en">{reason.literal.trim()}</Quoted>
        </>
      )
    case 'same-words':
      return <>{t('relations.reason.sameWords', { share: write.share(reason.share) })}</>
    case 'continues':
      return <>{t('relations.reason.continues')}</>
    case 'concept':
      return reason.from.toLowerCase() === reason.to.toLowerCase() ? (
        <>
          {t('relations.reason.both')} <Quoted language="en">{reason.from.toLowerCase()}</Quoted>
        </>
      ) : (
        <>
          {t('relations.reason.concept')} <Quoted language="en">{reason.from}</Quoted> –{' '}
          <Quoted language="en">{reason.to}</Quoted>
        </>
      )
    case 'words':
      return (
        <>
          {t('relations.reason.words')}{' '}
          <bdi lang="en" dir="ltr">
            {reason.words.join(', ')}
          </bdi>
        </>
      )
    case 'headings':
      return (
        <>
          {t('relations.reason.headings')} <Quoted language="en">{reason.from}</Quoted> –{' '}
          <Quoted language="en">{reason.to}</Quoted>
        </>
      )
    case 'addressee':
      return (
        <>{t('relations.reason.addressee', { names: write.list(reason.addressees.map(names.addressee)) })}</>
      )
    case 'instrument':
      return (
        <>
          {t('relations.reason.instrument')}{' '}
          <bdi lang="en" dir="ltr">
            {reason.instruments.join('; ')}
          </bdi>
        </>
      )
  }
}

const citedKeys = {
  recalls: 'recalls',
  'builds on': 'buildsOn',
  reaffirms: 'reaffirms',
  reservation: 'cites',
  cites: 'cites',
} as const
