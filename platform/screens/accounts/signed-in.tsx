import { useEffect } from 'react'
import { useGo } from '../navigate.tsx'
import { LoadingState } from '../states.tsx'

/** Behind `/sign-in` there is nothing of its own: who is signed in goes on to her work. */
export default function SignedIn() {
  const go = useGo()
  useEffect(() => void go('/', { replace: true }), [go])
  return <LoadingState lines={1} />
}
