import { describe, expect, it } from 'vitest'
import { type RealReport, realReport, realText } from '../reading/real-reports.testing.ts'
import { asPdf, BAR_CODE, JOB_NUMBER, RUNNING_SYMBOL } from './printed-files.testing.ts'
import { readReportFile } from './read-file.ts'

describe('a report as a PDF, with the symbol above every page and job number, bar code and page number below', () => {
  it.each(['000', '001', '002', '003', '004'] as const)(
    '%s: gives the same atoms, words and cross-references as its text',
    async (name: RealReport) => {
      const reading = await readReportFile(await asPdf(realText(name)))
      if (!reading.ok) throw new Error(reading.problem.sentence)
      const { report, pages } = reading.file
      const expected = realReport(name)
      const rows = ({ atoms }: typeof report) =>
        atoms.map(({ para, kind, sub, addressee, deontic, text }) => ({
          para,
          kind,
          sub,
          addressee,
          deontic,
          text,
        }))
      expect(rows(report)).toEqual(rows(expected))
      expect(report.suggestions.length).toBe(expected.suggestions.length)
      const references = (one: typeof report) =>
        one.crossReferences.map(({ source: _, ...reference }) => reference)
      expect(references(report)).toEqual(references(expected))
      expect(report.notes.map(({ label }) => label)).toEqual(expected.notes.map(({ label }) => label))
      expect(report.document).toMatchObject({ symbol: RUNNING_SYMBOL, date: expected.document.date })
      expect(pages).toBeGreaterThan(3)
      const furniture = report.parts
        .filter(({ kind }) => kind === 'furniture')
        .map(({ text }) => text)
        .join('\n')
      expect(furniture.split(JOB_NUMBER).length - 1).toBe(pages)
      expect(furniture).toContain(BAR_CODE)
    },
    60_000,
  )
})
