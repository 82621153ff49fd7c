import { readFileSync } from 'node:fs'
import type { Report } from '../recommendations.entity.ts'
import { readReport } from './read-report.ts'

const SHARED = new URL('../../../../shared/', import.meta.url)

/** The five real reports, which stay outside the project, by the first digits of their names. */
export const REAL_REPORTS = {
  '000': '000_d87a98b22755a63c.txt',
  '001': '001_1e123bc18c8b325e.txt',
  '002': '002_81370d21f3d2ee7e.txt',
  '003': '003_8d9f25fdef0f9e57.txt',
  '004': '004_ecb1342be4014eb7.txt',
} as const

export type RealReport = keyof typeof REAL_REPORTS

export function realText(name: RealReport): string {
  return readFileSync(new URL(`reports/${REAL_REPORTS[name]}`, SHARED), 'utf8')
}

export function realReport(name: RealReport): Report {
  return reportOf(realText(name))
}

export function domainFacts<Facts>(file: string): Facts {
  return JSON.parse(readFileSync(new URL(`domain/${file}`, SHARED), 'utf8')) as Facts
}

/** The report a text holds; throws when it is refused. */
export function reportOf(text: string): Report {
  const reading = readReport(text)
  if (!reading.ok) throw new Error(reading.problem.sentence)
  return reading.report
}
