import type { Codelists } from '#kernel/entity/codelist.ts'

/** Where States that no atlas has stand on the map, degrees east and north; of the codes asked for. */
export function placesOf(
  codes: readonly string[],
  lists: Codelists,
): Record<string, { longitude: number; latitude: number }> {
  const wanted = new Set(codes)
  const places: Record<string, { longitude: number; latitude: number }> = {}
  for (const code of lists.get('countries').codes)
    if (wanted.has(code.code) && 'longitude' in code && 'latitude' in code)
      places[code.code] = { longitude: Number(code.longitude), latitude: Number(code.latitude) }
  return places
}
