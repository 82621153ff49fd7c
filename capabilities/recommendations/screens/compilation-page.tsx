import { ScreenLink } from '#platform/screens/navigate.tsx'
import type { CompiledRecommendation } from '../documents/compilation.ts'
import { DocumentFrame } from './document-frame.tsx'
import { References } from './document-references.tsx'
import { Printed } from './printed.tsx'
import { pathOf, useNames } from './words.ts'

/** Recommendations in full, numbered, in the Secretariat's manner: theme, then meeting. */
export default function CompilationPage() {
  const names = useNames()
  return (
    <DocumentFrame<CompiledRecommendation> document="compilation">
      {(entries, slugOf) =>
        entries.map(one => {
          const report = slugOf(one.document)
          const address = `${one.kind === 'Recommendation' ? 'R' : ''}${one.paragraph}`
          const number = names.number(one.kind, one.paragraph)
          return (
            <article key={one.position} id={`p${one.position}`} className="rec-compiled">
              <h4>
                {one.position}. {one.addressees.map(names.addresseeFirst).join(' · ')}{' '}
                <span>
                  {report ? <ScreenLink to={pathOf({ report, address })}>{number}</ScreenLink> : number}
                  {!one.firstPrint && (
                    <bdi className="rec-printed-in" lang="en">
                      {one.document}
                    </bdi>
                  )}
                </span>
              </h4>
              <Printed blocks={one.blocks} language="en" id={`n${one.position}`} />
              <References references={one.references} from={one.document} slugOf={slugOf} />
            </article>
          )
        })
      }
    </DocumentFrame>
  )
}
