import { Say } from './say.tsx'

/** The institution's report. */
export default function ReportProgress() {
  return <Say saying="report" />
}
