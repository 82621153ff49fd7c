import { SegmentedControl } from '@mantine/core'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { factKinds } from '../statistics.entity.ts'
import { type DimensionsAnswer, useFigure } from './answers.ts'
import { CompareView } from './compare-view.tsx'
import { Filters } from './filters.tsx'
import { FlowsView } from './flows-view.tsx'
import { GroupsView } from './groups-view.tsx'
import { useQuestion, views } from './question.ts'
import { ResponseView } from './response-view.tsx'
import { SeriesView } from './series-view.tsx'
import './trends.css'

/** Figures of the node as they are now: any group, any two, over the years, across the world. */
export default function Trends() {
  const t = useText()
  const write = useFormats()
  const [question, ask] = useQuestion()
  const known = useFigure<DimensionsAnswer>('dimensions', {})
  useLive(['facts'])
  const facts = known.data?.facts[question.kind]
  const lead =
    facts === undefined
      ? undefined
      : facts === null
        ? t('statistics.lead.few', { threshold: known.data!.countMin })
        : t('statistics.lead', { kind: question.kind, count: facts })
  return (
    <>
      <PageTitle lead={lead}>{t('statistics.nav.trends')}</PageTitle>
      <Loaded query={known}>
        {({ dimensions, changedAt, countMin }) => (
          <>
            <div className="trends-question no-print">
              <Choice
                label={t('statistics.view')}
                value={question.view}
                values={views}
                name={view => t(`statistics.view.${view}`)}
                onChange={view => ask({ view })}
              />
              {question.view !== 'response' && (
                <Choice
                  label={t('statistics.kind')}
                  value={question.kind}
                  values={factKinds}
                  name={kind => t(`statistics.kind.${kind}`)}
                  onChange={kind => ask({ kind })}
                />
              )}
              <Filters question={question} ask={ask} dimensions={dimensions} />
            </div>
            {question.view === 'groups' && (
              <GroupsView question={question} ask={ask} dimensions={dimensions} />
            )}
            {question.view === 'years' && (
              <SeriesView question={question} ask={ask} dimensions={dimensions} />
            )}
            {question.view === 'flows' && <FlowsView question={question} ask={ask} />}
            {question.view === 'response' && <ResponseView question={question} />}
            {question.view === 'compare' && (
              <CompareView question={question} ask={ask} dimensions={dimensions} />
            )}
            <details className="trends-explain">
              <summary>{t('statistics.explain.title')}</summary>
              <p>{t(`statistics.explain.${question.kind}`)}</p>
              <p>{t('statistics.explain.withheld', { most: countMin - 1 })}</p>
              <p>{t('statistics.explain.unknown')}</p>
              <p>{t('statistics.explain.live', { time: write.time(changedAt) })}</p>
              <p>
                <ScreenLink to="/trends/definitions">{t('trends.nav.definitions')}</ScreenLink>
                {' · '}
                <ScreenLink to="/trends/population">{t('population.nav.list')}</ScreenLink>
              </p>
            </details>
          </>
        )}
      </Loaded>
    </>
  )
}

function Choice<T extends string>(props: {
  label: string
  value: T
  values: readonly T[]
  name: (value: T) => string
  onChange: (value: T) => void
}) {
  const { label, value, values, name, onChange } = props
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      onChange={chosen => onChange(chosen as T)}
      data={values.map(one => ({ value: one, label: name(one) }))}
    />
  )
}
