import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useDirection,
} from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { IntlProvider } from 'react-intl'
import { withLatinDigits } from '#kernel/language/format.ts'
import { directionOf } from '#kernel/language/languages.ts'
import { LiveRegion } from '#platform/screens/announce.tsx'
import { onSessionLapsed } from '#platform/screens/api.ts'
import { asProblem } from '#platform/screens/problem.ts'
import { type Session, sessionQuery } from '#platform/screens/session.ts'
import { currentTexts, subscribeTexts } from './language/texts.ts'
import { router } from './router.tsx'
import { lock } from './shell/lock.ts'
import { cssVariables, theme } from './theme/theme.ts'

const retriesMax = 2
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      retry: (failures, error) => failures < retriesMax && asProblem(error).kind === 'server',
    },
  },
})

const schemeManager = localStorageColorSchemeManager({ key: 'ui.scheme' })

onSessionLapsed(() => {
  if (client.getQueryData<Session>(sessionQuery.queryKey)?.signedIn) lock('lapsed')
})

/** Everything around the screens: theme, direction, language, queries, routes. */
export function App() {
  const { language, messages } = useSyncExternalStore(subscribeTexts, currentTexts)
  return (
    <IntlProvider
      key="texts"
      locale={withLatinDigits(language)}
      messages={messages}
      onError={() => undefined}
    >
      <DirectionProvider initialDirection={directionOf(language)} detectDirection={false}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={schemeManager}
          defaultColorScheme="auto"
        >
          <Direction of={language} />
          <QueryClientProvider client={client}>
            <LiveRegion />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </IntlProvider>
  )
}

function Direction({ of }: { of: string }) {
  const { setDirection } = useDirection()
  useEffect(() => setDirection(directionOf(of)), [of, setDirection])
  return null
}
