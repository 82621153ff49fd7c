import { useFormats, useText } from '#platform/screens/text.ts'
import type { ShownCase } from './answers.ts'

/** The agencies that work on a case, and since when. */
export function TakesPart({ participants }: { participants: ShownCase['participants'] }) {
  const t = useText()
  const write = useFormats()
  return (
    <section className="case-aside" aria-label={t('cases.takesPart')}>
      <h2>{t('cases.takesPart')}</h2>
      <ul>
        {participants.map(p => (
          <li key={p.agencyId}>
            <bdi>{p.name || t('cases.agencyUnknown')}</bdi>
            <small>
              {t(p.role === 'owner' ? 'cases.role.owner' : 'cases.role.participant', {
                day: write.day(p.since),
              })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
