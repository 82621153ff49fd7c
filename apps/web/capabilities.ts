import { mounts as cases } from '#capabilities/cases/screens/index.tsx'
import { mounts as recommendations } from '#capabilities/recommendations/screens/index.tsx'
import { mounts as statistics } from '#capabilities/statistics/screens/index.tsx'
import type { ScreenMount } from './screens.ts'

/** Every capability's screens, one line each: `import { mounts as cases } from '#capabilities/cases/screens/index.tsx'`. */
export const capabilityMounts: readonly ScreenMount[] = [...cases, ...recommendations, ...statistics]
