import { Say } from './say.tsx'

/** What somebody independent finds. */
export default function Assess() {
  return <Say saying="assess" />
}
