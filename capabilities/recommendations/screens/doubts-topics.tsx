import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { TopicList } from '../topics/screens/topic-list.tsx'
import type { RecommendationAnswer } from './answers.ts'

/** What the recommendation of a doubtful place is about, to be settled otherwise; asked for when it is opened. */
export function DoubtTopics({ report, address }: { report: string; address: string }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['recommendations', 'one', report, address],
    queryFn: ({ signal }) =>
      api.get<RecommendationAnswer>(`/api/recommendations/items/${report}/${address}`, { signal }),
    enabled: open,
  })
  return (
    <details className="rec-doubt-topics no-print" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('recommendations.doubts.topics')}</summary>
      {open && <Loaded query={query}>{one => <TopicList one={one} />}</Loaded>}
    </details>
  )
}
