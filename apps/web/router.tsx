import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { LoadingState } from '#platform/screens/states.tsx'
import { loadAreas } from './language/texts.ts'
import { mounts } from './mounts.ts'
import { Failed } from './pages/failed.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const routes = mounts.map(mount =>
  createRoute({
    getParentRoute: () => root,
    path: mount.path as '/',
    staticData: { mount },
    loader: () => loadAreas(mount.areas),
    component: lazyRouteComponent(mount.component),
  }),
)

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultPendingComponent: () => <LoadingState />,
  defaultErrorComponent: Failed,
  scrollRestoration: true,
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const wanted = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(wanted.map(([key, value]) => [key, String(value)])).toString()
    return text === '' ? '' : `?${text}`
  },
})

// A change of screen moves the focus to its heading; the first load leaves it where the browser put it.
router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation !== undefined && pathChanged) document.documentElement.dataset.moved = 'yes'
})
