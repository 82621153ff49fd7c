import type { Formats } from '#kernel/language/format.ts'
import type { Places } from '#platform/screens/figures/atlas.ts'
import type { MapWords } from '#platform/screens/figures/map-data.ts'
import { wayOf } from '#platform/screens/figures/map-flows.ts'
import { mapWithBars } from '#platform/screens/figures/map-with-bars.ts'
import { worldMap } from '#platform/screens/figures/world-map.ts'
import type { useText } from '#platform/screens/text.ts'
import { isOnMap, type PicturePoint, type ReleasedPicture } from '../picture.rules.ts'
import { isRightToLeft, type useCodeNames } from './answers.ts'
import type { ReleasedDrawing } from './released-drawing.ts'

const drawnFlowsMax = 60
const dashedMax = 40
const barsMax = 10
const namedElsewhereMax = 6

/** What a map needs to know besides the numbers. */
interface MapSetting {
  name: ReturnType<typeof useCodeNames>
  t: ReturnType<typeof useText>
  write: Formats
  places: Places
  words: MapWords
}

/** A released table by country on the world; what has no place there is said under it. */
export function mapDrawing(picture: ReleasedPicture, setting: MapSetting): ReleasedDrawing {
  const { name, t, places, words } = setting
  const { dimensions } = picture
  const isPair = dimensions.length === 2
  const sorted = picture.points.toSorted((a, b) => rank(b) - rank(a))
  const told = isPair ? sorted.filter(point => point.count !== 0) : sorted
  const nameOf = (point: PicturePoint) =>
    wayOf(
      point.codes.map((code, i) => name.code(dimensions[i]!, code)),
      isRightToLeft(),
    )
  const onMap = told.filter(isOnMap)
  const known = onMap.filter(point => point.count !== null)
  const withheld = onMap.filter(point => point.count === null)
  const dashed = withheld.length > dashedMax ? [] : withheld
  const flows = [...known.slice(0, drawnFlowsMax), ...dashed]
  const map = worldMap({
    ...(isPair
      ? { flows: flows.map(({ codes, count }) => ({ from: codes[0]!, to: codes[1]!, count })) }
      : { amounts: onMap.map(({ codes, count }) => ({ country: codes[0]!, count })) }),
    places,
    nameOf: code => name.code(dimensions.find(id => name.code(id, code) !== code) ?? dimensions[0]!, code),
    words,
  })
  const largest = told.flatMap(point => (point.count ? [{ label: nameOf(point), value: point.count }] : []))
  const notes = [
    isPair ? t('statistics.note.flows') : '',
    ...(isPair ? notesOfPairs(known.length, withheld.length, setting) : []),
    !isPair && withheld.length > 0 ? t('maps.note.hatched') : '',
    elsewhere(
      told.filter(point => !isOnMap(point) && point.count !== 0),
      nameOf,
      setting,
    ),
    picture.points.some(point => point.codes.some(code => code in places))
      ? t('statistics.note.invented')
      : '',
    t('shell.figure.borders'),
  ].filter(Boolean)
  return {
    figures: {
      columns: [
        ...dimensions.map((id, i) => ({ key: `d${i}`, label: name.dimension(id), kind: 'text' as const })),
        { key: 'count', label: t('releases.count'), kind: 'number' },
      ],
      rows: told.map(({ codes, count }) => ({
        ...Object.fromEntries(codes.map((code, i) => [`d${i}`, name.code(dimensions[i]!, code)])),
        count,
      })),
    },
    draw: mapWithBars(map, largest.slice(0, barsMax), t('maps.largest')),
    notes,
  }
}

/** The largest first, then what is withheld, then 0. */
const rank = ({ count }: PicturePoint): number => count ?? 0.5

function notesOfPairs(known: number, withheld: number, { t }: MapSetting): string[] {
  const isCut = known > drawnFlowsMax
  const isDashed = withheld <= dashedMax
  return [
    isCut ? t('statistics.note.flowsCut', { count: drawnFlowsMax }) : '',
    withheld === 0 ? '' : t(isDashed ? 'maps.note.dashed' : 'maps.note.notDashed', { count: withheld }),
    isCut || !isDashed ? '' : t('maps.note.zeros'),
  ]
}

/** Numbers that no country of a map can carry: of unknown, of several, of a group. */
function elsewhere(
  points: readonly PicturePoint[],
  nameOf: (point: PicturePoint) => string,
  { t, write, words }: MapSetting,
): string {
  if (points.length === 0) return ''
  const said = points.slice(0, namedElsewhereMax).map(point =>
    t('maps.elsewhere.one', {
      name: nameOf(point),
      count: point.count === null ? words.withheld : write.number(point.count),
    }),
  )
  const more = points.length - said.length
  if (more > 0) said.push(t('maps.elsewhere.more', { count: more }))
  return t('maps.elsewhere', { list: write.list(said) })
}
