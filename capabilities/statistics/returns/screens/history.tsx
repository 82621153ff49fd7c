import { Section } from '#platform/screens/page.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReturnAnswer } from './answers.ts'
import { ReadView } from './read-view.tsx'

/** Every revision that was sent, with its reason and what was decided; none is ever lost. */
export function History(props: {
  one: ReturnAnswer
  labels: Record<string, Record<string, string>>
  titles: Readonly<Record<string, string>>
  language: string
  /** The revision that stands on the page already. */
  shown: number | undefined
}) {
  const { one, labels, titles, language, shown } = props
  const t = useText()
  const write = useFormats()
  return (
    <Section title={t('returns.history')}>
      <ol className="return-history">
        {one.revisions.map(revision => (
          <li key={revision.revision}>
            <p>
              <strong>{t('returns.revisionIs', { revision: revision.revision })}</strong>{' '}
              {t('returns.sentBy', { name: revision.sentBy ?? '', time: write.time(revision.sentAt) })}
            </p>
            {revision.reason && <p>{t('returns.because', { reason: revision.reason })}</p>}
            <p>
              {revision.decision
                ? t(`returns.decision.${revision.decision}`, {
                    name: revision.decidedBy ?? '',
                    time: revision.decidedAt ? write.time(revision.decidedAt) : '',
                  })
                : t('returns.decision.none')}
              {revision.words && ` “${revision.words}”`}
            </p>
            {revision.revision !== shown && (
              <details>
                <summary>{t('returns.showRevision', { revision: revision.revision })}</summary>
                <ReadView
                  revision={revision}
                  definition={one.definitions[String(revision.tableVersion)] ?? one.definition}
                  labels={labels}
                  titles={titles}
                  language={language}
                />
              </details>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
