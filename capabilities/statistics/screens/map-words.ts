import { useMemo } from 'react'
import type { MapWords } from '#platform/screens/figures/map-data.ts'
import { useText } from '#platform/screens/text.ts'

/** Words of a map's legend. */
export function useMapWords(): MapWords {
  const t = useText()
  return useMemo(
    () => ({
      withheld: t('shell.figure.withheldCell'),
      absent: t('maps.legend.absent'),
      own: t('maps.legend.own'),
    }),
    [t],
  )
}
