import { useMemo, useState } from 'react'
import type { Places } from '#platform/screens/figures/atlas.ts'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import { wayOf } from '#platform/screens/figures/map-flows.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { useMapWords } from '../../screens/map-words.ts'
import { picturesOf } from '../picture.rules.ts'
import type { ReleaseDocument, ReleasedTable } from '../release.entity.ts'
import { releaseName } from '../release.rules.ts'
import { isRightToLeft, type Labels, shownName, shownTitle, useCodeNames } from './answers.ts'
import { chartDrawing } from './released-drawing.ts'
import { mapDrawing } from './released-map.ts'

/**
 * A released table as a picture, or as one of several, with its table, measure, source and files. What is withheld is a
 * gap, a hatch or a word, never 0.
 */
export function ReleasedPictureView(props: {
  document: ReleaseDocument
  table: ReleasedTable
  labels: Labels
  places: Places
  /** Number of the table in its release, from 1. */
  number: number
}) {
  const { document, table, labels, places, number } = props
  const t = useText()
  const write = useFormats()
  const name = useCodeNames(labels)
  const words = useMapWords()
  const pictures = useMemo(() => picturesOf(table), [table])
  const [chosen, choose] = useState('')
  const picture = pictures.find(one => one.kind === chosen) ?? pictures[0]
  const drawn = useMemo(
    () =>
      picture &&
      (picture.kind === 'map'
        ? mapDrawing(picture, { name, t, write, places, words })
        : chartDrawing(picture, name, t('releases.count'))),
    [picture, name, t, write, places, words],
  )
  if (!picture || !drawn) return null
  const { most, whole } = picture
  const release = releaseName(document.number, document.revision)
  const named = (codes: readonly string[]) => {
    const names = codes.map((code, i) => name.code(picture.dimensions[i]!, code))
    return picture.kind === 'map' ? wayOf(names, isRightToLeft()) : write.list(names)
  }
  const withheld = picture.points.filter(point => point.count === null).length
  const by = write.list(picture.dimensions.map(name.dimension))
  const isRounded = document.method === 'round'
  const notes = [
    isRounded
      ? t(picture.kind === 'map' ? 'releases.about.roundedWhy' : 'releases.about.rounded', {
          base: document.threshold,
        })
      : '',
    ...drawn.notes,
  ].filter(Boolean)
  return (
    <div className="release-picture">
      <ChartFrame
        level={3}
        finding={
          most
            ? t('releases.picture.most', { name: named(most.codes), count: most.count ?? 0 })
            : t('releases.picture.none')
        }
        measure={[
          t(`releases.measure.${document.kind}`),
          t('releases.picture.by', { by }),
          whole.length > 0
            ? t('releases.picture.whole', { whole: write.list(whole.map(name.dimension)) })
            : '',
        ]
          .filter(Boolean)
          .join(' ')}
        source={{
          name: t('releases.picture.source', {
            name: shownName(release),
            title: shownTitle(document.title),
          }),
        }}
        {...(!isRounded && { withheld: { count: withheld, threshold: document.threshold } })}
        note={notes.join(' ') || undefined}
        figures={drawn.figures}
        draw={drawn.draw}
        fileName={`release-${release.replaceAll(' ', '-')}-table-${number}${picture === pictures[0] ? '' : `-${picture.kind}`}`}
        {...(pictures.length > 1 && {
          ways: {
            all: pictures.map(({ kind }) => ({ value: kind, label: t(`maps.way.${kind}`) })),
            shown: picture.kind,
            table: t('maps.way.table'),
            onChange: choose,
          },
        })}
      />
    </div>
  )
}
