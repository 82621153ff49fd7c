import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { Compilation } from '../documents/compilation.ts'
import { DocumentFrame } from './document-frame.tsx'
import { References } from './index-page.tsx'
import { Printed } from './printed.tsx'
import { pathOf, useNames } from './words.ts'
import './recommendations.css'
import './documents.css'

/** All recommendations in full, in the Secretariat's manner: theme, then meeting. */
export default function CompilationPage() {
  const t = useText()
  const names = useNames()
  return (
    <DocumentFrame<Compilation> document="compilation">
      {(compilation, slugOf) =>
        compilation.themes.map(theme => (
          <section
            key={theme.id}
            id={`theme-${theme.id}`}
            className="rec-theme"
            aria-label={names.theme(theme.id)}
          >
            <h2>{names.theme(theme.id)}</h2>
            {theme.meetings.map(({ meeting, recommendations }) => (
              <section key={meeting?.from ?? recommendations[0]!.document}>
                <h3>{meeting ? names.meeting(meeting) : t('recommendations.document.noMeeting')}</h3>
                {recommendations.map(one => {
                  const report = slugOf(one.document)
                  const address = `${one.kind === 'Recommendation' ? 'R' : ''}${one.paragraph}`
                  const number = names.number(one.kind, one.paragraph)
                  return (
                    <article key={`${one.document} ${one.number}`} className="rec-compiled">
                      <h4>
                        {report ? <ScreenLink to={pathOf({ report, address })}>{number}</ScreenLink> : number}{' '}
                        <span>{one.addressees.map(names.addressee).join(' · ')}</span>
                      </h4>
                      <Printed blocks={one.blocks} language="en" id={`${report}-${address}`} />
                      <References references={one.references.filter(r => r.origin === 'derived')} />
                    </article>
                  )
                })}
              </section>
            ))}
          </section>
        ))
      }
    </DocumentFrame>
  )
}
