/** Where States stand, degrees east and north. */
export type Places = Record<string, { longitude: number; latitude: number }>

/** The world as it is drawn. */
export interface Atlas {
  /** All land, of which the picture is made. */
  land: readonly GeoJSON.Feature[]
  /** The shape of a country by its ISO 3166-1 alpha-3 code; undefined where the atlas has none. */
  shapeOf(code: string): GeoJSON.Feature | undefined
  /** Whether that shape is part of `land`; of a small country it may be finer. */
  isDrawn(shape: GeoJSON.Feature): boolean
}

/**
 * Countries and areas of ISO 3166-1 that the atlas (Natural Earth, 1:110 and 1:50 million) draws as part of another
 * or not at all: where they lie, rounded to a tenth of a degree.
 */
const withoutShape: Places = {
  BES: { longitude: -68.3, latitude: 12.2 },
  BVT: { longitude: 3.4, latitude: -54.4 },
  CCK: { longitude: 96.8, latitude: -12.2 },
  CXR: { longitude: 105.6, latitude: -10.5 },
  GIB: { longitude: -5.3, latitude: 36.1 },
  GLP: { longitude: -61.5, latitude: 16.2 },
  GUF: { longitude: -53.1, latitude: 4 },
  MTQ: { longitude: -61, latitude: 14.7 },
  MYT: { longitude: 45.2, latitude: -12.8 },
  REU: { longitude: 55.5, latitude: -21.1 },
  SJM: { longitude: 16, latitude: 78.5 },
  TKL: { longitude: -171.8, latitude: -9.2 },
  TUV: { longitude: 179.2, latitude: -8.5 },
  UMI: { longitude: 166.6, latitude: 19.3 },
  XKK: { longitude: 20.9, latitude: 42.6 },
}

/** Where a country lies that has no shape of its own. @param places of States that no atlas has */
export const placeOf = (code: string, places: Places): Places[string] | undefined =>
  places[code] ?? withoutShape[code]

/**
 * The coarse atlas, or shapes of the finer one where a country is too small for it.
 * @param codes ISO 3166-1 alpha-3 codes that are to be drawn
 */
export async function loadAtlas(codes: readonly string[]): Promise<Atlas> {
  const [topojson, coarse, list] = await Promise.all([
    import('topojson-client'),
    import('world-atlas/countries-110m.json'),
    import('i18n-iso-countries/codes.json'),
  ])
  const numeric = new Map(
    (list.default as string[][]).flatMap(([, three, number]) => (three && number ? [[three, number]] : [])),
  )
  const shapesOf = (atlas: unknown) => {
    type World = Parameters<typeof topojson.feature>[0]
    const { objects } = atlas as { objects: Record<string, Parameters<typeof topojson.feature>[1]> }
    return (topojson.feature(atlas as World, objects.countries!) as unknown as GeoJSON.FeatureCollection)
      .features
  }
  // Some areas of the atlas have no code; they are land and nobody's number stands on them.
  const byNumber = (shapes: readonly GeoJSON.Feature[]) =>
    new Map(shapes.flatMap(shape => (shape.id === undefined ? [] : [[String(shape.id), shape]])))
  const land = shapesOf(coarse.default)
  const drawn = byNumber(land)
  const isMissing = (code: string) => numeric.has(code) && !drawn.has(numeric.get(code)!)
  const finer = codes.some(isMissing)
    ? byNumber(shapesOf((await import('world-atlas/countries-50m.json')).default))
    : drawn
  return {
    land,
    shapeOf: code => {
      const number = numeric.get(code)
      return number === undefined ? undefined : (drawn.get(number) ?? finer.get(number))
    },
    isDrawn: shape => drawn.get(String(shape.id)) === shape,
  }
}

/** The largest part of a country, so that far islands do not pull its centre into the sea. */
export function mainland(shape: GeoJSON.Feature): GeoJSON.Feature {
  const { geometry } = shape
  if (geometry.type !== 'MultiPolygon') return shape
  const size = (ring: GeoJSON.Position[]) =>
    Math.abs(
      ring.reduce(
        (sum, [x, y], i) =>
          sum + x! * ring[(i + 1) % ring.length]![1]! - y! * ring[(i + 1) % ring.length]![0]!,
        0,
      ),
    )
  const coordinates = geometry.coordinates.reduce((a, b) => (size(b[0]!) > size(a[0]!) ? b : a))
  return { ...shape, geometry: { type: 'Polygon', coordinates } }
}
