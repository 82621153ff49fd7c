import { useMemo } from 'react'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import type { FigureRow, Figures } from '#platform/screens/figures/figure.ts'
import { bars, lines } from '#platform/screens/figures/plots.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { matrix } from '../../screens/matrix.ts'
import { pictureOf, type ReleasedPicture } from '../picture.rules.ts'
import type { ReleaseDocument, ReleasedTable } from '../release.entity.ts'
import { releaseName } from '../release.rules.ts'
import { type Labels, shownName, shownTitle, useCodeNames } from './answers.ts'

/** A released table as a picture, with its table, measure, source and files. What is withheld is a gap, never 0. */
export function ReleasedPictureView(props: {
  document: ReleaseDocument
  table: ReleasedTable
  labels: Labels
  /** Number of the table in its release, from 1. */
  number: number
}) {
  const { document, table, labels, number } = props
  const t = useText()
  const write = useFormats()
  const name = useCodeNames(labels)
  const picture = useMemo(() => pictureOf(table), [table])
  const drawn = useMemo(() => picture && drawing(picture, name, t('releases.count')), [picture, name, t])
  if (!picture || !drawn) return null
  const { most, whole } = picture
  const release = releaseName(document.number, document.revision)
  const named = (codes: readonly string[]) =>
    write.list(codes.map((code, i) => name.code(picture.dimensions[i]!, code)))
  const withheld = picture.points.filter(point => point.count === null).length
  const by = write.list(picture.dimensions.map(name.dimension))
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
        {...(document.method !== 'round' && { withheld: { count: withheld, threshold: document.threshold } })}
        note={
          document.method === 'round' ? t('releases.about.rounded', { base: document.threshold }) : undefined
        }
        figures={drawn.figures}
        draw={drawn.draw}
        fileName={`release-${release.replaceAll(' ', '-')}-table-${number}`}
      />
    </div>
  )
}

function drawing(
  { kind, dimensions, codes, points }: ReleasedPicture,
  name: ReturnType<typeof useCodeNames>,
  count: string,
) {
  const [first, second] = dimensions as [string, string | undefined]
  const nameOf = (i: number, code: string) => name.code(dimensions[i]!, code)
  const columns: Figures['columns'] = [
    { key: 'label', label: name.dimension(first), kind: 'text' },
    ...(second === undefined
      ? [{ key: 'c0', label: count, kind: 'number' as const }]
      : codes[1]!.map((code, i) => ({ key: `c${i}`, label: nameOf(1, code), kind: 'number' as const }))),
  ]
  const width = second === undefined ? 1 : codes[1]!.length
  const rows = codes[0]!.map((code, i): FigureRow => {
    const row: FigureRow = { label: nameOf(0, code) }
    for (let n = 0; n < width; n++) row[`c${n}`] = points[i * width + n]!.count
    return row
  })
  const figures: Figures = { columns, rows }
  if (kind === 'bars') return { figures, draw: bars(rows, { label: 'label', value: 'c0' }) }
  if (kind === 'matrix')
    return {
      figures,
      draw: matrix({
        rows: codes[0]!.map(code => nameOf(0, code)),
        columns: codes[1]!.map(code => nameOf(1, code)),
        counts: codes[0]!.map((_, i) => points.slice(i * width, (i + 1) * width).map(p => p.count)),
        isTime: false,
      }),
    }
  const long = points.map(point => ({
    time: point.codes[0]!,
    value: point.count,
    series: second === undefined ? '' : nameOf(1, point.codes[1]!),
  }))
  return {
    figures,
    draw: lines(long, { time: 'time', value: 'value', ...(second !== undefined && { series: 'series' }) }),
  }
}
