import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { RecommendationIndex } from '../documents/index.ts'
import type { ReferenceLabel } from '../documents/selection.ts'
import { DocumentFrame } from './document-frame.tsx'
import { pathOf, useNames } from './words.ts'
import './recommendations.css'
import './documents.css'

/** Where to find what: theme, then meeting, then number with addressee and cross-references. */
export default function IndexPage() {
  const t = useText()
  const names = useNames()
  return (
    <DocumentFrame<RecommendationIndex> document="index">
      {(index, slugOf) =>
        index.themes.map(theme => (
          <section
            key={theme.id}
            id={`theme-${theme.id}`}
            className="rec-theme"
            aria-label={names.theme(theme.id)}
          >
            <h2>{names.theme(theme.id)}</h2>
            {theme.meetings.map(({ meeting, entries }) => (
              <section key={meeting?.from ?? entries[0]!.document}>
                <h3>{meeting ? names.meeting(meeting) : t('recommendations.document.noMeeting')}</h3>
                <ul className="rec-index">
                  {entries.map(entry => {
                    const report = slugOf(entry.document)
                    const number = names.number(entry.kind, entry.paragraph)
                    return (
                      <li key={`${entry.document} ${entry.number}`}>
                        {report ? (
                          <ScreenLink
                            to={pathOf({
                              report,
                              address: `${entry.kind === 'Recommendation' ? 'R' : ''}${entry.paragraph}`,
                            })}
                          >
                            {number}
                          </ScreenLink>
                        ) : (
                          number
                        )}{' '}
                        <span>{entry.addressees.map(names.addressee).join(' · ')}</span>{' '}
                        <References references={entry.references} />
                      </li>
                    )
                  })}
                </ul>
              </section>
            ))}
          </section>
        ))
      }
    </DocumentFrame>
  )
}

/** Cross-references of one entry; what is derived says so. */
export function References({ references }: { references: readonly ReferenceLabel[] }) {
  const t = useText()
  if (references.length === 0) return null
  return (
    <span className="rec-small">
      {t('recommendations.document.seeAlso')}{' '}
      <bdi lang="en" dir="ltr">
        {references.map(({ label, fromSub }) => `${fromSub ? `(${fromSub}) ` : ''}${label}`).join('; ')}
      </bdi>
      {references.some(one => one.origin === 'derived') && <> [{t('recommendations.document.derived')}]</>}
    </span>
  )
}
