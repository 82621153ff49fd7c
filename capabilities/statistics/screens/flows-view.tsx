import { Switch } from '@mantine/core'
import { useMemo } from 'react'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { worldMap } from '#platform/screens/figures/world-map.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { unknown } from '../statistics.entity.ts'
import { type FlowsAnswer, useFigure } from './answers.ts'
import { CorridorsView } from './corridors-view.tsx'
import { useMapWords } from './map-words.ts'
import { useNames } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question, QuestionChange } from './question.ts'

const drawnFlowsMax = 60

/** Where people came from and where they were exploited, on the map and as a table. */
export function FlowsView(props: { question: Question; ask: (change: QuestionChange) => void }) {
  const { question, ask } = props
  const t = useText()
  const { kind, filter } = question
  const withTransit = question.transit && kind === 'victim'
  const answer = useFigure<FlowsAnswer>('flows', { kind, filter }, !withTransit)
  return (
    <>
      {kind === 'victim' && (
        <div className="trends-choices no-print">
          <Switch
            label={t('trends.withTransit')}
            checked={question.transit}
            onChange={event => ask({ transit: event.currentTarget.checked })}
          />
        </div>
      )}
      {withTransit ? (
        <CorridorsView question={question} />
      ) : (
        <Loaded query={answer} lines={10}>
          {flows => <FlowsPicture question={question} answer={flows} />}
        </Loaded>
      )}
    </>
  )
}

function FlowsPicture({ question, answer }: { question: Question; answer: FlowsAnswer }) {
  const t = useText()
  const nameOf = useNames(answer.labels)
  const { flows, places, total } = answer
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'from', label: t('statistics.dimension.citizenship'), kind: 'text' },
        { key: 'to', label: t('statistics.dimension.countryOfExploitation'), kind: 'text' },
        { key: 'count', label: t(`statistics.kind.${answer.kind}`), kind: 'number' },
        { key: 'share', label: t('statistics.share'), kind: 'share' },
      ],
      rows: flows.map(flow => ({
        from: nameOf('citizenship', flow.from),
        to: nameOf('countryOfExploitation', flow.to),
        count: flow.count,
        share: total ? flow.count / total : null,
      })),
    }),
    [flows, total, nameOf, t, answer.kind],
  )
  const drawn = useMemo(
    () => flows.filter(flow => flow.from !== unknown && flow.to !== unknown).slice(0, drawnFlowsMax),
    [flows],
  )
  const words = useMapWords()
  const draw = useMemo(
    () => worldMap({ flows: drawn, places, nameOf: code => nameOf('citizenship', code), words }),
    [drawn, places, nameOf, words],
  )
  const known = flows.filter(flow => flow.from !== unknown && flow.to !== unknown).length
  return (
    <Picture
      question={question}
      about={answer}
      measure={t('statistics.measure.flows', { kind: answer.kind })}
      figures={figures}
      draw={draw}
      notes={[
        t('statistics.note.flows'),
        known > drawn.length ? t('statistics.note.flowsCut', { count: drawn.length }) : '',
        Object.keys(places).length > 0 ? t('statistics.note.invented') : '',
        t('shell.figure.borders'),
      ].filter(Boolean)}
    />
  )
}
