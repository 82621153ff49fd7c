import { useMemo } from 'react'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { worldMap } from '#platform/screens/figures/world-map.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { unknown } from '../statistics.entity.ts'
import { type CorridorsAnswer, type FlowsAnswer, useFigure } from './answers.ts'
import { useMapWords } from './map-words.ts'
import { useNames } from './names.ts'
import { Picture } from './picture.tsx'
import type { Question } from './question.ts'

const drawnMax = 40

/** Corridors: where people came from, through which countries, and where they were exploited. */
export function CorridorsView({ question }: { question: Question }) {
  const { filter } = question
  const answer = useFigure<CorridorsAnswer>('corridors', { filter })
  const flows = useFigure<FlowsAnswer>('flows', { kind: 'victim', filter })
  return (
    <Loaded query={answer} lines={10}>
      {corridors => (
        <CorridorsPicture question={question} answer={corridors} places={flows.data?.places ?? noPlaces} />
      )}
    </Loaded>
  )
}

const noPlaces: FlowsAnswer['places'] = {}

function CorridorsPicture(props: {
  question: Question
  answer: CorridorsAnswer
  places: FlowsAnswer['places']
}) {
  const { question, answer, places } = props
  const t = useText()
  const nameOf = useNames(answer.labels)
  const { corridors } = answer
  const figures = useMemo(
    (): Figures => ({
      columns: [
        { key: 'from', label: t('statistics.dimension.citizenship'), kind: 'text' },
        { key: 'through', label: t('trends.through'), kind: 'text' },
        { key: 'to', label: t('statistics.dimension.countryOfExploitation'), kind: 'text' },
        { key: 'count', label: t('statistics.kind.victim'), kind: 'number' },
      ],
      rows: corridors.map(corridor => ({
        from: nameOf('citizenship', corridor.from),
        through:
          corridor.through === null ? t('trends.through.none') : nameOf('citizenship', corridor.through),
        to: nameOf('countryOfExploitation', corridor.to),
        count: corridor.count,
      })),
    }),
    [corridors, nameOf, t],
  )
  const drawn = useMemo(
    () => corridors.filter(({ from, to }) => ![from, to].includes(unknown)).slice(0, drawnMax),
    [corridors],
  )
  const words = useMapWords()
  const draw = useMemo(
    () => worldMap({ flows: drawn, places, nameOf: code => nameOf('citizenship', code), words }),
    [drawn, places, nameOf, words],
  )
  return (
    <Picture
      question={question}
      about={answer}
      measure={t('trends.measure.corridors')}
      figures={figures}
      draw={draw}
      fileName="palermo-corridors"
      notes={[
        t('trends.note.corridors'),
        t('statistics.note.multiple'),
        Object.keys(places).length > 0 ? t('statistics.note.invented') : '',
        t('shell.figure.borders'),
      ].filter(Boolean)}
    />
  )
}
