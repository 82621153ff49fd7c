import { ScreenLink } from '#platform/screens/navigate.tsx'
import type { IndexEntry } from '../documents/index.ts'
import { DocumentFrame } from './document-frame.tsx'
import { References } from './document-references.tsx'
import { pathOf, useNames } from './words.ts'

/** Where to find what: theme, then meeting, then number with addressee and cross-references. */
export default function IndexPage() {
  const names = useNames()
  return (
    <DocumentFrame<IndexEntry> document="index">
      {(entries, slugOf) => (
        <ul className="rec-index">
          {entries.map(entry => {
            const report = slugOf(entry.document)
            const number = names.number(entry.kind, entry.paragraph)
            const address = `${entry.kind === 'Recommendation' ? 'R' : ''}${entry.paragraph}`
            return (
              <li key={`${entry.document} ${entry.number}`}>
                {report ? <ScreenLink to={pathOf({ report, address })}>{number}</ScreenLink> : number}{' '}
                <span>{entry.addressees.map(names.addresseeFirst).join(' · ')}</span>
                {!entry.firstPrint && (
                  <bdi className="rec-small rec-printed-in" lang="en">
                    {entry.document}
                  </bdi>
                )}
                <References references={entry.references} from={entry.document} slugOf={slugOf} />
              </li>
            )
          })}
        </ul>
      )}
    </DocumentFrame>
  )
}
