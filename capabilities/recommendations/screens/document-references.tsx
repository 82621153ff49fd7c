import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { api } from '#platform/screens/api.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ReferenceLabel } from '../documents/selection.ts'
import type { Meeting } from '../recommendations.entity.ts'
import type { ReportAnswer } from './answers.ts'
import { pathOf, useNames } from './words.ts'

/**
 * Cross-references of one entry: to a number of the same compilation, or to the page of the recommendation; what the
 * source does not print says so.
 */
export function References({
  references,
  from,
  slugOf,
}: {
  references: readonly ReferenceLabel[]
  /** The document that the entry stands in. */
  from: string
  slugOf: (document: string) => string | undefined
}) {
  const t = useText()
  if (references.length === 0) return null
  return (
    <p className="rec-small rec-see">
      {t('recommendations.document.seeAlso')}{' '}
      {references.map((one, index) => (
        <Fragment key={`${one.fromSub} ${one.document} ${one.label}`}>
          {index > 0 && ' · '}
          <bdi>
            {one.fromSub && `(${one.fromSub}) `}
            <Reference reference={one} from={from} slugOf={slugOf} />
            {one.origin !== 'printed' && ` [${t(`recommendations.document.${one.origin}`)}]`}
          </bdi>
        </Fragment>
      ))}
    </p>
  )
}

function Reference({
  reference,
  from,
  slugOf,
}: {
  reference: ReferenceLabel
  from: string
  slugOf: (document: string) => string | undefined
}) {
  const names = useNames()
  const isOnly = useOnlyMeeting()
  const { position, kind, paragraph, document, toSub, meeting } = reference
  if (position !== null)
    return (
      <a href={`#p${position}`}>
        {position}
        {toSub && ` (${toSub})`}
      </a>
    )
  const number = names.number(kind, paragraph, toSub)
  const text =
    document === from || !meeting
      ? number
      : `${isOnly(meeting) ? meeting.year : names.meeting(meeting)}, ${number}`
  const report = slugOf(document)
  return report ? (
    <ScreenLink
      to={pathOf({ report, address: `${kind === 'Recommendation' ? 'R' : ''}${paragraph}` }, toSub)}
    >
      {text}
    </ScreenLink>
  ) : (
    text
  )
}

/** Whether a meeting is the only one of its year in the registry, so that the year names it. */
function useOnlyMeeting(): (meeting: Pick<Meeting, 'year'>) => boolean {
  const { data } = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) => api.get<{ reports: ReportAnswer[] }>('/api/recommendations/reports', { signal }),
  })
  return ({ year }) => {
    const own = data?.reports.flatMap(({ document: { meeting } }) =>
      meeting?.year === year ? [meeting.from] : [],
    )
    return new Set(own).size <= 1
  }
}
