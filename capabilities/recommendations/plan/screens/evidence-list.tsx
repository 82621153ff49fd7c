import IconChartDots from '@tabler/icons-react/dist/esm/icons/IconChartDots.mjs'
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs'
import IconQuote from '@tabler/icons-react/dist/esm/icons/IconQuote.mjs'
import { useText } from '#platform/screens/text.ts'
import type { EvidenceAnswer } from './answers.ts'
import { usePlanWords } from './words.ts'

const icons = { file: IconFile, figure: IconChartDots, extract: IconQuote } as const

/** What proves a statement: each piece can be looked up. */
export function EvidenceList({
  evidence,
  actionId,
}: {
  evidence: readonly EvidenceAnswer[]
  actionId: string
}) {
  const t = useText()
  if (evidence.length === 0) return <p className="plan-quiet">{t('plan.noEvidence')}</p>
  return (
    <ul className="plan-evidence" aria-label={t('plan.evidence')}>
      {evidence.map(one => {
        const Icon = icons[one.kind]
        return (
          <li key={one.id}>
            <Icon size={18} aria-hidden />
            <div>
              <Piece one={one} actionId={actionId} />
              {!one.public && <span className="plan-quiet">{t('plan.notPublic')}</span>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Piece({ one, actionId }: { one: EvidenceAnswer; actionId: string }) {
  const words = usePlanWords()
  const t = useText()
  if (one.kind === 'file')
    return (
      <a href={`/api/plan/actions/${actionId}/evidence/${one.id}/file`} download>
        {one.title}
      </a>
    )
  if (one.kind === 'figure')
    return (
      <p>
        <bdi>{one.title}</bdi>:{' '}
        <strong>
          <bdi>
            {one.value === null ? '' : words.write.number(one.value)} {one.unit}
          </bdi>
        </strong>
        <br />
        <span className="plan-quiet">
          {one.onDay && words.day(one.onDay)} · {t('plan.sourceIs', { source: words.name(one.source ?? '') })}
        </span>
      </p>
    )
  return (
    <>
      <a href={one.url ?? ''} rel="noreferrer" target="_blank">
        {one.title}
      </a>
      <blockquote dir="auto">{one.passage}</blockquote>
      <span className="plan-quiet">{one.passageAt}</span>
    </>
  )
}
